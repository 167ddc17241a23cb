/** One item of the pickle machine's stack or memo, as text, with the opcode that made it where that is known. */
export interface StackItem {
  readonly text: string;
  readonly kind: string;
}

/** The machine before and after one opcode: for step mode and the inspector. Topmost item first; `hidden` counts items left out. */
export interface MachineStep {
  readonly row: number;
  readonly before: { readonly stack: readonly StackItem[]; readonly hidden: number; readonly marks: number };
  readonly after: { readonly stack: readonly StackItem[]; readonly hidden: number; readonly marks: number };
  readonly memoWrite: { readonly index: number; readonly text: string } | null;
  readonly memoSize: number;
}
