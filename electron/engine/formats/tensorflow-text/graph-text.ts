import { decodeUtf8 } from '../../decode-text';
import type { EntryContext } from '../../entry-context';
import { OperationTally } from '../../operation-tally';
import { leavesFolder } from '../../outside-path';
import { sketch } from '../../protobuf/sketch';
import { isGraph } from '../tensorflow/evidence';
import { PathTrace } from '../tensorflow/path-trace';
import { tokens } from './tokens';

/** Messages in messages: protobuf's own readers stop at 100. */
const DEEPEST = 100;
const TEXTS = 16;
const INPUTS = 1000;

/** A node while it is read. */
interface Node {
  name: string;
  operation: string;
  readonly inputs: string[];
  readonly texts: string[];
  readonly calls: string[];
  readonly start: number;
}

/** Where assets are listed: the field, and the message in a collection of TensorFlow 1. */
const ASSETS: ReadonlySet<string> = new Set(['asset_file_def', 'tensorflow.AssetFileDef']);
const NODES: ReadonlySet<string> = new Set(['node', 'node_def']);

/** Reads a graph's text from front to back: operations are counted and judged as in the binary form. */
export function inspectText(context: EntryContext, bytes: Uint8Array): void {
  const { note } = context;
  const operations = new OperationTally();
  const trace = new PathTrace();
  const functions = new Set<string>();
  const path: string[] = [];
  let node: Node | null = null;
  let name = '';
  let parameters: string[] = [];
  let functionName = '';
  let versioned = false;
  trace.begin(null);
  for (const token of tokens(bytes)) {
    context.tick(token.start);
    if (token.kind === 'bad' || (token.kind === 'close' && path.length === 0) || path.length > DEEPEST) {
      note.explain(0, token.start, 'text');
      note.malformed('badMessage', 'the text breaks a rule of its notation', token.start, bytes.length);
      break;
    }
    if (token.kind === 'name') name = token.value;
    else if (token.kind === 'open') {
      if (NODES.has(name)) node = { name: '', operation: '', inputs: [], texts: [], calls: [], start: token.start };
      if (name === 'function') parameters = [];
      // A function's signature stands before its nodes where TensorFlow writes it.
      if (name === 'node_def' && functionName !== '') {
        functions.add(functionName);
        trace.begin(functionName, parameters);
        functionName = '';
      }
      if (name === 'versions') versioned = true;
      if (name === 'graph_def') trace.begin(null);
      path.push(name);
    } else if (token.kind === 'close') {
      const closed = path.pop() ?? '';
      if (NODES.has(closed) && node !== null) {
        const { operation, inputs, texts, calls, start } = node;
        operations.add('', operation, start, token.end);
        trace.node(node.name, { operation, inputs, texts, calls }, start, token.end);
        node = null;
      }
    } else if (token.kind === 'text') {
      const inside = path.at(-1) ?? '';
      if (inside === 'signature' && name === 'name' && path.at(-2) === 'function') {
        functionName = token.value;
        functions.add(token.value);
      } else if (inside === 'input_arg' && name === 'name') parameters.push(token.value);
      else if (ASSETS.has(inside) && name === 'filename')
        note.reference(
          {
            to: 'file',
            target: token.value,
            leavesFolder: leavesFolder(token.value),
            purpose: 'an asset of the model',
          },
          token.start,
          token.end,
        );
      else if (
        name === 'name' &&
        inside === 'tensor_info' &&
        ASSETS.has(path.at(-2) ?? '') &&
        path[0] === 'meta_graphs'
      )
        trace.feed(token.value);
      else if (name === 'value' && inside === 'value' && path.at(-2) === 'any_list' && path[0] === 'meta_graphs')
        feedAsset(trace, token.content);
      if (token.content !== undefined && token.content[0] === 0x0a && isGraph(sketch(token.content).fields))
        note.gap(token.start, token.end, 'a graph inside a text, which is not taken apart');
      if (node === null) continue;
      if (NODES.has(inside) && name === 'name') node.name = token.value;
      else if (NODES.has(inside) && name === 'op') node.operation = token.value;
      else if (NODES.has(inside) && name === 'input' && node.inputs.length < INPUTS) node.inputs.push(token.value);
      else if (name === 'string_val' && node.texts.length < TEXTS) node.texts.push(token.value);
      else if (inside === 'func' && name === 'name' && node.calls.length < TEXTS) node.calls.push(token.value);
      if (name === 's' && inside === 'value' && /^(file|grpc|https?):\/\//i.test(token.value))
        note.reference(
          { to: 'file', target: token.value, leavesFolder: true, purpose: 'an attribute of an operation' },
          token.start,
          token.end,
        );
    }
  }
  // Writers end a graph with it: a text that breaks off between two nodes is still well formed.
  if (!versioned)
    note.malformed(
      'badMessage',
      'the graph does not say its version, which writers put at its end',
      bytes.length,
      bytes.length,
    );
  if (path.length > 0) note.malformed('badMessage', 'the text breaks off', bytes.length, bytes.length);
  note.explain(0, bytes.length, 'text');
  trace.finish(note, (operation, detail) => operations.detail('', operation, detail));
  operations.flush(note, 'TensorFlow', (_, operation) => functions.has(operation));
  note.metadata('operations', String(operations.total));
}

/** An `AssetFileDef` as bytes: TensorFlow 1 keeps them in a collection. The constant that it names is filled by the loader. */
function feedAsset(trace: PathTrace, content: Uint8Array | undefined): void {
  const tensor = sketch(content ?? new Uint8Array(0)).fields.find(
    ({ number, wireType }) => number === 1 && wireType === 2,
  );
  const name = sketch(tensor?.content ?? new Uint8Array(0)).fields.find(
    ({ number, wireType }) => number === 1 && wireType === 2,
  );
  if (name !== undefined) trace.feed(decodeUtf8(name.content));
}
