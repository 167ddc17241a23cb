import type { EntryContext } from '../../entry-context';
import { leadsOutside } from '../../outside-path';
import type { YamlNode } from '../../ports';
import { outsideRequirement } from '../text/requirements';
import { mappingOf, nodesOf, scalarText, valueFor } from './walk';

/** Where a node stands in bytes. */
type Place = (node: YamlNode) => readonly [start: number, end: number];

/** Keys of a flavour whose value is a path that loading the model opens, and what for. */
const PATHS: Readonly<Record<string, string>> = {
  data: 'the model’s data',
  model_path: 'the model',
  model_data: 'the model’s data',
  pickled_model: 'the pickled model',
  python_model: 'the pickled Python model',
  code: 'Python code that is put on the import path',
  code_paths: 'Python code that is put on the import path',
  code_path: 'Python code that is put on the import path',
  model_code_path: 'Python code that is run to make the model',
  artifact_path: 'the model’s folder',
  path: 'an artifact',
  config: 'the model’s configuration',
  streamable_path: 'the model’s data',
};

/** True for the document that MLflow calls `MLmodel`: a mapping with `flavors`. */
export function isMlModel(root: YamlNode): boolean {
  return mappingOf(valueFor(root, 'flavors')) !== null;
}

/**
 * What `mlflow.pyfunc.load_model` and the flavours’ own loaders do with an `MLmodel`: import `loader_module` and call its `_load_pyfunc`,
 * put `code` on the import path, open the paths it names. See MLflow’s documentation of the MLmodel format.
 */
export function readMlModel(context: EntryContext, root: YamlNode, place: Place): void {
  const { note } = context;
  note.metadata('framework', 'MLflow');
  const flavors = mappingOf(valueFor(root, 'flavors'));
  const names = (flavors?.entries ?? []).map(({ key }) => scalarText(key) ?? '?');
  note.metadata('flavours', names.join(', '));
  for (const [key, label] of [
    ['mlflow_version', 'mlflow version'],
    ['utc_time_created', 'created'],
    ['model_uuid', 'model id'],
    ['run_id', 'run'],
  ] as const) {
    const value = scalarText(valueFor(root, key));
    if (value !== null && value !== '') note.metadata(label, value);
  }
  readPath(context, root, 'artifact_path', place);
  for (const node of flavors === null ? [] : nodesOf(flavors)) {
    if (node.kind !== 'map') continue;
    for (const { key, value } of node.entries) {
      const name = scalarText(key);
      const text = scalarText(value);
      if (name === 'loader_module' && text !== null && text !== '')
        note.namedObject(
          { loader: 'MLflow', module: text, name: '_load_pyfunc', called: true, arguments: '' },
          ...place(value ?? key),
        );
      if (name === 'python_version' && text !== null) note.metadata('python', text);
      if (name !== null && PATHS[name] !== undefined) readPath(context, node, name, place);
      if (name === 'uri' && text !== null && leadsOutside(text))
        // Where the artifact was copied from: written down, not opened again.
        note.metadata('copied from', text);
    }
  }
}

function readPath(context: EntryContext, map: YamlNode, key: string, place: Place): void {
  for (const entry of map.entries) {
    if (scalarText(entry.key) !== key || entry.value === null) continue;
    const values = entry.value.kind === 'sequence' ? entry.value.items : [entry.value];
    for (const value of values) {
      const target = scalarText(value);
      if (target === null || target === '' || target === 'null' || target === '~') continue;
      const purpose = `${PATHS[key] ?? 'a path'} (${key})`;
      context.note.reference({ to: 'file', target, leavesFolder: leadsOutside(target), purpose }, ...place(value));
    }
  }
}

/** True for an environment of conda or of MLflow’s virtualenv. */
export function isEnvironment(root: YamlNode): boolean {
  return (
    valueFor(root, 'dependencies')?.kind === 'sequence' || valueFor(root, 'build_dependencies')?.kind === 'sequence'
  );
}

/** The channels that conda’s own documentation names. */
const CHANNELS =
  /^(?:defaults|nodefaults|conda-forge|pytorch|nvidia|anaconda|main|[\w-]+|https:\/\/(?:conda|repo)\.anaconda\.(?:org|com)\/[\w./-]*)$/;

/** What an environment file installs from outside the package indexes: MLflow makes the environment before it serves the model. */
export function readEnvironment(context: EntryContext, root: YamlNode, place: Place): void {
  for (const channel of valueFor(root, 'channels')?.items ?? []) {
    const target = scalarText(channel);
    if (target !== null && !CHANNELS.test(target))
      context.note.reference(
        { to: 'address', target, leavesFolder: false, purpose: 'conda installs packages from there' },
        ...place(channel),
      );
  }
  for (const key of ['dependencies', 'build_dependencies']) {
    const list = valueFor(root, key);
    if (list === null) continue;
    for (const node of nodesOf(list)) {
      const line = node.kind === 'scalar' ? outsideRequirement(node.text.slice(0, 4096)) : null;
      if (line !== null) context.note.reference(line, ...place(node));
    }
  }
}
