import { latin1 } from '../../decode-text';

/** Bytes in which the root element must begin. */
const BEGINNING = 64 * 1024;

/** What the first bytes say about a document: the name of its outermost element and what stands inside its start tag. */
export interface XmlRoot {
  readonly name: string;
  readonly attributes: string;
  /** True for documents that begin with `<?xml`. */
  readonly declared: boolean;
}

/** Finds the outermost element behind declarations, comments and document types; null for what is no XML. Linear in the bytes looked at. */
export function rootOf(head: Uint8Array): XmlRoot | null {
  const text = latin1(head.subarray(0, BEGINNING));
  let at = text.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0;
  const declared = text.startsWith('<?xml', at);
  const nameless = declared ? { name: '', attributes: '', declared } : null;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at++;
    if (text[at] !== '<') return nameless;
    const end = text.startsWith('<?', at)
      ? behind(text, '?>', at)
      : text.startsWith('<!--', at)
        ? behind(text, '-->', at)
        : text.startsWith('<!DOCTYPE', at)
          ? behindDoctype(text, at)
          : 0;
    if (end === null) return nameless;
    if (end === 0) break;
    at = end;
  }
  const name = /^<([A-Za-z_:][\w:.-]{0,100})(?=[\s/>])/.exec(text.slice(at, at + 128))?.[1];
  if (name === undefined) return nameless;
  const close = text.indexOf('>', at);
  return { name, attributes: text.slice(at + 1 + name.length, close < 0 ? at + 2048 : close), declared };
}

function behind(text: string, mark: string, from: number): number | null {
  const found = text.indexOf(mark, from);
  return found < 0 ? null : found + mark.length;
}

/** A document type ends at the first `>` outside its brackets and quotes. */
function behindDoctype(text: string, from: number): number | null {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"' || text[at] === "'") {
      const close = text.indexOf(text[at] as string, at + 1);
      if (close < 0) return null;
      at = close;
    } else if (text[at] === '[') depth++;
    else if (text[at] === ']') depth--;
    else if (text[at] === '>' && depth <= 0) return at + 1;
  }
  return null;
}
