/** Spans that are understood, added in any order. */
export class Spans {
  private starts: number[] = [];
  private ends: number[] = [];

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

  /** Sorted, disjoint, merged. */
  merged(): { readonly start: number; readonly end: number }[] {
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
