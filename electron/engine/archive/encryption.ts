import { Budget } from '../budget';
import { type ByteSource, readWhole, SliceSource } from '../byte-source';
import { type ByteStream, CHUNK_BYTES, ChunkStream, SourceStream } from '../byte-stream';
import type { EntryContext } from '../entry-context';
import { inflatedStream } from '../inflated-stream';
import { readUnsigned } from '../little-endian';
import type { Member } from './members';
import { ZIP_CRYPTO_HEADER_BYTES, ZipCrypto } from './zip-crypto';

/** How a member says that it is encrypted. */
export type Encryption =
  /** `check` are the values that the last byte of its header may have: from the CRC, or from the time where that comes later. */
  | { readonly kind: 'zipCrypto'; readonly check: readonly number[] }
  /** WinZip's AES, versions 1 and 2 (https://www.winzip.com/en/support/aes-encryption/); `method` is the compression below it. */
  | { readonly kind: 'aes'; readonly strength: number; readonly method: number };

const AES_EXTRA = 0x9901;
const VERIFIER_BYTES = 2;
const MAC_BYTES = 10;
const ITERATIONS = 1000;
const BLOCK_BYTES = 16;
/** Counter blocks made at once. */
const BLOCKS = 4096;

/** The AES extra field of a member; null when there is none. */
export function aesEncryption(extra: Uint8Array): Encryption | null {
  for (let at = 0; at + 4 <= extra.length; at += 4 + readUnsigned(extra, at + 2, 2)) {
    if (readUnsigned(extra, at, 2) !== AES_EXTRA || at + 11 > extra.length) continue;
    const strength = extra[at + 8];
    return strength >= 1 && strength <= 3 ? { kind: 'aes', strength, method: readUnsigned(extra, at + 9, 2) } : null;
  }
  return null;
}

/** An encrypted member that a password opens: its stored bytes deciphered, and how they are compressed. */
export interface Opened {
  readonly method: number;
  /** The deciphered bytes from the beginning; may be called more than once. */
  readonly stream: () => ByteStream;
}

/**
 * Tries the passwords on a member. A password that opens it has read it to its end: the CRC-32 of what comes out is right, or the
 * authentication code. Null when none does.
 */
export async function openEncrypted(context: EntryContext, source: ByteSource, member: Member): Promise<Opened | null> {
  const { encryption, dataStart, dataEnd } = member;
  if (encryption === null) return null;
  const slice = new SliceSource(source, dataStart, dataEnd);
  const { budget } = context;
  // What opened the last member most likely opens this one.
  const candidates = [
    ...(budget.lastOpener === null ? [] : [budget.lastOpener]),
    ...context.passwords.flatMap(spellings),
  ];
  for (const password of candidates) {
    if (!budget.takePasswordTry()) {
      context.note.limit('passwordTries', 'more passwords and members than are tried', dataStart, dataEnd);
      return null;
    }
    const opened =
      encryption.kind === 'aes'
        ? await openAes(context, slice, encryption.strength, encryption.method, password)
        : await openZipCrypto(context, slice, encryption.check, member, password);
    context.tick(dataStart);
    if (opened === null) continue;
    budget.lastOpener = password;
    return opened;
  }
  return null;
}

/** The bytes that programs make of a password: UTF-8, and Latin-1 where that differs. */
function spellings(password: string): Uint8Array[] {
  const utf8 = new TextEncoder().encode(password);
  if (utf8.length === password.length || !/^[\0-\xff]*$/.test(password)) return [utf8];
  return [utf8, Uint8Array.from(password, (character) => character.charCodeAt(0))];
}

async function openZipCrypto(
  context: EntryContext,
  slice: ByteSource,
  check: readonly number[],
  member: Member,
  password: Uint8Array,
): Promise<Opened | null> {
  const header = await readWhole(slice, 0, ZIP_CRYPTO_HEADER_BYTES);
  if (header.length < ZIP_CRYPTO_HEADER_BYTES) return null;
  const plain = new ZipCrypto(password).decipher(header);
  if (!check.includes(plain[ZIP_CRYPTO_HEADER_BYTES - 1])) return null;
  const { method } = member;
  const stream = () => {
    const cipher = new ZipCrypto(password);
    cipher.decipher(header);
    return new ChunkStream(deciphered(slice, ZIP_CRYPTO_HEADER_BYTES, slice.size, (bytes) => cipher.decipher(bytes)));
  };
  // One wrong password in 256 gets this far.
  return (await crcOfContent(context, method, stream(), slice.size)) === member.crc32 ? { method, stream } : null;
}

