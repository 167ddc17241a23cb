/** Opcodes between two checkpoints. */
export const CHECKPOINT_EVERY = 1024;

/** The machine's outline at one opcode: enough to list the rows from there on with exact depths. */
export interface Checkpoint {
  readonly row: number;
  readonly offset: number;
  readonly stackDepth: number;
  readonly markDepth: number;
  readonly memoCount: number;
  /** Stack depths at which the innermost marks lie, outermost of them first; at most `CHECKPOINT_EVERY`, since no more can be closed before the next one. */
  readonly marks: Int32Array;
}

/**
 * Sparse index of one stream: a checkpoint every 1,024 opcodes in columns, so that any rows are decoded again on demand. Costs about
 * 0.03 bytes an opcode on ordinary streams; the marks kept never exceed the opcodes walked.
 */
export class Checkpoints {
  // Small at first: a file may hold a hundred thousand streams of one checkpoint each.
  private offsets = new Float64Array(4);
  private depths = new Uint32Array(4);
  private markDepths = new Uint32Array(4);
  private memoCounts = new Uint32Array(4);
  private markStarts = new Float64Array(5);
  private marks = new Int32Array(4);
  private marksUsed = 0;
  length = 0;

  add(offset: number, stackDepth: number, memoCount: number, marks: Int32Array, markCount: number): void {
    if (this.length + 1 >= this.offsets.length) this.grow();
    const i = this.length++;
    this.offsets[i] = offset;
    this.depths[i] = stackDepth;
    this.markDepths[i] = markCount;
    this.memoCounts[i] = memoCount;
    const kept = Math.min(markCount, CHECKPOINT_EVERY);
    if (this.marksUsed + kept > this.marks.length) {
      const larger = new Int32Array(Math.max(this.marks.length * 2, this.marksUsed + kept));
      larger.set(this.marks);
      this.marks = larger;
    }
    for (let k = 0; k < kept; k++) this.marks[this.marksUsed + k] = marks[markCount - kept + k];
    this.marksUsed += kept;
    this.markStarts[i + 1] = this.marksUsed;
  }

  /** The last checkpoint at or before a row. */
  before(row: number): Checkpoint {
    return this.at(Math.min(this.length - 1, Math.floor(row / CHECKPOINT_EVERY)));
  }

  /** The last checkpoint at or before a byte offset. */
  beforeOffset(offset: number): Checkpoint {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.offsets[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return this.at(low);
  }

  private at(i: number): Checkpoint {
    return {
      row: i * CHECKPOINT_EVERY,
      offset: this.offsets[i],
      stackDepth: this.depths[i],
      markDepth: this.markDepths[i],
      memoCount: this.memoCounts[i],
      marks: this.marks.slice(this.markStarts[i], this.markStarts[i + 1]),
    };
  }

  private grow(): void {
    const size = this.offsets.length * 2;
    const offsets = new Float64Array(size);
    offsets.set(this.offsets);
    this.offsets = offsets;
    const wider = (from: Uint32Array<ArrayBuffer>) => {
      const to = new Uint32Array(size);
      to.set(from);
      return to;
    };
    this.depths = wider(this.depths);
    this.markDepths = wider(this.markDepths);
    this.memoCounts = wider(this.memoCounts);
    const starts = new Float64Array(size + 1);
    starts.set(this.markStarts);
    this.markStarts = starts;
  }
}
