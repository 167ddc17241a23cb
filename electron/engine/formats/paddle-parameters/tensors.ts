import type { Content, EntryContext } from '../../entry-context';
import { sourceOf } from '../../format';
import { readUnsigned } from '../../little-endian';
import { fits, sketch } from '../../protobuf/sketch';
import { readVarint } from '../../protobuf/wire';
import { inspectRest } from '../../rest';
import { SourceWindow } from '../../source-window';
import { PADDLE_SCHEMA } from '../paddle/schema';

/** Levels of a LoD (offsets of sequences in a batch) and bytes of a description: far more than writers write. */
const LEVELS = 16;
const DESCRIPTION_BYTES = 1024;
/** A tensor’s head without its levels. */
const HEAD_BYTES = 4 + 8 + 4 + 4;

/** `VarType.Type` by number with the bytes of an element (framework.proto). */
const TYPES: ReadonlyMap<number, readonly [name: string, bytes: number]> = new Map([
  [0, ['bool', 1]],
  [1, ['int16', 2]],
  [2, ['int32', 4]],
  [3, ['int64', 8]],
  [4, ['float16', 2]],
  [5, ['float32', 4]],
  [6, ['float64', 8]],
  [19, ['uint64', 8]],
  [20, ['uint8', 1]],
  [21, ['int8', 1]],
  [22, ['bfloat16', 2]],
  [23, ['complex64', 8]],
  [24, ['complex128', 16]],
  [32, ['float8e4m3fn', 1]],
  [33, ['float8e5m2', 1]],
]);

/** A tensor’s description: type and dimensions. */
interface Description {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: number;
}

/** The `TensorDesc` message; null where it is none. */
function readDescription(bytes: Uint8Array): Description | null {
  if (!fits(PADDLE_SCHEMA, 'VarType.TensorDesc', bytes, 0)) return null;
  const { fields, next } = sketch(bytes);
  if (next !== bytes.length) return null;
  const type = TYPES.get(fields.find(({ number }) => number === 1)?.value ?? -1);
  if (type === undefined) return null;
  const shape: number[] = [];
  for (const field of fields.filter(({ number }) => number === 2)) {
    if (field.wireType === 0) shape.push(field.value);
    else
      for (let at = 0; at < field.content.length; ) {
        const varint = readVarint(field.content, at);
        if (varint === null) return null;
        shape.push(varint.value);
        at += varint.length;
      }
  }
  const total = shape.reduce((product, size) => product * size, type[1]);
  return shape.some((size) => size < 0) || !Number.isSafeInteger(total)
    ? null
    : { dtype: type[0], shape, bytes: total };
}

/** True for a first tensor: versions that are zero, no levels, and a description that reads as one (tensor_util: `SerializeToStream`). */
export function isFirstTensor(head: Uint8Array): boolean {
  if (head.length < HEAD_BYTES || readUnsigned(head, 0, 4) !== 0 || readUnsigned(head, 4, 4) !== 0) return false;
  if (readUnsigned(head, 8, 4) !== 0 || readUnsigned(head, 12, 4) !== 0) return false;
  const length = readUnsigned(head, 16, 4);
  if (length < 2 || length > DESCRIPTION_BYTES || HEAD_BYTES + length > head.length) return false;
  return readDescription(head.subarray(HEAD_BYTES, HEAD_BYTES + length)) !== null;
}

/** Walks the tensors from the first byte to the last: each says by its description how long it is. */
export async function inspectParameters(context: EntryContext, content: Content): Promise<void> {
  const source = sourceOf(content);
  const { note, coverage } = context;
  coverage.size = Math.max(coverage.size, source.size);
  note.metadata('framework', 'PaddlePaddle');
  const window = new SourceWindow(source);
  const number = async (at: number, width: number) => {
    if (!window.holds(at, width)) await window.load(at, width);
    const bytes = window.view(at, width);
    return bytes.length < width ? -1 : readUnsigned(bytes, 0, width);
  };
  let tensors = 0;
  let parameters = 0;
  let at = 0;
  while (at < source.size) {
    context.tick(at);
    const start = at;
    const levels = await number(at + 4, 8);
    let problem = (await number(at, 4)) !== 0 || levels < 0 || levels > LEVELS;
    at += 12;
    for (let level = 0; level < levels && !problem; level++) {
      const bytes = await number(at, 8);
      problem = bytes < 0 || bytes % 8 !== 0 || at + 8 + bytes > source.size;
      if (!problem) at += 8 + bytes;
    }
    problem ||= (await number(at, 4)) !== 0;
    const length = await number(at + 4, 4);
    problem ||= length < 2 || length > DESCRIPTION_BYTES;
    at += 8;
    if (!problem && !window.holds(at, length)) await window.load(at, length);
    const description = problem ? null : readDescription(window.view(at, length));
    const end = at + length + (description?.bytes ?? 0);
    if (description === null && start > 0) {
      // Whatever it is, it is no tensor: a loader that counts its tensors stops before it.
      await inspectRest(context, content, start, source.size, 'bytes follow the parameters');
      break;
    }
    if (description === null || end > source.size) {
      const detail = description === null ? 'a tensor that cannot be read' : 'the last tensor breaks off';
      note.malformed('badMessage', detail, start, source.size);
      break;
    }
    note.explain(start, at + length, 'container');
    const { dtype, shape } = description;
    note.array({ name: null, dtype, shape, order: 'C' }, at + length, end);
    tensors++;
    parameters += shape.reduce((product, size) => product * size, 1);
    at = end;
  }
  note.metadata('tensors', String(tensors));
  note.metadata('parameters', String(parameters));
}
