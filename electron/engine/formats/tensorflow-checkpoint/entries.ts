import { type ByteSource, readWhole } from '../../byte-source';
import { decodeUtf8 } from '../../decode-text';
import type { EntryContext } from '../../entry-context';
import { readUnsigned } from '../../little-endian';
import { WireWalker } from '../../protobuf/walker';
import { dataType } from '../tensorflow/data-types';
import { TENSORFLOW_SCHEMA } from '../tensorflow/schema';
import { maskedCrc32c } from './crc32c';
import { FOOTER_BYTES, type Handle, readBlock, readHandle, TRAILER_BYTES } from './table';

/** Bytes of one block that are held: writers begin a new one at 256 KiB. */
const BLOCK_BYTES = 16 * 1024 * 1024;

/** Takes the index of a checkpoint apart: every block with its checksum, every tensor with where its bytes lie. */
export async function inspectIndex(context: EntryContext, source: ByteSource): Promise<void> {
  const { coverage, note } = context;
  coverage.size = Math.max(coverage.size, source.size);
  note.metadata('framework', 'TensorFlow');
  const index = new CheckpointIndex(context, source);
  await index.read();
}

class CheckpointIndex {
  private readonly context: EntryContext;
  private readonly source: ByteSource;
  private readonly walker: WireWalker;
  private tensors = 0;
  private elements = 0;

  constructor(context: EntryContext, source: ByteSource) {
    this.context = context;
    this.source = source;
    this.walker = new WireWalker(context, source, TENSORFLOW_SCHEMA);
  }

  async read(): Promise<void> {
    const { source, context } = this;
    const { note } = context;
    const footerStart = source.size - FOOTER_BYTES;
    const footer = await readWhole(source, footerStart, FOOTER_BYTES);
    const meta = readHandle(footer, 0);
    const index = meta === null ? null : readHandle(footer, meta.next);
    if (meta === null || index === null) {
      note.malformed('badTable', 'the footer does not say where the index is', footerStart, source.size);
      return;
    }
    const indexBlock = await this.block(index.handle);
    // Data blocks lie before the others, in the order of the index.
    let cursor = 0;
    for (const entry of indexBlock?.entries ?? []) {
      const found = readHandle((indexBlock as Block).bytes, entry.start);
      if (found === null || found.handle.offset < cursor) {
        note.malformed('badTable', 'the index leads to a block that cannot be', index.handle.offset, footerStart);
        break;
      }
      cursor = found.handle.offset + found.handle.size;
      const block = await this.block(found.handle);
      if (block !== null) await this.entries(found.handle, block);
    }
    const metaBlock = await this.block(meta.handle);
    if (metaBlock !== null) this.explain(meta.handle);
    if (indexBlock !== null) this.explain(index.handle);
    note.explain(footerStart, source.size, 'container');
    note.metadata('tensors', String(this.tensors));
    note.metadata('parameters', String(this.elements));
  }

  /** A block that is there and whose checksum is right; its entries as far as they can be read. */
  private async block(handle: Handle): Promise<Block | null> {
    const { source, context } = this;
    const { note } = context;
    const end = handle.offset + handle.size;
    if (end + TRAILER_BYTES > source.size - FOOTER_BYTES) {
      note.malformed('badTable', 'a block lies outside the file', Math.min(handle.offset, source.size), source.size);
      return null;
    }
    if (handle.size > BLOCK_BYTES) {
      note.limit('blockBytes', 'a block larger than is held', handle.offset, end);
      return null;
    }
    const bytes = await readWhole(source, handle.offset, handle.size + TRAILER_BYTES);
    context.tick(end);
    if (readUnsigned(bytes, handle.size + 1, 4) !== maskedCrc32c(bytes.subarray(0, handle.size + 1))) {
      note.malformed('checksumMismatch', 'a block does not have the CRC-32C that it says', handle.offset, end);
      return null;
    }
    if (bytes[handle.size] !== 0) {
      note.gap(handle.offset, end + TRAILER_BYTES, 'a compressed block (Snappy) that is not taken apart');
      return null;
    }
    const { entries, sound } = readBlock(bytes.subarray(0, handle.size), context.limits.textBytes);
    if (!sound) {
      note.malformed('badTable', 'a block contradicts itself', handle.offset, end);
      return null;
    }
    return { bytes, entries };
  }

  /** The first entry is the header; the others are tensors by name. */
  private async entries(handle: Handle, block: Block): Promise<void> {
    const { walker } = this;
    for (const entry of block.entries) {
      const start = handle.offset + entry.start;
      const end = handle.offset + entry.end;
      if (entry.key.length === 0) await this.header(start, end);
      else await this.tensor(decodeUtf8(entry.key), start, end);
    }
    walker.bookTo(handle.offset + handle.size + TRAILER_BYTES);
  }

  private async header(start: number, end: number): Promise<void> {
    const { note } = this.context;
    await this.walker.message('BundleHeaderProto', start, end, {
      num_shards: (field) => note.metadata('data files', String(field.value), field.start, field.end),
      endianness: (field) => note.metadata('byte order', field.value === 1 ? 'big' : 'little', field.start, field.end),
    });
  }

  private async tensor(name: string, start: number, end: number): Promise<void> {
    const { walker } = this;
    const shape: number[] = [];
    let type = 0;
    await walker.message('BundleEntryProto', start, end, {
      dtype: (field) => {
        type = field.value;
      },
      shape: (field) =>
        walker
          .message('TensorShapeProto', field.dataStart, field.end, {
            dim: async (dimension) => {
              const size = (
                await walker.peek('TensorShapeProto.Dim', dimension.dataStart, dimension.end, ['size'])
              ).get('size');
              shape.push(size?.value ?? 0);
              await walker.message('TensorShapeProto.Dim', dimension.dataStart, dimension.end);
            },
          })
          .then(() => undefined),
    });
    this.tensors++;
    this.elements += shape.reduce((product, size) => product * Math.max(0, size), 1);
    // The entry stands for the tensor: its bytes are in a data file.
    walker.array({ name, dtype: dataType(type).name, shape, order: 'C' }, start, end);
  }

  private explain(handle: Handle): void {
    this.context.note.explain(handle.offset, handle.offset + handle.size + TRAILER_BYTES, 'container');
  }
}

interface Block {
  readonly bytes: Uint8Array;
  readonly entries: ReturnType<typeof readBlock>['entries'];
}
