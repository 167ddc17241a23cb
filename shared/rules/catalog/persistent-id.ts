import { type CallFact, LOADERS, type PersistentIdFact } from '../../domain/fact';
import type { SymbolicValue } from '../../domain/symbol';
import type { FormatId } from '../../formats';
import { printable, shorten } from '../../text/printable';
import { formatSymbol } from '../../text/symbol';
import { CALLS_READ, joinSentences, tellResolved } from '../calls/call-sentence';
import { resolveCall } from '../calls/resolve-call';
import { describeDanger, judgeGlobal } from '../global-policy';
import type { Hit, Rule } from '../rule';

/** The number of a storage or tensor, as PyTorch's tar form has them in its member `pickle`. */
function isTarNumber(format: FormatId, id: SymbolicValue): boolean {
  return format === 'torch-tar' && (id.kind === 'str' || id.kind === 'int') && /^[0-9]{1,20}$/.test(id.value);
}

/** `('storage', class, key, location, elements, …)`: what torch.save writes. */
function isStorage(id: SymbolicValue): id is SymbolicValue & { readonly kind: 'tuple' } {
  return (
    id.kind === 'tuple' &&
    id.items[0]?.kind === 'str' &&
    id.items[0].value === 'storage' &&
    id.items[1]?.kind === 'global'
  );
}

/**
 * `('module', class, file, source)`: what torch.save wrote for a layer before 1.6. The loader compares the source with the class that is
 * installed, says when they differ, and returns the class.
 */
function isModule(format: FormatId, id: SymbolicValue): boolean {
  if (format !== 'torch-legacy' || id.kind !== 'tuple' || id.items.length !== 4 || id.truncated) return false;
  const [kind, type, ...texts] = id.items;
  return (
    kind?.kind === 'str' &&
    kind.value === 'module' &&
    type?.kind === 'global' &&
    texts.every((text) => text.kind === 'str' || text.kind === 'none')
  );
}

/** The type of a storage is called with the number of its elements: by older versions of PyTorch, whatever the type is. */
function typeHit(fact: PersistentIdFact, reads: boolean): Hit | null {
  if (!isStorage(fact.id)) return null;
  const [, type, , , elements] = fact.id.items;
  if (type?.kind !== 'global' || judgeGlobal(type.module, type.name).class === 'trusted') return null;
  const call: CallFact = {
    kind: 'call',
    entryPath: fact.entryPath,
    range: fact.range,
    via: 'REDUCE',
    callee: type,
    arguments: { kind: 'tuple', items: elements === undefined ? [] : [elements], truncated: false },
    readers: LOADERS,
  };
  const name = shorten(printable(`${type.module}.${type.name}`), 120);
  const older = `${name} stands as the type of a storage, which PyTorch calls in older versions.`;
  const resolved = resolveCall(call);
  if (resolved === null)
    return { ...fact, severity: 'medium', message: `Names a storage whose type is none: ${older}` };
  const { message, evidence } = tellResolved(call, resolved, reads);
  return {
    ...fact,
    severity: describeDanger(resolved.danger).severity,
    message: joinSentences(message, [older]),
    evidence,
  };
}

export const persistentId: Rule = {
  id: 'persistent-id',
  title: 'Asks the loading program for an object',
  severity: 'critical',
  explanation:
    'A persistent id is resolved by the program that loads the file. PyTorch uses such ids for storages; this one has another form or names something else as the type of a storage, so what it leads to depends on the loader.',
  consequence:
    'The loading program decides what it hands out for the id. pickle.load and joblib.load resolve none and stop here.',
  certainty: 'unknown',
  howSure:
    'The id is certain, what it leads to is not in the file. Frameworks with a store of their own write such ids for honest purposes.',
  remedy: 'Load the file only with the program it was made for, if at all.',
  severities: [
    {
      severity: 'critical',
      when: 'a storage whose type is a name that runs commands or code; high where its kind of harm is',
    },
    { severity: 'medium', when: 'an id that is no storage of PyTorch' },
  ],
  references: ['https://docs.python.org/3/library/pickle.html#persistence-of-external-objects'],
  check: ({ facts, format }) => {
    let told = 0;
    return facts.flatMap((fact): Hit[] => {
      if (fact.kind !== 'persistentId' || isTarNumber(format, fact.id) || isModule(format, fact.id)) return [];
      if (isStorage(fact.id)) {
        const hit = typeHit(fact, ++told <= CALLS_READ);
        return hit === null ? [] : [hit];
      }
      return [
        {
          ...fact,
          severity: 'medium',
          message: `Asks the loading program for the object ${formatSymbol(fact.id, 120)}.`,
        },
      ];
    });
  },
};
