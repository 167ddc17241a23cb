import { leadsOutside } from '../../outside-path';
import type { JsonReader } from './readers';

/** `Manifest.json` of a Core ML package (`.mlpackage`): where the model and its weights lie below `Data`. */
export const modelPackageReader: JsonReader = {
  label: 'Core ML package',
  recognises: (document) => document.roots[0]?.get('itemInfoEntries')?.kind === 'object',
  read: (context, document) => {
    const root = document.roots[0];
    if (root === undefined) return;
    const { note } = context;
    note.metadata('framework', 'Core ML');
    for (const [, entry] of root.get('itemInfoEntries')?.entries() ?? []) {
      const path = entry.get('path');
      const target = path?.text() ?? null;
      if (path == null || target === null) continue;
      const purpose = `part of this package, ${entry.get('name')?.text() ?? 'without a name'}`;
      note.reference({ to: 'file', target, leavesFolder: leadsOutside(target), purpose }, path.start, path.end);
    }
  },
};
