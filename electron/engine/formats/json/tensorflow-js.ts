import type { EntryContext } from '../../entry-context';
import type { JsonValue } from '../../json/json-document';
import { isAddress, leavesFolder } from '../../outside-path';
import type { JsonReader } from './readers';

/** Different operations of one graph that are told. */
const OPERATIONS = 400;

const SUMMARY = [
  ['format', 'kind'],
  ['generatedBy', 'producer'],
  ['convertedBy', 'converter'],
] as const;

/**
 * `model.json` of TensorFlow.js: a Keras configuration or a TensorFlow graph under `modelTopology`, and the files of weights beside it
 * (tfjs-core/src/io/types.ts). The Keras part is read as every Keras configuration.
 */
export const tensorflowJsReader: JsonReader = {
  label: 'TensorFlow.js model',
  recognises: (document) => {
    const root = document.roots[0];
    return root !== undefined && root.get('modelTopology') !== null && root.get('weightsManifest') !== null;
  },
  read: (context, document) => {
    const { note } = context;
    const root = document.roots[0];
    if (root === undefined) return;
    note.metadata('framework', 'TensorFlow.js');
    for (const [key, label] of SUMMARY) {
      const value = root.textAt(key);
      if (value !== null) note.metadata(label, value);
    }
    let weights = 0;
    for (const group of root.get('weightsManifest')?.items() ?? []) {
      for (const path of group.get('paths')?.items() ?? []) {
        const target = path.text();
        if (target === null) continue;
        const to = isAddress(target) ? 'address' : 'file';
        const outside = to === 'file' && leavesFolder(target);
        note.reference({ to, target, leavesFolder: outside, purpose: 'weights of this model' }, path.start, path.end);
      }
      for (const _ of group.get('weights')?.items() ?? []) weights++;
    }
    note.metadata('tensors', String(weights));
    const topology = root.get('modelTopology');
    if (topology !== null) noteOperations(context, topology);
  },
};

/** Operations of the graph and of the functions in its library, each name once. */
function noteOperations({ note }: EntryContext, topology: JsonValue): void {
  const operations = new Map<string, { count: number; readonly place: JsonValue }>();
  const count = (nodes: JsonValue | null) => {
    for (const node of nodes?.items() ?? []) {
      const name = node.textAt('op');
      if (name === null) continue;
      const seen = operations.get(name);
      if (seen === undefined) operations.set(name, { count: 1, place: node });
      else seen.count++;
    }
  };
  count(topology.get('node'));
  for (const body of topology.get('library')?.get('function')?.items() ?? []) count(body.get('nodeDef'));
  for (const [name, { count, place }] of [...operations].slice(0, OPERATIONS))
    note.operation({ family: 'TensorFlow', domain: '', name, count, detail: '' }, place.start, place.end);
  if (operations.size > OPERATIONS)
    note.limit('operations', 'more different operations than are judged', topology.start, topology.end);
}
