import type { JsonValue } from '../../json/json-document';
import { NamedObjects } from '../../named-objects';
import type { JsonReader } from './readers';

/** Keys of the summary, with what they are called in it. */
const SUMMARY: readonly (readonly [key: string, label: string])[] = [
  ['model_type', 'model'],
  ['transformers_version', 'transformers'],
  ['torch_dtype', 'dtype'],
  ['dtype', 'dtype'],
  ['license', 'licence'],
  ['base_model_name_or_path', 'base model'],
  ['peft_type', 'adapter'],
  ['_class_name', 'pipeline'],
  ['_diffusers_version', 'diffusers'],
];

/** Keys at the top of a configuration of this family. */
const MARKS = ['model_type', 'architectures', 'transformers_version', 'peft_type', '_diffusers_version'] as const;
/** Keys that name classes in files of Python. */
const CODE = ['auto_map', 'custom_pipelines'] as const;

/**
 * `config.json` and its relatives of the Transformers family. `auto_map` and `custom_pipelines` name classes in Python files beside it (or,
 * behind `--`, in another repository), which `trust_remote_code=True` imports and makes (transformers/dynamic_module_utils.py).
 */
export const transformersReader: JsonReader = {
  label: 'Transformers configuration',
  recognises: (document) => {
    const root = document.roots[0];
    if (root !== undefined && MARKS.some((key) => root.get(key) !== null)) return true;
    return CODE.some((key) => document.holders(key).next().done === false);
  },
  read: (context, document) => {
    const names = new NamedObjects(context.note, 'Transformers');
    const add = (value: JsonValue) => {
      const path = value.text();
      if (path === null) return;
      // `repository--module.Class`: the module is fetched from another repository.
      const split = path.indexOf('--');
      const from = split < 0 ? '' : `from ${path.slice(0, split)}`;
      names.addPath(split < 0 ? path : path.slice(split + 2), true, from, value.start, value.end);
    };
    for (const object of document.holders('auto_map')) {
      context.tick(object.start);
      const map = object.get('auto_map');
      for (const value of map === null ? [] : map.kind === 'object' ? valuesOf(map) : [map])
        for (const item of value.kind === 'array' ? value.items() : [value]) add(item);
    }
    for (const object of document.holders('custom_pipelines')) {
      context.tick(object.start);
      const pipelines = object.get('custom_pipelines');
      for (const pipeline of pipelines === null ? [] : valuesOf(pipelines)) {
        const implementation = pipeline.get('impl');
        if (implementation !== null) add(implementation);
      }
    }
    const root = document.roots[0];
    if (root === undefined) return;
    // PEFT imports the library of the adapted class (peft/auto.py).
    const adapted = root.get('auto_mapping');
    const library = adapted?.get('parent_library') ?? null;
    if (adapted !== null && library !== null)
      names.add(library.text() ?? '', adapted.textAt('base_model_class') ?? '', false, '', library.start, library.end);
    context.note.metadata('framework', 'Transformers');
    for (const [key, label] of SUMMARY) {
      const value = root.textAt(key);
      if (value !== null) context.note.metadata(label, value);
    }
    const architecture = root.get('architectures')?.written(300);
    if (architecture !== undefined)
      context.note.metadata('architecture', architecture.replace(/[[\]"\s]+/g, ' ').trim());
  },
};

function* valuesOf(object: JsonValue): Generator<JsonValue> {
  for (const [, value] of object.entries()) yield value;
}
