"""pandas tables, columns and indexes, by pickle and by joblib."""

import pickle

NEEDS = ("pandas", "joblib")


def values():
    import numpy as np
    import pandas as pd

    table = pd.DataFrame({"n": [1, 2, 3], "x": [0.5, np.nan, 2.0], "s": ["a", None, "c"], "b": [True, False, True]})
    yield "frame", "a table with numbers, texts and booleans", table
    yield "series", "a named column with its own index", pd.Series([1.5, 2.5], index=["p", "q"], name="x")
    yield "categorical", "ordered categories", pd.Series(pd.Categorical(["low", "high", "low"], ["low", "high"], ordered=True))
    yield "tz", "times with time zones", pd.DataFrame({
        "utc": pd.date_range("2024-02-29", periods=3, tz="UTC"),
        "berlin": pd.date_range("2024-03-30", periods=3, tz="Europe/Berlin"),
    })
    yield "multi-index", "an index of two levels", pd.Series(
        range(4), index=pd.MultiIndex.from_product([["a", "b"], [1, 2]], names=["letter", "number"])
    )
    yield "nullable", "columns of the nullable types", pd.DataFrame({
        "i": pd.array([1, None, 3], dtype="Int64"), "b": pd.array([True, None, False], dtype="boolean"),
        "s": pd.array(["x", None, "z"], dtype="string"),
    })
    yield "scalars", "timestamps, durations, periods, intervals and offsets", [
        pd.Timestamp("2024-02-29 12:30"), pd.Timedelta("1 day 2 s"), pd.Period("2024-02", "M"), pd.Interval(0, 1), pd.NaT,
        pd.offsets.BDay(2),
    ]
    yield "indexes", "indexes of every kind", [
        pd.RangeIndex(3), pd.DatetimeIndex(["2024-01-01", "2024-01-02"], freq="D"), pd.PeriodIndex(["2024Q1"], freq="Q"),
        pd.IntervalIndex.from_breaks([0, 1, 2]), pd.CategoricalIndex(["a", "b"]), pd.TimedeltaIndex(["1h"]),
    ]
    yield "sparse", "a column that stores only what is not zero", pd.Series(pd.arrays.SparseArray([0, 0, 1, 0]))


def write(book):
    from benign.arrays import by_joblib

    for name, about, value in values():
        for protocol in (2, 5):
            content = pickle.dumps(value, protocol)
            book.add(f"pickle/pandas-{name}-p{protocol}.pkl", content, f"pandas by pickle, protocol {protocol}: {about}.", ["pandas", "numpy"])
        book.add(f"joblib/pandas-{name}.joblib", by_joblib(value), f"pandas by joblib: {about}.", ["joblib", "pandas", "numpy"])
