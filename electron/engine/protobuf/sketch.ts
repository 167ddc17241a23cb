import { type ByteSource, readWhole } from '../byte-source';
import type { Schema } from './schema';
import { FIXED32, FIXED64, LENGTH, readVarint, splitTag, VARINT } from './wire';

/** Fields looked at of one message to tell what it is. */
const FIELDS = 32;
/** Pieces of a file that are looked at when the telling field comes late, and how large they are. */
const PIECES = 16;
const PIECE_BYTES = 64 * 1024;

/** A field by its number alone. `content` is what of it was at hand; `whole` tells that it was all of it. */
export interface RawField {
  readonly number: number;
  readonly wireType: number;
  readonly value: number;
  readonly content: Uint8Array;
  readonly whole: boolean;
}

/** The first fields of a message, for probes: as far as they are well formed and at hand. `next` is where the one behind the last begins. */
export function sketch(
  bytes: Uint8Array,
  maximum = FIELDS,
): { readonly fields: readonly RawField[]; readonly sound: boolean; readonly next: number } {
  const fields: RawField[] = [];
  let at = 0;
  while (at < bytes.length && fields.length < maximum) {
    const tag = readVarint(bytes, at);
    const split = tag === null ? null : splitTag(tag.value);
    if (tag === null || split === null) return { fields, sound: tag === null && bytes.length - at < 10, next: at };
    let dataStart = at + tag.length;
    let length = 0;
    let value = 0;
    if (split.wireType === VARINT || split.wireType === LENGTH) {
      const varint = readVarint(bytes, dataStart);
      if (varint === null) return { fields, sound: bytes.length - dataStart < 10, next: at };
      if (split.wireType === VARINT) value = varint.value;
      dataStart += varint.length;
      if (split.wireType === LENGTH) length = varint.value;
    } else if (split.wireType === FIXED32) length = 4;
    else if (split.wireType === FIXED64) length = 8;
    else return { fields, sound: false, next: at };
    if (length < 0) return { fields, sound: false, next: at };
    const end = dataStart + length;
    fields.push({ ...split, value, content: bytes.subarray(dataStart, end), whole: end <= bytes.length });
    at = end;
  }
  return { fields, sound: true, next: at };
}

const WIRE_TYPES = {
  varint: VARINT,
  fixed32: FIXED32,
  fixed64: FIXED64,
  string: LENGTH,
  bytes: LENGTH,
  message: LENGTH,
};

/**
 * True when the bytes begin as a message of this type: every field of the first ones is in the schema with the right wire type, and so
 * are those of the messages in it, down to `depth`. An empty message fits everything. Texts must be texts.
 */
export function fits(schema: Schema, type: string, bytes: Uint8Array, depth: number): boolean {
  const { fields, sound } = sketch(bytes);
  if (!sound) return false;
  const known = schema.get(type)?.fields;
  return fields.every((field) => {
    const row = known?.get(field.number);
    if (row === undefined) return false;
    const packed = field.wireType === LENGTH && row.repeated && WIRE_TYPES[row.kind] !== LENGTH;
    if (!packed && WIRE_TYPES[row.kind] !== field.wireType) return false;
    if (row.kind === 'string') return isText(field.content);
    return row.kind !== 'message' || depth === 0 || fits(schema, row.message, field.content, depth - 1);
  });
}

/** True for bytes that a name or a description could be: no control characters but line ends and tabs. */
export function isText(bytes: Uint8Array): boolean {
  return bytes
    .subarray(0, 256)
    .every((byte) => (byte >= 0x20 ? byte !== 0x7f : byte === 9 || byte === 10 || byte === 13));
}

/** What a probe asks of the fields of the outermost message. */
export type Evidence = (fields: readonly RawField[]) => boolean;

/** True when the first fields of `head` are the evidence. */
export function headShows(head: Uint8Array, evidence: Evidence): boolean {
  return evidence(sketch(head).fields);
}

/** The same of a whole source: goes on behind large fields, so that what comes late is found too. */
export async function sourceShows(source: ByteSource, head: Uint8Array, evidence: Evidence): Promise<boolean> {
  const fields: RawField[] = [];
  let bytes = head;
  let offset = 0;
  for (let piece = 0; piece < PIECES; piece++) {
    const found = sketch(bytes);
    // The last field may stand at the edge of what is at hand: it is looked at again from its own start.
    fields.push(...found.fields);
    if (evidence(fields)) return true;
    if (!found.sound || found.fields.length === 0) return false;
    offset += found.next;
    if (offset >= source.size) return false;
    bytes = await readWhole(source, offset, PIECE_BYTES);
  }
  return false;
}
