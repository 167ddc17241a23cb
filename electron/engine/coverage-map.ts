import type { ByteRange, EntryPath } from '../../shared/domain/artifact';
import type { CoverageGap } from '../../shared/domain/coverage';

/** Gaps listed per entry; further ones are counted in the last one's reason. */
const LISTED_GAPS = 200;

/**
 * Which bytes of one entry were understood. Spans may be added in any order and may overlap (a file that is two formats at once);
 * what no span covers is a gap, whether or not anybody declared it.
 */
export class CoverageMap {
  /** Sorted, disjoint, merged: starts and ends in turn. */
  private spans: number[] = [];
  private reasons: { readonly start: number; readonly end: number; readonly reason: string }[] = [];
  private childGaps: CoverageGap[] = [];
  private missing = 0;

  readonly entryPath: EntryPath;
  /** True when the size was known from the start, so that nothing can lie behind it. */
  readonly sizeIsKnown: boolean;
  /** Known bytes of the entry; grows for entries whose size shows only at their end. */
  size: number;

  constructor(entryPath: EntryPath, size: number) {
    this.entryPath = entryPath;
    this.size = size;
    this.sizeIsKnown = size > 0;
  }

  /** These bytes are understood. */
  explain(start: number, end: number): void {
    if (end <= start) return;
    const { spans } = this;
    const last = spans.length;
    if (last === 0 || start > spans[last - 1]) {
      spans.push(start, end);
    } else if (start >= spans[last - 2]) {
      if (end > spans[last - 1]) spans[last - 1] = end;
    } else this.insert(start, end);
  }

  /** These bytes belong to a member that was inspected on its own: `explained` of them are understood, its gaps are listed as its own. */
  delegate(range: ByteRange, explained: number, gaps: readonly CoverageGap[]): void {
    this.explain(range.start, range.end);
    this.missing += Math.max(0, range.end - range.start - explained);
    for (const gap of gaps) if (this.childGaps.length < LISTED_GAPS) this.childGaps.push(gap);
  }

  /** Says why a span is not understood. Without this the reason is "not read". */
  declareGap(start: number, end: number, reason: string): void {
    this.reasons.push({ start, end, reason });
  }

  /** The gaps of this entry and of all members in it. */
  gaps(): readonly CoverageGap[] {
    const found: CoverageGap[] = [];
    let cursor = 0;
    for (let i = 0; i <= this.spans.length; i += 2) {
      const start = i < this.spans.length ? this.spans[i] : this.size;
      if (start > cursor && found.length < LISTED_GAPS)
        found.push({ entryPath: this.entryPath, start: cursor, end: start, reason: this.reasonFor(cursor, start) });
      cursor = Math.max(cursor, this.spans[i + 1] ?? this.size);
    }
    // A declared gap inside bytes that another reading explained, or at the very end, still counts: something was not understood there.
    for (const declared of this.reasons) {
      if (found.length >= LISTED_GAPS) break;
      // Declared before the size was known, a gap may go on for ever.
      const start = Math.min(declared.start, this.size);
      const end = Math.min(declared.end, this.size);
      const { reason } = declared;
      if (!found.some((gap) => start < Math.max(gap.end, gap.start + 1) && Math.max(end, start + 1) > gap.start))
        found.push({ entryPath: this.entryPath, start, end, reason });
    }
    return [...found, ...this.childGaps];
  }

  /** Bytes of this entry that were understood, members included. */
  explainedBytes(): number {
    let sum = 0;
    for (let i = 0; i < this.spans.length; i += 2)
      sum += Math.min(this.spans[i + 1], this.size) - Math.min(this.spans[i], this.size);
    return Math.max(0, sum - this.missing);
  }

  private reasonFor(start: number, end: number): string {
    return (
      this.reasons.find((gap) => gap.start < end && Math.max(gap.end, gap.start + 1) > start)?.reason ?? 'not read'
    );
  }

  private insert(start: number, end: number): void {
    const merged: number[] = [];
    let from = start;
    let to = end;
    let placed = false;
    for (let i = 0; i < this.spans.length; i += 2) {
      const [left, right] = [this.spans[i], this.spans[i + 1]];
      if (right < from) merged.push(left, right);
      else if (left > to) {
        if (!placed) merged.push(from, to);
        placed = true;
        merged.push(left, right);
      } else {
        from = Math.min(from, left);
        to = Math.max(to, right);
      }
    }
    if (!placed) merged.push(from, to);
    this.spans = merged;
  }
}
