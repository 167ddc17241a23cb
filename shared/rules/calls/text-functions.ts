import {
  decodeBase32Text,
  decodeBase64Text,
  decodeBase85Text,
  decodeHexText,
  decodeUtf8Text,
  decodeUtf16,
  inflateLatin1,
  rot13,
} from '../layers/decode';
import {
  type Arguments,
  ITEMS_KEPT,
  itemsOf,
  type Known,
  knownList,
  knownNumber,
  knownText,
  LONGEST_TEXT,
  textOfKnown,
  UNKNOWN_VALUE,
} from './known';

/** A function whose result can be worked out from its arguments without any effect; null where it cannot. */
export type TextFunction = (args: Arguments) => Known | null;

const bytesFrom = (text: string | null): Known | null => (text === null ? null : knownText(text, true, true));

/** Of one text to bytes. */
const decoder =
  (decode: (text: string) => string | null): TextFunction =>
  ({ items }) => {
    const text = textOfKnown(items[0]);
    return text === null ? null : bytesFrom(decode(text));
  };

/** A codec by its name, in the direction in which `codecs.decode` goes. */
function decodeBy(codec: string, value: Known & { readonly kind: 'text' }): Known | null {
  const { text } = value;
  switch (codec.toLowerCase().replace(/[-_ ]/g, '')) {
    case 'rot13':
      return knownText(rot13(text), true, value.bytes);
    case 'hex':
    case 'hexcodec':
      return bytesFrom(decodeHexText(text));
    case 'base64':
    case 'base64codec':
      return bytesFrom(decodeBase64Text(text));
    case 'zip':
    case 'zlib':
    case 'zlibcodec':
      return bytesFrom(inflateLatin1(text));
    case 'utf16':
    case 'utf16le':
      return knownText(decodeUtf16(text), true);
    case 'unicodeescape':
    case 'rawunicodeescape':
    case 'stringescape':
      return knownText(unescaped(text), true);
    case 'utf8':
    case 'utf8sig':
    case 'ascii':
      return knownText(decodeUtf8Text(text), value.made);
    case 'latin1':
    case 'iso88591':
    case 'cp1252':
    case 'charmap':
      return knownText(text, value.made);
    default:
      return null;
  }
}

/** UTF-8 bytes of a text, as Latin-1 characters. */
export function encodeUtf8(text: string): string {
  let out = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) out += character;
    else if (code < 0x800) out += String.fromCharCode(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x10000)
      out += String.fromCharCode(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else
      out += String.fromCharCode(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 0x3f),
        0x80 | ((code >> 6) & 0x3f),
        0x80 | (code & 0x3f),
      );
  }
  return out;
}

const unescaped = (text: string): string =>
  text.replace(/\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\n|\\t/g, (whole, two?: string, four?: string) => {
    if (whole === '\\n') return '\n';
    return whole === '\\t' ? '\t' : String.fromCharCode(Number.parseInt(two ?? four ?? '0', 16));
  });

/** `codecs.encode`: undoes nothing but the codecs that are their own inverse, and the plain ones. */
function encodeBy(codec: string, value: Known & { readonly kind: 'text' }): Known | null {
  switch (codec.toLowerCase().replace(/[-_ ]/g, '')) {
    case 'rot13':
      return knownText(rot13(value.text), true, value.bytes);
    case 'latin1':
    case 'iso88591':
      return knownText(value.text, value.made, true);
    case 'utf8':
    case 'ascii':
      return knownText(encodeUtf8(value.text), value.made, true);
    default:
      return null;
  }
}

const codecFunction =
  (by: typeof decodeBy): TextFunction =>
  ({ items, named }) => {
    const [value, codec = named.get('encoding')] = items;
    return value?.kind === 'text' ? by(textOfKnown(codec) ?? 'utf-8', value) : null;
  };

/** `chr`, over a number. */
function chr(value: Known | undefined, bytes = false): string | null {
  if (
    value?.kind !== 'number' ||
    !Number.isInteger(value.value) ||
    value.value < 0 ||
    value.value > (bytes ? 255 : 0x10_ffff)
  )
    return null;
  return String.fromCodePoint(value.value);
}

