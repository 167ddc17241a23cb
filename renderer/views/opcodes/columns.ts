/** One column of the tree. The effect column takes what is left. */
export interface Column {
  readonly id: 'offset' | 'opcode' | 'argument' | 'effect' | 'depth' | 'memo';
  readonly title: string;
  readonly width: number;
  readonly minimum: number;
  readonly number?: boolean;
}

export const COLUMNS: readonly Column[] = [
  { id: 'offset', title: 'Offset', width: 92, minimum: 60 },
  { id: 'opcode', title: 'Opcode', width: 178, minimum: 90 },
  { id: 'argument', title: 'Argument', width: 196, minimum: 60 },
  { id: 'effect', title: 'Effect', width: 0, minimum: 80 },
  { id: 'depth', title: 'Depth', width: 56, minimum: 44, number: true },
  { id: 'memo', title: 'Memo', width: 60, minimum: 44, number: true },
];

export const DEFAULT_WIDTHS: readonly number[] = COLUMNS.map((column) => column.width);

export function gridTemplate(widths: readonly number[]): string {
  return COLUMNS.map((column, index) =>
    column.id === 'effect' ? `minmax(${column.minimum}px, 1fr)` : `minmax(${column.minimum}px, ${widths[index]}px)`,
  ).join(' ');
}
