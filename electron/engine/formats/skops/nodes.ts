import type { EntryContext } from '../../entry-context';
import type { JsonMember, JsonValue } from '../../json-reader';
import type { Notes } from '../../notes';

/** Loaders of skops, and what they do with the class of their node: make or call it, import it, or nothing. */
const LOADERS: ReadonlyMap<string, 'calls' | 'imports' | 'nothing'> = new Map([
  ['DictNode', 'calls'],
  ['DefaultDictNode', 'nothing'],
  ['ListNode', 'calls'],
  ['SetNode', 'calls'],
  ['TupleNode', 'calls'],
  ['BytesNode', 'nothing'],
  ['BytearrayNode', 'nothing'],
  ['SliceNode', 'nothing'],
  ['FunctionNode', 'imports'],
  ['MethodNode', 'imports'],
  ['PartialNode', 'calls'],
  ['TypeNode', 'imports'],
  ['ConstructorFromReduceNode', 'calls'],
  ['ObjectNode', 'calls'],
  ['OperatorFuncNode', 'calls'],
  ['JsonNode', 'nothing'],
  ['NdArrayNode', 'calls'],
  ['MaskedArrayNode', 'nothing'],
  ['DTypeNode', 'nothing'],
  ['RandomStateNode', 'calls'],
  ['RandomGeneratorNode', 'calls'],
  ['SparseMatrixNode', 'nothing'],
  ['LossNode', 'calls'],
  ['TreeNode', 'calls'],
  ['QuantileForestNode', 'calls'],
  ['_DictWithDeprecatedKeysNode', 'calls'],
  ['CachedNode', 'nothing'],
]);

/** Loaders whose class is audited by nobody, with the only one that their nodes have. */
const FIXED: ReadonlyMap<string, string> = new Map([
  ['JsonNode', 'builtins.str'],
  ['SliceNode', 'builtins.slice'],
]);

/** Names of a node that decide what it is. */
const DECIDING: ReadonlySet<string> = new Set([
  '__class__',
  '__module__',
  '__loader__',
  'protocol',
  'file',
  'content',
  'func',
  'obj',
  'attrs',
]);

const ARGUMENTS_SHOWN = 200;

/** What a schema refers to. */
export interface SchemaSummary {
  /** Members of the archive that nodes read, with the place of the first node that does. */
  readonly files: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
  readonly nodes: number;
  readonly rootClass: string | null;
}

/** Walks the nodes of a schema (`skops/io/_audit.py`) and notes every class and function by what its loader does with it. */
export function noteNodes(context: EntryContext, note: Notes, schema: JsonValue): SchemaSummary {
  const walk = new Walk(note);
  const pending: JsonValue[] = [schema];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    context.tick(value.start);
    if (value.kind === 'array') pending.push(...[...value.items].reverse());
    if (value.kind !== 'object') continue;
    if (value.members.some(({ key }) => key === '__loader__')) walk.node(value);
    for (let i = value.members.length - 1; i >= 0; i--) pending.push((value.members[i] as JsonMember).value);
  }
  return { files: walk.files, nodes: walk.nodes, rootClass: classOf(fieldsOf(schema)) };
}

type Fields = ReadonlyMap<string, JsonValue>;

/** The members of an object; of repeated ones the last, as Python's reader takes it. */
export function fieldsOf(value: JsonValue | undefined): Fields {
  return new Map(value?.kind === 'object' ? value.members.map(({ key, value: member }) => [key, member]) : []);
}

const textOf = (value: JsonValue | undefined): string | null => (value?.kind === 'string' ? value.text : null);

function classOf(fields: Fields): string | null {
  const [module, name] = [textOf(fields.get('__module__')), textOf(fields.get('__class__'))];
  return module === null || name === null ? null : `${module}.${name}`;
}

class Walk {
  readonly files = new Map<string, { readonly start: number; readonly end: number }>();
  nodes = 0;
  private readonly seen = new Set<string>();
  private readonly note: Notes;

  constructor(note: Notes) {
    this.note = note;
  }

  node(value: JsonValue): void {
    this.nodes++;
    this.repeated(value);
    const fields = fieldsOf(value);
    const loader = textOf(fields.get('__loader__'));
    const action = loader === null ? undefined : LOADERS.get(loader);
    if (loader === null || action === undefined) {
      this.note.malformed(
        'headerInvalid',
        `a node asks for the loader ${(loader ?? 'that is no text').slice(0, 100)}, which skops does not have`,
        value.start,
        value.end,
      );
    }
    const [module, name] = [textOf(fields.get('__module__')), textOf(fields.get('__class__'))];
    const place = fields.get('__class__') ?? value;
    if (module !== null && name !== null) {
      this.contradictions(loader ?? '', fields, module, name, value);
      // A class that its loader does not look at is still named: another reader, or another version, may take it.
      const isOldFunction = loader === 'FunctionNode' && fieldsOf(fields.get('content')).has('function');
      if (!FIXED.has(loader ?? '') && !isOldFunction)
        this.named(module, name, action === 'calls', place, textArguments(fields));
    } else if (loader !== 'CachedNode') {
      this.note.malformed('headerInvalid', 'a node without a class and module that are texts', value.start, value.end);
    }
    this.details(loader ?? '', fields);
  }

