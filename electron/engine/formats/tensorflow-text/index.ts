import { readDocument } from '../../document';
import type { Content } from '../../entry-context';
import type { Format } from '../../format';
import { inspectText } from './graph-text';
import { tokens } from './tokens';

/** Tokens looked at to tell a graph from other texts. */
const LOOKED_AT = 400;

/** A node with an operation, or the version of a SavedModel, as the first things that are said. */
function looksLikeGraph({ head }: Content): boolean {
  const path: string[] = [];
  let name = '';
  let count = 0;
  for (const token of tokens(head.subarray(0, 64 * 1024))) {
    if (token.kind === 'bad' || ++count > LOOKED_AT) return false;
    if (count === 1 && token.kind !== 'name') return false;
    if (token.kind === 'name') name = token.value;
    else if (token.kind === 'open') path.push(name);
    else if (token.kind === 'close') path.pop();
    else if (token.kind === 'number' && name === 'saved_model_schema_version' && path.length === 0) return true;
    else if (token.kind === 'text' && name === 'op' && (path.at(-1) === 'node' || path.at(-1) === 'node_def'))
      return true;
  }
  return false;
}

/** TensorFlow graphs, meta graphs and SavedModels in protobuf's text format (`.pbtxt`). */
export const tensorflowTextFormat: Format = {
  certainty: 'text',
  probe: looksLikeGraph,
  inspect: async (context, content) => {
    const bytes = await readDocument(context, content, { source: 'document', spelling: 'escaped' });
    context.note.metadata('framework', 'TensorFlow');
    if (bytes !== null) inspectText(context, bytes);
    return { format: 'tensorflow-text', formatPath: ['TensorFlow', 'text'] };
  },
};
