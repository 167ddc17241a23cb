import { fromBase64 } from '../../base64';
import type { EntryContext } from '../../entry-context';
import type { JsonDocument, JsonValue } from '../../json/json-document';
import { noteMarshalled } from '../../python-code/note-code';

/** Strings shorter than this hold no code object. */
const SMALLEST_CODE = 60;

/**
 * A function that a Lambda layer carries: base64 of marshalled byte code (`func_dump` in keras/src/utils/python_utils.py), alone or as the
 * first of a list with its defaults and closure. What cannot be read is told as code all the same: the loader would try.
 */
export function noteLambda(
  context: EntryContext,
  value: JsonValue | null | undefined,
  title: string,
  noted: Set<number>,
): void {
  const code = value?.kind === 'array' ? [...value.items()][0] : value;
  if (code === null || code === undefined) return;
  if (code.kind === 'object') {
    noteLambda(context, code.get('code') ?? code.get('value'), title, noted);
    return;
  }
  if (noted.has(code.start)) return;
  noted.add(code.start);
  const text = code.text();
  if (text !== null && noteBytes(context, codeBytes(text), title, code)) return;
  context.note.code(
    { language: 'bytecode', title: `${title}, not readable`, text: code.written(4096), runs: 'loading', names: [] },
    code.start,
    code.end,
  );
}

/** Code objects in strings at other places: base64 of a marshalled code object begins with `4w` or `Yw`. */
export function noteEmbeddedCode(context: EntryContext, document: JsonDocument, noted: Set<number>): void {
  for (const string of document.strings()) {
    const { start, end } = string;
    const first = document.bytes[start + 1];
    if (end - start < SMALLEST_CODE || (first !== 0x34 && first !== 0x59) || document.bytes[start + 2] < 0x77) continue;
    if (noted.has(start)) continue;
    const bytes = fromBase64(string.text() as string);
    if (bytes !== null) noteBytes(context, bytes, 'byte code in a configuration', string);
  }
}

/** What `func_load` hands to `marshal.loads`: base64, and the text’s own characters where that fails. */
function codeBytes(text: string): Uint8Array {
  const decoded = /^[\0-\x7f]*$/.test(text) ? fromBase64(text) : null;
  if (decoded !== null) return decoded;
  return Uint8Array.from(text, (letter) => (letter.codePointAt(0) ?? 0) & 0xff);
}

function noteBytes(context: EntryContext, bytes: Uint8Array, title: string, { start, end }: JsonValue): boolean {
  return noteMarshalled(context.note, bytes, { title, runs: 'loading' }, start, end);
}
