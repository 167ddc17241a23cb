import { createHash } from 'node:crypto';
import type { Hasher } from '../engine/ports';

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
