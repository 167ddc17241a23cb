import type { Ports } from '../engine/ports';
import { crc32 } from './crc32';
import { turn } from './event-loop';
import { sha256 } from './node-crypto';
import { inflate } from './node-inflate';
import { xmlReader } from './saxes-xml';
import { readYaml } from './yaml-documents';

/** Every port of the engine, on Node. */
export const NODE_PORTS: Ports = {
  sha256,
  inflate,
  crc32,
  readYaml,
  xmlReader,
  now: () => performance.now(),
  turn,
};
