"""NumPy: arrays, element types, scalars, random generators, polynomials and functions."""


def values():
    import numpy as np

    for code in "?bBhHiIlLqQefdgFDGSUVOMm":
        yield np.dtype(code)
        yield np.zeros(2, code)
        try:
            yield np.zeros(1, code)[0]
        except Exception:
            pass
        yield np.dtype(code).type
    yield from [np.zeros((2, 3), order="F"), np.zeros(()), np.zeros(0), np.zeros(2, ">i4"), np.ndarray, np.dtype, np.generic, np.nan]
    records = np.zeros(2, [("a", "i4"), ("b", "S3")])
    yield from [records, records[0], records.view(np.recarray), records.view(np.recarray)[0], np.dtype((np.record, [("a", "i4")]))]
    yield from [np.matrix([[1, 2]]), np.ma.array([1, 2], mask=[0, 1]), np.ma.masked, np.ma.array(records, mask=True), np.ma.array(records)[0]]
    yield from [np.ma.mrecords.fromarrays([[1], [2]])] if hasattr(np.ma, "mrecords") else []
    yield from [np.char.array(["a"]), np.poly1d([1, 2]), np.random.SeedSequence(1), np.random.RandomState(0), np.random.mtrand._rand]
    for name in ("Polynomial", "Chebyshev", "Legendre", "Hermite", "HermiteE", "Laguerre"):
        yield getattr(np.polynomial, name)([1, 2])
    for name in ("MT19937", "PCG64", "PCG64DXSM", "Philox", "SFC64"):
        yield from [getattr(np.random, name)(1), np.random.Generator(getattr(np.random, name)(1)), np.random.RandomState(getattr(np.random, name)(1))]
    if hasattr(np, "dtypes"):
        yield from [value for name, value in vars(np.dtypes).items() if isinstance(value, type)]
        if hasattr(np.dtypes, "StringDType"):
            yield from [np.array(["a"], np.dtypes.StringDType()), np.dtypes.StringDType(na_object=None)]
    # Functions that models refer to: element by element, and the common summaries.
    yield from [value for name, value in sorted(vars(np).items()) if isinstance(value, np.ufunc)]
    for name in "mean median sum std var min max amin amax argmin argmax average ptp percentile quantile nanmean nanmedian nansum cumsum diff sort argsort unique clip round around where abs".split():
        yield getattr(np, name)
    yield from [np.linalg.LinAlgError("x"), np.float64, np.newaxis]


def protocols():
    return (0, 2, 4, 5)
