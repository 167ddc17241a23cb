import { latin1 } from '../../decode-text';
import { readUnsigned } from '../../little-endian';
import { sketch } from '../../protobuf/sketch';

/** FlexBuffer types (https://flatbuffers.dev/flexbuffers/). */
const STRING = 5;
const VECTOR = 10;
const STRING_VECTOR = 15;

/**
 * The operation that a `Flex…` operator runs: its options are a FlexBuffer of two texts, the operation's name and its `NodeDef`, and the
 * second is what counts. Null where they cannot be read.
 */
export function flexOperation(options: Uint8Array): string | null {
  const width = options[options.length - 1];
  const root = options[options.length - 2];
  if (options.length < 4 || ![1, 2, 4, 8].includes(width) || root === undefined) return null;
  const type = root >> 2;
  if (type !== VECTOR && type !== STRING_VECTOR) return null;
  const vector = indirect(options, options.length - 2 - width, width);
  const wide = 1 << (root & 3);
  if (vector === null || vector < wide || readUnsigned(options, vector - wide, wide) !== 2) return null;
  const element = vector + wide;
  const packed = type === VECTOR ? options[vector + 2 * wide + 1] : (STRING << 2) | 0;
  if (packed === undefined || packed >> 2 !== STRING) return null;
  const text = indirect(options, element, wide);
  const lengthWidth = 1 << (packed & 3);
  if (text === null || text < lengthWidth) return null;
  const length = readUnsigned(options, text - lengthWidth, lengthWidth);
  if (text + length > options.length) return null;
  const { fields, sound } = sketch(options.subarray(text, text + length));
  const operation = fields.filter(({ number, wireType }) => number === 2 && wireType === 2).at(-1);
  return sound && operation?.whole === true && operation.content.length < 256 ? latin1(operation.content) : null;
}

/** Where an offset, counted backwards from itself, leads. */
function indirect(bytes: Uint8Array, at: number, width: number): number | null {
  if (at < 0 || at + width > bytes.length) return null;
  const target = at - readUnsigned(bytes, at, width);
  return target >= 0 && target < bytes.length ? target : null;
}