async function openAes(
  context: EntryContext,
  slice: ByteSource,
  strength: number,
  method: number,
  password: Uint8Array,
): Promise<Opened | null> {
  const { crypto } = context.ports;
  const keyBytes = 8 + 8 * strength;
  const saltBytes = keyBytes / 2;
  const start = saltBytes + VERIFIER_BYTES;
  const end = slice.size - MAC_BYTES;
  if (end < start) return null;
  const head = await readWhole(slice, 0, start);
  const keys = crypto.pbkdf2Sha1(password, head.slice(0, saltBytes), ITERATIONS, 2 * keyBytes + VERIFIER_BYTES);
  if (keys[2 * keyBytes] !== head[saltBytes] || keys[2 * keyBytes + 1] !== head[saltBytes + 1]) return null;
  const mac = crypto.hmacSha1(keys.subarray(keyBytes, 2 * keyBytes));
  for (let at = start; at < end; ) {
    const bytes = await slice.read(at, Math.min(CHUNK_BYTES, end - at));
    if (bytes.length === 0) return null;
    mac.update(bytes);
    at += bytes.length;
    context.tick(at);
  }
  const stated = await readWhole(slice, end, MAC_BYTES);
  const code = mac.finish();
  if (!stated.every((byte, i) => byte === code[i])) return null;
  const stream = () => {
    const cipher = new AesCounter(crypto.aesBlocks(keys.subarray(0, keyBytes)));
    return new ChunkStream(deciphered(slice, start, end, (bytes) => cipher.decipher(bytes)));
  };
  return { method, stream };
}

/** AES in counter mode with the counter little-endian and from 1, as WinZip has it. */
class AesCounter {
  private readonly encipher: (blocks: Uint8Array) => Uint8Array;
  private counter = 1;
  private pad: Uint8Array = new Uint8Array(0);
  private used = 0;

  constructor(encipher: (blocks: Uint8Array) => Uint8Array) {
    this.encipher = encipher;
  }

  decipher(bytes: Uint8Array): Uint8Array {
    const plain = new Uint8Array(bytes.length);
    for (let i = 0; i < bytes.length; i++) {
      if (this.used === this.pad.length) this.refill();
      plain[i] = bytes[i] ^ this.pad[this.used++];
    }
    return plain;
  }

  private refill(): void {
    const blocks = new Uint8Array(BLOCKS * BLOCK_BYTES);
    const view = new DataView(blocks.buffer);
    for (let i = 0; i < BLOCKS; i++, this.counter++) {
      view.setUint32(i * BLOCK_BYTES, this.counter >>> 0, true);
      view.setUint32(i * BLOCK_BYTES + 4, Math.floor(this.counter / 2 ** 32), true);
    }
    this.pad = this.encipher(blocks);
    this.used = 0;
  }
}

async function* deciphered(
  slice: ByteSource,
  start: number,
  end: number,
  decipher: (bytes: Uint8Array) => Uint8Array,
): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; ) {
    const bytes = await slice.read(at, Math.min(CHUNK_BYTES, end - at));
    if (bytes.length === 0) return;
    at += bytes.length;
    yield decipher(bytes);
  }
}

/** CRC-32 of what stored bytes are once they are inflated; null when they cannot be. Spends nothing of what the inspection may spend. */
async function crcOfContent(
  context: EntryContext,
  method: number,
  stored: ByteStream,
  storedBytes: number,
): Promise<number | null> {
  if (method === 8) {
    const apart = { ...context, budget: new Budget(context.limits, storedBytes) };
    const { stream, end } = inflatedStream(apart, 'deflate', stored);
    while ((await stream.pull()) !== null);
    return end.failure === null && end.limit === null ? end.crc32 : null;
  }
  if (method !== 0) return null;
  let crc = 0;
  for (let chunk = await stored.pull(); chunk !== null; chunk = await stored.pull()) {
    crc = context.ports.crc32(chunk, crc);
    context.tick(stored.position);
  }
  return crc;
}

/**
 * True for a member that carries the mark of encryption and is not encrypted: some loaders ignore the mark. Stored bytes have the right
 * CRC-32 or are some format as they stand; deflated ones inflate.
 */
export async function isPlainAfterAll(context: EntryContext, source: ByteSource, member: Member): Promise<boolean> {
  const slice = new SliceSource(source, member.dataStart, member.dataEnd);
  if (member.method !== 0 && member.method !== 8) return false;
  const crc = await crcOfContent(context, member.method, new SourceStream(slice), slice.size);
  if (member.method === 8) return crc !== null;
  return crc === member.crc32 || (await context.recognises(slice));
}
