import type { FormatId } from '../../shared/formats';
import type { ByteSource } from './byte-source';
import { type ByteStream, SourceStream } from './byte-stream';
import type { Content, EntryContext } from './entry-context';
import type { Ports } from './ports';

/** What bytes turned out to be, outermost first: `['joblib', 'zlib', 'pickle 4']`. */
export interface Inspected {
  readonly format: FormatId;
  readonly formatPath: readonly string[];
}

/**
 * How much a probe's yes is worth.
 * - `magic`: bytes that make some loader take the file for this format. All that say yes are read: a file may be two at once.
 * - `structure`: the bytes parse as this format, which has no magic of its own. Asked in the order of the format table when there
 *   was no magic; the first yes is taken.
 * - `text`: a document in some notation. Asked last, in order; the first yes is taken.
 */
export type Certainty = 'magic' | 'structure' | 'text';

/** One format: how it is recognised, how it is taken apart, how its members are opened again. One module per row of the format table. */
export interface Format {
  readonly certainty: Certainty;
  /**
   * A look at the first bytes alone, for formats that must read their bytes in any order: where it says yes, content that comes by
   * only once is held in memory first. Formats that read from front to back leave it out.
   */
  readonly needsAnywhere?: (head: Uint8Array) => boolean;
  /**
   * Formats that honest files of this one carry behind or inside themselves, and that would answer by magic too: TensorFlow Lite’s zip
   * of labels. They are no second reading of the file, since this format’s inspector hands them on as members.
   */
  readonly carries?: readonly FormatId[];
  /** True when some loader would take the content for this format. Reads little, never throws for what is in the bytes. */
  readonly probe: (content: Content) => boolean | Promise<boolean>;
  /** Takes the content apart: facts to `context.note` and `context.collector`, every byte explained or a gap, members through `context.member`. */
  readonly inspect: (context: EntryContext, content: Content) => Promise<Inspected>;
  /**
   * Opens a member that `inspect` handed to `context.member` under this name, to show its bytes; null when there is none. Formats
   * without members leave it out. `passwords` open encrypted ones.
   */
  readonly open?: (
    source: ByteSource,
    name: string,
    ports: Ports,
    passwords: readonly string[],
  ) => Promise<ByteSource | null>;
}

/** The content from front to back, whichever way it comes. */
export function streamOf(content: Content): ByteStream {
  return content.kind === 'source' ? new SourceStream(content.source) : content.stream;
}

/** The content as a source. Formats that say `needsAnywhere` always get one. */
export function sourceOf(content: Content): ByteSource {
  if (content.kind !== 'source') throw new Error('this format needs its bytes in any order and does not say so');
  return content.source;
}

/** True when `head` has these bytes at `offset`. */
export function hasBytes(head: Uint8Array, offset: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[offset + i] === byte);
}
