import type { Ports } from '../engine/ports';
import { crc32 } from './crc32';
import { archiveCrypto, sha256 } from './node-crypto';
import { inflate } from './node-inflate';

/** Every port of the engine, on Node. */
export const NODE_PORTS: Ports = { sha256, inflate, crc32, crypto: archiveCrypto, now: () => performance.now() };
