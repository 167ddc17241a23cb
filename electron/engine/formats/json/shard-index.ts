import { isAddress, leavesFolder } from '../../outside-path';
import type { JsonReader } from './readers';

/** Files of one index that are told one by one, as long as they stay in the folder. */
const LISTED = 400;

/** `model.safetensors.index.json` and its relatives: which tensor lies in which file beside it. */
export const shardIndexReader: JsonReader = {
  label: 'index of shards',
  recognises: (document) => document.roots[0]?.get('weight_map')?.kind === 'object',
  read: (context, document) => {
    const root = document.roots[0];
    const map = root?.get('weight_map') ?? null;
    if (root === undefined || map === null) return;
    const { note } = context;
    const files = new Set<string>();
    let tensors = 0;
    for (const [, value] of map.entries()) {
      tensors++;
      const target = value.text();
      if (target === null || files.has(target)) continue;
      files.add(target);
      const to = isAddress(target) ? 'address' : 'file';
      const outside = to === 'file' && leavesFolder(target);
      if (to === 'file' && !outside && files.size > LISTED) continue;
      note.reference({ to, target, leavesFolder: outside, purpose: 'tensors of this index' }, value.start, value.end);
    }
    note.metadata('tensors', String(tensors), map.start, map.end);
    note.metadata('shards', String(files.size), map.start, map.end);
    const size = root.get('metadata')?.get('total_size') ?? null;
    if (size !== null) note.metadata('bytes of all shards', size.written(40), size.start, size.end);
  },
};
