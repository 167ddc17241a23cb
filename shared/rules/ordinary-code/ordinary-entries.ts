import { formatEntryPath } from '../../domain/artifact';
import type { CodeFact, Fact } from '../../domain/fact';
import { ALONE, type CodeSurroundings, strangeIn } from './judge-inventory';

/** Which code of an artifact is ordinary. */
export interface OrdinaryEntries {
  /** What surrounds a piece of ordinary code; null when it is not ordinary. */
  surroundingsOf(fact: CodeFact): CodeSurroundings | null;
}

/** Judges every piece of code whose reach is known. */
export function ordinaryEntries(facts: readonly Fact[]): OrdinaryEntries {
  return {
    surroundingsOf: (fact) => {
      if (fact.inventory === undefined) return null;
      return strangeIn(fact.inventory, ALONE) === '' ? ALONE : null;
    },
  };
}
