"""Reads the source of what is trusted, and says which of it reaches more than data.

    python3 build/policy/audit.py NAMES.json [--all]

NAMES.json is what `harvest.py collect` wrote in this environment. Nothing is called: sources are parsed. For a class, what loading can reach is
read: making it (`__new__`, and `__init__` where a file may call it), giving it state (`__setstate__`, `__setattr__`, setters of properties),
filling it (`__setitem__`, `append`, `extend`, `add`), using it as a key (`__hash__`, `__eq__`), dropping it (`__del__`), and what a missing
attribute leads to (`__getattr__`: unpicklers ask for `__setstate__`). For a function: its body. One level of calls in the same class and module is followed.

What is printed is to be read by a person, and ends in never.py, or in reviewed.py with the reason why it stays.
"""

import ast
import importlib
import inspect
import json
import sys
import textwrap
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from harvesting import never, reviewed  # noqa: E402

ENTRIES = "__new__ __init__ __post_init__ __setstate__ __setattr__ __getattr__ __getattribute__ __del__ __setitem__ append extend add __hash__ __eq__".split()
# Reached only where a file calls the class.
CALLED = ("__init__", "__post_init__", "metaclass __call__")
NAMES = set("eval exec compile open __import__ globals vars input breakpoint delattr execfile".split())
BY_NAME = {"getattr": 1, "setattr": 1}
METHODS = set(
    """
    load loads load_model load_state_dict_from_url read read_text read_bytes write write_text write_bytes open system popen run check_output check_call Popen import_module load_module from_pretrained from_file from_disk to_disk
    read_csv read_pickle fromfile memmap urlretrieve urlopen download unlink remove rmtree makedirs mkdir rename exec_module eval query execute loadtxt genfromtxt connect send get_data load_library CDLL LoadLibrary pickle_loads
    """.split()
)
MODULES = set("os subprocess shutil pickle cPickle _pickle marshal importlib ctypes socket urllib requests tempfile runpy cloudpickle dill srsly imp pkgutil inspect joblib pathlib io patsy".split())
HARMLESS_OF_OS = set("join basename dirname splitext fspath environ get abspath cpu_count getpid sep".split())


class Reader(ast.NodeVisitor):
    """What one function does that is more than moving data, and what it calls nearby."""

    def __init__(self, function, owner):
        self.space, self.owner, self.signs, self.near = getattr(function, "__globals__", {}), owner, [], []
        self.parameters = set()

    def visit_FunctionDef(self, node):
        one = node.args
        self.parameters |= {argument.arg for argument in [*getattr(one, "posonlyargs", []), *one.args, *one.kwonlyargs] if argument.arg not in ("self", "cls", "klass")}
        self.parameters |= {argument.arg for argument in (one.vararg, one.kwarg) if argument is not None}
        for part in node.body:
            self.visit(part)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Import(self, node):
        self.imported([alias.name for alias in node.names])

    def visit_ImportFrom(self, node):
        self.imported([node.module or ""])

    def imported(self, names):
        for name in names:
            if name.split(".")[0] in MODULES:
                self.signs.append(f"imports {name}")

    def visit_Call(self, node):
        callee = node.func
        if isinstance(callee, ast.Name):
            self.by_name(callee.id, node)
        elif isinstance(callee, ast.Attribute):
            self.by_attribute(callee, node)
        else:
            self.signs.append("calls what an expression gives")
        self.generic_visit(node)

    def by_name(self, name, node):
        if name in self.parameters:
            self.signs.append(f"calls its argument {name}")
        elif name in NAMES:
            self.signs.append(name)
        elif name in BY_NAME:
            wanted = node.args[1:2]
            if not wanted or not isinstance(wanted[0], (ast.Constant, getattr(ast, "Str", ast.Constant))):
                self.signs.append(f"{name} of a variable name")
        else:
            value = self.space.get(name)
            if inspect.isfunction(value):
                self.near.append(value)
                if value.__name__ in METHODS or (value.__module__ or "").split(".")[0] in MODULES:
                    self.signs.append(f"{value.__module__}.{value.__name__}")
            elif (getattr(value, "__module__", None) or "").split(".")[0] in MODULES:
                self.signs.append(f"{value.__module__}.{name}")

    def by_attribute(self, callee, node):
        root = callee
        while isinstance(root, (ast.Attribute, ast.Subscript, ast.Call)):
            root = root.func if isinstance(root, ast.Call) else root.value
        name = root.id if isinstance(root, ast.Name) else None
        value = self.space.get(name) if name else None
        if inspect.ismodule(value) and value.__name__.split(".")[0] in MODULES:
            if callee.attr not in HARMLESS_OF_OS:
                self.signs.append(f"{value.__name__}.{callee.attr}")
        elif callee.attr in METHODS:
            self.signs.append(f".{callee.attr}()")
        elif isinstance(callee.value, ast.Name) and callee.value.id in ("self", "cls") and self.owner is not None:
            own = next((found for found in (inspect.getattr_static(self.owner, name, None) for name in self.spelled(callee.attr)) if found is not None), None)
            own = own.__func__ if isinstance(own, (classmethod, staticmethod)) else own
            if inspect.isfunction(own):
                self.near.append(own)
            elif own is None:
                self.signs.append(f"calls self.{callee.attr}, which state may set")

    def spelled(self, name):
        """The name, and as Python spells it in classes that keep it to themselves."""
        hidden = name.startswith("__") and not name.endswith("__")
        return [name, *(f"_{step.__name__.lstrip('_')}{name}" for step in self.owner.__mro__)] if hidden else [name]


