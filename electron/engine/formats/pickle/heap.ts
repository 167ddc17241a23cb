import { HEAP, type Value } from './values';

/** What a heap node is. */
export const TUPLE = 1;
export const LIST = 2;
export const DICT = 3;
export const SET = 4;
export const FROZENSET = 5;
export const CALL = 6;
export const PERSISTENT_ID = 7;
export const ARRAY = 8;
const ADDED = 9;
/** What an honest call returned, kept only where somebody looks for tensors: the callee and its arguments, then pairs as they were set. */
export const OBJECT = 10;

/** What STACK_GLOBAL imports by names that the file does not show: the module and the name. */
export const IMPORTED = 11;

export type NodeKind =
  | typeof TUPLE
  | typeof LIST
  | typeof DICT
  | typeof SET
  | typeof FROZENSET
  | typeof CALL
  | typeof PERSISTENT_ID
  | typeof ARRAY
  | typeof OBJECT
  | typeof IMPORTED;

/** Items kept of one tuple: as many as the names and constants of a large function. Counts beyond are kept, the items are not. */
export const KEPT_ITEMS = 512;
/** Items kept of one growing container over all its additions: dicts are states, whose keys matter. */
const KEPT_TOTAL = 8192;
/** The same for lists and sets, which are only shown. */
const KEPT_LISTED = 64;

/** Cells of 8 bytes: the ring begins small and doubles up to this before it overwrites anything. */
const FIRST_CAPACITY = 2 ** 12;
const LAST_CAPACITY = 2 ** 20;

/**
 * The machine's memory of containers: a ring of cells in which the newest values are whole and the oldest are overwritten. A pickle
 * that builds a million tuples needs no memory for them, and the arguments of a call, built just before it, are still there.
 * A value that was overwritten is "forgotten": it can be seen to be so, and is shown as unknown, never as something else.
 *
 * Layout of a node: `kind`, `count` (items in all), then for immutable kinds the items (at most `KEPT_ITEMS`), and for growing kinds
 * the number of the newest `ADDED` node, which holds `previous ADDED`, `kept`, items.
 */
export class Heap {
  private cells = new Float64Array(FIRST_CAPACITY);
  private mask = FIRST_CAPACITY - 1;
  /** Number of the next cell; cell `n` lives at `n & mask` until cell `n + mask + 1` is written. */
  private next = 1;
  private readonly keptListed: number;
  /** True once an item that is more than a literal was not kept in its container: then `occurrences` does not see all of them. */
  lostItems = false;

  /** `keptListed`: items kept of one list or set. */
  constructor(keptListed = KEPT_LISTED) {
    this.keptListed = keptListed;
  }

  private reserve(count: number): number {
    const start = this.next;
    this.next += count;
    while (this.next > this.mask && this.mask < LAST_CAPACITY - 1) this.grow();
    return start;
  }

  /** Doubles the ring. Nothing was overwritten yet, so every cell keeps its place. */
  private grow(): void {
    const larger = new Float64Array(this.cells.length * 2);
    larger.set(this.cells);
    this.cells = larger;
    this.mask = larger.length - 1;
  }

  /** True while the node's cells have not been overwritten. */
  holds(value: Value): boolean {
    const cell = value - HEAP;
    return cell > 0 && cell < this.next && this.next - cell <= this.mask + 1;
  }

  /** Kind of a held node. */
  kind(value: Value): NodeKind {
    return this.cells[(value - HEAP) & this.mask] as NodeKind;
  }

  /** Items the node has in all, kept or not. */
  count(value: Value): number {
    return this.cells[(value - HEAP + 1) & this.mask];
  }

  /** A node of fixed content from `stack[from … to)`. */
  fixed(kind: NodeKind, stack: Float64Array, from: number, to: number): Value {
    const kept = Math.min(to - from, KEPT_ITEMS);
    if (kept < to - from) this.lose(stack, from + kept, to);
    const start = this.reserve(2 + kept);
    const cells = this.cells;
    cells[start & this.mask] = kind;
    cells[(start + 1) & this.mask] = to - from;
    for (let i = 0; i < kept; i++) cells[(start + 2 + i) & this.mask] = stack[from + i];
    return HEAP + start;
  }

  /** A node of one or two given values. */
  pair(kind: NodeKind, first: Value, second: Value): Value {
    const start = this.reserve(4);
    const cells = this.cells;
    cells[start & this.mask] = kind;
    cells[(start + 1) & this.mask] = 2;
    cells[(start + 2) & this.mask] = first;
    cells[(start + 3) & this.mask] = second;
    return HEAP + start;
  }

  /** Gives a held pair another second value. */
  setSecond(pair: Value, second: Value): void {
    if (this.holds(pair)) this.cells[(pair - HEAP + 3) & this.mask] = second;
  }

  /** A new empty container that can grow. */
  growing(kind: NodeKind): Value {
    const start = this.reserve(3);
    const cells = this.cells;
    cells[start & this.mask] = kind;
    cells[(start + 1) & this.mask] = 0;
    cells[(start + 2) & this.mask] = 0;
    return HEAP + start;
  }

