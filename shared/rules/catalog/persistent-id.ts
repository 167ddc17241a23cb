import type { SymbolicValue } from '../../domain/symbol';
import type { FormatId } from '../../formats';
import { formatSymbol } from '../../text/symbol';
import type { Rule } from '../rule';

/** The number of a storage or tensor, as PyTorch's tar form has them in its member `pickle`. */
function isTarNumber(format: FormatId, id: SymbolicValue): boolean {
  return format === 'torch-tar' && (id.kind === 'str' || id.kind === 'int') && /^[0-9]{1,20}$/.test(id.value);
}

/** `('storage', class, key, location, elements, …)`: what torch.save writes. */
function isStorage(id: SymbolicValue): boolean {
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

export const persistentId: Rule = {
  id: 'persistent-id',
  title: 'Asks the loading program for an object',
  severity: 'medium',
  explanation:
    'A persistent id is resolved by the program that loads the file. PyTorch uses such ids for storages; this one has another form, so what it leads to depends on the loader.',
  remedy: 'Load the file only with the program it was made for, if at all.',
  references: ['https://docs.python.org/3/library/pickle.html#persistence-of-external-objects'],
  check: ({ facts, format }) =>
    facts.flatMap((fact) =>
      fact.kind === 'persistentId' && !isStorage(fact.id) && !isModule(format, fact.id) && !isTarNumber(format, fact.id)
        ? [
            {
              ...fact,
              severity: 'medium' as const,
              message: `Asks the loading program for the object ${formatSymbol(fact.id, 120)}.`,
            },
          ]
        : [],
    ),
};