  /** Names beside `__class__` that a loader takes: of a method, a random generator, and of functions in the first protocol. */
  private details(loader: string, fields: Fields): void {
    const content = fieldsOf(fields.get('content'));
    const file = fields.get('file');
    const name = textOf(file);
    if (file !== undefined && name !== null && !this.files.has(name))
      this.files.set(name, { start: file.start, end: file.end });
    if (loader === 'MethodNode') {
      const func = content.get('func');
      const owner = classOf(fieldsOf(content.get('obj'))) ?? classOf(fields) ?? '';
      this.named(owner, textOf(func) ?? '', false, func ?? content.get('obj'), '');
    }
    if (loader === 'FunctionNode' && content.has('function'))
      this.named(
        textOf(content.get('module_path')) ?? '',
        textOf(content.get('function')) ?? '',
        false,
        content.get('function'),
        '',
      );
    if (loader === 'OperatorFuncNode')
      this.named(
        'operator',
        textOf(fields.get('__class__')) ?? '',
        true,
        fields.get('__class__'),
        textArguments(fields),
      );
    if (loader === 'RandomGeneratorNode') {
      const generator = bitGenerator(content);
      if (generator !== null) this.named('numpy.random', generator.name, true, generator.place, '');
    }
  }

  private contradictions(loader: string, fields: Fields, module: string, name: string, value: JsonValue): void {
    const lie = (detail: string) =>
      this.note.oddity('loaderContradiction', detail, value.start, Math.min(value.end, value.start + 1000));
    const shown = `${module}.${name}`.slice(0, 150);
    const fixed = FIXED.get(loader);
    if (fixed !== undefined && module !== 'builtins')
      lie(`a ${loader} calls itself ${shown}, and its loader makes a ${fixed} whatever it is called`);
    if (loader === 'OperatorFuncNode' && module !== 'operator')
      lie(
        `an OperatorFuncNode calls itself ${shown}, and its loader takes ${name.slice(0, 100)} out of the module operator (CVE-2025-54412)`,
      );
    if (loader === 'MethodNode') {
      const owner = classOf(fieldsOf(fieldsOf(fields.get('content')).get('obj')));
      if (owner !== `${module}.${name}`)
        lie(
          `a MethodNode says that it is of ${shown} and binds a method of ${(owner ?? 'nothing').slice(0, 150)} (CVE-2025-54413)`,
        );
    }
  }

  private named(module: string, name: string, called: boolean, place: JsonValue | undefined, args: string): void {
    const key = `${module}\0${name}\0${called}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.note.namedObject(
      { loader: 'skops', module: module.slice(0, 1000), name: name.slice(0, 1000), called, arguments: args },
      place?.start ?? 0,
      place?.end ?? 0,
    );
  }

  private repeated(value: JsonValue): void {
    if (value.kind !== 'object') return;
    const keys = new Set<string>();
    for (const { key, keyStart, keyEnd } of value.members) {
      if (keys.has(key) && DECIDING.has(key))
        this.note.oddity(
          'duplicateKey',
          `a node has ${key} more than once, and readers take different ones`,
          keyStart,
          keyEnd,
        );
      keys.add(key);
    }
  }
}

/** numpy's name of the bit generator: a text inside JSON inside the state, which the loader looks up in `numpy.random` and calls. */
function bitGenerator(content: Fields): { readonly name: string; readonly place: JsonValue } | null {
  for (const state of [content.get('bit_generator'), ...content.values()]) {
    const node = fieldsOf(fieldsOf(fieldsOf(state).get('content')).get('bit_generator'));
    const text = node.get('content');
    if (text?.kind === 'string') return { name: text.text.replace(/^"|"$/g, ''), place: text };
  }
  return null;
}

/** The texts that a call would get, where they stand in the node as such. */
function textArguments(fields: Fields): string {
  const found: string[] = [];
  const pending: (JsonValue | undefined)[] = [fields.get('attrs'), fields.get('content')];
  for (let steps = 0; steps < 50 && found.length < 5; steps++) {
    const value = pending.shift();
    if (value === undefined) continue;
    if (value.kind === 'array') pending.push(...value.items.slice(0, 10));
    if (value.kind !== 'object') continue;
    const inner = fieldsOf(value);
    const text = textOf(inner.get('content'));
    if (textOf(inner.get('__loader__')) === 'JsonNode' && text !== null) found.push(text);
    else pending.push(inner.get('content'));
  }
  return found.join(', ').slice(0, ARGUMENTS_SHOWN);
}
