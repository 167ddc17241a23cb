/** From the first byte to behind the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const HOLES = 1000;

/** Spans that are understood, added in any order, and those in them that are not after all. */
export class Spans {
  private starts: number[] = [];
  private ends: number[] = [];
  private readonly holes: Span[] = [];

  add(start: number, end: number): void {
    if (end <= start) return;
    const last = this.starts.length - 1;
    if (last >= 0 && start >= this.starts[last] && start <= this.ends[last])
      this.ends[last] = Math.max(end, this.ends[last]);
    else {
      this.starts.push(start);
      this.ends.push(end);
    }
  }

  /** These bytes are not understood, whatever is added. Past a bound nothing is: more than so many holes are no longer told apart. */
  exclude(start: number, end: number): void {
    if (end <= start) return;
    if (this.holes.length < HOLES) this.holes.push({ start, end });
    else this.holes[0] = { start: Math.min(start, this.holes[0].start), end: Number.MAX_SAFE_INTEGER };
  }

  /** What is understood: sorted, disjoint, without the holes. */
  understood(): Span[] {
    const holes = [...this.holes].sort((a, b) => a.start - b.start);
    const found: Span[] = [];
    let next = 0;
    for (const { start, end } of this.merged()) {
      let from = start;
      while (next < holes.length && holes[next].end <= start) next++;
      for (let i = next; i < holes.length && holes[i].start < end; i++) {
        if (holes[i].start > from) found.push({ start: from, end: holes[i].start });
        from = Math.max(from, holes[i].end);
      }
      if (from < end) found.push({ start: from, end });
    }
    return found;
  }

  /** Sorted, disjoint, merged. */
  merged(): Span[] {
    const order = this.starts.map((_, i) => i).sort((a, b) => this.starts[a] - this.starts[b]);
    const merged: { start: number; end: number }[] = [];
    for (const i of order) {
      const last = merged[merged.length - 1];
      if (last !== undefined && this.starts[i] <= last.end) last.end = Math.max(last.end, this.ends[i]);
      else merged.push({ start: this.starts[i], end: this.ends[i] });
    }
    return merged;
  }
}
