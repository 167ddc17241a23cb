"""pandas: tables, indexes, columns of every type, times and offsets."""


def values():
    import numpy as np
    import pandas as pd

    yield from [pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": [0.5, 1]}), pd.Series([1, 2], name="s"), pd.DataFrame(), pd.NA, pd.NaT]
    days = pd.date_range("2024-01-01", periods=3)
    indexes = [
        pd.Index([1, 2]), pd.Index([1.5]), pd.Index(["a"]), pd.Index(["a"], dtype=object), pd.RangeIndex(3), days, pd.date_range("2024-01-01", periods=3, tz="UTC"),
        pd.date_range("2024-01-01", periods=3, tz="Europe/Berlin"), pd.period_range("2024", periods=3, freq="M"),
        pd.timedelta_range("1D", periods=3), pd.interval_range(0, 3), pd.CategoricalIndex(["a", "b"]), pd.MultiIndex.from_product([[1, 2], ["a"]]),
        pd.Index([1], dtype="uint8"), pd.Index([True, False]),
    ]
    yield from indexes
    columns = [pd.Series(index) for index in indexes if not isinstance(index, pd.MultiIndex)]
    for dtype in "Int8 Int16 Int32 Int64 UInt8 UInt16 UInt32 UInt64 Float32 Float64 boolean string category".split():
        columns.append(pd.Series(pd.array([1, 0, 1] if dtype != "string" else ["a", "b", "c"], dtype="Int8" if dtype == "boolean" else dtype)))
    columns += [pd.Series(pd.array([True, None], dtype="boolean")), pd.Series(pd.arrays.SparseArray([0, 0, 1]))]
    for column in columns:
        yield from [column, column.dtype, column.array, column.to_frame("x")]
    yield from [pd.CategoricalDtype(["a"], ordered=True), pd.DatetimeTZDtype(tz="UTC"), pd.PeriodDtype("D"), pd.IntervalDtype("int64"), pd.SparseDtype(float)]
    yield from [pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-01", tz="Europe/Berlin"), pd.Timedelta("1D"), pd.Period("2024", "Y"), pd.Interval(0, 1)]
    for name in sorted(dir(pd.offsets)):
        try:
            yield getattr(pd.offsets, name)()
        except Exception:
            continue
    yield from [pd.offsets.DateOffset(months=1), pd.DataFrame({"a": [1]}).dtypes, pd.DataFrame({"t": days, "c": pd.Categorical(["a", "b", "a"]), "o": [[1], {}, ()]})]
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
