"""NumPy: arrays, element types, scalars, random generators, polynomials and functions."""

from harvesting.breadth import each, tried


def values():
    import numpy as np

    for code in "?bBhHiIlLqQefdgFDGSUVOMm":
        yield from each(lambda: np.dtype(code), lambda: np.zeros(2, code), lambda: np.zeros(1, code)[0], lambda: np.dtype(code).type)
    yield from [np.zeros((2, 3), order="F"), np.zeros(()), np.zeros(0), np.zeros(2, ">i4"), np.ndarray, np.dtype, np.generic, np.nan]
    records = np.zeros(2, [("a", "i4"), ("b", "S3")])
    yield from [records, records[0], records.view(np.recarray), records.view(np.recarray)[0], np.dtype((np.record, [("a", "i4")]))]
    yield from [np.matrix([[1, 2]]), np.ma.array([1, 2], mask=[0, 1]), np.ma.masked, np.ma.array(records, mask=True), np.ma.array(records)[0]]
    yield from each(lambda: __import__("numpy.ma.mrecords").ma.mrecords.fromarrays([[1], [2]]), lambda: np.char.array(["a"]), lambda: np.poly1d([1, 2]), lambda: np.random.SeedSequence(1), lambda: np.random.RandomState(0), lambda: np.random.mtrand._rand)
    for name in ("Polynomial", "Chebyshev", "Legendre", "Hermite", "HermiteE", "Laguerre"):
        yield getattr(np.polynomial, name)([1, 2])
    for name in ("MT19937", "PCG64", "PCG64DXSM", "Philox", "SFC64"):
        make = getattr(np.random, name, None)
        yield from each(lambda: make(1), lambda: np.random.Generator(make(1)), lambda: np.random.RandomState(make(1)))
    if hasattr(np, "dtypes"):
        yield from [value for name, value in vars(np.dtypes).items() if isinstance(value, type)]
        yield from each(lambda: np.array(["a"], np.dtypes.StringDType()), lambda: np.dtypes.StringDType(na_object=None))
    # Functions that models refer to: element by element, and the common summaries.
    yield from [value for name, value in sorted(vars(np).items()) if isinstance(value, np.ufunc)]
    for name in "mean median sum std var min max amin amax argmin argmax average ptp percentile quantile nanmean nanmedian nansum cumsum diff sort argsort unique clip round around where abs".split():
        yield from tried(lambda: getattr(np, name))
    yield from [np.linalg.LinAlgError("x"), np.float64, np.newaxis]


def protocols():
    return (0, 2, 4, 5)
