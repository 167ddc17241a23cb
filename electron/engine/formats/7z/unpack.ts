import { ChunkStream } from '../../byte-stream';
import { throughBranchFilter, throughDelta, XZ_BRANCH_FILTERS } from '../../codecs/branch-filters';
import { decode } from '../../codecs/codec';
import { Intake } from '../../codecs/intake';
import { decodeLzmaData } from '../../codecs/lzma';
import { decodeLzma2, lzma2Dictionary } from '../../codecs/lzma2';
import { InflateError, type Ports } from '../../ports';
import type { Coder, Folder } from './header';

/** What coders are called, by their number (Methods.txt of the LZMA SDK). */
const NAMES: Readonly<Record<string, string>> = {
  '': 'Copy',
  '00': 'Copy',
  '03': 'Delta',
  '04': 'BCJ',
  '05': 'PPC',
  '06': 'IA64',
  '07': 'ARM',
  '08': 'ARMT',
  '09': 'SPARC',
  '0a': 'ARM64',
  '0b': 'RISCV',
  '21': 'LZMA2',
  '030101': 'LZMA',
  '03030103': 'BCJ',
  '0303011b': 'BCJ2',
  '03030205': 'PPC',
  '03030401': 'IA64',
  '03030501': 'ARM',
  '03030701': 'ARMT',
  '03030805': 'SPARC',
  '030401': 'PPMd',
  '040108': 'Deflate',
  '040109': 'Deflate64',
  '040202': 'BZip2',
  '04f71101': 'Zstandard',
  '04f71102': 'Brotli',
  '04f71104': 'LZ4',
  '06f10701': 'AES-256',
};

/** Filters by name, as xz numbers them. */
const BRANCHES: Readonly<Record<string, number>> = { BCJ: 4, PPC: 5, ARM: 7, ARMT: 8, SPARC: 9, ARM64: 10 };
const READ = new Set([
  'Copy',
  'Delta',
  'LZMA',
  'LZMA2',
  'Deflate',
  'BZip2',
  'Zstandard',
  'LZ4',
  ...Object.keys(BRANCHES),
]);

export const coderName = ({ id }: Coder): string => NAMES[id] ?? `method ${id}`;

/** `BCJ LZMA2`, the last step of unpacking first, as 7-Zip writes it. */
export const methodOf = (folder: Folder): string => folder.coders.map(coderName).join(' ');

export const isEncrypted = (folder: Folder): boolean => folder.coders.some((coder) => coderName(coder) === 'AES-256');

/** The coders in the order in which the packed bytes go through them; in words what is in the way. */
export function chainOf(folder: Folder): readonly Coder[] | string {
  if (isEncrypted(folder)) return 'encrypted';
  const unread = folder.coders.find((coder) => !READ.has(coderName(coder)));
  if (unread !== undefined) return `compression ${coderName(unread)} is not read`;
  const { coders, pairs, packed } = folder;
  if (packed.length !== 1 || coders.some(({ inputs, outputs }) => inputs !== 1 || outputs !== 1))
    return 'coders that branch are not read';
  // With one way in and out each, inputs and outputs are numbered as the coders are.
  let current = coders.findIndex((_, i) => !pairs.some(({ output }) => output === i));
  const chain: Coder[] = [];
  while (chain.length < coders.length) {
    chain.unshift(coders[current]);
    const from = pairs.find(({ input }) => input === current);
    if (from === undefined) break;
    if (coders[from.output] === undefined) return 'coders that lead nowhere';
    current = from.output;
  }
  return chain.length === coders.length ? chain : 'coders that lead nowhere';
}

/** Sends packed bytes through a chain. Damage is an `InflateError`; what came before it stands. */
export function unpack(chain: readonly Coder[], intake: Intake, ports: Ports): AsyncIterable<Uint8Array> {
  let pieces = step(chain[0], intake, null, ports);
  for (const coder of chain.slice(1)) pieces = step(coder, null, pieces, ports);
  return pieces;
}

function step(
  coder: Coder,
  packed: Intake | null,
  before: AsyncIterable<Uint8Array> | null,
  ports: Ports,
): AsyncIterable<Uint8Array> {
  const { properties, unpackedBytes } = coder;
  const name = coderName(coder);
  const intake = packed ?? new Intake(new ChunkStream(before ?? nothing()));
  const branch = XZ_BRANCH_FILTERS.get(BRANCHES[name]);
  if (branch !== undefined) {
    const start = properties.length === 4 ? new DataView(properties.slice().buffer).getUint32(0, true) : 0;
    return throughBranchFilter(before ?? copied(intake, unpackedBytes), branch(), start);
  }
  switch (name) {
    case 'Copy':
      return copied(intake, unpackedBytes);
    case 'Delta':
      return throughDelta(before ?? copied(intake, unpackedBytes), (properties[0] ?? 0) + 1);
    case 'LZMA': {
      if (properties.length < 5) throw new InflateError('LZMA properties of a length that is not known');
      const dictionary = new DataView(properties.slice().buffer).getUint32(1, true);
      return decodeLzmaData(intake, properties[0], dictionary, unpackedBytes);
    }
    case 'LZMA2': {
      const dictionary = properties.length === 1 ? lzma2Dictionary(properties[0]) : null;
      if (dictionary === null) throw new InflateError('a dictionary size that does not exist');
      // A dictionary larger than what comes out is never used.
      return decodeLzma2(intake, Math.min(dictionary, Math.max(4096, unpackedBytes)));
    }
    case 'BZip2':
      return decode('bz2', intake, ports);
    case 'Zstandard':
      return decode('zstd', intake, ports);
    case 'LZ4':
      return decode('lz4', intake, ports);
    default:
      return decode('deflate', intake, ports);
  }
}

async function* copied(intake: Intake, bytes: number): AsyncGenerator<Uint8Array> {
  for (let left = bytes; left > 0; ) {
    await intake.need(1, 'a stored member');
    const piece = intake.take(Math.min(left, intake.available));
    left -= piece.length;
    yield piece;
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
