"""SciPy: sparse matrices, splines, trees and results. Distributions are refused in never.py."""


def values():
    import numpy as np
    import scipy.interpolate as ip
    import scipy.optimize as op
    import scipy.sparse as sp
    import scipy.spatial as spatial
    import scipy.stats as st
    from scipy.spatial.transform import Rotation

    for kind in ("csr", "csc", "coo", "bsr", "dia", "dok", "lil"):
        for suffix in ("matrix", "array"):
            if hasattr(sp, f"{kind}_{suffix}"):
                yield getattr(sp, f"{kind}_{suffix}")(np.eye(3))
    x, y = np.arange(8.0), np.arange(8.0) ** 2
    yield from [ip.interp1d(x, y), ip.interp1d(x, y, kind="cubic"), ip.UnivariateSpline(x, y), ip.InterpolatedUnivariateSpline(x, y)]
    yield from [ip.LSQUnivariateSpline(x, y, [3.5]), ip.make_interp_spline(x, y), ip.CubicSpline(x, y), ip.PchipInterpolator(x, y)]
    yield from [ip.Akima1DInterpolator(x, y), ip.BarycentricInterpolator(x, y), ip.KroghInterpolator(x, y), ip.CubicHermiteSpline(x, y, y)]
    yield from [ip.PPoly.from_spline(ip.splrep(x, y)), ip.BPoly([[1.0], [2.0]], [0, 1]), ip.RegularGridInterpolator((x,), y)]
    yield from [ip.RectBivariateSpline(x, x, np.outer(y, y)), ip.RBFInterpolator(x[:, None], y), ip.NearestNDInterpolator(np.c_[x, y], y)]
    scattered = np.random.RandomState(0).rand(9, 2)
    for make in (ip.LinearNDInterpolator, ip.CloughTocher2DInterpolator):
        yield make(scattered, np.arange(9.0))
    yield from [spatial.cKDTree(scattered), spatial.KDTree(scattered), Rotation.identity()]
    yield from [op.minimize(lambda v: (v * v).sum(), [1.0]), op.OptimizeResult(a=1), op.LinearConstraint([[1]], 0, 1), op.Bounds(0, 1)]
    yield from [op.linprog([1.0], bounds=[(0, 1)]), op.root_scalar(lambda v: v, bracket=(-1, 2))]
    yield from [st.gaussian_kde(x), st.ttest_1samp(x, 0), st.linregress(x, y), st.pearsonr(x, y), st.spearmanr(x, y), st.norm, st.uniform(0, 1), st.poisson(3)]
    yield from [st.multivariate_normal([0, 0])]


def protocols():
    return (2, 4, 5)
