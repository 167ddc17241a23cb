import type { ByteCursor } from '../../byte-cursor';
import { decodeUtf8 } from '../../decode-text';
import { ReadError } from '../../read-error';
import { itemBytesOf } from './dtypes';

/** An array as Flax packs it: `(shape, dtype name, bytes)` in an extension of its own. Offsets are those of the bytes. */
export interface PackedArray {
  readonly path: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

export interface MsgpackVisitor {
  /** Called with each array; true to stop. */
  array(array: PackedArray): boolean;
  /** Something that is no array by its own rules, or odd, with its place. */
  wrong(code: 'headerInvalid' | 'duplicateKey' | 'unknownExtension', detail: string, start: number, end: number): void;
  tick(position: number): void;
}

/** Extension types of Flax (`_MsgpackExtType` in flax/serialization.py), and MessagePack's own timestamp. */
const NDARRAY = 1;
const COMPLEX = 2;
const SCALAR = 3;
const TIMESTAMP = -1;

const DEEPEST = 500;
const PATH_SHOWN = 1000;
const KEYS_HELD = 200_000;
const CHUNKED = '__msgpack_chunked_array__';

/** A map or list that is being read. */
interface Frame {
  readonly isMap: boolean;
  left: number;
  /** The key of the value that comes next, or null where a key comes next. */
  key: string | null;
  index: number;
  readonly path: string;
  readonly keys: Set<string>;
  readonly start: number;
  readonly parent: Frame | null;
  readonly depth: number;
  /** For an array that Flax cut in pieces: what its parts say. */
  chunked: boolean;
  readonly shape: number[];
  elements: number;
}

type Branch = { readonly kind: 'map' | 'list'; readonly count: number };
type Leaf =
  | { readonly kind: 'scalar'; readonly text: string; readonly number: number | null }
  | { readonly kind: 'string' | 'bytes'; readonly length: number }
  | { readonly kind: 'extension'; readonly length: number; readonly type: number };
type Value = Branch | Leaf;

const isBranch = (value: Value): value is Branch => value.kind === 'map' || value.kind === 'list';

/** Walks one MessagePack value without building it. Lengths are believed only when the bytes are there; nesting costs no stack. */
export class MsgpackWalker {
  /** True from the head of an array on, until it was read. */
  isInArray = false;
  private readonly cursor: ByteCursor;
  private readonly visitor: MsgpackVisitor;

  /** `cursor` must read big-endian. */
  constructor(cursor: ByteCursor, visitor: MsgpackVisitor) {
    this.cursor = cursor;
    this.visitor = visitor;
  }

  async walk(): Promise<void> {
    let frame: Frame | null = null;
    do {
      const start = this.cursor.position;
      if (frame?.isMap && frame.key === null) {
        await this.key(frame);
        continue;
      }
      const value = await this.token();
      const path: string = frame === null ? '' : pathOf(frame);
      if (isBranch(value)) {
        if (frame !== null && frame.depth >= DEEPEST)
          throw new ReadError('headerInvalid', `nested deeper than ${DEEPEST}`, start);
        frame = newFrame(value.kind === 'map', value.count, path, start, frame);
      } else {
        if (await this.leaf(value, path, start, frame)) return;
        if (frame !== null) next(frame);
      }
      while (frame !== null && frame.left === 0) frame = this.close(frame);
      this.visitor.tick(this.cursor.position);
    } while (frame !== null);
  }

  /** Ends a map or list; its parent goes on behind it. */
  private close(frame: Frame): Frame | null {
    if (frame.chunked) {
      const wanted = frame.shape.reduce((product, size) => product * size, 1);
      if (wanted !== frame.elements)
        this.visitor.wrong(
          'headerInvalid',
          `${shown(frame.path)} has pieces of ${frame.elements} elements for a shape of ${wanted}`,
          frame.start,
          this.cursor.position,
        );
    }
    const { parent } = frame;
    if (parent !== null) next(parent);
    return parent;
  }