/** `bytes(…)` and `bytearray(…)`: of numbers, of bytes, or of a text with its encoding. */
const makeBytes: TextFunction = ({ items }) => {
  const [value] = items;
  if (value?.kind === 'text') return knownText(value.bytes ? value.text : encodeUtf8(value.text), value.made, true);
  const numbers = value?.kind === 'list' ? value.items.map((item) => chr(item, true)) : null;
  return numbers?.every((one) => one !== null) ? knownText(numbers.join(''), true, true) : null;
};

const joined = (separator: Known | undefined, list: Known | undefined): Known | null => {
  const items = itemsOf(list);
  if (separator?.kind !== 'text' || items === null) return null;
  const texts = items.map(textOfKnown);
  return texts.every((one) => one !== null)
    ? knownText(texts.join(separator.text).slice(0, LONGEST_TEXT), true, separator.bytes)
    : null;
};

/** `+` of two texts or two lists, or of two numbers. */
export function added(left: Known | undefined, right: Known | undefined): Known | null {
  if (left?.kind === 'text' && right?.kind === 'text')
    return left.text.length + right.text.length > LONGEST_TEXT
      ? null
      : knownText(left.text + right.text, true, left.bytes);
  if (left?.kind === 'list' && right?.kind === 'list') return knownList([...left.items, ...right.items]);
  if (left?.kind === 'number' && right?.kind === 'number') return knownNumber(left.value + right.value);
  return null;
}

/** `str.format` with plain fields and `%` with plain conversions; anything else stays as it is. */
export function formatted(template: string, args: Arguments): Known {
  let next = 0;
  const out = template.replace(/\{([0-9]{0,3}|[A-Za-z_]\w{0,63})(?:![rsa])?\}/g, (whole, field: string) => {
    const value = /^[A-Za-z_]/.test(field) ? args.named.get(field) : args.items[field === '' ? next++ : Number(field)];
    return shownIn(value) ?? whole;
  });
  return knownText(out, true);
}

export function percented(template: string, values: readonly Known[]): Known {
  let next = 0;
  const out = template.replace(/%(?:%|[srdic])/g, (whole) =>
    whole === '%%' ? '%' : (shownIn(values[next++], whole === '%c') ?? whole),
  );
  return knownText(out, true);
}

/** A value as it is put into a text. */
export function shownIn(value: Known | undefined, asCharacter = false): string | null {
  if (value?.kind === 'text') return value.text;
  if (value?.kind === 'number') return asCharacter ? chr(value) : String(value.value);
  return null;
}

/** Methods of texts and byte strings by name. */
export function textMethod(of: Known & { readonly kind: 'text' }, name: string, args: Arguments): Known | null {
  const { items } = args;
  const [first, second] = items.map(textOfKnown);
  const made = (text: string): Known => knownText(text, true, of.bytes);
  switch (name) {
    case 'join':
      return joined(of, items[0]);
    case 'decode':
      return decodeBy(first ?? 'utf-8', of);
    case 'encode':
      return encodeBy(first ?? 'utf-8', of);
    case 'replace':
      return first == null || second == null || first === ''
        ? null
        : made(of.text.replaceAll(first, () => second).slice(0, LONGEST_TEXT));
    case 'format':
      return formatted(of.text, args);
    case 'lower':
    case 'casefold':
      return made(of.text.toLowerCase());
    case 'upper':
      return made(of.text.toUpperCase());
    case 'swapcase':
      return made(
        [...of.text].map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase())).join(''),
      );
    case 'title':
    case 'capitalize':
      return made(of.text.slice(0, 1).toUpperCase() + of.text.slice(1).toLowerCase());
    case 'strip':
    case 'lstrip':
    case 'rstrip':
      return made(stripped(of.text, name, first ?? ' \t\n\r'));
    case 'split':
      return knownList(
        of.text
          .split(first == null ? /[ \t\n\r]+/ : first || ' ')
          .slice(0, ITEMS_KEPT)
          .map((one) => made(one)),
      );
    case 'splitlines':
      return knownList(
        of.text
          .split('\n')
          .slice(0, ITEMS_KEPT)
          .map((one) => made(one)),
      );
    case 'hex':
      return null;
    case '__add__':
      return added(of, items[0]);
    case '__getitem__':
      return items[0]?.kind === 'number' ? (itemsOf(of)?.at(items[0].value) ?? null) : null;
    case '__str__':
      return of;
    default:
      return null;
  }
}

