"""safetensors and GGUF files that break the rules of their formats."""

import json
from struct import pack

from .archive import Member, archive
from .case import EVIL, malformed, malicious

W = '"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}'


def safetensors(header, data=bytes(8), length=None):
    raw = header if isinstance(header, bytes) else header.encode()
    return pack('<Q', len(raw) if length is None else length) + raw + data


def bad(name, about, header, data=bytes(8), expect='inconclusive', length=None):
    malformed(f'safetensors/{name}.safetensors', about, safetensors(header, data, length), expect)


GOOD = safetensors('{' + W + '}')
bad('overlap', 'Two tensors share bytes.', '{' + W + ',"v":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}', expect='suspicious')
bad('hole', 'No tensor has the first bytes.', '{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}', expect='suspicious')
bad('duplicate_tensor', 'One name, two tensors.', '{' + W + ',"w":{"dtype":"I32","shape":[2],"data_offsets":[0,8]}}', expect='suspicious')
bad('duplicate_field', 'A tensor with two dtypes.', '{"w":{"dtype":"F32","dtype":"I32","shape":[2],"data_offsets":[0,8]}}', expect='suspicious')
bad('duplicate_metadata', 'Metadata with one key twice.', '{"__metadata__":{"a":"1","a":"2"},' + W + '}', expect='suspicious')
bad('proto', 'A tensor called __proto__.', '{"__proto__":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', expect='suspicious')
bad('float_offsets', 'Offsets written as floats.', '{"w":{"dtype":"F32","shape":[2],"data_offsets":[0.0,8.0]}}')
bad('exponent', 'A shape written with an exponent.', '{"w":{"dtype":"F32","shape":[2e0],"data_offsets":[0,8]}}')
bad('beyond_2_53', 'Offsets that a double cannot hold.',
    '{"w":{"dtype":"U8","shape":[8],"data_offsets":[9007199254740993,9007199254741001]}}')
bad('shape_overflow', 'A shape whose product wraps around to the right size.',
    '{"w":{"dtype":"U8","shape":[4294967296,4294967296,8],"data_offsets":[0,8]}}')
bad('size_mismatch', 'More bytes than shape and dtype say.', '{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}')
bad('negative', 'Offsets that end before they begin.', '{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}')
bad('unknown_dtype', 'A dtype that the format does not have.', '{"w":{"dtype":"O","shape":[2],"data_offsets":[0,8]}}')
bad('half_byte', 'Three elements of four bits.', '{"w":{"dtype":"F4","shape":[3],"data_offsets":[0,2]}}', bytes(2))
bad('metadata_number', 'Metadata that is no text.', '{"__metadata__":{"a":1},' + W + '}')
bad('not_utf8', 'A name that is not UTF-8.', b'{"\xff":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}')
bad('not_json', 'A header with a comma too many.', '{' + W + ',}')
bad('behind_brace', 'Something stands behind the closing brace.', '{' + W + '}  {"x":1}')
bad('nested', 'A thousand lists inside one another.', '{"w":' + '[' * 1000 + ']' * 1000 + '}')
bad('header_length', 'A header that claims to be longer than the file.', '{' + W + '}', length=1 << 20)
bad('header_huge', 'A header that claims to be longer than readers take.', '{' + W + '}', length=200_000_000)
bad('trailing', 'Bytes stand behind the last tensor.', '{' + W + '}', bytes(8) + b'\x07' * 5)
bad('truncated', 'The file ends inside a tensor.', '{' + W + '}', bytes(5))
malformed('safetensors/truncated_header.safetensors', 'The file ends inside its header.', GOOD[:30])
malicious('safetensors/pickle_behind.safetensors', 'A pickle stands behind the last tensor.', 'posix.system', GOOD + EVIL)
malicious('safetensors/zip_behind.safetensors', 'An archive with a hostile pickle stands behind the last tensor.', 'posix.system',
          GOOD + archive(Member('data.pkl', EVIL)))
ROW = b'{"w":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}'
malicious('safetensors/pickle_around.safetensors', 'A pickle whose first bytes look like a safetensors file.', 'posix.system',
          b'B' + pack('<I', 3 + len(ROW)) + bytes(3) + ROW + b'0' + EVIL)

# GGUF ---------------------------------------------------------------------------------------------------------------

U8, U32, STRING, ARRAY, BOOL = 0, 4, 8, 9, 7


def string(text):
    raw = text if isinstance(text, bytes) else text.encode()
    return pack('<Q', len(raw)) + raw


def value(key, kind, body):
    return string(key) + pack('<I', kind) + body


def tensor(name, shape=(8,), kind=0, offset=0):
    return string(name) + pack('<I', len(shape)) + b''.join(pack('<Q', n) for n in shape) + pack('<IQ', kind, offset)


def gguf(values=(), tensors=(), data=bytes(32), version=3, counts=None, alignment=32):
    count = (len(tensors), len(values)) if counts is None else counts
    head = b'GGUF' + pack('<I', version) + pack('<QQ', *count) + b''.join(values) + b''.join(tensors)
    return head + bytes(-len(head) % alignment) + data


NAME = value('general.architecture', STRING, string('llama'))


def template(text, key='tokenizer.chat_template'):
    return gguf([NAME, value(key, STRING, string(text))], [tensor('w')])


def escape(name, about, text, key='tokenizer.chat_template', expect='dangerous'):
    malicious(f'gguf/{name}.gguf', about, '', template(text, key), expect)


