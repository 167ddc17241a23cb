import type { FormatId } from '../../../../shared/formats';
import { type ByteSource, MemorySource, readWhole, SliceSource } from '../../byte-source';
import { latin1 } from '../../decode-text';
import type { EntryContext } from '../../entry-context';
import { type Format, hasBytes, type Inspected, sourceOf } from '../../format';
import { Hdf5Error, type Hdf5File, type Ports } from '../../ports';
import { describeContents } from './contents';
import { findSignature, hasSignature, readSuperblock, type Superblock } from './superblock';
import { type Contents, Walk } from './walk';

const ZIP = [0x50, 0x4b, 0x03, 0x04] as const;
const TAR = [0x75, 0x73, 0x74, 0x61, 0x72] as const;
/** Bytes of text at the beginning of a MATLAB file. */
const MATLAB_TEXT = 116;
const BEFORE = '(user block)';
const BEHIND = '(behind the file)';

/** HDF5 files: structure by the HDF Group’s library, references and places by our own look at headers. */
export const hdf5Format: Format = {
  certainty: 'magic',
  needsAnywhere: (head) => {
    for (let offset = 0; offset < head.length; offset = offset === 0 ? 512 : offset * 2)
      if (hasSignature(head, offset)) return true;
    return false;
  },
  probe: async (content) => content.kind === 'source' && isHdf5(content.source, content.head),
  inspect: async (context, content) => inspectHdf5(context, sourceOf(content)),
  open: openMember,
};

/**
 * True for a signature at one of its places. Inside a zip or tar archive that can be a stored member, which is inspected as one: there the file
 * must also end where the archive ends.
 */
async function isHdf5(source: ByteSource, head: Uint8Array): Promise<boolean> {
  const start = await findSignature(source);
  if (start === null || start === 0) return start !== null;
  if (!hasBytes(head, 0, ZIP) && !hasBytes(head, 257, TAR)) return true;
  const superblock = await readSuperblock(source, start);
  return superblock !== null && superblock.end >= source.size;
}

async function inspectHdf5(context: EntryContext, source: ByteSource): Promise<Inspected> {
  const { note } = context;
  const start = (await findSignature(source)) ?? 0;
  const superblock = await readSuperblock(source, start);
  if (superblock === null) {
    note.malformed('truncated', 'the superblock cannot be read', start, source.size);
    return { format: 'hdf5', formatPath: ['hdf5'] };
  }
  const end = Math.min(source.size, superblock.end);
  if (start > 0) await inspectAround(context, source, BEFORE, 0, start);
  if (end < source.size) await inspectAround(context, source, BEHIND, end, source.size);
  const held = await readable(context, source, start);
  if (held === null) return { format: 'hdf5', formatPath: ['hdf5'] };
  let file: Hdf5File;
  try {
    file = await context.ports.openHdf5(held);
  } catch (error) {
    if (!(error instanceof Hdf5Error)) throw error;
    note.malformed('archiveDirectory', `the file cannot be opened: ${error.message}`, start, end);
    return { format: 'hdf5', formatPath: ['hdf5'] };
  }
  try {
    const contents = await new Walk(context, source, file, superblock).run();
    // Every object was read: what the library walks through is explained, free space between objects included.
    note.explain(start, end, 'container');
    return described(context, contents, superblock);
  } finally {
    file.close();
  }
}

function described(context: EntryContext, contents: Contents, { version }: Superblock): Inspected {
  const { label, metadata } = describeContents(contents);
  for (const [key, value] of metadata) context.note.metadata(key, value);
  context.note.metadata('superblock', `version ${version}`);
  const format: FormatId = label.startsWith('keras') ? 'keras' : 'hdf5';
  return { format, formatPath: label === 'hdf5' ? ['hdf5'] : [label, 'hdf5'] };
}

/** The bytes as the library reads them: at once, from disk or from memory. */
async function readable(context: EntryContext, source: ByteSource, start: number) {
  const { size } = source;
  const { readNow } = source;
  if (readNow !== undefined)
    return {
      size,
      readNow: (offset: number, length: number) => {
        context.tick(start);
        return readNow.call(source, offset, length);
      },
    };
  if (size > context.limits.documentBytes) {
    context.note.limit('held', 'a file that must be held to be read is larger than is held', 0, size);
    return null;
  }
  return new MemorySource(await readWhole(source, 0, size));
}

/** What stands before the superblock or behind the end: a file of its own, zeros, or a gap. */
async function inspectAround(
  context: EntryContext,
  source: ByteSource,
  name: string,
  start: number,
  end: number,
): Promise<void> {
  const { note, coverage, absoluteBase } = context;
  const slice = new SliceSource(source, start, end);
  const head = await readWhole(slice, 0, 64 * 1024);
  if (end - start <= head.length && head.every((byte) => byte === 0)) {
    note.explain(start, end, 'container');
    return;
  }
  const before = name === BEFORE;
  if (before && isMatlabHeader(head)) {
    note.explain(start, end, 'text');
    note.metadata('producer', latin1(head.subarray(0, MATLAB_TEXT)).trim(), start, start + MATLAB_TEXT);
    return;
  }
  note.oddity(
    before ? 'prependedBytes' : 'appendedBytes',
    before ? 'bytes stand before the HDF5 file' : 'bytes stand behind the end of the HDF5 file',
    start,
    end,
  );
  const outcome = await context.member({
    name,
    absoluteBase: absoluteBase === null ? null : absoluteBase + start,
    content: { source: slice },
  });
  coverage.delegate({ start, end }, outcome.explainedBytes, outcome.gaps);
}

/** What MATLAB 7.3 writes before its HDF5 files: a line of text, a version, a byte order, and zeros. */
function isMatlabHeader(block: Uint8Array): boolean {
  const text = block.subarray(0, MATLAB_TEXT);
  return (
    block.length === 512 &&
    latin1(text.subarray(0, 7)) === 'MATLAB ' &&
    text.every((byte) => byte >= 0x20 && byte < 0x7f) &&
    block.subarray(MATLAB_TEXT, 124).every((byte) => byte === 0 || byte === 0x20) &&
    latin1(block.subarray(126, 128)) === 'IM' &&
    block.subarray(128).every((byte) => byte === 0)
  );
}

/** Members are called by their path: attributes behind an `@`, elements by their number. */
async function openMember(source: ByteSource, name: string, ports: Ports): Promise<ByteSource | null> {
  const start = await findSignature(source);
  const superblock = start === null ? null : await readSuperblock(source, start);
  if (superblock === null) return null;
  if (name === BEFORE) return new SliceSource(source, 0, superblock.start);
  if (name === BEHIND) return new SliceSource(source, superblock.end, source.size);
  const { readNow } = source;
  const bytes =
    readNow === undefined
      ? new MemorySource(await readWhole(source, 0, source.size))
      : { size: source.size, readNow: (offset: number, length: number) => readNow.call(source, offset, length) };
  try {
    const file = await ports.openHdf5(bytes);
    const [, path, attribute, , index = '0'] = /^(\/.*?)(?: @(.*?))?( \[(\d+)\])?$/s.exec(name) ?? [];
    if (path === undefined) return null;
    const values = file.values(path, attribute ?? null);
    file.close();
    const value = values[Number(index)];
    return value === undefined ? null : new MemorySource(value);
  } catch (error) {
    if (error instanceof Hdf5Error) return null;
    throw error;
  }
}
