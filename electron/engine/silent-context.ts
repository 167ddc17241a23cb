import { DEFAULT_LIMITS } from '../../shared/domain/limits';
import { Budget } from './budget';
import type { ByteSource } from './byte-source';
import { Collector } from './collector';
import { CoverageMap } from './coverage-map';
import type { EntryContext } from './entry-context';
import { Notes } from './notes';
import type { Ports } from './ports';

/** A context whose facts nobody reads, for finding members again to show them. */
export function silentContext(source: ByteSource, ports: Ports, passwords: readonly string[] = []): EntryContext {
  const collector = new Collector(DEFAULT_LIMITS);
  const coverage = new CoverageMap([], source.size);
  return {
    entryPath: [],
    absoluteBase: null,
    depth: 0,
    limits: DEFAULT_LIMITS,
    budget: new Budget(DEFAULT_LIMITS, source.size),
    ports,
    collector,
    coverage,
    note: new Notes([], null, collector, coverage, DEFAULT_LIMITS),
    streams: [],
    callDetail: () => ({ judged: false, dangerous: false, calls: 0 }),
    passwords,
    onPersistentId: null,
    onTensor: null,
    member: () => Promise.reject(new Error('members are not inspected while showing')),
    recognises: async () => false,
    reopen: null,
    readNow: null,
    tick: () => {},
  };
}
