"""Finds functions that hand what they are given to something that runs, imports or unpickles it, and writes them as dangerous rows.

    python3 build/policy/gadgets.py FOLDER…           prints what it finds, one name a line
    python3 build/policy/gadgets.py --write FOLDER…   writes shared/rules/policy/dangerous-gadgets.ts

A folder is the `Lib` of a CPython, a `site-packages`, or holds unpacked wheels. The table was written from CPython 3.8, 3.11 and 3.13 and from the
wheels of gadget-sources.txt (`pip download --no-deps -r`, then `unzip`). Sources are only parsed, never imported.
A pickle may call any of these by name, so each is a way to run something that no list of famous names knows.
"""

import ast
import json
import subprocess
import sys
import warnings
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TARGET = PROJECT / "shared" / "rules" / "policy" / "dangerous-gadgets.ts"
WIDTH = 150

SINKS = {
    "command": """
        os.system os.popen os.execv os.execve os.execvp os.execvpe os.execl os.execle os.execlp os.spawnv os.spawnve os.spawnvp os.spawnl os.spawnlp
        os.posix_spawn os.posix_spawnp os.startfile posix.system subprocess.run subprocess.call subprocess.check_call subprocess.check_output
        subprocess.Popen subprocess.getoutput subprocess.getstatusoutput commands.getoutput commands.getstatusoutput pty.spawn
        asyncio.create_subprocess_shell asyncio.create_subprocess_exec pexpect.spawn pexpect.run distutils.spawn.spawn webbrowser.open
        multiprocessing.util.spawnv_passfds _posixsubprocess.fork_exec
    """,
    "code": "eval exec execfile builtins.eval builtins.exec builtins.compile runpy.run_path runpy.run_module code.interact types.FunctionType types.CodeType numexpr.evaluate",
    "import": """
        __import__ builtins.__import__ importlib.import_module importlib.__import__ importlib.util.module_from_spec
        importlib.machinery.SourceFileLoader imp.load_source imp.load_module imp.load_dynamic pkgutil.resolve_name pydoc.locate
    """,
    "deserialise": """
        pickle.load pickle.loads pickle.Unpickler _pickle.load _pickle.loads cPickle.load cPickle.loads marshal.load marshal.loads dill.load dill.loads
        cloudpickle.load cloudpickle.loads joblib.load torch.load numpy.load pandas.read_pickle shelve.open jsonpickle.decode yaml.load yaml.unsafe_load
        yaml.full_load
    """,
    "native": "ctypes.CDLL ctypes.WinDLL ctypes.PyDLL ctypes.OleDLL ctypes.cdll.LoadLibrary ctypes.windll.LoadLibrary cffi.FFI.dlopen torch.ops.load_library torch.classes.load_library",
}
DANGER_OF = {name: danger for danger, names in SINKS.items() for name in names.split()}
# The worst first: a function that does two of them is listed once.
ORDER = ["command", "code", "native", "deserialise", "import"]
# `yaml.load` with a restricted loader and numpy.load without pickles are what they should be.
HARMLESS_KEYWORDS = {"yaml.load": {"Loader": ("SafeLoader", "CSafeLoader", "BaseLoader")}, "torch.load": {"weights_only": (True,)}}
# How many calls within the swept sources may lie between a name and what it leads to.
DEPTH = 2
# Programs of a package that nobody's model names, and tests.
SKIPPED = {"test", "tests", "testing", "idlelib", "lib2to3", "turtledemo", "conftest", "examples", "benchmarks", "_vendor", "site-packages", "dist-packages", "docs"}
LARGEST = 1_500_000


class Function:
    """One function or method: what it calls with what it was given."""

    def __init__(self, node, resolve, module):
        self.module, self.line = module, node.lineno
        arguments = node.args
        own = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        self.given = {argument.arg for argument in own if argument is not None}
        self.calls = []
        self._follow(node)
        for inner in ast.walk(node):
            if isinstance(inner, ast.Call) and self._is_handed_on(inner):
                name = resolve(inner.func)
                if name is not None and not harmless(name, inner):
                    self.calls.append(name)

    def _follow(self, node):
        """Names that hold something made from the arguments: assignments, loops, `with`, comprehensions, until nothing is added."""
        steps = []
        for inner in ast.walk(node):
            if isinstance(inner, ast.Assign):
                steps.append((inner.value, inner.targets))
            elif isinstance(inner, (ast.AnnAssign, ast.AugAssign, ast.NamedExpr)) and inner.value is not None:
                steps.append((inner.value, [inner.target]))
            elif isinstance(inner, (ast.For, ast.AsyncFor, ast.comprehension)):
                steps.append((inner.iter, [inner.target]))
            elif isinstance(inner, ast.withitem) and inner.optional_vars is not None:
                steps.append((inner.context_expr, [inner.optional_vars]))
        before = -1
        while before != len(self.given):
            before = len(self.given)
            for value, targets in steps:
                if self._is_given(value):
                    for target in targets:
                        self.given |= {one.id for one in ast.walk(target) if isinstance(one, ast.Name)}

    def _is_given(self, node):
        return any(isinstance(one, ast.Name) and one.id in self.given for one in ast.walk(node))

    def _is_handed_on(self, call):
        return any(self._is_given(argument) for argument in [*call.args, *(keyword.value for keyword in call.keywords)])


def harmless(name, call):
    wanted = HARMLESS_KEYWORDS.get(name)
    if wanted is None:
        return False
    for keyword in call.keywords:
        value = keyword.value
        said = value.value if isinstance(value, ast.Constant) else getattr(value, "attr", getattr(value, "id", None))
        if keyword.arg in wanted and said in wanted[keyword.arg]:
            return True
    return False