  private async key(frame: Frame): Promise<void> {
    const start = this.cursor.position;
    const value = await this.token();
    let key: string;
    if (value.kind === 'string') key = decodeUtf8(await this.take(value.length, PATH_SHOWN));
    else if (value.kind === 'scalar') key = value.text;
    else throw new ReadError('headerInvalid', 'a key that is neither a text nor a number', start);
    if (frame.keys.has(key))
      this.visitor.wrong(
        'duplicateKey',
        `${shown(frame.path)} has the key ${key.slice(0, 150)} more than once`,
        start,
        this.cursor.position,
      );
    if (frame.keys.size < KEYS_HELD) frame.keys.add(key);
    frame.key = key;
    if (key === CHUNKED) frame.chunked = true;
  }

  /** A value without values inside; true to stop. */
  private async leaf(value: Leaf, path: string, start: number, frame: Frame | null): Promise<boolean> {
    if (value.kind === 'scalar') {
      if (frame?.parent?.chunked && frame.parent.key === 'shape' && value.number !== null)
        frame.parent.shape.push(value.number);
      return false;
    }
    if (value.kind !== 'extension') {
      await this.skip(value.length);
      return false;
    }
    if (value.type === NDARRAY || value.type === SCALAR) return this.ndarray(path, start, value.length, frame);
    if (value.type !== COMPLEX && value.type !== TIMESTAMP)
      this.visitor.wrong(
        'unknownExtension',
        `${shown(path)} has the extension type ${value.type}, which Flax does not have`,
        start,
        this.cursor.position + value.length,
      );
    await this.skip(value.length);
    return false;
  }

  /** `(shape, dtype name, bytes)`, packed with MessagePack once more. */
  private async ndarray(path: string, start: number, length: number, frame: Frame | null): Promise<boolean> {
    const end = this.cursor.position + length;
    const wrong = (detail: string) => this.visitor.wrong('headerInvalid', `${shown(path)} ${detail}`, start, end);
    const rest = async () => {
      await this.skip(Math.max(0, end - this.cursor.position));
      return false;
    };
    const inside = async () => (this.cursor.position < end ? this.token() : null);
    const tuple = await inside();
    if (tuple?.kind !== 'list' || tuple.count !== 3) {
      wrong('is no array of shape, dtype and bytes');
      return rest();
    }
    const sizes = await inside();
    const shape: number[] = [];
    if (sizes?.kind === 'list' && sizes.count <= 64)
      for (let i = 0; i < sizes.count; i++) {
        const size = await inside();
        if (size?.kind !== 'scalar' || size.number === null || size.number < 0) {
          wrong('has a shape that is no list of whole numbers');
          return rest();
        }
        shape.push(size.number);
      }
    else {
      wrong('has a shape that is no list of whole numbers');
      return rest();
    }
    const name = await inside();
    if ((name?.kind !== 'string' && name?.kind !== 'bytes') || this.cursor.position + name.length > end) {
      wrong('has no name of a dtype');
      return rest();
    }
    const dtype = decodeUtf8(await this.take(name.length, 100));
    const data = await inside();
    const dataStart = this.cursor.position;
    if ((data?.kind !== 'bytes' && data?.kind !== 'string') || dataStart + data.length !== end) {
      wrong('has bytes that do not end where the array does');
      return rest();
    }
    const itemBytes = itemBytesOf(dtype);
    const elements = shape.reduce((product, size) => product * size, 1);
    const needed = itemBytes === null ? null : elements * itemBytes;
    this.isInArray = needed === data.length;
    await this.skip(data.length);
    this.isInArray = false;
    if (needed !== data.length) {
      wrong(
        itemBytes === null
          ? `has the dtype ${dtype}, which is not known`
          : `has ${data.length} bytes for a shape and dtype that take ${needed}`,
      );
      return false;
    }
    if (frame?.parent?.chunked && frame.parent.key === 'chunks') frame.parent.elements += elements;
    return this.visitor.array({ path, dtype, shape, start: dataStart, end });
  }