function stripped(text: string, side: string, characters: string): string {
  let [from, to] = [0, text.length];
  while (side !== 'rstrip' && from < to && characters.includes(text.charAt(from))) from++;
  while (side !== 'lstrip' && to > from && characters.includes(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

/** `reversed(x)`; a text comes back as its characters. */
const reversed: TextFunction = ({ items }) => {
  const list = itemsOf(items[0]);
  return list === null ? null : knownList([...list].reverse());
};

const asList: TextFunction = ({ items }) => {
  if (items.length === 0) return knownList([]);
  const list = itemsOf(items[0]);
  return list === null ? (items[0] ?? null) : knownList(list);
};

/** `str(x)` and `str(x, encoding)`. */
const asText: TextFunction = ({ items }) => {
  const [value, codec] = items;
  if (value?.kind === 'number') return knownText(String(value.value));
  if (value?.kind !== 'text') return null;
  return codec === undefined ? value : decodeBy(textOfKnown(codec) ?? 'utf-8', value);
};

const inflate = decoder(inflateLatin1);
const rounded =
  (work: (left: number, right: number) => number): TextFunction =>
  ({ items }) => {
    const [left, right] = items;
    return left?.kind === 'number' && right?.kind === 'number' ? knownNumber(work(left.value, right.value)) : null;
  };

/** The closed set of functions that are worked out, by dotted name. They only make texts and numbers out of texts and numbers. */
export const TEXT_FUNCTIONS: ReadonlyMap<string, TextFunction> = new Map<string, TextFunction>([
  ['base64.b64decode', decoder(decodeBase64Text)],
  ['base64.standard_b64decode', decoder(decodeBase64Text)],
  ['base64.urlsafe_b64decode', decoder(decodeBase64Text)],
  ['base64.decodebytes', decoder(decodeBase64Text)],
  ['base64.decodestring', decoder(decodeBase64Text)],
  ['base64.b32decode', decoder(decodeBase32Text)],
  ['base64.b16decode', decoder(decodeHexText)],
  ['base64.b85decode', decoder(decodeBase85Text)],
  ['binascii.a2b_base64', decoder(decodeBase64Text)],
  ['binascii.unhexlify', decoder(decodeHexText)],
  ['binascii.a2b_hex', decoder(decodeHexText)],
  ['builtins.bytes.fromhex', decoder(decodeHexText)],
  ['builtins.bytearray.fromhex', decoder(decodeHexText)],
  ['zlib.decompress', inflate],
  ['gzip.decompress', inflate],
  ['codecs.decode', codecFunction(decodeBy)],
  ['_codecs.decode', codecFunction(decodeBy)],
  ['codecs.encode', codecFunction(encodeBy)],
  ['_codecs.encode', codecFunction(encodeBy)],
  ['codecs.escape_decode', codecFunction((_, value) => knownList([knownText(unescaped(value.text), true, true)]))],
  [
    'builtins.chr',
    ({ items }) => {
      const text = chr(items[0]);
      return text === null ? null : knownText(text, true);
    },
  ],
  [
    'builtins.unichr',
    ({ items }) => {
      const text = chr(items[0]);
      return text === null ? null : knownText(text, true);
    },
  ],
  [
    'builtins.ord',
    ({ items }) => {
      const text = textOfKnown(items[0]);
      return text === null || text === '' ? null : knownNumber(text.codePointAt(0) ?? 0);
    },
  ],
  [
    'builtins.int',
    ({ items }) => {
      const [value, base] = items;
      if (value?.kind === 'number') return knownNumber(Math.trunc(value.value));
      const text = textOfKnown(value);
      const number =
        text === null
          ? Number.NaN
          : Number.parseInt(
              text.replace(/^0[xX]/, ''),
              base?.kind === 'number' && base.value >= 2 && base.value <= 36 ? base.value : 10,
            );
      return Number.isNaN(number) ? null : knownNumber(number);
    },
  ],
  ['builtins.str', asText],
  ['builtins.unicode', asText],
  ['builtins.bytes', makeBytes],
  ['builtins.bytearray', makeBytes],
  ['builtins.memoryview', makeBytes],
  ['builtins.list', asList],
  ['builtins.tuple', asList],
  ['builtins.set', asList],
  ['builtins.frozenset', asList],
  ['builtins.sorted', asList],
  ['builtins.iter', asList],
  ['collections.deque', asList],
  ['builtins.reversed', reversed],
  ['builtins.str.join', ({ items }) => joined(items[0], items[1])],
  ['builtins.bytes.join', ({ items }) => joined(items[0], items[1])],
  ['operator.add', ({ items }) => added(items[0], items[1])],
  ['operator.concat', ({ items }) => added(items[0], items[1])],
  ['operator.iadd', ({ items }) => added(items[0], items[1])],
  ['operator.iconcat', ({ items }) => added(items[0], items[1])],
  ['operator.xor', rounded((left, right) => left ^ right)],
  ['operator.sub', rounded((left, right) => left - right)],
  [
    'builtins.range',
    ({ items }) => {
      const numbers = items.map((item) => (item.kind === 'number' ? item.value : Number.NaN));
      const [from, to, by = 1] = numbers.length === 1 ? [0, ...numbers] : numbers;
      if (from === undefined || to === undefined || !(Math.abs(by) >= 1)) return null;
      const count = Math.min(ITEMS_KEPT, Math.max(0, Math.ceil((to - from) / by)));
      return Number.isNaN(count)
        ? null
        : knownList(Array.from({ length: count }, (_, i) => knownNumber(from + i * by)));
    },
  ],
  [
    'builtins.len',
    ({ items }) => {
      const list = itemsOf(items[0]);
      return list === null ? null : knownNumber(list.length);
    },
  ],
  [
    'builtins.zip',
    ({ items }) => {
      const lists = items.map(itemsOf);
      if (!lists.every((list) => list !== null) || lists.length === 0) return null;
      const count = Math.min(...lists.map((list) => list.length));
      return knownList(
        Array.from({ length: count }, (_, i) => knownList(lists.map((list) => list[i] ?? UNKNOWN_VALUE))),
      );
    },
  ],
  [
    'builtins.enumerate',
    ({ items }) => {
      const list = itemsOf(items[0]);
      return list === null ? null : knownList(list.map((item, i) => knownList([knownNumber(i), item])));
    },
  ],
  ['textwrap.dedent', ({ items }) => items[0] ?? null],
  ['os.path.expanduser', ({ items }) => items[0] ?? null],
  ['os.path.expandvars', ({ items }) => items[0] ?? null],
  ['os.path.abspath', ({ items }) => items[0] ?? null],
  ['pathlib.Path', ({ items }) => pathOf(items)],
  ['os.path.join', ({ items }) => pathOf(items)],
  ['pathlib.Path.home', () => knownText('~')],
  [
    'shlex.split',
    ({ items }) => {
      const text = textOfKnown(items[0]);
      return text === null
        ? null
        : knownList(
            text
              .split(/\s+/)
              .slice(0, ITEMS_KEPT)
              .map((one) => knownText(one)),
          );
    },
  ],
  ['shlex.quote', ({ items }) => items[0] ?? null],
  ['urllib.parse.quote', ({ items }) => items[0] ?? null],
  ['json.dumps', ({ items }) => (items[0]?.kind === 'text' ? items[0] : null)],
]);

function pathOf(items: readonly Known[]): Known | null {
  const texts = items.map(textOfKnown);
  return texts.every((one) => one !== null) ? knownText(texts.join('/').replaceAll('//', '/')) : null;
}
