import type { Ports } from '../engine/ports';
import { crc32 } from './crc32';
import { turn } from './event-loop';
import { openHdf5 } from './hdf5';
import { parseJinja } from './jinja-parser';
import { archiveCrypto, sha256 } from './node-crypto';
import { inflate } from './node-inflate';
import { xmlReader } from './saxes-xml';

/** Every port of the engine, on Node. */
export const NODE_PORTS: Ports = {
  sha256,
  inflate,
  crc32,
  now: () => performance.now(),
  turn,
  parseJinja,
  openHdf5,
  // Loaded when the first YAML document is met: the library is an eighth of the program.
  readYaml: async (text) => (await import('./yaml-documents')).readYaml(text),
  xmlReader,
  crypto: archiveCrypto,
};
