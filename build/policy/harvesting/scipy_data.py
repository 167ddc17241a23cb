"""SciPy: sparse matrices, splines, trees and results. Distributions are refused in never.py."""

from harvesting.breadth import each


def values():
    import numpy as np
    import scipy.interpolate as ip
    import scipy.optimize as op
    import scipy.signal as signal
    import scipy.sparse as sp
    import scipy.spatial as spatial
    import scipy.stats as st

    for kind in ("csr", "csc", "coo", "bsr", "dia", "dok", "lil"):
        for suffix in ("matrix", "array"):
            if hasattr(sp, f"{kind}_{suffix}"):
                yield getattr(sp, f"{kind}_{suffix}")(np.eye(3))
    x, y = np.arange(8.0), np.arange(8.0) ** 2
    scattered = np.random.RandomState(0).rand(9, 2)
    yield from each(
        lambda: ip.interp1d(x, y), lambda: ip.interp1d(x, y, kind="cubic"), lambda: ip.UnivariateSpline(x, y), lambda: ip.InterpolatedUnivariateSpline(x, y),
        lambda: ip.LSQUnivariateSpline(x, y, [3.5]), lambda: ip.make_interp_spline(x, y), lambda: ip.CubicSpline(x, y), lambda: ip.PchipInterpolator(x, y),
        lambda: ip.Akima1DInterpolator(x, y), lambda: ip.BarycentricInterpolator(x, y), lambda: ip.KroghInterpolator(x, y), lambda: ip.CubicHermiteSpline(x, y, y),
        lambda: ip.PPoly.from_spline(ip.splrep(x, y)), lambda: ip.BPoly([[1.0], [2.0]], [0, 1]), lambda: ip.RegularGridInterpolator((x,), y), lambda: ip.NdPPoly(np.ones((2, 1)), [[0, 1]]),
        lambda: ip.RectBivariateSpline(x, x, np.outer(y, y)), lambda: ip.RBFInterpolator(x[:, None], y), lambda: ip.NearestNDInterpolator(np.c_[x, y], y), lambda: ip.SmoothBivariateSpline(*np.random.RandomState(0).rand(3, 30)),
        lambda: ip.LinearNDInterpolator(scattered, np.arange(9.0)), lambda: ip.CloughTocher2DInterpolator(scattered, np.arange(9.0)), lambda: ip.Rbf(x, y), lambda: ip.interp2d(x, x, np.outer(y, y)), lambda: ip.NdBSpline((np.arange(6.0),), np.ones(3), 2),
        lambda: spatial.cKDTree(scattered), lambda: spatial.KDTree(scattered), lambda: __import__("scipy.spatial.transform").spatial.transform.Rotation.from_quat([0, 0, 0, 1]), lambda: spatial.transform.Slerp([0, 1], spatial.transform.Rotation.from_quat([[0, 0, 0, 1]] * 2)),
        lambda: op.minimize(lambda v: (v * v).sum(), [1.0]), lambda: op.minimize(lambda v: (v * v).sum(), [1.0], method="L-BFGS-B"), lambda: op.OptimizeResult(a=1), lambda: op.LinearConstraint([[1]], 0, 1), lambda: op.Bounds(0, 1),
        lambda: op.linprog([1.0], bounds=[(0, 1)]), lambda: op.root_scalar(lambda v: v, bracket=(-1, 2)), lambda: op.LbfgsInvHessProduct(np.ones((1, 2)), np.ones((1, 2))), lambda: op.root(lambda v: v, [1.0]), lambda: op.least_squares(lambda v: v, [1.0]),
        lambda: signal.lti(1, [1, 1]), lambda: signal.dlti(1, [1, 1]), lambda: signal.StateSpace([[1]], [[1]], [[1]], [[0]]), lambda: signal.ZerosPolesGain([], [1], 1), lambda: signal.TransferFunction(1, [1, 1]),
        lambda: st.gaussian_kde(x), lambda: st.ttest_1samp(x, 0), lambda: st.linregress(x, y), lambda: st.pearsonr(x, y), lambda: st.spearmanr(x, y), lambda: st.norm, lambda: st.uniform(0, 1), lambda: st.poisson(3), lambda: st.kendalltau(x, y),
        lambda: st.multivariate_normal([0, 0]), lambda: st.describe(x), lambda: st.ks_2samp(x, y), lambda: st.shapiro(x), lambda: st.mannwhitneyu(x, y), lambda: st.ecdf(x), lambda: st.bootstrap((x,), np.mean, n_resamples=9), lambda: st.Covariance.from_diagonal([1, 2]),
        lambda: st.rv_histogram(np.histogram(x)), lambda: st.qmc.Sobol(2), lambda: st.qmc.Halton(2), lambda: st.qmc.LatinHypercube(2),
    )


def protocols():
    return (2, 4, 5)
