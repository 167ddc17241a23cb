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

export const persistentId: Rule = {
  id: 'persistent-id',
  title: 'Asks the loading program for an object',
  severity: 'medium',
  explanation:
    'A persistent id is resolved by the program that loads the file. PyTorch uses such ids for storages; this one has another form, so what it leads to depends on the loader.',
  consequence:
    'The loading program decides what it hands out for the id. pickle.load and joblib.load resolve none and stop here.',
  certainty: 'unknown',
  howSure:
    'The id is certain, what it leads to is not in the file. Frameworks with a store of their own write such ids for honest purposes.',
  remedy: 'Load the file only with the program it was made for, if at all.',
  severities: [{ severity: 'medium', when: 'an id that is no storage of PyTorch' }],
  references: ['https://docs.python.org/3/library/pickle.html#persistence-of-external-objects'],
  check: ({ facts, format }) =>
    facts.flatMap((fact) =>
      fact.kind === 'persistentId' && !isStorage(fact.id) && !isTarNumber(format, fact.id)
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
