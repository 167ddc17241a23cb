"""Names of known libraries, used as no honest file uses them: classes that are called, functions that are given state, memmap outside of arrays."""

from assemble import *
from .archive import archive
from .case import pickle
from .joblibs import WEIGHTS, joblib, wrapper
from .torches import model, torch

TREE = stack_global('sklearn.tree._classes', 'DecisionTreeClassifier')
TREE_LINE = global_('sklearn.tree._classes', 'DecisionTreeClassifier')
TREE_NAME = 'sklearn.tree._classes.DecisionTreeClassifier'
DATE = stack_global('datetime', 'date')
DTYPE = stack_global('numpy', 'dtype')
LINEAR = stack_global('torch.nn.modules.linear', 'Linear')
RECONSTRUCTOR = stack_global('copyreg', '_reconstructor')
OBJECT = stack_global('builtins', 'object')
REBUILT = TREE + EMPTY_TUPLE + NEWOBJ
ANY_STATE = dict_of((text('criterion'), text('attacker.example')))


def use(name, about, contains, code, protocol=4):
    pickle(f'use-{name}', about, contains, proto(protocol) + code + STOP, 'suspicious')


# A class that is only ever rebuilt, called with arguments of the file's choice: five ways to ask for a call.
use('estimator-reduce', 'An estimator is called by REDUCE with arguments.', TREE_NAME, call(TREE, text('attacker.example'), text('best')))
use('estimator-reduce-empty', 'An estimator is called by REDUCE without arguments.', TREE_NAME, call(TREE))
use('estimator-obj', 'An estimator is called by OBJ.', TREE_NAME, obj(TREE, text('attacker.example')))
use('estimator-inst', 'An estimator is called by INST.', TREE_NAME, inst('sklearn.tree._classes', 'DecisionTreeClassifier', text('attacker.example')), 2)
use('estimator-memo', 'An estimator is rebuilt as it should be; then the class comes from the memo and is called.', TREE_NAME,
    TREE + MEMOIZE + EMPTY_TUPLE + NEWOBJ + ANY_STATE + BUILD + POP + get(0) + text('attacker.example') + TUPLE1 + REDUCE)
use('estimator-last', 'An estimator is rebuilt a hundred times and called once.', TREE_NAME,
    MARK + TREE + MEMOIZE + (EMPTY_TUPLE + NEWOBJ + get(0)) * 100 + text('attacker.example') + TUPLE1 + REDUCE + POP_MARK + NONE)
use('estimator-base', 'copyreg._reconstructor is given an estimator as the base whose __init__ it runs.', TREE_NAME,
    call(RECONSTRUCTOR, TREE, TREE, text('attacker.example')))
use('layer-reduce', 'A layer of PyTorch is called with its sizes, as a program would.', 'torch.nn.modules.linear.Linear',
    call(LINEAR, integer(1 << 14), integer(1 << 14)))
use('tree-of-neighbours', 'A KDTree, which honest files only hand to newObj, is called.', 'sklearn.neighbors._kd_tree.KDTree',
    call(stack_global('sklearn.neighbors._kd_tree', 'KDTree'), EMPTY_LIST))
use('scalar-type', 'The type of an array is called.', 'numpy.float64', call(stack_global('numpy', 'float64'), text('1')))

# What is only ever called, rebuilt past its checks.
use('date-newobj', 'A date, which honest files call, is rebuilt by NEWOBJ.', 'datetime.date', DATE + tuple_of(integer(1), integer(1)) + NEWOBJ)
use('date-newobj-ex', 'The same by NEWOBJ_EX.', 'datetime.date', DATE + EMPTY_TUPLE + dict_of((text('year'), integer(1))) + NEWOBJ_EX)
use('date-reconstructor', 'The same by copyreg._reconstructor.', 'datetime.date', call(RECONSTRUCTOR, DATE, OBJECT, NONE))
use('date-newobj-twin', 'The same by copyreg.__newobj__.', 'datetime.date', call(stack_global('copyreg', '__newobj__'), DATE, integer(1)))
use('hidden-class', 'The arguments of copyreg._reconstructor are a list, which joblib takes and which shows no class.', 'datetime.date',
    RECONSTRUCTOR + EMPTY_LIST + MARK + DATE + OBJECT + NONE + APPENDS + REDUCE)

# State and items where there are none to give.
use('date-build', 'A date is given state by BUILD.', 'datetime.date', call(DATE, integer(1), integer(1), integer(1)) + dict_of((text('year'), integer(9))) + BUILD)
use('queue-build', 'A queue is given attributes by BUILD.', 'collections.deque', call(stack_global('collections', 'deque')) + dict_of((text('append'), TREE)) + BUILD)
use('pattern-build', 'A compiled pattern is given state by BUILD.', 're._compile',
    call(stack_global('re', '_compile'), text('a'), integer(0)) + dict_of((text('pattern'), text('attacker.example'))) + BUILD)
