import type { SourceWindow } from '../source-window';
import type { FieldKind } from './schema';
import { LONGEST_VARINT } from './wire';

/** What is wrong with a packed field (numbers one behind the other under one length); null for nothing. Holds no more than a window. */
export async function packedProblem(
  window: SourceWindow,
  kind: FieldKind,
  start: number,
  end: number,
): Promise<string | null> {
  const length = end - start;
  if (kind === 'fixed32') return length % 4 === 0 ? null : 'packed numbers break off';
  if (kind === 'fixed64') return length % 8 === 0 ? null : 'packed numbers break off';
  let run = 0;
  for (let at = start; at < end; ) {
    if (!window.holds(at, 1)) await window.load(at, 1);
    const bytes = window.view(at, Math.min(end - at, window.base + window.bytes.length - at));
    if (bytes.length === 0) return 'packed numbers break off';
    for (const byte of bytes) {
      if (byte < 0x80) run = 0;
      else if (++run >= LONGEST_VARINT) return 'a packed number is longer than numbers are';
    }
    at += bytes.length;
  }
  return run === 0 ? null : 'packed numbers break off';
}