def imports_of(tree, module, is_package):
    """What each imported name stands for, wherever in the module it is imported."""
    known = {}
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                known[alias.asname or alias.name.split(".")[0]] = alias.name if alias.asname else alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                above = ".".join(parts[: len(parts) - node.level + 1])
                base = f"{above}.{base}".strip(".")
            for alias in node.names:
                known[alias.asname or alias.name] = f"{base}.{alias.name}"
    return known


def resolver(known, module, local, owner):
    """Turns what is called into a dotted name; None where it is no plain name."""

    def resolve(node):
        steps = []
        while isinstance(node, ast.Attribute):
            steps.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        steps.reverse()
        if node.id in ("self", "cls") and owner is not None and len(steps) == 1:
            return f"{module}.{owner}.{steps[0]}"
        if node.id in known:
            return ".".join([known[node.id], *steps])
        if node.id in local:
            return ".".join([module, node.id, *steps])
        return ".".join([node.id, *steps]) if not steps or node.id == "builtins" else None

    return resolve


def parsed(path):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(path.read_text("utf-8", "replace"))
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module([], [])


def functions_of(tree, known, module):
    local = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, Function(node, resolver(known, module, local, None), module)
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    yield f"{node.name}.{inner.name}", Function(inner, resolver(known, module, local, node.name), module)


def sources_of(folder):
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        if SKIPPED & set(parts) or any("-" in part for part in parts) or path.stat().st_size > LARGEST:
            continue
        yield path, ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sweep(folders):
    """Every function's dotted name with its danger, the sink that it leads to, its module and its name there."""
    functions, aliases = {}, {}
    for folder in folders:
        for path, module in sources_of(folder):
            tree = parsed(path)
            known = imports_of(tree, module, path.name == "__init__.py")
            for name, function in functions_of(tree, known, module):
                functions.setdefault(f"{module}.{name}", (module, name, function))
            for alias, target in known.items():
                aliases.setdefault(f"{module}.{alias}", (module, alias, target))
    found = {}
    for depth in range(DEPTH):
        news = {}
        for dotted, (module, name, function) in functions.items():
            if dotted in found:
                continue
            worst = min((leads for leads in map(lambda call: leads_to(call, found), function.calls) if leads is not None), default=None)
            if worst is not None:
                news[dotted] = (ORDER[worst[0]], worst[1], module, name)
        found |= news
        print(f"{len(news)} at depth {depth + 1} of {len(functions)} functions", file=sys.stderr)
    # What a module imports is an attribute of it: `from subprocess import Popen` gives the module a Popen that a pickle can name.
    for dotted, (module, alias, target) in aliases.items():
        leads = leads_to(target, found)
        if leads is not None and dotted not in found:
            found[dotted] = (ORDER[leads[0]], leads[1], module, alias)
    return found


def leads_to(call, found):
    """The rank of the danger and the sink behind a dotted name; None for what leads nowhere."""
    if call in DANGER_OF:
        return ORDER.index(DANGER_OF[call]), call
    return (ORDER.index(found[call][0]), found[call][1]) if call in found else None


def already_known(found):
    """Asks the policy itself which of the names it calls dangerous or trusted already."""
    names = [[module, name] for _, _, module, name in found.values()]
    subprocess.run(["node", "build/bundle/bundle.mjs", "names"], cwd=PROJECT, check=True)
    answer = subprocess.run(["node", "out/names/index.cjs"], cwd=PROJECT, input=json.dumps(names), capture_output=True, text=True, check=True)
    return {tuple(key): judged for key, judged in zip(map(tuple, names), json.loads(answer.stdout))}


def block(rows):
    lines = []
    for module, names in sorted(rows.items()):
        line = module
        for name in sorted(names):
            if len(line) + 1 + len(name) > WIDTH:
                lines.append(line)
                line = " "
            line += f" {name}"
        lines.append(line)
    return "\n".join(lines)


def write(found):
    judged = already_known(found)
    sinks = {}
    for danger, sink, module, name in found.values():
        word = judged[module, name]
        if word == "trusted":
            print(f"trusted and a gadget, look at it: {module} {name} -> {sink}", file=sys.stderr)
        if word == "unknown":
            sinks.setdefault((ORDER.index(danger), sink), {}).setdefault(module, []).append(name)
    text = [
        "// Generated by build/policy/gadgets.py from the sources of gadget-sources.txt.",
        "",
        "/**",
        " * Functions that hand what they are given to something that runs, imports or unpickles it, found by reading the sources. `> danger sink` begins",
        " * a group; in it a module stands at the beginning of a line with its functions behind it, and lines that go on begin with a space.",
        " */",
        "export const GADGETS = `",
    ]
    for (rank, sink), rows in sorted(sinks.items()):
        text += [f"> {ORDER[rank]} {sink}", block(rows)]
    TARGET.write_text("\n".join([*text, "`;", ""]))
    print(f"{sum(len(names) for rows in sinks.values() for names in rows.values())} rows", file=sys.stderr)


def main(arguments):
    writing = arguments[:1] == ["--write"]
    folders = [Path(folder) for folder in arguments[writing:]]
    if not folders or not all(folder.is_dir() for folder in folders):
        sys.exit(__doc__)
    found = sweep(folders)
    if writing:
        write(found)
    else:
        for dotted, (danger, sink, _, _) in sorted(found.items()):
            print(danger, dotted, "->", sink)


if __name__ == "__main__":
    main(sys.argv[1:])
