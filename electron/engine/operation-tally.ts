import type { OperationFamily } from '../../shared/domain/fact';
import type { Notes } from './notes';

interface Entry {
  readonly domain: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  count: number;
  readonly details: string[];
}

/** Different operations kept of one entry: more than any runtime has. */
const DIFFERENT = 20_000;
/** Details kept of one operation. */
const DETAILS = 8;

/** Counts the operations of a graph: one fact per domain and name, with the place of the first and what tells its effect. */
export class OperationTally {
  total = 0;
  private readonly entries = new Map<string, Entry>();
  private overflow = false;

  add(domain: string, name: string, start: number, end: number, detail = ''): void {
    this.total++;
    const key = `${domain}\0${name}`;
    let entry = this.entries.get(key);
    if (entry === undefined) {
      if (this.entries.size >= DIFFERENT) {
        this.overflow = true;
        return;
      }
      entry = { domain, name, start, end, count: 0, details: [] };
      this.entries.set(key, entry);
    }
    entry.count++;
    this.describe(entry, detail);
  }

  /** Adds what became known of an operation after it was counted. */
  detail(domain: string, name: string, detail: string): void {
    const entry = this.entries.get(`${domain}\0${name}`);
    if (entry !== undefined) this.describe(entry, detail);
  }

  /** Writes the facts. `isDefined` is true for what the file itself defines, such as functions: their own operations are counted. */
  flush(note: Notes, family: OperationFamily, isDefined: (domain: string, name: string) => boolean): void {
    for (const { domain, name, count, start, end, details } of this.entries.values()) {
      if (isDefined(domain, name)) continue;
      note.operation({ family, domain, name, count, detail: details.join(', ') }, start, end);
    }
    if (this.overflow) note.limit('operations', 'more different operations than are judged', 0, 0);
  }

  private describe(entry: Entry, detail: string): void {
    if (detail !== '' && entry.details.length < DETAILS && !entry.details.includes(detail)) entry.details.push(detail);
  }
}
