import type { EntryFact } from '../../../shared/domain/fact';
import type { IndicatorTable } from './indicator-table';
import { IndicatorSieve } from './sieve';

const TELLING = /^[/~]|[:\\]/;
const LONGEST = 4096;

/** A member whose name is a path of a computer or an address: what it points at has the place of the member. */
export function seeMemberName(table: IndicatorTable, { path, entryPath, range }: EntryFact): void {
  const name = path[path.length - 1] ?? '';
  if (!TELLING.test(name)) return;
  const bytes = new TextEncoder().encode(name.slice(0, LONGEST));
  new IndicatorSieve(table, entryPath, 'memberName', 'plain').readHeld(bytes, range.start, range.end);
}
