import { OP, OPCODES } from '../../../../shared/pickle/opcodes';

/** How an opcode moves the depth of the stack, by the opcode table: enough to list rows without running the machine. */
interface RowEffect {
  readonly closesMark: boolean;
  /** Items above the fence that are popped, and pushed; with `closesMark` counted from the mark's depth. */
  readonly pops: number;
  readonly pushes: number;
}

/** Derived from `stackBefore` and `stackAfter`. MARK and POP have rules of their own. */
export const ROW_EFFECTS: readonly (RowEffect | undefined)[] = (() => {
  const effects: (RowEffect | undefined)[] = new Array(256).fill(undefined);
  for (const row of OPCODES) {
    const before = row.stackBefore as readonly string[];
    const mark = before.indexOf('mark');
    effects[row.code] = {
      closesMark: mark >= 0,
      pops: mark >= 0 ? mark : before.length,
      pushes: row.stackAfter.length,
    };
  }
  return effects;
})();

/** Depth of stack and marks, moved row by row. */
export class Depths {
  stack: number;
  marks: number;
  /** Depths at the innermost marks; `marks` may be larger than their number after a checkpoint. */
  private readonly open: number[];

  constructor(stack: number, marks: number, open: Iterable<number>) {
    this.stack = stack;
    this.marks = marks;
    this.open = [...open];
  }

  apply(code: number): void {
    if (code === OP.MARK) {
      this.open.push(this.stack);
      this.marks++;
      return;
    }
    if (code === OP.POP) {
      if (this.open.length > 0 && this.open[this.open.length - 1] === this.stack) this.close();
      else this.stack = Math.max(0, this.stack - 1);
      return;
    }
    const effect = ROW_EFFECTS[code];
    if (effect === undefined) return;
    if (effect.closesMark) this.close();
    this.stack = Math.max(0, this.stack - effect.pops) + effect.pushes;
  }

  private close(): void {
    this.stack = this.open.pop() ?? 0;
    this.marks = Math.max(0, this.marks - 1);
  }
}
