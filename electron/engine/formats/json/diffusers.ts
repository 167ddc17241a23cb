import type { JsonValue } from '../../json/json-document';
import { NamedObjects } from '../../named-objects';
import type { JsonReader } from './readers';

/**
 * `model_index.json` of Diffusers: each part of the pipeline is a library and a class in it, which are imported and made; libraries that are
 * none are folders beside the file, with Python of their own (diffusers/pipelines/pipeline_loading_utils.py).
 */
export const diffusersReader: JsonReader = {
  label: 'Diffusers pipeline',
  recognises: (document) => {
    const root = document.roots[0];
    return root !== undefined && root.get('_class_name') !== null && root.get('_diffusers_version') !== null;
  },
  read: (context, document) => {
    const root = document.roots[0];
    if (root === undefined) return;
    const names = new NamedObjects(context.note, 'Diffusers');
    context.note.metadata('framework', 'Diffusers');
    for (const [key, value] of root.entries()) {
      const [library, name] = [...take(value.items(), 3)].map((item) => item.text());
      if (typeof library === 'string' && typeof name === 'string')
        names.add(library, name, true, `as ${key.text()}`, value.start, value.end);
      else if (key.is('_class_name') && value.kind === 'string')
        names.add('diffusers', value.text() as string, true, '', value.start, value.end);
    }
  },
};

function* take(values: Iterable<JsonValue>, count: number): Generator<JsonValue> {
  let taken = 0;
  for (const value of values) {
    if (taken++ >= count) return;
    yield value;
  }
}
