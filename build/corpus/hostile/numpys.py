"""Array files whose header lies, asks to be evaluated, or hides a pickle."""

from struct import pack

from .archive import Member, archive
from .case import EVIL, malformed, malicious

MAGIC = b'\x93NUMPY'
PRINT = '__import__("os").system("echo attacker.example")'


def npy(header, data=b'', version=(1, 0), length=None):
    """`length` is what the file claims for the header when that is not the truth."""
    raw = header if isinstance(header, bytes) else header.encode('latin1')
    size = pack('<H' if version[0] == 1 else '<I', len(raw) if length is None else length)
    return MAGIC + bytes(version) + size + raw + data


def header(descr="'<f8'", shape='(3,)', order='False', more=''):
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, {more}}}"


OBJECTS = npy(header("'|O'"), EVIL)
GOOD = npy(header(), bytes(24))

malicious('npy/object_system.npy', 'An array of objects whose pickle runs a command.', 'posix.system', OBJECTS)
malicious('npy/object_empty_shape.npy', 'No elements, and a pickle all the same: numpy loads it.', 'posix.system',
          npy(header("'O'", '(0,)'), EVIL))
malicious('npy/object_field.npy', 'One field of many holds objects.', 'posix.system',
          npy(header("[('a', '<f4'), ('b', [('c', '|O')])]", '(1,)'), EVIL))
malicious('npy/object_subarray.npy', 'The objects are in a subarray.', 'posix.system',
          npy(header("('|O', (2,))", '(1,)'), EVIL))
malicious('npy/object_version_3.npy', 'A header of version 3 with an object array.', 'posix.system',
          npy(header("[('größe', '|O')]").encode(), EVIL, (3, 0)))
malicious('npy/object_escaped.npy', 'The dtype is written with an escape.', 'posix.system', npy(header("'\\x4f'"), EVIL))
malicious('npy/object_unknown_dtype.npy', 'A dtype that is no text numpy writes, before a pickle.', 'posix.system',
          npy(header("'O,i4'"), EVIL))
malicious('npy/header_call.npy', 'The shape is a call: readers that evaluate the header would run it.', '',
          npy(header(shape=PRINT), bytes(24)), 'suspicious')
malicious('npy/header_expression.npy', 'The shape is an expression.', '', npy(header(shape='(2 ** 10,)'), bytes(24)), 'suspicious')
malicious('npy/header_name.npy', 'The order is a name that would have to be looked up.', '',
          npy(header(order='exit'), bytes(24)), 'suspicious')
malicious('npy/duplicate_key.npy', 'The header has its dtype twice, objects first.', '',
          npy(header("'|O'", more="'descr': '<f8', "), bytes(24)), 'suspicious')
malicious('npy/pickle_behind.npy', 'A pickle stands behind the numbers.', 'posix.system', GOOD + EVIL)
malicious('npy/zip_behind.npy', 'An archive with a hostile pickle stands behind the numbers.', 'posix.system',
          GOOD + archive(Member('a.pkl', EVIL)))
malicious('npz/object.npz', 'An archive of arrays of which one is a hostile pickle.', 'posix.system',
          archive(Member('w.npy', GOOD), Member('names.npy', OBJECTS)))
malicious('npz/object_deflated.npz', 'The same, deflated.', 'posix.system',
          archive(Member('w.npy', GOOD, deflate=True), Member('names.npy', OBJECTS, deflate=True)))
malicious('npz/pickle_member.npz', 'A member that is called an array and is a pickle.', 'posix.system', archive(Member('w.npy', EVIL)))
malicious('npz/duplicate.npz', 'Two members of one name, the second an array of objects.', 'posix.system',
          archive(Member('w.npy', GOOD), Member('w.npy', OBJECTS)))

malformed('npy/truncated_header.npy', 'The file ends inside its header.', GOOD[:40])
malformed('npy/truncated.npy', 'The file ends inside its numbers.', GOOD[:-5])
malformed('npy/objects_missing.npy', 'An array of objects without their pickle.', npy(header("'|O'")))
malformed('npy/header_length.npy', 'The header claims to be longer than the file.', npy(header(), bytes(24), length=60000))
malformed('npy/version.npy', 'A version that numpy does not have.', npy(header(), bytes(24), (9, 9)))
malformed('npy/shape_absurd.npy', 'A shape of more elements than there are bytes in the world.',
          npy(header(shape='(' + '9223372036854775807, ' * 4 + ')'), bytes(24)))
malformed('npy/shape_negative.npy', 'A negative shape.', npy(header(shape='(-3,)'), bytes(24)))
malformed('npy/nested.npy', 'A dtype nested a thousand times.', npy(header('(' * 1000 + "'<f8'" + ', (1,))' * 1000), bytes(24)))
malformed('npy/trailing.npy', 'Bytes stand behind the numbers.', GOOD + b'\x07' * 9)
malformed('npy/long_header.npy', 'A header that is longer than numpy reads unless it is told to.',
          npy(header(more=' ' * 12000), bytes(20)))
malformed('npz/truncated.npz', 'The archive ends in its second array.', archive(Member('w.npy', GOOD), Member('v.npy', GOOD))[:180])
