import type { EntryContext } from '../../entry-context';
import { JsonError, type JsonMember, JsonReader, type JsonValue } from '../../json-reader';
import { DTYPE_BITS } from './dtypes';

/** A tensor as the header lists it, with its bytes relative to the end of the header. */
export interface Tensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly tensors: readonly Tensor[];
  readonly metadata: ReadonlyMap<string, string>;
  /** Rows that are no tensor by the rules of the format. */
  readonly broken: number;
  /** True when all of the header was understood. */
  readonly whole: boolean;
}

/** Where the header begins in the file: behind its length. */
export const HEADER_START = 8;
const NAME_SHOWN = 1000;

/** Reads the header, one tensor at a time, and notes every rule that it breaks. What was read before it breaks off is kept. */
export function readHeader(context: EntryContext, bytes: Uint8Array): SafetensorsHeader {
  const reading = new Reading(context);
  const { note } = context;
  const reader = new JsonReader(bytes);
  let whole = true;
  try {
    reader.blank();
    if (reader.at > 0)
      note.oddity(
        'headerPadding',
        'blanks stand before the header, which must begin with {',
        HEADER_START,
        HEADER_START + reader.at,
      );
    for (const member of reader.members()) {
      reading.member(member);
      context.tick(HEADER_START + reader.at);
    }
    whole = explainPadding(context, bytes, reader.at);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    whole = false;
    const at = HEADER_START + Math.min(bytes.length, error.offset);
    note.malformed(
      'headerInvalid',
      `the header is not JSON: ${error.message}`,
      at,
      Math.max(at + 1, HEADER_START + bytes.length),
    );
  }
  if (!isUtf8(bytes)) {
    whole = false;
    note.malformed('headerInvalid', 'the header is not UTF-8', HEADER_START, HEADER_START + bytes.length);
  }
  return { tensors: reading.tensors, metadata: reading.metadata, broken: reading.broken, whole };
}

/** Behind the closing brace there may be blanks, and only blanks. */
function explainPadding(context: EntryContext, bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (bytes[at] === 0x20) at++;
  if (at === bytes.length) return true;
  const isBlank = bytes.subarray(at).every((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09);
  const [start, end] = [HEADER_START + at, HEADER_START + bytes.length];
  if (isBlank) context.note.oddity('headerPadding', 'the header is padded with something else than spaces', start, end);
  else context.note.malformed('headerInvalid', 'something stands behind the header’s closing brace', start, end);
  return isBlank;
}

class Reading {
  readonly tensors: Tensor[] = [];
  readonly metadata = new Map<string, string>();
  broken = 0;
  private readonly names = new Set<string>();
  private readonly context: EntryContext;

  constructor(context: EntryContext) {
    this.context = context;
  }

  member({ key, keyStart, keyEnd, value }: JsonMember): void {
    const { note } = this.context;
    const [start, end] = [HEADER_START + keyStart, HEADER_START + value.end];
    const shown = key.slice(0, 100);
    if (this.names.has(key))
      note.oddity(
        'duplicateKey',
        `the header has ${shown} more than once, and readers take different ones`,
        start,
        HEADER_START + keyEnd,
      );
    this.names.add(key);
    if (key === '__proto__')
      note.oddity(
        'reservedKey',
        'a tensor is called __proto__, which some readers take for something else',
        start,
        HEADER_START + keyEnd,
      );
    if (key === '__metadata__') {
      this.readMetadata(value);
      return;
    }
    const tensor = this.tensor(key, value);
    if (typeof tensor === 'string') {
      this.broken++;
      note.malformed('headerInvalid', `tensor ${shown} has ${tensor}`, start, end);
    } else this.tensors.push(tensor);
  }

  private readMetadata(value: JsonValue): void {
    const { note } = this.context;
    if (value.kind !== 'object') {
      note.malformed(
        'headerInvalid',
        '__metadata__ is not an object',
        HEADER_START + value.start,
        HEADER_START + value.end,
      );
      return;
    }
    for (const { key, keyStart, value: entry } of value.members) {
      const [start, end] = [HEADER_START + keyStart, HEADER_START + entry.end];
      if (this.metadata.has(key))
        note.oddity('duplicateKey', `__metadata__ has ${key.slice(0, 100)} more than once`, start, end);
      if (entry.kind === 'string') this.metadata.set(key, entry.text);
      else
        note.malformed(
          'headerInvalid',
          `__metadata__ has a value that is no text, for ${key.slice(0, 100)}`,
          start,
          end,
        );
    }
  }

  /** The tensor, or what is wrong with it. */
  private tensor(name: string, value: JsonValue): Tensor | string {
    if (value.kind !== 'object') return 'a row that is no object';
    const fields = new Map<string, JsonValue>();
    for (const { key, keyStart, keyEnd, value: field } of value.members) {
      if (fields.has(key))
        this.context.note.oddity(
          'duplicateKey',
          `tensor ${name.slice(0, 100)} has ${key.slice(0, 100)} more than once`,
          HEADER_START + keyStart,
          HEADER_START + keyEnd,
        );
      fields.set(key, field);
      if (key !== 'dtype' && key !== 'shape' && key !== 'data_offsets')
        return `a field that the format does not have, ${key.slice(0, 100)}`;
    }
    const dtype = fields.get('dtype');
    const shape = numbers(fields.get('shape'));
    const offsets = numbers(fields.get('data_offsets'));
    if (dtype?.kind !== 'string' || !Object.hasOwn(DTYPE_BITS, dtype.text))
      return 'a dtype that the format does not have';
    if (shape === null) return 'a shape that is no list of whole numbers';
    if (offsets === null || offsets.length !== 2) return 'data_offsets that are no two whole numbers';
    const [begin, end] = offsets as [number, number];
    if (end < begin) return 'data_offsets that end before they begin';
    const bits = shape.reduce((sum, dimension) => sum * BigInt(dimension), BigInt(DTYPE_BITS[dtype.text] as number));
    if (bits % 8n !== 0n) return 'elements that do not end on a whole byte';
    if (bits / 8n !== BigInt(end - begin)) return `${end - begin} bytes for a shape and dtype that take ${bits / 8n}`;
    return {
      name: name.length > NAME_SHOWN ? `${name.slice(0, NAME_SHOWN)}…` : name,
      dtype: dtype.text,
      shape,
      begin,
      end,
    };
  }
}

/** Whole numbers from 0 to 2^53 - 1, written as such: readers disagree on `1.0`, `1e3` and anything larger. */
function numbers(value: JsonValue | undefined): readonly number[] | null {
  if (value?.kind !== 'array' || value.items.length > 64) return null;
  const found: number[] = [];
  for (const item of value.items) {
    if (item.kind !== 'number' || !/^\d{1,16}$/.test(item.text)) return null;
    const number = Number(item.text);
    if (!Number.isSafeInteger(number)) return null;
    found.push(number);
  }
  return found;
}

/** In pieces, each cut before a byte that begins a character. */
function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let start = 0; start < bytes.length; ) {
      let end = Math.min(bytes.length, start + 1024 * 1024);
      while (end < bytes.length && (bytes[end] & 0xc0) === 0x80) end++;
      decoder.decode(bytes.subarray(start, end));
      start = end;
    }
    return true;
  } catch {
    return false;
  }
}
