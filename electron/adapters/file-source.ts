import { constants, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { CuvetteError, ErrorCode } from '../../shared/domain/error';
import type { ByteSource } from '../engine/byte-source';

/** Opening a pipe for reading would wait for a writer. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** A failure of the world, as data inside an Error so that it can be thrown through the engine. */
export class SourceError extends Error {
  readonly error: CuvetteError;

  constructor(code: ErrorCode, message: string, detail?: string) {
    super(message);
    this.error = detail === undefined ? { code, message } : { code, message, detail };
  }
}

const SYSTEM_CODES: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'notFound',
  ENOTDIR: 'notFound',
  EACCES: 'permissionDenied',
  EPERM: 'permissionDenied',
  EISDIR: 'notAFile',
};

/** The closed error code of a system error. */
export function toSourceError(error: unknown, path: string): SourceError {
  if (error instanceof SourceError) return error;
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  return new SourceError(
    SYSTEM_CODES[code] ?? 'readFailed',
    `${path} could not be read (${code || message}).`,
    message,
  );
}

/**
 * A file on disk. Bytes are plain `Uint8Array`s: `slice` of a Buffer would be a view and not the copy that borrowers make. Reads ahead by one chunk while the caller works on the last one, and serves small reads from a page. Two buffers in
 * turn, so the bytes of a read are valid until the next read. Notices when the file's size or time changed during the scan (`assertUnchanged`).
 */
export class FileSource implements ByteSource {
  readonly size: number;
  private readonly handle: FileHandle;
  private readonly path: string;
  private readonly modifiedNs: bigint;
  private readonly inode: bigint;
  private readonly buffers: [Uint8Array, Uint8Array] = [new Uint8Array(0), new Uint8Array(0)];
  private again: Uint8Array = new Uint8Array(0);
  private current: 0 | 1 = 0;
  private ahead: { readonly offset: number; readonly length: number; readonly read: Promise<Uint8Array> } | null = null;
  private lastEnd = -1;
  private page: { readonly offset: number; readonly buffer: Uint8Array; readonly bytes: Uint8Array } | null = null;

  private constructor(handle: FileHandle, path: string, size: number, modifiedNs: bigint, inode: bigint) {
    this.handle = handle;
    this.path = path;
    this.size = size;
    this.modifiedNs = modifiedNs;
    this.inode = inode;
  }

  /** Opens a regular file. Throws `SourceError` for anything else: a pipe or a device would never end. */
  static async open(path: string): Promise<FileSource> {
    let handle: FileHandle | null = null;
    try {
      handle = await open(path, OPEN_FLAGS);
      const stat = await handle.stat({ bigint: true });
      if (!stat.isFile()) throw new SourceError('notAFile', `${path} is not a regular file.`);
      return new FileSource(handle, path, Number(stat.size), stat.mtimeNs, stat.ino);
    } catch (error) {
      await handle?.close();
      throw toSourceError(error, path);
    }
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.size - offset));
    if (wanted === 0) return new Uint8Array(0);
    if (wanted <= SMALL_READ_BYTES) return this.readSmall(offset, wanted);
    const { ahead } = this;
    this.ahead = null;
    let bytes: Uint8Array;
    if (ahead !== null && ahead.offset === offset && ahead.length === wanted) {
      bytes = await ahead.read;
    } else {
      if (ahead !== null) await ahead.read.catch(() => undefined);
      bytes = await this.fill(this.current, offset, wanted);
    }
    const sequential = offset === this.lastEnd || offset === 0;
    this.lastEnd = offset + bytes.length;
    this.current = this.current === 0 ? 1 : 0;
    const next = Math.min(wanted, this.size - this.lastEnd);
    if (sequential && next > 0 && bytes.length === wanted && wanted >= READ_AHEAD_FROM) {
      const read = this.fill(this.current, this.lastEnd, next);
      read.catch(() => undefined);
      this.ahead = { offset: this.lastEnd, length: next, read };
    }
    return bytes;
  }

  readNow(offset: number, length: number): Uint8Array {
    const wanted = Math.max(0, Math.min(length, this.size - offset));
    if (this.again.length < wanted) this.again = new Uint8Array(wanted);
    try {
      return this.again.subarray(0, readSync(this.handle.fd, this.again, 0, wanted, offset));
    } catch (error) {
      throw toSourceError(error, this.path);
    }
  }

  /** Headers are read a few bytes at a time and lie close together: they are served from one page. */
  private async readSmall(offset: number, length: number): Promise<Uint8Array> {
    const { page } = this;
    if (page === null || offset < page.offset || offset + length > page.offset + page.bytes.length) {
      const buffer = page?.buffer ?? new Uint8Array(PAGE_BYTES);
      const bytes = await this.fillBuffer(buffer, offset, Math.min(PAGE_BYTES, this.size - offset));
      this.page = { offset, buffer, bytes };
      return bytes.subarray(0, length);
    }
    return page.bytes.subarray(offset - page.offset, offset - page.offset + length);
  }

  private fill(which: 0 | 1, offset: number, length: number): Promise<Uint8Array> {
    if (this.buffers[which].length < length) this.buffers[which] = new Uint8Array(length);
    return this.fillBuffer(this.buffers[which], offset, length);
  }

  private async fillBuffer(buffer: Uint8Array, offset: number, length: number): Promise<Uint8Array> {
    let filled = 0;
    try {
      while (filled < length) {
        const { bytesRead } = await this.handle.read(buffer, filled, length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
    } catch (error) {
      throw toSourceError(error, this.path);
    }
    return buffer.subarray(0, filled);
  }

  /** Throws `fileChanged` when the file is no longer the one that was opened, by size, time or inode. */
  async assertUnchanged(): Promise<void> {
    const stat = await this.handle.stat({ bigint: true });
    if (Number(stat.size) !== this.size || stat.mtimeNs !== this.modifiedNs || stat.ino !== this.inode) {
      throw new SourceError('fileChanged', `${this.path} changed while it was being read.`);
    }
  }

  async close(): Promise<void> {
    await this.ahead?.read.catch(() => undefined);
    this.ahead = null;
    await this.handle.close();
  }
}

/** Reads up to this size are served from a page; a page is read at once. */
const SMALL_READ_BYTES = 4096;
const PAGE_BYTES = 64 * 1024;
/** Small reads gain nothing from reading ahead. */
const READ_AHEAD_FROM = 256 * 1024;
