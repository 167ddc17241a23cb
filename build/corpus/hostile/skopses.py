"""skops files whose schema asks for what no model needs, or says one thing and means another."""

import json

from .archive import Member, archive
from .case import CODE, EVIL, malformed, malicious
from .numpys import GOOD, OBJECTS


def node(loader, module, name, **more):
    return {'__class__': name, '__module__': module, '__loader__': loader, '__id__': 7, **more}


def text(value):
    return node('JsonNode', 'builtins', 'str', content=json.dumps(value), is_json=True)


def tuple_of(*values):
    return node('TupleNode', 'builtins', 'tuple', content=list(values))


def function(module, name):
    return node('FunctionNode', module, name)


def attributes(**values):
    return node('DictNode', 'builtins', 'dict', content=values,
                key_types=node('ListNode', 'builtins', 'list', content=[node('TypeNode', 'builtins', 'str') for _ in values]))


def model(**values):
    return node('ObjectNode', 'sklearn.preprocessing._function_transformer', 'FunctionTransformer', content=attributes(**values))


def schema(root, raw=None):
    if raw is None:
        raw = json.dumps({**root, 'protocol': 2, '_skops_version': '0.16.0'}, indent=1)
    return Member('schema.json', raw.encode())


def skops(root, *members, deflate=False):
    entry = schema(root)
    return archive(entry._replace(deflate=deflate), *members)


def hostile(name, about, root, expect='dangerous', members=(), **options):
    malicious(f'skops/{name}.skops', about, '', skops(root, *members, **options), expect)


hostile('function_system', 'The function of a transformer is os.system.', model(func=function('os', 'system')))
hostile('function_deflated', 'The same, deflated.', model(func=function('os', 'system')), deflate=True)
hostile('reduce_call', 'An object is made by calling subprocess.getoutput.',
        node('ConstructorFromReduceNode', 'subprocess', 'getoutput', content=tuple_of(text('echo attacker.example'))))
hostile('list_of_eval', 'A list whose class is a function.', node('ListNode', 'builtins', 'eval', content=[text(CODE)]))
hostile('array_class', 'An array that is handed to a function.',
        node('NdArrayNode', 'os', 'system', type='numpy', file='7.npy'), members=[Member('7.npy', GOOD)])
hostile('operator_module', 'CVE-2025-54412: the node claims an innocent class, the loader takes its name out of operator.',
        node('OperatorFuncNode', 'sklearn.linear_model._stochastic_gradient', 'methodcaller',
             attrs=tuple_of(text('system'), text('echo attacker.example'))))
hostile('operator_call', 'operator.methodcaller with a name and arguments.',
        node('OperatorFuncNode', 'operator', 'methodcaller', attrs=tuple_of(text('popen'))))
hostile('method_class', 'CVE-2025-54413: the node claims another class than that of the object whose method it binds.',
        node('MethodNode', 'builtins', 'int', content={'func': 'call', 'obj': node('ObjectNode', 'subprocess', 'Popen')}))
hostile('method_unknown', 'A method of a trusted class, which skops asks about.',
        node('MethodNode', 'sklearn.preprocessing._function_transformer', 'FunctionTransformer',
             content={'func': '__getattribute__', 'obj': model()}), 'suspicious')
hostile('json_class', 'A node of plain JSON that claims another class.',
        node('JsonNode', 'os', 'system', content='"echo attacker.example"'))
hostile('partial', 'A partial of a function that runs code.',
        node('PartialNode', 'functools', 'partial', content={
            'func': function('builtins', 'exec'), 'args': tuple_of(text(CODE)), 'kwds': attributes(), 'namespace': attributes()}))
hostile('type_unknown', 'A class of a module that nobody knows.', model(kind=node('TypeNode', 'attacker_example', 'Payload')), 'suspicious')
hostile('object_unknown', 'An object of a module that nobody knows.', node('ObjectNode', 'attacker_example', 'Payload'), 'suspicious')
hostile('old_function', 'A function in the way of the first protocol.',
        node('FunctionNode', 'builtins', 'function', content={'module_path': 'os', 'function': 'popen'}))
hostile('generator', 'The class of a random generator is a function of numpy.random.',
        node('RandomGeneratorNode', 'numpy.random._generator', 'Generator', content={
            'bit_generator': attributes(bit_generator=text('set_bit_generator')), 'seed_seq': attributes()}), 'suspicious')
hostile('object_array', 'The array that a node reads is a pickle.', node('NdArrayNode', 'numpy', 'ndarray', type='numpy', file='7.npy'),
        members=[Member('7.npy', OBJECTS)])
hostile('extra_member', 'A hostile pickle beside an honest schema.', model(), members=[Member('model.pkl', EVIL)])
hostile('extra_text', 'A hostile schema in an archive with other files.', model(func=function('os', 'system')),
        members=[Member('README.md', b'A model.\n'), Member('config.json', b'{}')])
malicious('skops/duplicate_key.skops', 'A node with two classes, the last one hostile.', '',
          archive(schema(None, '{"__class__": "dict", "__class__": "system", "__module__": "os", "__loader__": "FunctionNode", "__id__": 1,'
                               ' "protocol": 2, "_skops_version": "0.16.0"}')))
malicious('skops/two_schemas.skops', 'Two schemas, the second one hostile.', '',
          archive(schema(model()), schema(model(func=function('os', 'system')))))
malicious('skops/duplicate_array.skops', 'The array that a node reads is there twice.', '',
          skops(node('NdArrayNode', 'numpy', 'ndarray', type='numpy', file='7.npy'), Member('7.npy', GOOD), Member('7.npy', GOOD)), 'suspicious')

malformed('skops/missing_array.skops', 'The array that a node reads is not there.',
          skops(node('NdArrayNode', 'numpy', 'ndarray', type='numpy', file='7.npy')))
malformed('skops/unknown_loader.skops', 'A loader that skops does not have.', skops(node('EvalNode', 'builtins', 'dict')))
malformed('skops/no_class.skops', 'A node without a class.', skops({'__loader__': 'ObjectNode'}))
malformed('skops/not_json.skops', 'The schema breaks off.', archive(schema(None, json.dumps(model())[:-20])))
malformed('skops/nested.skops', 'A schema nested ten thousand times.', archive(schema(None, '{"__loader__":' + '[' * 10000)))
malformed('skops/truncated.skops', 'The archive ends in its schema.', skops(model())[:200])
