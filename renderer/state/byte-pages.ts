import type { EntryPath } from '../../shared/domain/artifact';
import type { Answers, Query } from '../../shared/ipc/messages';
import { createPages, type Pages } from './pages';

export const BYTES_PER_PAGE = 16 * 1024;
const HELD_PAGES = 64;

/** The bytes of one entry, fetched by page. */
export interface BytePages {
  readonly entryPath: EntryPath;
  readonly sizeBytes: number;
  readonly pages: Pages<Uint8Array>;
  /** Up to `length` bytes that do not cross a page; null while they are not here. */
  slice(offset: number, length: number): Uint8Array | null;
  want(start: number, end: number): void;
}

export function createBytePages(
  entryPath: EntryPath,
  sizeBytes: number,
  ask: (query: Extract<Query, { what: 'bytes' }>, signal: AbortSignal) => Promise<Answers['bytes']>,
): BytePages {
  const pages = createPages<Uint8Array>(Math.ceil(sizeBytes / BYTES_PER_PAGE), HELD_PAGES, async (page, signal) => {
    const answer = await ask(
      { what: 'bytes', entryPath, offset: page * BYTES_PER_PAGE, length: BYTES_PER_PAGE },
      signal,
    );
    return answer.bytes;
  });
  return {
    entryPath,
    sizeBytes,
    pages,
    slice(offset, length) {
      const page = Math.floor(offset / BYTES_PER_PAGE);
      const held = pages.get(page);
      if (!held) return null;
      const start = offset - page * BYTES_PER_PAGE;
      return held.subarray(start, start + length);
    },
    want: (start, end) =>
      pages.want(Math.floor(start / BYTES_PER_PAGE), Math.floor(Math.max(start, end - 1) / BYTES_PER_PAGE)),
  };
}
