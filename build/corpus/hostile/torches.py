"""Archives as torch writes them, and the ways in which two zip readers see two different archives."""

from assemble import *
from .archive import Member, archive
from .case import COMMAND, EVIL, malformed, malicious


def torch(name, about, contains, data, expect='dangerous'):
    malicious(f'torch/{name}.pt', about, contains, data, expect)


STORAGE = tuple_of(long_text('storage'), global_('torch', 'FloatStorage'), long_text('0'), long_text('cpu'), integer(4)) + BINPERSID
TENSOR = (global_('torch._utils', '_rebuild_tensor_v2')
          + tuple_of(STORAGE, integer(0), tuple_of(integer(2), integer(2)), tuple_of(integer(2), integer(1)), NEWFALSE,
                     global_('collections', 'OrderedDict') + EMPTY_TUPLE + REDUCE) + REDUCE)
STATE = global_('collections', 'OrderedDict') + EMPTY_TUPLE + REDUCE + MARK + long_text('weight') + TENSOR + SETITEMS
CLEAN = proto(2) + STATE + STOP
SYSTEM = global_('posix', 'system') + long_text(COMMAND) + TUPLE1 + REDUCE
HOSTILE = proto(2) + STATE + SYSTEM + POP + STOP
NUMBERS = pack('<4f', 0.5, -1.0, 2.0, 0.25)


def model(pickled=CLEAN, extra=(), storage=NUMBERS, **lies):
    """A state dict of one tensor. `lies` go to the member data.pkl."""
    return (Member('net/data.pkl', pickled, **lies), Member('net/byteorder', b'little'), Member('net/data/0', storage),
            Member('net/version', b'3\n'), *extra)


torch('data_pkl', 'data.pkl calls os.system behind the tensors.', 'posix.system', archive(*model(HOSTILE)))
torch('data_pkl_p4', 'data.pkl is a bare call at protocol 4.', 'posix.system', archive(*model(EVIL)))
torch('deflated', 'data.pkl is compressed; torch stores, and reads both.', 'posix.system', archive(*model(HOSTILE, deflate=True)))
torch('innocent_member', 'The hostile pickle is a member called notes.txt.', 'posix.system',
      archive(*model(extra=[Member('net/extra/notes.txt', EVIL)])))
torch('config_p', 'The hostile pickle is a member called config.p, which another pickle loads.', 'posix.system',
      archive(*model(extra=[Member('net/config.p', EVIL)])))
torch('debug_pkl', 'The hostile pickle is a debug member of TorchScript.', 'posix.system',
      archive(*model(extra=[Member('net/code/__torch__.py.debug_pkl', EVIL)])))
torch('constants_pkl', 'constants.pkl sends torch.load to torch.jit.load; its pickle is hostile.', 'posix.system',
      archive(*model(extra=[Member('net/constants.pkl', EVIL)])))
torch('outside_prefix', 'A hostile member outside the folder of the model.', 'posix.system',
      archive(*model(extra=[Member('other/data.pkl', EVIL)])))
torch('duplicate_clean_first', 'Two members are called data.pkl; the second is hostile.', 'posix.system',
      archive(*model(), Member('net/data.pkl', HOSTILE)))
torch('duplicate_hostile_first', 'Two members are called data.pkl; the first is hostile.', 'posix.system',
      archive(Member('net/data.pkl', HOSTILE), *model()))
torch('duplicate_by_case', 'DATA.PKL and data.pkl: some readers do not tell them apart.', 'posix.system',
      archive(Member('net/DATA.PKL', HOSTILE), *model()))
torch('crc_lie', 'The checksum of data.pkl is wrong, which torch does not mind.', 'posix.system',
      archive(*model(HOSTILE, crc=0x0BADC0DE)))
for bit in (0x1, 0x20, 0x40):
    torch(f'flag_{bit:02x}_local', f'The local header of data.pkl sets flag bit {bit:#x}.', 'posix.system',
          archive(*model(HOSTILE, local_flags=bit)))
    torch(f'flag_{bit:02x}_central', f'The directory sets flag bit {bit:#x} for data.pkl.', 'posix.system',
          archive(*model(HOSTILE, central_flags=bit)))
torch('flag_01_both', 'Both headers say that data.pkl is encrypted; it is not.', 'posix.system',
      archive(*model(HOSTILE, local_flags=1, central_flags=1)))
torch('local_name_differs', 'The local header gives data.pkl another name.', 'posix.system',
      archive(*model(HOSTILE, local_name='net/README.')))