  /** Adds `stack[from … to)` to a growing container. Forgotten containers take nothing. */
  add(container: Value, stack: Float64Array, from: number, to: number): void {
    if (!this.holds(container)) {
      this.lose(stack, from, to);
      return;
    }
    const node = container - HEAP;
    const total = this.cells[(node + 1) & this.mask];
    this.cells[(node + 1) & this.mask] = total + (to - from);
    const kind = this.cells[node & this.mask];
    const most = kind === DICT || kind === OBJECT ? KEPT_TOTAL : this.keptListed;
    const kept = total + (to - from) <= most ? to - from : this.keptOf(stack, from, to, most - total);
    if (kept === 0) return;
    const start = this.reserve(3 + kept);
    const cells = this.cells;
    cells[start & this.mask] = ADDED;
    cells[(start + 1) & this.mask] = cells[(node + 2) & this.mask];
    cells[(start + 2) & this.mask] = kept;
    for (let i = 0; i < kept; i++) cells[(start + 3 + i) & this.mask] = stack[from + i];
    if (this.holds(container)) cells[(node + 2) & this.mask] = start;
  }

  /** How many of `stack[from … to)` are kept where there is room for so many more; the rest is lost. Out of line, so that `add` stays small. */
  private keptOf(stack: Float64Array, from: number, to: number, room: number): number {
    const kept = Math.max(0, Math.min(to - from, room));
    this.lose(stack, from + kept, to);
    return kept;
  }

  /** `stack[from … to)` goes where it is not seen again. */
  lose(stack: Float64Array, from: number, to: number): void {
    if (this.lostItems) return;
    for (let i = from; i < to; i++)
      if (stack[i] < 0 || stack[i] >= HEAP) {
        this.lostItems = true;
        return;
      }
  }

  /**
   * How often each of `values` (globals and nodes) stands in a container, a call or a state. Null when some containers were overwritten or
   * not kept whole.
   */
  occurrences(values: ReadonlySet<Value>): ReadonlyMap<Value, number> | null {
    if (this.lostItems || this.next > this.mask) return null;
    const counts = new Map<Value, number>();
    for (let cell = 1; cell < this.next; cell++) {
      const value = this.cells[cell];
      if ((value < 0 || value >= HEAP) && values.has(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return counts;
  }

  /** Every call that is remembered, in the order of the stream. Null when some were overwritten. */
  calls(): readonly Value[] | null {
    if (this.next > this.mask) return null;
    const found: Value[] = [];
    const { cells } = this;
    for (let cell = 1; cell < this.next; ) {
      const kind = cells[cell] as number;
      if (kind === CALL) found.push(HEAP + cell);
      if (kind === LIST || kind === DICT || kind === SET || kind === OBJECT) cell += 3;
      else if (kind === ADDED) cell += 3 + cells[cell + 2];
      else cell += 2 + Math.min(cells[cell + 1], KEPT_ITEMS);
    }
    return found;
  }

  /** The kept items of a held node in their order, at most `maximum`. Fewer than `count` when some were not kept or were overwritten. */
  items(value: Value, maximum: number): Value[] {
    const kind = this.kind(value);
    const node = value - HEAP;
    const cells = this.cells;
    const found: Value[] = [];
    if (kind === LIST || kind === DICT || kind === SET || kind === OBJECT) {
      const batches: number[] = [];
      let batch = cells[(node + 2) & this.mask];
      while (batch > 0 && this.next - batch <= this.mask + 1 && batches.length < KEPT_TOTAL) {
        batches.push(batch);
        batch = cells[(batch + 1) & this.mask];
      }
      for (const start of batches.reverse()) {
        const kept = cells[(start + 2) & this.mask];
        for (let i = 0; i < kept && found.length < maximum; i++) found.push(cells[(start + 3 + i) & this.mask]);
      }
      return found;
    }
    const kept = Math.min(this.count(value), KEPT_ITEMS, maximum);
    for (let i = 0; i < kept; i++) found.push(cells[(node + 2 + i) & this.mask]);
    return found;
  }

  /** Rewrites the items of a held tuple in place: only to point at a kept copy of the same text. */
  replaceItems(value: Value, replace: (item: Value) => Value): void {
    if (!this.holds(value) || this.kind(value) !== TUPLE) return;
    const node = value - HEAP;
    const kept = Math.min(this.count(value), KEPT_ITEMS);
    for (let i = 0; i < kept; i++) {
      const at = (node + 2 + i) & this.mask;
      this.cells[at] = replace(this.cells[at]);
    }
  }

  /** An independent copy, for following another reading of the same bytes. */
  clone(): Heap {
    const copy = new Heap(this.keptListed);
    copy.cells = this.cells.slice();
    copy.mask = this.mask;
    copy.next = this.next;
    return copy;
  }
}
