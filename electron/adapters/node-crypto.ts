import { createCipheriv, createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import type { ArchiveCrypto, Hasher } from '../engine/ports';

/** SHA-256 by the runtime's own crypto. */
export function sha256(): Hasher {
  const hash = createHash('sha256');
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    finish: () => hash.digest('hex'),
  };
}

/** Key derivation, authentication and block cipher of encrypted archives, by the runtime's own crypto. */
export const archiveCrypto: ArchiveCrypto = {
  pbkdf2Sha1: (password, salt, iterations, bytes) => pbkdf2Sync(password, salt, iterations, bytes, 'sha1'),
  hmacSha1: (key) => {
    const mac = createHmac('sha1', key);
    return {
      update: (bytes) => {
        mac.update(bytes);
      },
      finish: () => mac.digest(),
    };
  },
  aesBlocks: (key) => {
    const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
    return (blocks) => cipher.update(blocks);
  },
};
