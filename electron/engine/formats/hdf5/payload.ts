import { MemorySource } from '../../byte-source';
import type { EntryContext } from '../../entry-context';

/** Attributes of Keras that hold JSON. */
const CONFIGURATIONS: ReadonlySet<string> = new Set(['model_config', 'training_config', 'model_metadata']);

/**
 * True for bytes in a file that a program may take for a file of their own: configurations by name or look, and what some format recognises.
 * PyTables unpickles every text attribute that ends with a full stop (tables/attributeset.py), and rows of its object arrays.
 */
export async function isPayload(
  context: EntryContext,
  name: string,
  bytes: Uint8Array,
  isText: boolean,
): Promise<boolean> {
  if (bytes.length < 2) return false;
  if (isText && (CONFIGURATIONS.has(name) || (bytes[0] === 0x7b && bytes[1] === 0x22))) return true;
  // A text that does harm as a pickle has lines and an end.
  if (isText && bytes[0] < 0x80 && !(bytes.includes(0x0a) && bytes.includes(0x2e))) return false;
  return context.recognises(new MemorySource(bytes));
}

/** Bytes without the zeros that fill a fixed width, which no reader of texts sees. */
export function withoutPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}
