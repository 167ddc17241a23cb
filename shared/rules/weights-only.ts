import { formatEntryPath } from '../domain/artifact';
import type { Fact, GlobalFact } from '../domain/fact';
import type { WeightsOnly, WeightsOnlyStop } from '../domain/report';
import type { SymbolicValue } from '../domain/symbol';
import type { FormatId } from '../formats';
import { WEIGHTS_ONLY_NAMES, WEIGHTS_ONLY_OPCODES } from './policy/weights-only-names';

/** Reasons listed; the first is the one that matters. */
const LISTED = 100;

/** Forms that `torch.load(weights_only=True)` refuses before it reads a pickle. */
const REFUSED_FORMS: Readonly<Partial<Record<FormatId, string>>> = {
  'torch-tar':
    'the tar form of PyTorch 0.1 (up to 2.5.1 it was loaded all the same, with all its pickles: CVE-2025-32434)',
};

/**
 * The preflight: would `torch.load(weights_only=True)` take this file, and if not, every name, opcode and persistent id that stops it.
 * Judged by what the pickles hold that `torch.load` reads (those with an `opcodeSet`). Null for files that it does not read.
 */
export function preflightWeightsOnly(
  facts: readonly Fact[],
  globals: readonly GlobalFact[],
  format: FormatId,
): WeightsOnly | null {
  if (format !== 'torch' && format !== 'torch-legacy' && format !== 'torch-tar') return null;
  const stops: WeightsOnlyStop[] = [];
  const form = REFUSED_FORMS[format];
  if (form !== undefined) stops.push({ what: form, entryPath: [], byteOffset: 0 });
  for (const fact of facts)
    if (fact.kind === 'oddity' && fact.code === 'torchScript' && fact.entryPath.length === 0)
      stops.push({ what: 'a TorchScript archive', entryPath: fact.entryPath, byteOffset: fact.range.start });
  stops.push(...weightsOnlyStops(facts, globals));
  stops.sort(inOrder);
  // Without a pickle that `torch.load` reads there is nothing to take or refuse: a package, or one that is encrypted.
  if (stops.length === 0 && !facts.some(({ kind }) => kind === 'opcodeSet')) return null;
  return { accepts: stops.length === 0, stoppedBy: stops.slice(0, LISTED) };
}

const inOrder = (a: WeightsOnlyStop, b: WeightsOnlyStop): number =>
  formatEntryPath(a.entryPath).localeCompare(formatEntryPath(b.entryPath), 'en') || a.byteOffset - b.byteOffset;

/** What stops the restricted unpickler in the pickles that `torch.load` reads (those with an `opcodeSet`), in order. */
export function weightsOnlyStops(facts: readonly Fact[], globals: readonly GlobalFact[]): readonly WeightsOnlyStop[] {
  const stops: WeightsOnlyStop[] = [];
  const stop = (what: string, fact: Fact, byteOffset = fact.range.start) =>
    stops.push({ what, entryPath: fact.entryPath, byteOffset });
  const loaded = new Set<string>();
  for (const fact of facts) if (fact.kind === 'opcodeSet') loaded.add(formatEntryPath(fact.entryPath));
  for (const fact of facts) {
    if (!loaded.has(formatEntryPath(fact.entryPath))) continue;
    switch (fact.kind) {
      case 'opcodeSet':
        for (const { opcode, offset } of fact.first) if (!WEIGHTS_ONLY_OPCODES.has(opcode)) stop(opcode, fact, offset);
        break;
      case 'persistentId':
        if (!isStorageId(fact.id)) stop('a persistent id that names no storage', fact);
        break;
      case 'call':
        // Its own stack holds nothing else that could be called or written into.
        if (fact.callee.kind !== 'global') stop(`${fact.via} on a computed object`, fact);
        break;
    }
  }
  for (const global of globals) {
    if (!loaded.has(formatEntryPath(global.entryPath))) continue;
    const name = `${global.module}.${global.name}`;
    if (!WEIGHTS_ONLY_NAMES.has(name)) stop(name, global);
  }
  return stops.sort(inOrder);
}

/** `('storage', …)`, which is all that it resolves. */
function isStorageId(id: SymbolicValue): boolean {
  return id.kind === 'tuple' && id.items[0]?.kind === 'str' && id.items[0].value === 'storage';
}