torch('local_only', 'A hostile pickle that no directory lists: it has a local header only.', 'posix.system',
      archive(Member('net/hidden.pkl', EVIL, listed=False), *model()))
torch('prepended_pickle', 'A pickle lies in front of the zip; torch then reads the file as a pickle.', 'posix.system',
      archive(*model(), before=EVIL))
torch('prepended_pickle_unshifted', 'The same, with offsets that do not count it.', 'posix.system', archive(*model(), before=EVIL, shift=0))
torch('after_end_record', 'A hostile pickle lies behind the end record.', '', archive(*model(), after=EVIL))
torch('comment_is_pickle', 'The comment of the archive is a pickle.', '', archive(*model(), comment=EVIL))
torch('two_archives', 'Two archives in one file; the hostile one comes first and the last end record wins.', 'posix.system',
      archive(*model(), before=archive(*model(HOSTILE)), shift=0))
torch('fake_end_record', 'The comment holds an end record of an empty archive.', 'posix.system',
      archive(*model(HOSTILE), comment=b'PK\5\6' + bytes(18)))
torch('nested_zip', 'A zip in the zip holds the hostile pickle.', 'posix.system',
      archive(*model(extra=[Member('net/extra/inner.zip', archive(Member('inner/data.pkl', EVIL)))])))
torch('nested_zip_deflated', 'The same, compressed twice.', 'posix.system',
      archive(*model(extra=[Member('net/extra/inner.zip', archive(Member('inner/data.pkl', EVIL, deflate=True)), deflate=True)])))
torch('storage_is_pickle', 'A storage is a pickle; nothing loads it by itself.', 'posix.system',
      archive(*model(storage=EVIL.ljust(64, b'\0'))))
torch('corrupt_member_first', 'A member that cannot be inflated comes before the hostile data.pkl.', 'posix.system',
      archive(Member('net/a.bin', b'', stored=b'\xff' * 20), *model(HOSTILE)))
torch('plain_pickle', 'A bare pickle called model.pt.', 'posix.system', EVIL)
torch('unknown_class', 'A whole module of a class that nobody knows.', 'some_private_pkg.models.Net',
      archive(*model(proto(2) + global_('some_private_pkg.models', 'Net') + EMPTY_TUPLE + NEWOBJ
                     + dict_of((long_text('training'), NEWFALSE)) + BUILD + STOP)), 'suspicious')
LEGACY = (proto(2) + b'\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19' + STOP + proto(2) + integer(1001) + STOP
          + proto(2) + dict_of((long_text('protocol_version'), integer(1001)), (long_text('little_endian'), NEWTRUE)) + STOP)
torch('legacy_object', 'The fourth pickle of a legacy file is hostile.', 'posix.system', LEGACY + HOSTILE + proto(2) + EMPTY_LIST + STOP)
torch('legacy_keys', 'The fifth pickle of a legacy file, the list of keys, is hostile.', 'posix.system',
      LEGACY + proto(2) + EMPTY_DICT + STOP + proto(2) + SYSTEM + STOP)

malicious('zip/plain.zip', 'A zip of one hostile pickle without an extension.', 'posix.system', archive(Member('weights', EVIL)))
malicious('zip/two_archives_deflated.zip', 'The hostile pickle is deflated behind a clean text.', 'posix.system',
          archive(Member('README', b'Nothing here.\n'), Member('model/weights.bin', EVIL, deflate=True)))
malicious('zip/traversal.zip', 'A member that climbs out of its folder.', '', archive(Member('../../attacker.example', b'x\n')), 'suspicious')
malicious('zip/absolute.zip', 'A member with an absolute path.', '', archive(Member('/attacker.example', b'x\n')), 'suspicious')
malicious('zip/symlink.zip', 'A member that is a symbolic link to a file outside.', '',
          archive(Member('weights.pkl', b'../../attacker.example', attributes=0o120777 << 16)), 'suspicious')

malformed('torch/truncated.pt', 'The archive ends in the middle of data.pkl.', archive(*model())[:60])
malformed('torch/no_end_record.pt', 'The archive has no end record.', archive(*model())[:-22])
malformed('zip/bomb.zip', 'A deflated member of forty megabytes of zero bytes in forty kilobytes.',
          archive(Member('zeros.pkl', bytes(39_000_000), deflate=True)))
malformed('zip/overlap.zip', 'Two members of the directory share the bytes of one.',
          archive(*model(), Member('net/again.bin', NUMBERS, at=0)))
