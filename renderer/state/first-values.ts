/** A number type as formats spell it: `F32`, `float32`, `<f4`, `torch.float32` all mean one. */
interface NumberType {
  readonly bytes: number;
  readonly read: (view: DataView, offset: number, little: boolean) => string;
}

const real = (value: number, digits: number) =>
  Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : String(value);

function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

function brain(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, bits * 0x10000);
  return view.getFloat32(0);
}

const TYPES: Readonly<Record<string, NumberType>> = {
  f8: { bytes: 8, read: (view, at, little) => real(view.getFloat64(at, little), 6) },
  f4: { bytes: 4, read: (view, at, little) => real(view.getFloat32(at, little), 6) },
  f2: { bytes: 2, read: (view, at, little) => real(half(view.getUint16(at, little)), 4) },
  bf2: { bytes: 2, read: (view, at, little) => real(brain(view.getUint16(at, little)), 3) },
  i8: { bytes: 8, read: (view, at, little) => String(view.getBigInt64(at, little)) },
  i4: { bytes: 4, read: (view, at, little) => String(view.getInt32(at, little)) },
  i2: { bytes: 2, read: (view, at, little) => String(view.getInt16(at, little)) },
  i1: { bytes: 1, read: (view, at) => String(view.getInt8(at)) },
  u8: { bytes: 8, read: (view, at, little) => String(view.getBigUint64(at, little)) },
  u4: { bytes: 4, read: (view, at, little) => String(view.getUint32(at, little)) },
  u2: { bytes: 2, read: (view, at, little) => String(view.getUint16(at, little)) },
  u1: { bytes: 1, read: (view, at) => String(view.getUint8(at)) },
  b1: { bytes: 1, read: (view, at) => (view.getUint8(at) === 0 ? 'False' : 'True') },
};

const KINDS: Readonly<Record<string, string>> = {
  f: 'f',
  float: 'f',
  bf: 'bf',
  bfloat: 'bf',
  i: 'i',
  int: 'i',
  u: 'u',
  uint: 'u',
};
const WORDS: Readonly<Record<string, string>> = {
  bool: 'b1',
  '|b1': 'b1',
  byte: 'u1',
  double: 'f8',
  half: 'f2',
  float: 'f4',
  long: 'i8',
  short: 'i2',
  char: 'i1',
  int: 'i4',
};

/** The type of a dtype text; null for what is packed, structured or not known here. */
function typeOf(dtype: string): { readonly type: NumberType; readonly little: boolean } | null {
  const text = dtype
    .trim()
    .toLowerCase()
    .replace(/^(?:torch|np|numpy|tf|jnp)\./, '');
  const word = WORDS[text];
  if (word) return { type: TYPES[word] as NumberType, little: true };
  const match = /^([<>|=]?)([a-z]+)(\d+)$/.exec(text);
  const kind = match?.[2] === undefined ? undefined : KINDS[match[2]];
  if (!match || kind === undefined) return null;
  // numpy's spelling with a byte order counts bytes, and so does it without: `f4`; the others count bits.
  const size = Number(match[3]);
  const bytes =
    match[1] !== '' || ((match[2] as string).length === 1 && size <= 8 && !/^[FIU]\d/.test(dtype.trim()))
      ? size
      : size / 8;
  const type = TYPES[`${kind}${bytes}`];
  return type ? { type, little: match[1] !== '>' } : null;
}

/** The first elements of an array from its first bytes; null where the type is not one of plain numbers. */
export function firstValues(dtype: string, bytes: Uint8Array, most: number): readonly string[] | null {
  const found = typeOf(dtype);
  if (!found) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.min(most, Math.floor(bytes.length / found.type.bytes));
  return Array.from({ length: count }, (_, index) => found.type.read(view, index * found.type.bytes, found.little));
}
