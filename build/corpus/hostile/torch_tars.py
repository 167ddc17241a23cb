"""PyTorch's first format: a tar of `sys_info`, `pickle`, `tensors` and `storages` (torch/serialization.py, `legacy_load`)."""

from assemble import *
from .case import EVIL, malformed, malicious
from .tar_archive import END, member

NUMBERS = pack('<4f', 0.5, -1.0, 2.0, 0.25)
SYSTEM_INFO = proto(2) + dict_of((long_text('protocol_version'), integer(1000)), (long_text('little_endian'), NEWTRUE)) + STOP
OBJECT = proto(2) + dict_of((long_text('weight'), long_text('2') + BINPERSID)) + STOP


def number(value):
    return proto(2) + integer(value) + STOP


def storages(count=1, first=None, numbers=NUMBERS, views=proto(2) + EMPTY_LIST + STOP):
    one = proto(2) + tuple_of(integer(1), long_text('cpu'), global_('torch', 'FloatStorage')) + STOP if first is None else first
    return number(count) + one + pack('<q', 4) + numbers + views


def tensors(count=1, sizes=(2, 2), strides=(2, 1)):
    one = proto(2) + tuple_of(integer(2), integer(1), global_('torch', 'FloatTensor')) + STOP
    raw = pack('<ii', len(sizes), 0) + pack(f'<{len(sizes)}q', *sizes) + pack(f'<{len(strides)}q', *strides) + pack('<q', 0)
    return number(count) + one + raw


def model(object_=OBJECT, storages_=storages(), tensors_=tensors(), info=SYSTEM_INFO):
    return member('sys_info', info) + member('pickle', object_) + member('tensors', tensors_) + member('storages', storages_) + END


def torch_tar(name, about, data, expect='dangerous'):
    malicious(f'torch-tar/{name}.pt', about, 'posix.system', data, expect)


torch_tar('object', 'The member pickle is hostile; weights_only did not apply to this form (CVE-2025-32434).', model(EVIL))
torch_tar('storage_key', 'The pickle before the numbers of a storage is hostile.', model(storages_=storages(first=EVIL)))
torch_tar('storage_views', 'The pickle behind the numbers of the storages is hostile.', model(storages_=storages(views=EVIL)))
torch_tar('tensor_count', 'The count of the tensors is made by a hostile pickle.', model(tensors_=EVIL + tensors()))
torch_tar('system_info', 'The member sys_info is hostile.', model(info=EVIL))
torch_tar('behind_numbers', 'A hostile pickle follows the last tensor; nothing loads it.', model(tensors_=tensors() + EVIL))
malformed('torch-tar/truncated.pt', 'The archive ends inside its storages.', model()[:-1500])
malformed('torch-tar/count_lie.pt', 'A million storages are promised.', model(storages_=storages(count=60000)))
