"""pandas: tables, indexes, columns of every type, times and offsets, groups and windows."""

from harvesting.breadth import each

NULLABLE = "Int8 Int16 Int32 Int64 UInt8 UInt16 UInt32 UInt64 Float32 Float64 boolean string category str string[python] string[pyarrow]".split()


def values():
    import numpy as np
    import pandas as pd

    table = pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": [0.5, 1]})
    yield from [table, pd.Series([1, 2], name="s"), pd.DataFrame(), pd.NaT]
    yield from each(lambda: pd.NA, lambda: pd.Flags, lambda: table.flags, lambda: table.attrs)
    days = pd.date_range("2024-01-01", periods=3)
    indexes = [
        one
        for make in (
            lambda: pd.Index([1, 2]), lambda: pd.Index([1.5]), lambda: pd.Index(["a"]), lambda: pd.Index(["a"], dtype=object), lambda: pd.RangeIndex(3), lambda: days, lambda: pd.date_range("2024-01-01", periods=3, tz="UTC"),
            lambda: pd.date_range("2024-01-01", periods=3, tz="Europe/Berlin"), lambda: pd.period_range("2024", periods=3, freq="M"), lambda: pd.Int64Index([1]), lambda: pd.Float64Index([1]), lambda: pd.UInt64Index([1]),
            lambda: pd.timedelta_range("1D", periods=3), lambda: pd.interval_range(0, 3), lambda: pd.CategoricalIndex(["a", "b"]), lambda: pd.MultiIndex.from_product([[1, 2], ["a"]]),
            lambda: pd.Index([1], dtype="uint8"), lambda: pd.Index([True, False]), lambda: pd.Index([1, None], dtype="Int64"), lambda: days.as_unit("s"), lambda: pd.bdate_range("2024-01-01", periods=3),
        )
        for one in each(make)
    ]
    yield from indexes
    columns = [pd.Series(index) for index in indexes if not isinstance(index, pd.MultiIndex)]
    for dtype in NULLABLE:
        columns += each(lambda: pd.Series(pd.array([1, 0, 1] if "str" not in dtype else ["a", "b", "c"], dtype="Int8" if dtype == "boolean" else dtype)), lambda: pd.Series(["a", "b"], dtype=dtype), lambda: pd.Series([1, 2], dtype=dtype))
    columns += each(lambda: pd.Series(pd.array([True, None], dtype="boolean")), lambda: pd.Series(pd.arrays.SparseArray([0, 0, 1])), lambda: pd.Series(pd.SparseArray([0, 0, 1])), lambda: pd.Series(pd.array([1, 2])), lambda: pd.SparseSeries([0, 1]), lambda: pd.SparseDataFrame([[0, 1]]))
    columns += each(lambda: pd.Series([1, 2], dtype="int64[pyarrow]"), lambda: pd.Series(["a"], dtype=pd.ArrowDtype(__import__("pyarrow").string())))
    for column in columns:
        yield from each(lambda: column, lambda: column.dtype, lambda: column.array, lambda: column.values, lambda: column.to_frame("x"))
    yield from each(lambda: pd.CategoricalDtype(["a"], ordered=True), lambda: pd.api.types.CategoricalDtype(["a"]), lambda: pd.DatetimeTZDtype("ns", "UTC"), lambda: pd.PeriodDtype("D"), lambda: pd.IntervalDtype("int64"), lambda: pd.SparseDtype(float), lambda: pd.StringDtype(), lambda: pd.BooleanDtype())
    yield from each(lambda: pd.Timestamp("2024-01-01"), lambda: pd.Timestamp("2024-01-01", tz="Europe/Berlin"), lambda: pd.Timedelta("1D"), lambda: pd.Period("2024", "Y"), lambda: pd.Period("2024-01", "M"), lambda: pd.Interval(0, 1))
    for name in sorted(dir(pd.offsets)):
        yield from each(lambda: getattr(pd.offsets, name)())
    yield from each(lambda: pd.offsets.DateOffset(months=1), lambda: pd.DataFrame({"a": [1]}).dtypes, lambda: pd.DataFrame({"t": days, "c": pd.Categorical(["a", "b", "a"]), "o": [[1], {}, ()]}))
    yield from each(lambda: table.groupby("a"), lambda: table.a.rolling(2), lambda: pd.cut([1, 2, 3], 2), lambda: pd.Grouper(key="a"), lambda: pd.DataFrame, lambda: pd.Series, lambda: pd.to_numeric, lambda: pd.to_datetime, lambda: pd.isnull, lambda: pd.get_dummies, lambda: pd.IndexSlice[1:2])
    try:
        import pytz

        yield from [pytz.UTC, pytz.timezone("Europe/Berlin"), pytz.FixedOffset(60), pd.date_range("2024", periods=2, tz=pytz.timezone("Europe/Berlin"))]
    except ImportError:
        pass
    from dateutil.relativedelta import relativedelta
    from dateutil.tz import tzoffset, tzutc

    yield from [tzutc(), tzoffset("x", 60), relativedelta(months=1), np.array(days)]


def protocols():
    return (2, 4, 5)
