import { NamedObjects } from '../../named-objects';
import type { JsonReader } from './readers';

/** Keys by which jsonpickle names what it imports, with whether it calls it (jsonpickle/tags.py). */
const TAGS: readonly (readonly [tag: string, called: boolean])[] = [
  ['py/object', true],
  ['py/newobj', true],
  ['py/newobjex', true],
  ['py/reduce', true],
  ['py/repr', true],
  ['py/type', false],
  ['py/function', false],
  ['py/mod', false],
];

/** Objects that jsonpickle would make of the document. */
export const jsonpickleReader: JsonReader = {
  label: 'jsonpickle',
  recognises: (document) => TAGS.some(([tag]) => document.holders(tag).next().done === false),
  read: (context, document) => {
    const names = new NamedObjects(context.note, 'jsonpickle');
    for (const [tag, called] of TAGS) {
      for (const object of document.holders(tag)) {
        context.tick(object.start);
        const value = object.get(tag);
        // `py/reduce` holds a list whose first is a `py/type` or `py/function` of its own, and calls it.
        const callee = value?.kind === 'array' ? value.items().next().value : value;
        if (value === null || callee === null || callee === undefined) continue;
        const path = callee.text() ?? callee.textAt('py/type') ?? callee.textAt('py/function') ?? callee.written(200);
        names.addPath(path, called, value.kind === 'array' ? value.written(200) : '', callee.start, callee.end);
      }
    }
  },
};
