import type { EntryPath } from '../../../shared/domain/artifact';
import type { IndicatorFact } from '../../../shared/domain/fact';
import type { IndicatorSource, IndicatorType, SecretKind } from '../../../shared/domain/indicator';

/** Different values of one type that are kept of an artifact. */
const PER_TYPE = 1000;

/** Bytes that no format explains and that are looked through, in all entries together. */
const UNEXPLAINED_BYTES = 4 * 1024 * 1024;

type Growing = { -readonly [K in keyof IndicatorFact]: IndicatorFact[K] };

/** The indicators of one artifact: each type and value once, with its first place and a count. Bounded per type, so that a flood of one hides no other. */
export class IndicatorTable {
  /** Bytes that no format explains and that may still be looked through for texts. */
  unexplainedLeft = UNEXPLAINED_BYTES;
  private readonly rows = new Map<string, Growing>();
  private readonly kept = new Map<IndicatorType, number>();
  private readonly add: (fact: IndicatorFact) => void;
  private readonly leaveOut: (label: string) => void;

  /** `add` gets each fact when it is met first; its count grows afterwards. */
  constructor(add: (fact: IndicatorFact) => void, leaveOut: (label: string) => void) {
    this.add = add;
    this.leaveOut = leaveOut;
  }

  /** True while further values of a type are kept. */
  hasRoom(type: IndicatorType): boolean {
    return (this.kept.get(type) ?? 0) < PER_TYPE;
  }

  /** A value that is not kept, and not looked at either. */
  overflow(type: IndicatorType): void {
    this.leaveOut(`indicator ${type}`);
  }

  /**
   * Books one sighting. `identity` tells values apart and is never shown: for a secret it is the secret itself, and `value` is masked.
   */
  book(
    type: IndicatorType,
    secret: SecretKind | null,
    identity: string,
    value: string,
    source: IndicatorSource,
    entryPath: EntryPath,
    start: number,
    end: number,
  ): void {
    const key = `${secret ?? type}\0${identity}`;
    const known = this.rows.get(key);
    if (known !== undefined) {
      // The same bytes come by again where a file is read in two ways.
      if (known.range.start !== start || !samePath(known.entryPath, entryPath)) known.count++;
      return;
    }
    const kept = this.kept.get(type) ?? 0;
    if (kept >= PER_TYPE) {
      this.leaveOut(`indicator ${type}`);
      return;
    }
    this.kept.set(type, kept + 1);
    const row: Growing = { kind: 'indicator', type, secret, value, source, count: 1, entryPath, range: { start, end } };
    this.rows.set(key, row);
    this.add(row);
  }
}

const samePath = (a: EntryPath, b: EntryPath): boolean => a.length === b.length && a.every((part, i) => part === b[i]);