use('string-type-build', "NumPy's type of texts is given state by BUILD.", 'numpy._core._internal._convert_to_stringdtype_kwargs',
    call(stack_global('numpy._core._internal', '_convert_to_stringdtype_kwargs'), NEWTRUE) + ANY_STATE + BUILD)
use('estimator-items', 'Items are put into an estimator.', TREE_NAME, REBUILT + MARK + text('a') + NONE + SETITEMS)
use('estimator-append', 'A value is appended to an estimator.', TREE_NAME, REBUILT + NONE + APPEND)
use('date-additems', 'Items are added to a date.', 'datetime.date', call(DATE, integer(1), integer(1), integer(1)) + MARK + NONE + ADDITEMS)

# Persistent ids: PyTorch's loader of the older form calls the type that is named as a storage.
NOT_A_STORAGE = tuple_of(text('storage'), LINEAR, text('0'), text('cpu'), integer(4)) + BINPERSID
torch('use_not_a_storage', 'A persistent id names a layer as the type of its storage.', 'torch.nn.modules.linear.Linear',
      archive(*model(proto(4) + NOT_A_STORAGE + STOP)), 'suspicious')
torch('use_layer_called', 'A state dict in which a layer is called.', 'torch.nn.modules.linear.Linear',
      archive(*model(proto(4) + call(LINEAR, integer(2), integer(2)) + STOP)), 'suspicious')
AS_MODULE = tuple_of(long_text('module'), global_('torch.nn.modules.linear', 'Linear'), long_text('linear.py'), long_text('class Linear: ...')) + BINPERSID
use('layer-by-id', 'A persistent id gives a layer, as the older form of PyTorch has them, and the layer is called.', 'torch.nn.modules.linear.Linear',
    AS_MODULE + tuple_of(integer(1 << 14), integer(1 << 14)) + REDUCE, 2)
FORGET = (MARK + integer(1) * 510 + TUPLE + POP) * 2100
torch('use_size_given_state', 'A torch.Size is given state long after it was made.', 'torch.Size',
      archive(*model(proto(4) + call(stack_global('torch', 'Size'), EMPTY_TUPLE) + FORGET + ANY_STATE + BUILD + STOP, deflate=True)), 'suspicious')

# numpy.memmap opens a file when it is called; as the class of an array it does not, and only there it is let pass.
MEMMAP = stack_global('numpy', 'memmap')
MAPPED = wrapper(aligned=False).replace(stack_global('numpy', 'ndarray'), MEMMAP + MEMOIZE)
RECONSTRUCT = stack_global('numpy.core.multiarray', '_reconstruct')
HONEST = call(RECONSTRUCT, MEMMAP + MEMOIZE, tuple_of(integer(0)), data(b'b'))


def mapped(name, about, code):
    pickle(f'memmap-{name}', about, 'numpy.memmap', proto(4) + code + STOP)


mapped('called', 'numpy.memmap opens a file.', call(MEMMAP, text('attacker.example'), text('uint8'), text('w+')))
mapped('factory', 'numpy.memmap becomes the factory of a defaultdict.', call(stack_global('collections', 'defaultdict'), MEMMAP))
mapped('class-then-called', 'numpy.memmap is the class of an array, then comes from the memo and is called.',
       HONEST + POP + get(0) + tuple_of(text('attacker.example'), text('uint8'), text('w+')) + REDUCE)
mapped('class-then-value', 'numpy.memmap is the class of an array, then comes from the memo as the function of a transformer.',
       HONEST + POP + stack_global('sklearn.preprocessing._function_transformer', 'FunctionTransformer') + EMPTY_TUPLE + NEWOBJ
       + dict_of((text('func'), get(0))) + BUILD)
mapped('class-twice', 'The arguments of one array make two, so that the count would cover a memmap elsewhere.',
       RECONSTRUCT + MEMOIZE + tuple_of(MEMMAP, tuple_of(integer(0)), data(b'b')) + MEMOIZE + REDUCE + POP
       + get(0) + get(1) + REDUCE + POP + call(stack_global('collections', 'defaultdict'), MEMMAP))
mapped('duplicated', 'numpy.memmap is doubled on the stack: one is the class of an array, one stays.',
       MARK + RECONSTRUCT + MEMMAP + DUP + MEMOIZE + POP + POP + get(0) + RECONSTRUCT + get(0) + tuple_of(integer(0)) + data(b'b') + TUPLE3 + REDUCE + LIST)
joblib('memmap_subclass_and_value', 'numpy.memmap is the class of an array and also the factory of a defaultdict.', 'numpy.memmap',
       proto(4) + frame(EMPTY_LIST + MARK + MAPPED) + WEIGHTS + call(stack_global('collections', 'defaultdict'), get(0)) + APPENDS + STOP)
