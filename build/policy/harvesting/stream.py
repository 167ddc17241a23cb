"""
How a pickle uses the globals that it names: a walk over its opcodes with stack, marks and memo. Nothing is loaded.

One letter a use, as in shared/rules/policy/trusted-rows.ts:
v value · n rebuilt by NEWOBJ or its twins in copyreg · r called by REDUCE, OBJ, INST · b given state by BUILD · i given items · p the type of a storage
"""

import importlib
import io
import pickle
import pickletools

from harvesting import tables

# What protocols 0 and 1, and picklers in Python, write in place of NEWOBJ: the class is the first argument.
REBUILDERS = {("copyreg", "_reconstructor"), ("copyreg", "__newobj__"), ("copyreg", "__newobj_ex__")}
MARK = object()


class Global(tuple):
    """(module, name), as Python 3 has it."""


class Made:
    """What a call to a global returned."""

    def __init__(self, owner):
        self.owner = owner


class Walk:
    """Follows one stream. `found` collects (module, name, letter)."""

    def __init__(self):
        self.found, self.stack, self.memo = set(), [], {}

    def use(self, value, letter):
        if isinstance(value, Global):
            self.found.add((*value, letter))

    def spend(self, values):
        """These values are handed on: a global among them is used as a value, also inside tuples."""
        waiting = list(values)
        while waiting:
            value = waiting.pop()
            if isinstance(value, Global):
                self.use(value, "v")
            elif isinstance(value, tuple):
                waiting.extend(value)

    def above_mark(self):
        items = []
        while self.stack:
            value = self.stack.pop()
            if value is MARK:
                break
            items.append(value)
        return tuple(reversed(items))

    def call(self, letter, callee, arguments):
        self.use(callee, letter)
        given = arguments if isinstance(arguments, tuple) and not isinstance(arguments, Global) else (arguments,)
        if isinstance(callee, Global) and tuple(callee) in REBUILDERS and given:
            made, rest = given[0], given[1:]
            if callee[1] == "_reconstructor" and rest:
                # The base's own __new__ and __init__ run with the state: a call of the base, unless it is object.
                if rest[0] != ("builtins", "object"):
                    self.use(rest[0], "r")
                rest = rest[1:]
            self.use(made, "n")
            self.spend(rest)
            return Made(made if isinstance(made, Global) else None)
        self.spend(given)
        return Made(callee if isinstance(callee, Global) else None)

    def into(self, letter, values):
        """The values go into the object below them, by BUILD or as items."""
        self.spend(values)
        target = self.stack[-1] if self.stack else None
        if isinstance(target, Made):
            self.use(target.owner, letter)

    def step(self, opcode, argument):
        code, stack = opcode.name, self.stack
        if code in ("PROTO", "FRAME"):
            return
        if code == "MARK":
            stack.append(MARK)
        elif code in ("GLOBAL", "INST"):
            callee = Global(tables.modern(*argument.split(" ", 1)))
            stack.append(callee if code == "GLOBAL" else self.call("r", callee, self.above_mark()))
            self.found.add((*callee, ""))
        elif code == "STACK_GLOBAL":
            name, module = stack.pop(), stack.pop()
            stack.append(Global(tables.modern(module, name)))
            self.found.add((*stack[-1], ""))
        elif code in ("MEMOIZE", "PUT", "BINPUT", "LONG_BINPUT"):
            self.memo[len(self.memo) if code == "MEMOIZE" else argument] = stack[-1]
        elif code in ("GET", "BINGET", "LONG_BINGET"):
            stack.append(self.memo[argument])
        elif code == "DUP":
            stack.append(stack[-1])
        elif code in ("POP", "POP_MARK"):
            self.above_mark() if code == "POP_MARK" else stack.pop()
        elif code in ("EMPTY_TUPLE", "TUPLE", "TUPLE1", "TUPLE2", "TUPLE3"):
            count = {"EMPTY_TUPLE": 0, "TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}.get(code)
            stack.append(self.above_mark() if count is None else tuple(reversed([stack.pop() for _ in range(count)])))
        elif code in ("REDUCE", "NEWOBJ"):
            arguments, callee = stack.pop(), stack.pop()
            stack.append(self.call("r" if code == "REDUCE" else "n", callee, arguments))
        elif code == "NEWOBJ_EX":
            keywords, arguments, callee = stack.pop(), stack.pop(), stack.pop()
            stack.append(self.call("n", callee, (arguments, keywords)))
        elif code == "OBJ":
            callee, *arguments = self.above_mark()
            stack.append(self.call("r", callee, tuple(arguments)))
        elif code == "BUILD":
            self.into("b", [stack.pop()])
        elif code in ("APPEND", "SETITEM"):
            self.into("i", [stack.pop() for _ in range(1 if code == "APPEND" else 2)])
        elif code in ("APPENDS", "SETITEMS", "ADDITEMS"):
            self.into("i", self.above_mark())
        elif code == "BINPERSID":
            named = stack.pop()
            kind, value = named[:2] if isinstance(named, tuple) and len(named) > 1 else (None, named)
            if kind == "storage":
                self.use(value, "p")
            # PyTorch before 1.6: ("module", class, file, source) is answered with the class.
            stack.append(value if kind == "module" else None)
        else:
            self.by_table(opcode, argument)

    def by_table(self, opcode, argument):
        """Everything else: what pickletools says the opcode takes and leaves."""
        before = opcode.stack_before
        if pickletools.markobject in before:
            self.spend(self.above_mark())
            before = before[: before.index(pickletools.markobject)]
        self.spend(self.stack.pop() for _ in before)
        self.stack.extend(argument if isinstance(argument, str) else None for _ in opcode.stack_after)


def uses_in(content):
    """Every (module, name, letter) of a file of one or several pickles; the letter is empty for the import itself."""
    reader, found = io.BytesIO(content), set()
    while reader.tell() < len(content):
        walk = Walk()
        for opcode, argument, _ in pickletools.genops(reader):
            walk.step(opcode, argument)
        found |= walk.found
    return found


def pickles_of(value, protocols=(2, 4, 5)):
    """The value pickled; protocols that it cannot be pickled in are left out."""
    for protocol in protocols:
        try:
            yield pickle.dumps(value, protocol)
        except Exception:
            continue


def joblib_streams_of(value):
    """What joblib writes, without the raw elements between the opcodes; also the joblib that scikit-learn before 0.23 carried along."""
    for name in ("joblib.numpy_pickle", "sklearn.externals.joblib.numpy_pickle"):
        try:
            module = importlib.import_module(name)
            whole = module.NumpyArrayWrapper.write_array
        except (ImportError, AttributeError):
            continue
        module.NumpyArrayWrapper.write_array = lambda self, array, pickler: None
        try:
            buffer = io.BytesIO()
            module.NumpyPickler(buffer).dump(value)
            yield buffer.getvalue()
        except Exception:
            pass
        finally:
            module.NumpyArrayWrapper.write_array = whole


def torch_streams_of(value):
    """`data.pkl` of what torch.save writes, and the pickles of its form before 1.6."""
    import zipfile

    import torch

    for options in ({}, {"_use_new_zipfile_serialization": False}):
        buffer = io.BytesIO()
        try:
            torch.save(value, buffer, **options)
        except Exception:
            continue
        if not zipfile.is_zipfile(buffer):
            yield pickles_before_storages(buffer.getvalue())
            continue
        with zipfile.ZipFile(buffer) as archive:
            for name in archive.namelist():
                if name.endswith("/data.pkl"):
                    yield archive.read(name)


def pickles_before_storages(content, count=5):
    """Magic, protocol, system, object and keys: the pickles that the older form of PyTorch begins with. Raw storages follow them."""
    reader = io.BytesIO(content)
    for _ in range(count):
        for _ in pickletools.genops(reader):
            pass
    return content[: reader.tell()]
