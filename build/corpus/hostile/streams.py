"""Files that a scanner reads in another way than an unpickler does: broken ends, second streams, frames, odd numbers."""

from assemble import *
from .case import COMMAND, EVIL, PAYLOAD, PAYLOAD_0, malformed, pickle

HEAD = proto(4) + PAYLOAD


def after(name, about, tail, head=HEAD):
    pickle(f'then-{name}', about, 'posix.system', head + tail)


# The loader has run the call when it meets the error.
after('nothing', 'The file ends right after the call.', b'')
after('cut-argument', 'The file ends inside the argument of the opcode after the call.', b'X\xff\x00\x00\x00half')
after('invalid-opcode', 'The opcode after the call does not exist.', b'\xff' + STOP)
after('unset-memo', 'A GET of a slot that was never set follows the call.', POP + get(99) + STOP)
after('unset-memo-line', 'The same by the GET of protocol 0.', b'0g99\n.', PAYLOAD_0)
after('non-ascii-global', 'A GLOBAL that is no ASCII follows the call.', b'c\xc3\xa9\xff\n\xfe\n' + STOP)
after('unquoted-string', 'A STRING without quotes follows the call.', b'Sattacker\n' + STOP, PAYLOAD_0)
after('bad-utf8', 'A BINUNICODE that is no UTF-8 follows the call.', b'X\x02\x00\x00\x00\xff\xfe' + STOP)
after('empty-stack', 'Two POPs follow the call: one too many.', POP + POP + STOP)
after('missing-mark', 'A TUPLE without its MARK follows the call.', TUPLE + STOP)
after('bad-proto', 'A PROTO of 9 follows the call.', proto(9) + STOP)
after('negative-length', 'A LONG4 of negative length follows the call.', b'\x8b\xff\xff\xff\xff' + STOP)
after('open-mark', 'STOP comes while a MARK is open; CPython does not mind.', MARK + NONE + STOP)
after('full-stack', 'STOP comes with three values on the stack; CPython does not mind.', NONE + NONE + STOP)
after('junk', 'Bytes that are no pickle follow STOP.', STOP + b'\x00\xff attacker.example \x00' * 8)
after('spaces', 'White space follows STOP.', STOP + b'\r\n \t')

# The call comes later than some scanners read.
pickle('second-stream', 'A clean pickle comes first, the hostile one right behind its STOP.', 'posix.system',
       proto(2) + dict_of((long_text('weight'), float_(0.5))) + STOP + EVIL)
pickle('second-stream-legacy-torch', 'The magic number of legacy torch comes first; torch reads on.', 'posix.system',
       proto(2) + b'\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19' + STOP + proto(2) + integer(1001) + STOP + EVIL)
pickle('magic-by-reduce', 'The magic number of legacy torch is made by a call of eval.', 'builtins.eval',
       proto(2) + global_('builtins', 'eval') + long_text('119547037146038801333356') + TUPLE1 + REDUCE + STOP
       + proto(2) + integer(1001) + STOP)
pickle('second-stream-behind-gap', 'The hostile pickle comes after STOP and sixteen zero bytes.', 'posix.system',
       proto(4) + EMPTY_DICT + STOP + bytes(16) + EVIL)
pickle('third-stream-broken-second', 'The second stream is broken, the third is hostile.', 'posix.system',
       proto(4) + EMPTY_DICT + STOP + b'\xff\xff' + EVIL)
pickle('behind-large-bytes', 'Thirty thousand zero bytes in a bytes object come before the call.', 'posix.system',
       proto(4) + data(bytes(30_000)) + POP + PAYLOAD + STOP)
pickle('behind-many-proto', 'PROTO a hundred times and then the call.', 'posix.system', proto(4) * 100 + PAYLOAD + STOP)
pickle('no-proto', 'Protocol 4 opcodes without any PROTO.', 'posix.system', PAYLOAD + STOP)
pickle('text-like', 'Protocol 0 looks like text.', 'posix.system', PAYLOAD_0 + STOP)

# Numbers that pickletools and CPython read differently.
pickle('int-hexadecimal', 'INT in base 16: CPython takes it, pickletools gives up before the call.', 'posix.system',
       b'I0x10\n0' + PAYLOAD_0 + STOP)
pickle('long-hexadecimal', 'LONG in base 16.', 'posix.system', b'L0x10L\n0' + PAYLOAD_0 + STOP)
pickle('long-underscores', 'LONG with underscores.', 'posix.system', b'L1_000L\n0' + PAYLOAD_0 + STOP)
pickle('int-nul', 'INT with a NUL byte, where strtol stops reading.', 'posix.system', b'I1\x00x\n0' + PAYLOAD_0 + STOP)
pickle('int-octal-bool', 'INT 01 is True.', 'posix.system', b'I01\n0' + PAYLOAD_0 + STOP)
pickle('float-words', 'FLOAT nan and infinity.', 'posix.system', b'Fnan\n0Finfinity\n0' + PAYLOAD_0 + STOP)
pickle('surrogates', 'Text with a lone surrogate, as surrogatepass reads it.', 'posix.system',
       proto(4) + b'X\x03\x00\x00\x00\xed\xa0\x80' + POP + PAYLOAD + STOP)

# Frames
pickle('frame-too-long', 'The frame claims a hundred bytes more than there are.', 'posix.system',
       proto(4) + frame(PAYLOAD + STOP, len(PAYLOAD) + 101))
pickle('frame-too-long-after-call', 'A frame that claims too much follows the call.', 'posix.system',
       HEAD + POP + frame(NONE + STOP, 4096))