  /** The head of the next value: what it is and how long. */
  private async token(): Promise<Value> {
    const { cursor } = this;
    const start = cursor.position;
    await this.need(1);
    const byte = cursor.u8();
    if (byte < 0x80) return scalar(byte);
    if (byte < 0x90) return { kind: 'map', count: byte & 0x0f };
    if (byte < 0xa0) return { kind: 'list', count: byte & 0x0f };
    if (byte < 0xc0) return { kind: 'string', length: byte & 0x1f };
    if (byte >= 0xe0) return scalar(byte - 0x100);
    const size = SIZES[byte - 0xc0] as number;
    await this.need(size);
    switch (byte) {
      case 0xc0:
        return { kind: 'scalar', text: 'nil', number: null };
      case 0xc2:
      case 0xc3:
        return { kind: 'scalar', text: String(byte === 0xc3), number: null };
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return { kind: 'bytes', length: this.unsigned(size) };
      case 0xc7:
      case 0xc8:
      case 0xc9: {
        const length = this.unsigned(size - 1);
        return { kind: 'extension', length, type: (cursor.u8() << 24) >> 24 };
      }
      case 0xca:
        return { kind: 'scalar', text: String(cursor.f32()), number: null };
      case 0xcb:
        return { kind: 'scalar', text: String(cursor.f64()), number: null };
      case 0xcc:
      case 0xcd:
      case 0xce:
        return scalar(this.unsigned(size));
      case 0xcf: {
        const number = cursor.u64();
        return {
          kind: 'scalar',
          text: String(number),
          number: number <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(number) : null,
        };
      }
      case 0xd0:
        return scalar((cursor.u8() << 24) >> 24);
      case 0xd1:
        return scalar((cursor.u16() << 16) >> 16);
      case 0xd2:
        return scalar(cursor.u32() | 0);
      case 0xd3:
        return { kind: 'scalar', text: String(cursor.i64()), number: null };
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return { kind: 'extension', length: 1 << (byte - 0xd4), type: (cursor.u8() << 24) >> 24 };
      case 0xd9:
      case 0xda:
      case 0xdb:
        return { kind: 'string', length: this.unsigned(size) };
      case 0xdc:
      case 0xdd:
        return { kind: 'list', count: this.unsigned(size) };
      case 0xde:
      case 0xdf:
        return { kind: 'map', count: this.unsigned(size) };
      default:
        throw new ReadError('headerInvalid', 'a byte that MessagePack does not have', start);
    }
  }

  private unsigned(size: number): number {
    return size === 1 ? this.cursor.u8() : size === 2 ? this.cursor.u16() : this.cursor.u32();
  }

  /** The first bytes of a text; all of it is passed. */
  private async take(length: number, most: number): Promise<Uint8Array> {
    const bytes = await this.cursor.take(Math.min(length, most));
    if (bytes.length < Math.min(length, most))
      throw new ReadError('truncated', 'the file ends inside a text', this.cursor.position);
    await this.skip(length - bytes.length);
    return bytes;
  }

  private async skip(length: number): Promise<void> {
    if (length === 0) return;
    if ((await this.cursor.skip(length)) < length)
      throw new ReadError('truncated', 'the file ends inside a value', this.cursor.position);
  }

  private async need(count: number): Promise<void> {
    if (this.cursor.available >= count || (await this.cursor.need(count))) return;
    throw new ReadError('truncated', 'the file ends where a value should be', this.cursor.position);
  }
}

/** Bytes behind the first, by first byte from 0xc0 to 0xdf; lengths of extensions come with their type. */
const SIZES: readonly number[] = [
  0, 0, 0, 0, 1, 2, 4, 2, 3, 5, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 1, 1, 1, 1, 1, 1, 2, 4, 2, 4, 2, 4,
];

const scalar = (number: number): Value => ({ kind: 'scalar', text: String(number), number });

function newFrame(isMap: boolean, left: number, path: string, start: number, parent: Frame | null): Frame {
  return {
    isMap,
    left,
    key: null,
    index: 0,
    path,
    keys: new Set(),
    start,
    parent,
    depth: (parent?.depth ?? 0) + 1,
    chunked: false,
    shape: [],
    elements: 0,
  };
}

function next(frame: Frame): void {
  frame.left--;
  frame.index++;
  frame.key = null;
}

function pathOf(frame: Frame): string {
  const path = `${frame.path}${frame.path === '' ? '' : '/'}${frame.key ?? frame.index}`;
  return path.length > PATH_SHOWN ? `${path.slice(0, PATH_SHOWN)}…` : path;
}

const shown = (path: string): string => (path === '' ? 'the outermost value' : `the value ${path.slice(0, 150)}`);
