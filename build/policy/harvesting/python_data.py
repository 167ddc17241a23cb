"""The data classes of Python's own library."""


def values():
    import array
    import collections
    import datetime
    import decimal
    import fractions
    import ipaddress
    import pathlib
    import random
    import re
    import statistics
    import string
    import time
    import types
    import uuid

    yield from [
        object(), 1, 1.5, 1j, True, "x", b"x", bytearray(b"x"), [1], (1,), {1: 2}, {1}, frozenset([1]), range(3), slice(1), ..., NotImplemented,
        object, int, float, complex, bool, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice,
    ]
    yield from [getattr(__import__("builtins"), name) for name in dir(__import__("builtins")) if name[0].isupper()]
    yield from [collections.OrderedDict(a=1), collections.defaultdict(list, a=[]), collections.deque([1]), collections.Counter("aab")]
    yield from [collections.ChainMap({1: 2}), collections.UserDict(a=1), collections.UserList([1]), collections.UserString("x")]
    now = datetime.datetime(2024, 2, 29, tzinfo=datetime.timezone.utc)
    yield from [now, now.date(), now.time(), now - now, datetime.timezone(datetime.timedelta(hours=1)), time.gmtime(0)]
    yield from [decimal.Decimal("1.1"), decimal.Context(), fractions.Fraction(1, 3), decimal.ROUND_UP, decimal.DivisionByZero]
    yield from [uuid.UUID(int=1), uuid.SafeUUID.unknown, re.compile("a", re.I), re.I, array.array("d", [1.5]), types.SimpleNamespace(a=1)]
    yield from [pathlib.PurePath("a"), pathlib.PurePosixPath("a"), pathlib.PureWindowsPath("a"), pathlib.Path("a"), pathlib.PosixPath("a")]
    yield from [random.Random(0), string.Template("$a")]
    yield from [statistics.NormalDist()] if hasattr(statistics, "NormalDist") else []
    try:
        import zoneinfo

        yield zoneinfo.ZoneInfo("UTC")
    except ImportError:  # before 3.9
        pass
    yield from [ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1"), ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("::/8")]
    yield from [ipaddress.ip_interface("10.0.0.1/8"), ipaddress.ip_interface("::1/8")]
    # Below protocol 2 every object goes through copyreg, and bytes through _codecs.


def protocols():
    return (0, 1, 2, 4, 5)
