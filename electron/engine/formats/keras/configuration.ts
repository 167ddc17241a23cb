import type { EntryContext } from '../../entry-context';
import type { JsonDocument, JsonValue } from '../../json/json-document';
import { NamedObjects } from '../../named-objects';
import { isAddress, leavesFolder } from '../../outside-path';
import { pythonNames } from '../python-source/python-names';
import { noteEmbeddedCode, noteLambda } from './lambda';
import { inspectTorchModule } from './torch-module';

/** Class names that stand for plain values: their deserialisers make no object of a named class. */
const VALUES: ReadonlySet<string> = new Set([
  '__keras_tensor__',
  '__tensor__',
  '__numpy__',
  '__bytes__',
  '__ellipsis__',
  '__slice__',
  '__tuple__',
  '__list__',
  'TensorShape',
]);

/** Keys under which layers hold a function that they load from bytes or by name. */
const FUNCTIONS = ['function', 'output_shape', 'mask', 'arguments'] as const;

/** Keys of layers that name a file, with what the layer does with it. */
const FILES: readonly (readonly [key: string, purpose: string])[] = [
  ['vocabulary', 'the vocabulary of a lookup layer'],
  ['vocabulary_file', 'the vocabulary of a lookup layer'],
  ['merges', 'the merges of a tokenizer layer'],
  ['proto', 'the model of a tokenizer layer'],
  ['filepath', 'a saved model that a layer loads'],
  ['call_endpoint_path', 'a saved model that a layer loads'],
  ['origin', 'an address that is fetched'],
];

/** True when something in the document would be made into an object by Keras. */
export function isKerasConfiguration(document: JsonDocument): boolean {
  for (const object of document.holders('class_name'))
    if (object.get('class_name')?.kind === 'string' && (object.get('config') !== null || object.get('module') !== null))
      return true;
  return false;
}

/**
 * Notes what Keras would import, make and call for a configuration, at any depth: `deserialize_keras_object` goes down into every dictionary
 * and list, so nesting, wrappers and `compile_config` hide nothing (keras/src/saving/serialization_lib.py; for Keras 2
 * keras/saving/legacy/serialization.py). Functions in bytes are shown as code.
 */
export async function noteKeras(context: EntryContext, document: JsonDocument): Promise<void> {
  const names = new NamedObjects(context.note, 'Keras');
  const lambdas = new Set<number>();
  let layers = 0;
  for (const object of document.holders('class_name')) {
    context.tick(object.start);
    const className = object.textAt('class_name');
    if (className === null) continue;
    const config = object.get('config');
    const { start, end } = object;
    if (object.get('inbound_nodes') !== null || object.get('build_config') !== null) layers++;
    if (className === '__lambda__') {
      noteLambda(
        context,
        config?.get('value') ?? config?.get('code') ?? config,
        'function of a configuration',
        lambdas,
      );
      continue;
    }
    if (VALUES.has(className)) continue;
    const module = object.textAt('module') ?? '';
    if (className === 'function') noteFunction(names, module, object, start, end);
    else if (className === '__typespec__') names.add(module, object.textAt('spec_name') ?? '', true, '', start, end);
    else {
      // A registered name with a package belongs to a class that the file does not bring.
      const registered = object.textAt('registered_name');
      const custom = registered?.includes('>') === true && module === '';
      names.add(module, custom ? registered : className, true, argumentsOf(object), start, end);
    }
    if (config === null) continue;
    const layer = config.textAt('name') ?? className;
    noteFunctions(context, names, config, `${className} layer ${layer}`, className === 'Lambda', lambdas);
    noteFiles(context, config, layer);
    if (className === 'TorchModuleWrapper') await inspectTorchModule(context, config, layer);
    if (className === 'TFOpLambda' || className === 'SlicingOpLambda') {
      const symbol = config.textAt('function') ?? config.textAt('name') ?? '';
      names.addPath(`tensorflow.${symbol}`, true, '', start, end);
    }
  }
  noteEmbeddedCode(context, document, lambdas);
  noteSummary(context, document, layers);
}

/** What the object is made with, and what a functional model then calls it with (CVE-2025-1550). */
function argumentsOf(object: JsonValue): string {
  const config = object.get('config')?.written(150) ?? '';
  const called = object.get('inbound_nodes')?.written(150) ?? '[]';
  return called === '[]' ? config : `${config}, called with ${called}`;
}

/** `{"class_name": "function", "config": "relu", "module": "builtins"}`: Keras 3 gets the function, and a layer calls it. */
function noteFunction(names: NamedObjects, module: string, object: JsonValue, start: number, end: number): void {
  const config = object.get('config');
  const name = config?.text() ?? object.textAt('registered_name') ?? '';
  names.add(module, name, true, '', start, end);
}

/** Functions of a layer: bytes in a list (Keras 2), or a name with a module (both). */
function noteFunctions(
  context: EntryContext,
  names: NamedObjects,
  config: JsonValue,
  title: string,
  isLambda: boolean,
  lambdas: Set<number>,
): void {
  for (const key of FUNCTIONS) {
    const value = config.get(key);
    const type = config.textAt(`${key}_type`);
    if (value === null) continue;
    const bytes = value.kind === 'array' ? [...value.items()][0] : value;
    if (bytes?.kind === 'string' && (type === 'lambda' || (isLambda && value.kind === 'array' && key !== 'arguments')))
      noteLambda(context, bytes, `${title}, ${key}`, lambdas);
    else if (isLambda && value.kind === 'string' && key !== 'arguments') {
      const module = config.textAt('module') ?? config.textAt(`${key}_module`) ?? '';
      const text = value.text() as string;
      if (NAME.test(text)) names.add(module, text, true, '', value.start, value.end);
      else noteSource(context, text, `${title}, ${key}`, value);
    }
  }
}

/** What a function's name can be; anything else in its place is source for a loader that evaluates it. */
const NAME = /^[\w.<>:-]{1,256}$/;

function noteSource(context: EntryContext, text: string, title: string, { start, end }: JsonValue): void {
  const names = pythonNames(text, context.limits.codeNames + 1);
  context.note.code({ language: 'python', title, text, runs: 'loading', names }, start, end);
}

function noteFiles(context: EntryContext, config: JsonValue, layer: string): void {
  for (const [key, purpose] of FILES) {
    const value = config.get(key);
    const target = value?.text();
    if (value === null || target === undefined || target === null || target === '') continue;
    const to = isAddress(target) ? 'address' : 'file';
    const outside = to === 'file' && leavesFolder(target);
    context.note.reference(
      { to, target, leavesFolder: outside, purpose: `${purpose}, ${key} of ${layer}` },
      value.start,
      value.end,
    );
  }
}

function noteSummary(context: EntryContext, document: JsonDocument, layers: number): void {
  const { note } = context;
  const root = document.roots[0];
  const top = root?.get('modelTopology')?.get('model_config') ?? root?.get('model_config') ?? root;
  const kind = top?.textAt('class_name');
  const name = top?.get('config')?.textAt('name');
  if (kind !== undefined && kind !== null && top !== undefined) {
    note.metadata('framework', 'Keras', top.start, top.end);
    note.metadata('model', name === undefined || name === null ? kind : `${kind} ${name}`, top.start, top.end);
  }
  if (layers > 0) note.metadata('layers', String(layers));
  const compile = top?.get('compile_config');
  const optimizer = compile?.get('optimizer')?.textAt('class_name') ?? compile?.textAt('optimizer');
  if (optimizer !== undefined && optimizer !== null) note.metadata('optimizer', optimizer);
}
