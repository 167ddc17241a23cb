import { decodeUtf8 } from '../../decode-text';
import { readDocument } from '../../document';
import type { Content, EntryContext } from '../../entry-context';
import type { Inspected } from '../../format';

/** Members of a PyTorch archive that are short texts, and what they may say (caffe2/serialize, torch/serialization.py). */
const TEXTS: Readonly<Record<string, RegExp>> = {
  version: /^[0-9]{1,4}\n?$/,
  byteorder: /^(little|big)\n?$/,
  '.format_version': /^[0-9]{1,4}\n?$/,
  '.storage_alignment': /^[0-9]{1,8}\n?$/,
  '.data/serialization_id': /^[0-9]{1,64}\n?$/,
};

/** True when a member of this name holds just the kind of text it should. */
export function isPlainTorchText(nameInArchive: string, content: string): boolean {
  return TEXTS[nameInArchive]?.test(content) ?? false;
}

export function isTorchText(nameInArchive: string): boolean {
  return Object.hasOwn(TEXTS, nameInArchive);
}

/** A file saved along, when it is a text; anything else is a gap. */
export async function inspectExtraText(context: EntryContext, content: Content): Promise<Inspected> {
  const bytes = await readDocument(context, content, { source: 'text', spelling: 'plain' });
  if (bytes !== null) {
    const text = decodeUtf8(bytes);
    if (/[^\t\n\r\x20-\x7e\u00a0-\ufffc]/.test(text)) context.note.gap(0, bytes.length, 'not recognised as any format');
    else context.note.explain(0, bytes.length, 'text');
  }
  return { format: 'unknown', formatPath: ['text'] };
}