pickle('frame-too-short', 'The frame ends before the call, which goes on behind it.', 'posix.system',
       proto(4) + frame(PAYLOAD + STOP, len(text('posix'))))
pickle('frame-nested', 'A frame begins inside a frame.', 'posix.system', proto(4) + frame(frame(PAYLOAD + STOP)))
pickle('frame-empty', 'A frame of no bytes.', 'posix.system', proto(4) + frame(b'') + PAYLOAD + STOP)
pickle('frame-below-proto-4', 'A frame under protocol 2.', 'posix.system', proto(2) + frame(PAYLOAD + STOP))
BURIED = POP + b'B' + pack('<I', len(PAYLOAD) + 1) + PAYLOAD + STOP
pickle('frame-straddled', 'An argument reaches over the end of its frame; older C unpicklers then skip bytes and run what a linear'
       ' reader takes for a bytes object.', 'posix.system',
       proto(4) + frame(b'C\x08abcdef' + b'gh', 8) + BURIED + STOP)

# What generated pickles and CPython's own unpicklers showed (build/fuzz).
pickle('fuzz-inst-unended', 'The file ends inside the line of an INST: pickle.py takes the line without its last character and calls.', 'posix.system',
       MARK + string_line(f"'{COMMAND}'".encode()) + b'iposix\nsystem_')
pickle('fuzz-inst-without-mark', 'INST without a mark: pickle.py imports before it looks for one.', 'some_private_pkg.Thing',
       proto(2) + b'isome_private_pkg\nThing\n' + STOP, 'suspicious')
pickle('fuzz-frame-ends-at-argument', 'Frames of one byte that hold an opcode and not its argument: all loaders read on, pickle.py too.', 'posix.system',
       proto(4) + frame(b'c') + b'posix\nsystem\n' + frame(b'S') + string_line(f"'{COMMAND}'".encode())[1:] + TUPLE1 + REDUCE + STOP)
pickle('fuzz-frame-splits-name', 'A frame ends inside the name: the C unpickler over an unbuffered file reads a shorter one.', 'posix.xsystem',
       proto(4) + frame(b'cposix\nx', 8) + b'system\n' + text(COMMAND) + TUPLE1 + REDUCE + STOP)
pickle('fuzz-frame-splits-octal', 'The same where pickle.py is gone by then: it does not take an octal INT.', 'posix.xsystem',
       proto(4) + b'I010\n' + frame(b'cposix\nx', 8) + b'system\n' + text(COMMAND) + TUPLE1 + REDUCE + STOP)

# Broken and no more than broken
GOOD = proto(4) + frame(dict_of((text('weights'), EMPTY_LIST + MARK + float_(0.5) * 20 + APPENDS), (text('bias'), data(bytes(40)))) + STOP)
for part in (1, 2, 5, 11, 30, 120, len(GOOD) - 1):
    malformed(f'pickle/truncated-{part}.pkl', f'The first {part} bytes of a good pickle.', GOOD[:part])
HUGE = pack('<Q', 1 << 62)
for name, code in (('binunicode8', b'\x8d'), ('binbytes8', b'\x8e'), ('bytearray8', b'\x96'), ('frame', b'\x95')):
    malformed(f'pickle/huge-{name}.pkl', f'{name.upper()} claims 2^62 bytes.', proto(5) + code + HUGE + b'abc' + STOP)
malformed('pickle/huge-long4.pkl', 'LONG4 claims 2^31 - 1 bytes.', proto(2) + b'\x8b\xff\xff\xff\x7fabc' + STOP)
malformed('pickle/huge-binunicode.pkl', 'BINUNICODE claims 2^32 - 1 bytes.', proto(2) + b'X\xff\xff\xff\xffabc' + STOP)
malformed('pickle/huge-memo.pkl', 'A memo slot of 2^31: a reader that allocates all slots below it dies. Then a slot that was never set.',
          proto(2) + EMPTY_LIST + put(1 << 31) + POP + get((1 << 31) + 1) + STOP)
malformed('pickle/huge-memo-line.pkl', 'A memo slot of a hundred digits.', EMPTY_LIST + b'p' + b'9' * 100 + b'\n' + b'g7\n' + STOP)
malformed('pickle/marks.pkl', 'Forty thousand MARKs and then STOP.', MARK * 40_000 + STOP)
malformed('pickle/dag.pkl', 'DUP and TUPLE2 a hundred times: 2^100 leaves for whoever prints the tree. The call behind it must be found.',
          proto(2) + EMPTY_TUPLE + (DUP + TUPLE2) * 100 + PAYLOAD_0 + TUPLE2 + STOP, 'dangerous', 'posix.system')
malformed('pickle/nested-lists.pkl', 'Thirty thousand lists, each in the next, and no STOP.', proto(2) + EMPTY_LIST * 30_000 + APPEND * 5_000)
malformed('pickle/cycle.pkl', 'A list that holds itself, called.', proto(2) + EMPTY_LIST + put(0) + get(0) + APPEND + TUPLE1
          + global_('posix', 'system') + get(0) + TUPLE1 + REDUCE + STOP, 'dangerous', 'posix.system')
malformed('pickle/long-line.pkl', 'A GLOBAL of which the line never ends.', b'c' + b'a' * 30_000)
malformed('pickle/digits.pkl', 'An INT of thirty thousand digits, which patched Pythons refuse, and an open MARK.', b'I' + b'9' * 30_000 + b'\n(')
malformed('pickle/stop-only.pkl', 'STOP on an empty stack.', STOP)
malformed('pickle/next-buffer.pkl', 'NEXT_BUFFER: the data lies outside the file.', proto(5) + NEXT_BUFFER + READONLY_BUFFER + STOP)
