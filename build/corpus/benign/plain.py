"""Python's own data by its own pickler, in every protocol."""

import datetime
import decimal
import fractions
import importlib.util
import marshal
import pathlib
import pickle
import re
import uuid
from collections import Counter, OrderedDict, defaultdict, deque

NEEDS = ()


def recursive():
    around = {"name": "around", "list": []}
    around["self"] = around
    around["list"].append(around["list"])
    loop = ([],)
    loop[0].append(loop)
    return [around, loop]


def values():
    yield "nested", "lists, dicts and tuples in each other, with shared parts", [
        {"a": [1, 2, (3, {"b": [None, True, False]})], "c": shared}
        for shared in [["one list", "seen twice"]]
        for _ in range(2)
    ]
    yield "recursive", "a dict, a list and a tuple that contain themselves", recursive()
    yield "sets", "sets and frozensets", [set(), {1, 2, 3}, frozenset(), frozenset([4, 5]), {frozenset([6]), 7}]
    yield "bytes", "bytes and bytearrays, among them all 256 values", [
        b"", b"abc", bytes(range(256)), b"\xff" * 300, bytearray(), bytearray(b"\x80\x02}q\x00.")
    ]
    yield "texts", "texts: empty, long, with quotes, line ends, other scripts and a lone surrogate", [
        "", "plain", "it's \"quoted\"\n\ttwice\\", "Küvette 試験 пример 🧪", "x" * 300, "\ud800", "\x00\x1a"
    ]
    yield "numbers", "integers of every width, huge ones, floats with infinities", [
        *[sign * 2**power + step for power in (0, 7, 8, 15, 16, 31, 32, 63, 64, 200) for sign in (1, -1) for step in (-1, 0, 1)],
        2**4000, -(2**2100), 0.0, -0.0, 1.5e-300, 3.141592653589793, float("inf"), float("-inf"), float("nan"),
    ]
    yield "singletons", "None, booleans, Ellipsis and NotImplemented", [None, True, False, Ellipsis, NotImplemented]
    yield "tuples", "tuples of every size up to five, and one of three hundred", [*[tuple(range(n)) for n in range(6)], tuple(range(300))]
    yield "dates", "dates, times, time zones and durations", [
        datetime.date(2024, 2, 29),
        datetime.time(23, 59, 59, 999999),
        datetime.datetime(2024, 2, 29, 12, 30, fold=1),
        datetime.datetime(2024, 2, 29, tzinfo=datetime.timezone.utc),
        datetime.datetime(2024, 2, 29, tzinfo=datetime.timezone(datetime.timedelta(hours=5, minutes=30), "IST")),
        datetime.timedelta(days=-3, seconds=5, microseconds=7),
    ]
    yield "exact", "decimals, fractions and complex numbers", [
        decimal.Decimal("1.10"), decimal.Decimal("-Infinity"), fractions.Fraction(22, 7), complex(1, -2)
    ]
    yield "collections", "OrderedDict, defaultdict(list), deque and Counter", [
        OrderedDict([("b", 1), ("a", 2)]),
        defaultdict(list, {"k": [1]}),
        deque([1, 2, 3], maxlen=5),
        Counter("abracadabra"),
    ]
    yield "odds", "UUIDs, ranges, slices, pure paths and a compiled pattern", [
        uuid.UUID("12345678123456781234567812345678"),
        range(1, 10, 3),
        slice(None, 5, 2),
        pathlib.PurePosixPath("models/iris.joblib"),
        re.compile(r"\d+", re.IGNORECASE),
    ]
    yield "batches", "a list and a dict longer than one batch of the pickler", [list(range(2500)), {f"k{i}": i for i in range(1100)}]
    yield "classes", "builtin types and exceptions as values", [int, str, dict, list, object, ValueError("bad", 3), KeyError]


def write(book):
    for name, about, value in values():
        for protocol in range(6):
            content = pickle.dumps(value, protocol)
            book.add(f"pickle/plain-{name}-p{protocol}.pkl", content, f"Plain Python data, protocol {protocol}: {about}.")
    stream = pickle.dumps({"first": 1}, 4) + pickle.dumps({"second": 2}, 4)
    book.add(
        "pickle/two-in-a-row.pkl", stream, "Two pickles written to one file one after the other.", expect="no-findings"
    )
    source = "def area(width, height):\n    return width * height\n"
    module = importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(compile(source, "area.py", "exec"))
    book.add("python-bytecode/area.pyc", module, "A compiled module that multiplies: honest, and code.")
