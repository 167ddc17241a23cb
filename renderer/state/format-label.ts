import { FORMATS, type FormatRow } from '../../shared/formats';

const LABELS: ReadonlyMap<string, string> = new Map(
  (FORMATS as readonly FormatRow[]).map((row) => [row.id, row.label]),
);

/** What a person calls a format: its label in the format table, or the word itself for what is no format (`folder`, `empty`). */
export function formatLabel(format: string): string {
  return LABELS.get(format) ?? format;
}
