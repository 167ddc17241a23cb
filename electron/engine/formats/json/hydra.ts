import { NamedObjects } from '../../named-objects';
import type { JsonReader } from './readers';

/** Keys that steer Hydra and are no arguments. */
const STEERING: ReadonlySet<string> = new Set(['_target_', '_partial_', '_recursive_', '_convert_']);

/**
 * Hydra’s `instantiate`: `_target_` names what is imported and called with the other keys, at any depth; `_partial_` makes a partial of it
 * instead, which the program calls later (hydra/_internal/instantiate/_instantiate2.py).
 */
export const hydraReader: JsonReader = {
  label: 'Hydra configuration',
  recognises: (document) => document.holders('_target_').next().done === false,
  read: (context, document) => {
    const names = new NamedObjects(context.note, 'Hydra');
    for (const object of document.holders('_target_')) {
      context.tick(object.start);
      const target = object.get('_target_');
      if (target === null) continue;
      const args: string[] = [];
      for (const [key, value] of object.entries()) {
        if (args.length >= 20) break;
        const name = key.text() as string;
        if (!STEERING.has(name)) args.push(`${name}=${value.written(80)}`);
      }
      const partial = object.get('_partial_')?.kind === 'true';
      names.addPath(target.text() ?? target.written(200), !partial, args.join(', '), target.start, target.end);
    }
  },
};
