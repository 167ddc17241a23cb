import { decodeUtf8 } from '../../decode-text';
import { readDocument } from '../../document';
import type { Content, EntryContext } from '../../entry-context';
import type { Inspected } from '../../format';
import { pythonNames } from '../python-source/python-names';
import { sourceInventory } from '../python-source/source-inventory';

const SOURCE_BYTES = 8 * 1024 * 1024;

/** Python that a loader imports when it loads the model: a handler, the code of a model, a module of a package. */
export async function inspectPython(context: EntryContext, content: Content): Promise<Inspected> {
  const bytes = await readDocument(context, content, { source: 'source', spelling: 'code' });
  if (bytes !== null && bytes.length > SOURCE_BYTES) {
    context.note.limit('scriptBytes', 'source longer than is read', 0, bytes.length);
  } else if (bytes !== null) {
    const text = decodeUtf8(bytes);
    context.note.explain(0, bytes.length, 'text');
    context.note.code(
      {
        language: 'python',
        title: content.name,
        text,
        runs: 'loading',
        names: pythonNames(text, context.limits.codeNames + 1),
        inventory: sourceInventory(text),
      },
      0,
      bytes.length,
    );
  }
  return { format: 'unknown', formatPath: ['Python'] };
}