def tree_of(function):
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError, IndentationError):
        return None


def signs_of(function, owner, depth=1):
    """The signs in a function and in what it calls nearby; None when there is no source."""
    tree = tree_of(function)
    if tree is None:
        return None
    reader = Reader(function, owner)
    reader.visit(tree)
    found = list(reader.signs)
    if depth:
        for near in dict.fromkeys(reader.near):
            if near is not function and near.__module__ == function.__module__:
                found += [f"{near.__name__}: {sign}" for sign in signs_of(near, owner, depth - 1) or () if not sign.startswith("calls")]
    return list(dict.fromkeys(found))


def entries_of(kind):
    """(what it is called, function) of all that loading reaches in a class."""
    for entry in ENTRIES:
        value = inspect.getattr_static(kind, entry, None)
        value = value.__func__ if isinstance(value, (classmethod, staticmethod)) else value
        if inspect.isfunction(value):
            yield entry, value
    maker = inspect.getattr_static(type(kind), "__call__", None)
    if inspect.isfunction(maker):
        yield "metaclass __call__", maker
    for step in kind.__mro__:
        for name, value in vars(step).items():
            if isinstance(value, property) and inspect.isfunction(value.fset):
                yield f"setter of {name}", value.fset


def resolved(module, name):
    value = importlib.import_module(module)
    for step in name.split("."):
        value = getattr(value, step)
    return value


def trusted(path):
    """(module, name, whether files call it) of what would be trusted. Where the collection does not tell uses, everything may be called."""
    content = json.loads(Path(path).read_text())
    rows = content.get("rows") or [[module, name, kind, "r"] for module, name, kind in content["names"]]
    return [(row[0], row[1], "r" in row[3]) for row in rows if never.refused(row[0], row[1]) is None]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    shown, sourceless, seen, count = {}, [], {}, 0
    for module, name, called in trusted(sys.argv[1]):
        try:
            value = resolved(module, name)
        except Exception:
            continue
        count += 1
        pairs = list(entries_of(value)) if isinstance(value, type) else [("body", value)] if inspect.isfunction(value) else []
        if not isinstance(value, type) and callable(value) and not inspect.isfunction(value):
            sourceless.append(f"{module}.{name}")
        for entry, function in pairs:
            if entry in CALLED and not called:
                continue
            where = f"{function.__module__}.{function.__qualname__}"
            if where not in seen:
                seen[where] = signs_of(function, value if isinstance(value, type) else None)
            if seen[where]:
                shown.setdefault((where, entry), []).append(f"{module}.{name}")
    everything, left = "--all" in sys.argv, 0
    for (where, entry), names in sorted(shown.items()):
        reason = reviewed.reason(where, entry)
        if reason is not None and not everything:
            continue
        left += reason is None
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        print(f"{entry}  {where}  ({names[0]}{more})\n    {'; '.join(seen[where])}" + (f"\n    reviewed: {reason}" if reason else ""))
    unread = [name for name in sourceless if not reviewed.compiled(name)]
    print(f"\n{count} trusted names here, {len(seen)} functions read, {len(shown)} reach more than data, {left} of them not reviewed; {len(sourceless)} are compiled, {len(unread)} of them not reviewed")
    if unread:
        print("compiled: " + " ".join(unread))
    sys.exit(1 if left or unread else 0)


if __name__ == "__main__":
    main()
