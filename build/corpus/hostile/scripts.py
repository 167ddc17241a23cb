"""TorchScript archives: source that reads or writes files, calls out, or is none; and compiled code in an archive."""

from assemble import *
from .archive import Member, archive
from .case import EVIL, malformed, malicious
from .torches import CLEAN, LEGACY, NUMBERS, STATE, model

NETWORK = (proto(2) + global_('__torch__', 'Net') + EMPTY_TUPLE + NEWOBJ + dict_of((long_text('training'), NEWFALSE)) + BUILD + STOP)
CONSTANTS = proto(2) + EMPTY_TUPLE + STOP


def source(body, more=''):
    return (f'class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n{more}'
            f'  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n{body}    return x\n').encode()


def script(code, name='code/__torch__.py', extra=()):
    return archive(Member('net/data.pkl', NETWORK), Member(f'net/{name}', code, deflate=True), Member('net/constants.pkl', CONSTANTS),
                   Member('net/version', b'3\n'), *extra)


def torchscript(name, about, code, expect='dangerous', **options):
    malicious(f'torch/script_{name}.pt', about, '', script(code, **options), expect)


torchscript('save', 'The network writes a file when it is used.', source('    torch.save(x, "/tmp/attacker.example")\n'))
torchscript('from_file', 'The network maps a file for writing.', source('    y = torch.from_file("/etc/attacker.example", True, 10)\n'))
torchscript('method', 'The same as a method of a tensor.', source('    (x).save("/tmp/attacker.example")\n'))
torchscript('alias', 'The operation is given another name before it is called.', source('    f = torch . save\n    f(x, "/tmp/attacker.example")\n'))
torchscript('read_file', 'An operation of torchvision reads any file.', source('    y = ops.image.read_file("/etc/passwd")\n'), 'suspicious')
torchscript('custom', 'An operation of nobody knows whom.', source('    y = ops.attacker.run("print")\n'), 'suspicious')
torchscript('namespace', 'A namespace is handed around.', source('    o = ops\n    y = (o).attacker.run("print")\n'), 'suspicious')
torchscript('custom_class', 'An attribute of a C++ class of nobody knows whom.', source('', '  net : __torch__.torch.classes.attacker.Runner\n'), 'suspicious')
torchscript('rpc', 'A function is run on another computer.', source('    y = rpc_sync("worker", __torch__.run, (x,), {}, 1.)\n'))
torchscript('setstate', 'The file is written while the archive is loaded.',
            source('') + b'  def __setstate__(self: __torch__.Net,\n    state: int) -> NoneType:\n    torch.save(state, "/tmp/attacker.example")\n    return None\n')
torchscript('python', 'A member of code/ is Python that runs a command; TorchScript does not take it.', b'import os\nos.system("echo attacker.example")\n', 'suspicious')
torchscript('unclosed', 'A text that does not end hides what follows.', source('    y = "\n    torch.save(x, "f")\n'))
torchscript('pickle_as_code', 'A member of code/ is a hostile pickle.', EVIL)
BYTECODE = proto(2) + tuple_of(integer(8), tuple_of(long_text('__torch__.Net.forward'), tuple_of(long_text('operators'), tuple_of(
    long_text('aten::save'), long_text(''))))) + STOP
torchscript('bytecode', 'The source is innocent; the bytecode for mobiles writes a file.', source(''), extra=[Member('net/bytecode.pkl', BYTECODE)])
malicious('torch/package_code.pt', 'A package whose Python runs a command.', '',
          archive(Member('net/.data/extern_modules', b''), Member('net/.data/version', b'6\n'), Member('net/model/weights.pkl', proto(2) + EMPTY_DICT + STOP),
                  Member('net/near.py', b'from os import (\n    system as s)\ns("echo attacker.example")\n')))
torchscript('library', 'The archive brings a native library.', source(''), extra=[Member('net/data/aotinductor/model/net.so', b'\x7fELF' + bytes(60))])
malicious('torch/outside_storage.pt', 'A tensor that reaches beyond its storage.', '',
          archive(*model(CLEAN.replace(integer(2) + integer(2) + TUPLE2, integer(200) + integer(200) + TUPLE2, 1))), 'suspicious')
malformed('torch/script_truncated.pt', 'A TorchScript archive that ends early.', script(source(''))[:-60])

# The format before PyTorch 1.6: every pickle of it runs, and its storages follow.
KEYS = proto(2) + EMPTY_LIST + MARK + long_text('0') + APPENDS + STOP
STORED = pack('<q', 4) + NUMBERS


def legacy(name, about, data, expect='dangerous'):
    malicious(f'torch-legacy/{name}.pt', about, 'posix.system', data, expect)


legacy('keys', 'The list of storage keys runs a command on its way.', LEGACY + CLEAN + EVIL + STORED)
legacy('system_info', 'The system information is hostile.', LEGACY[:21] + EVIL + CLEAN + KEYS + STORED)
legacy('behind_storages', 'A hostile pickle follows the storages; torch.load does not read it.', LEGACY + CLEAN + KEYS + STORED + EVIL)
malformed('torch-legacy/truncated.pt', 'The file ends inside a storage.', (LEGACY + CLEAN + KEYS + STORED)[:-5])
malformed('torch-legacy/count_lie.pt', 'A storage counts more elements than its pickle.', LEGACY + CLEAN + KEYS + pack('<q', 400) + NUMBERS)
malformed('torch-legacy/storage_is_pickle.pt', 'The numbers of a storage are a pickle.', LEGACY + proto(2) + STATE.replace(integer(4) + TUPLE, integer(16) + TUPLE, 1) + STOP + KEYS + pack('<q', 16) + EVIL.ljust(64, b'\0'))
