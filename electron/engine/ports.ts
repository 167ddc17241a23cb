/** What the engine needs from the process it runs in. Each port has one adapter in `electron/adapters`. */
export interface Ports {
  readonly sha256: () => Hasher;
  readonly inflate: Inflate;
  /** CRC-32 (IEEE) of `bytes` going on from `previous`. */
  readonly crc32: (bytes: Uint8Array, previous: number) => number;
  readonly crypto: ArchiveCrypto;
  /** Milliseconds since some start. */
  readonly now: () => number;
}

/** What opening an encrypted archive needs of the runtime. */
export interface ArchiveCrypto {
  /** PBKDF2 with HMAC-SHA-1. */
  pbkdf2Sha1(password: Uint8Array, salt: Uint8Array, iterations: number, bytes: number): Uint8Array;
  /** HMAC-SHA-1; `finish` may be called once. */
  hmacSha1(key: Uint8Array): { update(bytes: Uint8Array): void; finish(): Uint8Array };
  /** Enciphers blocks of 16 bytes, each by itself, with AES of the key's length. */
  aesBlocks(key: Uint8Array): (blocks: Uint8Array) => Uint8Array;
}

/** A running digest. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Lower-case hex. May be called once. */
  finish(): string;
}

/** How compressed bytes are wrapped: raw deflate as in zip members, or zlib (RFC 1950) as joblib writes them. */
export type InflateMethod = 'deflate' | 'zlib';

/**
 * Inflates what `pull` yields. Yields chunks that are valid until the next one is asked for; ends when the compressed stream says so.
 * `consumed()` is then the number of compressed bytes used. Throws `InflateError` for damaged data; what was yielded before stands.
 */
export type Inflate = (method: InflateMethod, pull: () => Promise<Uint8Array | null>) => Inflation;

export interface Inflation extends AsyncIterable<Uint8Array> {
  consumed(): number;
}

/** Compressed data that breaks off or contradicts itself. */
export class InflateError extends Error {}
