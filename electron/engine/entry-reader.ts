import type { EntryPath } from '../../shared/domain/artifact';
import { DEFAULT_LIMITS } from '../../shared/domain/limits';
import { readDirectory, type ZipDirectory } from './archive/directory';
import { leftoversOf } from './archive/leftovers';
import { findMembers, type Member } from './archive/members';
import { Budget } from './budget';
import { type ByteSource, MemorySource, SliceSource } from './byte-source';
import { type ByteStream, SourceStream } from './byte-stream';
import { Collector } from './collector';
import { CoverageMap } from './coverage-map';
import type { EntryContext } from './entry-context';
import { inflatedStream } from './inflated-stream';
import type { InflateMethod, Ports } from './ports';

/** Inflated bytes of one entry that are held to be shown; what lies behind is not shown. */
const HELD_BYTES = 256 * 1024 * 1024;

/** Opens the bytes of an entry again, to show them. Null when the path leads nowhere. Members are found as the inspection found them. */
export async function openEntry(source: ByteSource, entryPath: EntryPath, ports: Ports): Promise<ByteSource | null> {
  let current = source;
  for (const name of entryPath) {
    const next =
      name === 'zlib' && (await current.read(0, 1))[0] === 0x78
        ? await inflateAll(current, 'zlib', ports)
        : await openMember(current, name, ports);
    if (next === null) return null;
    current = next;
  }
  return current;
}

async function openMember(source: ByteSource, label: string, ports: Ports): Promise<ByteSource | null> {
  const directory = await readDirectory(source, DEFAULT_LIMITS.entries);
  const members = await findMembers(silentContext(source, ports), source, directory);
  const member = members.find((candidate) => candidate.label === label);
  if (member === undefined) return openLeftover(source, directory, members, label);
  const slice = new SliceSource(source, member.dataStart, member.dataEnd);
  if (member.method === 0) return slice;
  return member.method === 8 ? inflateAll(slice, 'deflate', ports) : null;
}

function openLeftover(
  source: ByteSource,
  directory: ZipDirectory,
  members: readonly Member[],
  label: string,
): ByteSource | null {
  const leftover = leftoversOf(source, directory, members).find(({ name }) => name === label);
  return leftover === undefined ? null : new SliceSource(source, leftover.start, leftover.end);
}

async function inflateAll(source: ByteSource, method: InflateMethod, ports: Ports): Promise<ByteSource> {
  const { stream } = inflatedStream(
    silentContext(source, ports),
    method,
    new SourceStream(source) as ByteStream,
    method === 'zlib',
  );
  const parts: Uint8Array[] = [];
  let total = 0;
  for (let chunk = await stream.pull(); chunk !== null && total < HELD_BYTES; chunk = await stream.pull()) {
    parts.push(chunk.slice());
    total += chunk.length;
  }
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new MemorySource(bytes);
}

/** A context whose facts nobody reads. */
function silentContext(source: ByteSource, ports: Ports): EntryContext {
  return {
    entryPath: [],
    absoluteBase: null,
    depth: 0,
    limits: DEFAULT_LIMITS,
    budget: new Budget(DEFAULT_LIMITS, source.size),
    ports,
    collector: new Collector(DEFAULT_LIMITS),
    coverage: new CoverageMap([], source.size),
    callDetail: () => ({ judged: false, dangerous: false, calls: 0 }),
    onPersistentId: null,
    member: () => Promise.reject(new Error('members are not inspected while showing')),
    recognises: async () => false,
    reopen: null,
    readNow: null,
    tick: () => {},
  };
}