MESSAGES = '{% for message in messages %}{{ message.role }}{% endfor %}'
escape('template_subclasses', 'A chat template that walks from a text to all classes.',
       MESSAGES + "{{ ''.__class__.__mro__[1].__subclasses__() }}")
escape('template_cycler', 'A chat template that reaches os through a class of Jinja.',
       MESSAGES + "{{ cycler.__init__.__globals__.os.popen('echo attacker.example').read() }}")
escape('template_concatenated', 'The attribute is put together from pieces.',
       MESSAGES + "{% set a = '__cl' %}{{ ''[a ~ 'ass__'][('__m', 'ro__') | join] }}")
escape('template_hex', 'The attribute is written in escapes.', MESSAGES + '{{ ""["\\x5f\\x5fclass\\x5f\\x5f"] }}')
escape('template_attr', 'The attribute is asked for by a filter.', MESSAGES + "{{ lipsum | attr('%c%cglobals%c%c' | format(95, 95, 95, 95)) }}")
escape('template_named', 'The hostile template is not the default one.', MESSAGES + "{{ x.__globals__ }}", 'tokenizer.chat_template.tool_use')
escape('template_include', 'A template that asks for another file.', MESSAGES + "{% include '/etc/passwd' %}", expect='suspicious')
escape('template_elsewhere', 'The template is under a key of its own.', MESSAGES + "{{ ''.__class__ }}", 'general.description')
malicious('gguf/template_duplicate.gguf', 'Two chat templates under one key, the first one hostile.', '',
          gguf([NAME, value('tokenizer.chat_template', STRING, string("{{ ''.__class__ }}")),
                value('tokenizer.chat_template', STRING, string(MESSAGES))], [tensor('w')]))
malicious('gguf/pickle_behind.gguf', 'A pickle stands behind the last tensor.', 'posix.system', gguf([NAME], [tensor('w')]) + EVIL)


def broken(name, about, data, expect='inconclusive'):
    malformed(f'gguf/{name}.gguf', about, data, expect)


GGUF = gguf([NAME], [tensor('w')])
broken('truncated_header', 'The file ends inside its header.', GGUF[:60])
broken('truncated', 'The file ends inside a tensor.', GGUF[:-9])
broken('counts', 'More tensors and values than any file has.', gguf(counts=(2**63, 2**64 - 1)))
broken('string_length', 'A key of sixteen exabytes.', gguf([pack('<Q', 2**64 - 1) + b'x']))
broken('array_length', 'An array of more items than can be counted.', gguf([value('a', ARRAY, pack('<IQ', U8, 2**64 - 1))]))
broken('array_strings', 'An array of more texts than there are bytes.', gguf([value('a', ARRAY, pack('<IQ', STRING, 2**62))]))
broken('array_nested', 'Arrays nested a thousand times.', gguf([value('a', ARRAY, pack('<IQ', ARRAY, 1) * 1000 + pack('<IQ', U8, 0))]))
broken('value_type', 'A type of value that GGUF does not have.', gguf([value('a', 77, b'')]))
broken('bool', 'A truth value of seven.', gguf([value('a', BOOL, b'\x07')]))
broken('alignment_zero', 'An alignment of zero.', gguf([value('general.alignment', U32, pack('<I', 0))], [tensor('w')]))
broken('alignment_odd', 'An alignment that is no power of two.', gguf([value('general.alignment', U32, pack('<I', 33))], [tensor('w')]))
broken('dimensions', 'A tensor of a thousand dimensions.', gguf([NAME], [tensor('w', (1,) * 1000)]))
broken('dimensions_overflow', 'Dimensions whose product wraps around to eight.',
       gguf([NAME], [tensor('w', (2**32 + 1, 2**32, 8, 1))]))
broken('unknown_type', 'A type of tensor that ggml does not have.', gguf([NAME], [tensor('w', kind=999)]))
broken('half_block', 'Rows that are no whole blocks.', gguf([NAME], [tensor('w', (8,), kind=2)]))
broken('offset_outside', 'A tensor that begins behind the end of the file.', gguf([NAME], [tensor('w', offset=1 << 40)]))
broken('offset_unaligned', 'A tensor that does not begin on the alignment.', gguf([NAME], [tensor('w', (4,), offset=5)]))
broken('trailing', 'Bytes stand behind the last tensor.', GGUF + b'\x07' * 100)
broken('version', 'A version of the year 3000.', gguf([NAME], version=900))
broken('old_ggml', 'A file of a format before GGUF.', b'lmgg' + pack('<7I', 32000, 64, 1, 8, 1, 64, 1) + bytes(64))
broken('old_ggjt', 'A file of the last format before GGUF.', b'tjgg' + pack('<8I', 3, 32000, 64, 1, 8, 1, 64, 1) + bytes(64))
broken('duplicate_key', 'One key, two values.', gguf([NAME, NAME], [tensor('w')]), 'suspicious')
broken('duplicate_tensor', 'One name, two tensors.', gguf([NAME], [tensor('w'), tensor('w', offset=32)], bytes(64)), 'suspicious')
broken('overlap', 'Two tensors share bytes.', gguf([NAME], [tensor('w'), tensor('v')]), 'suspicious')
broken('hole', 'No tensor has the bytes between.', gguf([NAME], [tensor('w'), tensor('v', offset=128)], bytes(160)), 'suspicious')
broken('padding', 'The filling between two tensors holds something.',
       gguf([NAME], [tensor('w', (2,)), tensor('v', offset=32)], bytes(8) + b'attacker.example........' + bytes(32)))

# A header as JSON writers make it must stay JSON: a slip here would test nothing.
json.loads('{' + W + '}')
