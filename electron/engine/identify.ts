import { FORMATS, type FormatId } from '../../shared/formats';
import type { Content } from './entry-context';
import type { Certainty } from './format';
import { FORMAT_MODULES } from './formats';

/** Bytes looked at to recognise a format. */
export const HEAD_BYTES = 256 * 1024;

/**
 * All formats that some loader could take these bytes for, in the order of the format table; empty when none is known. A file may be
 * two by magic at once; structure and text are asked only where no magic answered, and give one format.
 */
export async function identify(content: Content): Promise<readonly FormatId[]> {
  const magic = await answering(content, 'magic', Number.POSITIVE_INFINITY);
  const carried = magic.flatMap((id) => carriedBy(id));
  const own = magic.filter((id) => !carried.includes(id));
  if (own.length > 0) return own;
  const structure = await answering(content, 'structure', 1);
  return structure.length > 0 ? structure : answering(content, 'text', 1);
}

/** The formats of one certainty that say yes, at most `maximum`. */
export async function answering(content: Content, certainty: Certainty, maximum: number): Promise<FormatId[]> {
  const found: FormatId[] = [];
  for (const { id } of FORMATS) {
    const format = FORMAT_MODULES[id];
    if ('partOf' in format || format.certainty !== certainty) continue;
    if (await format.probe(content)) found.push(id);
    if (found.length >= maximum) break;
  }
  return found;
}

function carriedBy(id: FormatId): readonly FormatId[] {
  const format = FORMAT_MODULES[id];
  return 'partOf' in format ? [] : (format.carries ?? []);
}

/** True when some format needs these bytes in any order. */
export function needsAnywhere(head: Uint8Array): boolean {
  return FORMATS.some(({ id }) => {
    const format = FORMAT_MODULES[id];
    return 'needsAnywhere' in format && format.needsAnywhere?.(head) === true;
  });
}
