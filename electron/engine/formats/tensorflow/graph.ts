import { type ByteSource, SliceSource } from '../../byte-source';
import { decodeUtf8 } from '../../decode-text';
import type { EntryContext } from '../../entry-context';
import { OperationTally } from '../../operation-tally';
import { isAddress, leavesFolder } from '../../outside-path';
import { sketch } from '../../protobuf/sketch';
import type { WireField, WireWalker } from '../../protobuf/walker';
import { readVarint } from '../../protobuf/wire';
import { dataType, STRING_TYPE } from './data-types';
import { isGraph } from './evidence';
import { PathTrace } from './path-trace';

/** Inputs, texts and functions kept of one node. */
const INPUTS = 1000;
const TEXTS = 16;
const DIMENSIONS = 254;
/** Longest name of a function that is kept: an operation by a longer one is not known. */
const FUNCTION_NAME = 512;
/** Attributes that name a file, an address or a program. */
const TELLING: ReadonlySet<string> = new Set([
  'output_stream',
  'debug_urls',
  'memory_region_name',
  'token',
  'descriptor_source',
  'container_path',
  'call_target_name',
  'reader_func',
  'filename',
  'file_pattern',
]);

/** Those of them that name something else than a file or an address. */
const NO_PATHS: ReadonlySet<string> = new Set(['token', 'call_target_name', 'reader_func']);

/** What a node’s attributes came to. */
interface NodeNotes {
  readonly texts: string[];
  readonly calls: string[];
  readonly details: string[];
}

/** Walks `GraphDef`s and their function libraries: operations, constants, and graphs inside constants. */
export class GraphWalk {
  readonly operations: OperationTally;
  functions = 0;
  constants = 0;
  private readonly defined = new Set<string>();
  private readonly trace = new PathTrace();
  private readonly context: EntryContext;
  private readonly walker: WireWalker;
  private readonly source: ByteSource;

  constructor(context: EntryContext, walker: WireWalker, source: ByteSource) {
    this.context = context;
    this.walker = walker;
    this.source = source;
    this.operations = new OperationTally();
  }

  /** One `GraphDef`. */
  async graph(start: number, end: number): Promise<void> {
    const { walker } = this;
    this.trace.begin(null);
    let versioned = false;
    const version = () => {
      versioned = true;
    };
    await walker.message('GraphDef', start, end, {
      version,
      versions: async (field) => {
        version();
        await walker.message('VersionDef', field.dataStart, field.end);
      },
      node: (field) => this.node(field),
      library: (field) =>
        walker
          .message('FunctionDefLibrary', field.dataStart, field.end, { function: (part) => this.function(part) })
          .then(() => undefined),
    });
    // Writers end with it: a graph that breaks off between two nodes is still a well-formed message.
    if (!versioned) walker.broken('the graph does not say its version, which writers put at its end', end, end);
  }

  /** A constant that the loader fills with the place of an asset. */
  feed(tensor: string): void {
    this.trace.feed(tensor);
  }

  /** Writes what was counted, for all graphs of the entry. */
  flush(): void {
    const { note } = this.context;
    this.trace.finish(note, (operation, detail) => this.operations.detail('', operation, detail));
    this.operations.flush(note, 'TensorFlow', (_, name) => this.defined.has(name));
    note.metadata('operations', String(this.operations.total));
    if (this.functions > 0) note.metadata('functions', String(this.functions));
    if (this.constants > 0) note.metadata('constants', String(this.constants));
  }

  private async function(field: WireField): Promise<void> {
    const { walker } = this;
    this.functions++;
    const signature = (await walker.peek('FunctionDef', field.dataStart, field.end, ['signature'])).get('signature');
    let name = '';
    const parameters: string[] = [];
    if (signature !== undefined) {
      name = await walker.text((await walker.peek('OpDef', signature.dataStart, signature.end, ['name'])).get('name'));
      await this.parameters(signature, parameters);
    }
    if (name !== '' && name.length <= FUNCTION_NAME && this.defined.size < this.context.limits.entries)
      this.defined.add(name);
    this.trace.begin(name, parameters);
    await walker.message('FunctionDef', field.dataStart, field.end, { node_def: (part) => this.node(part) });
  }

  /** The names of a function’s arguments, in order. A look ahead: the signature is walked with the function. */
  private async parameters(signature: WireField, names: string[]): Promise<void> {
    for (const argument of await this.walker.peekAll(
      'OpDef',
      signature.dataStart,
      signature.end,
      'input_arg',
      INPUTS,
    )) {
      const found = await this.walker.peek('OpDef.ArgDef', argument.dataStart, argument.end, ['name']);
      names.push(await this.walker.text(found.get('name')));
    }
  }

  private async node(field: WireField): Promise<void> {
    const { walker } = this;
    const notes: NodeNotes = { texts: [], calls: [], details: [] };
    const inputs: string[] = [];
    let name = '';
    let operation = '';
    let cut = false;
    await walker.message('NodeDef', field.dataStart, field.end, {
      name: async (part) => {
        name = await walker.text(part);
      },
      op: async (part) => {
        cut = part.cut;
        operation = await walker.text(part);
      },
      input: async (part) => {
        if (inputs.length < INPUTS) inputs.push(await walker.text(part));
      },
      attr: (part) => this.attribute(part, name, notes),
    });
    // Half a name is no name: the damage is said, and the operation is not known.
    if (cut) return;
    this.operations.add('', operation, field.start, field.end, notes.details.join(' '));
    this.trace.node(name, { operation, inputs, texts: notes.texts, calls: notes.calls }, field.start, field.end);
  }

  private async attribute(field: WireField, node: string, notes: NodeNotes): Promise<void> {
    const { walker } = this;
    let key = '';
    await walker.message(field.schema.message, field.dataStart, field.end, {
      key: async (part) => {
        key = await walker.text(part);
      },
      value: (part) => this.value(part, key, node, notes),
    });
  }

  private async value(field: WireField, key: string, node: string, notes: NodeNotes): Promise<void> {
    const { walker } = this;
    const text = async (part: WireField) => {
      if (TELLING.has(key)) await this.telling(part, key, notes);
      if (key === 'module')
        walker.gap(part.dataStart, part.end, 'a compiled program (StableHLO) that is not taken apart');
      else await this.embedded(part);
    };
    const called = (part: WireField) => this.called(part, notes);
    await walker.message('AttrValue', field.dataStart, field.end, {
      s: text,
      tensor: (part) => this.tensor(part, node, notes),
      func: called,
      list: (part) =>
        walker
          .message('AttrValue.ListValue', part.dataStart, part.end, {
            s: text,
            tensor: (item) => this.tensor(item, node, notes),
            func: called,
          })
          .then(() => undefined),
    });
  }

  /** An attribute that names a file, an address or a program. Standard streams and defaults lead nowhere. */
  private async telling(field: WireField, key: string, notes: NodeNotes): Promise<void> {
    const text = await this.walker.text(field);
    if (text === '' || notes.details.length >= TEXTS) return;
    notes.details.push(`${key}=${text.slice(0, 200)}`);
    const file = /^file:\/\//i.test(text);
    if (NO_PATHS.has(key) || (!isAddress(text) && !leavesFolder(text)) || text.startsWith('local://')) return;
    this.context.note.reference(
      file || !isAddress(text)
        ? { to: 'file', target: text, leavesFolder: true, purpose: `the attribute ${key} of an operation` }
        : { to: 'address', target: text, leavesFolder: false, purpose: `the attribute ${key} of an operation` },
      field.start,
      field.end,
    );
  }

  /** A function by name, with attributes of its own. */
  private async called(field: WireField, notes: NodeNotes): Promise<void> {
    const { walker } = this;
    await walker.message('NameAttrList', field.dataStart, field.end, {
      name: async (part) => {
        if (notes.calls.length < TEXTS) notes.calls.push(await walker.text(part));
      },
      attr: (part) => this.attribute(part, '', notes),
    });
  }

  /** A constant: its bytes are an array; its texts are kept, and walked where they are graphs themselves. */
  private async tensor(field: WireField, node: string, notes: NodeNotes): Promise<void> {
    const { walker } = this;
    this.constants++;
    const shape: number[] = [];
    let type = 0;
    let content: WireField | null = null;
    let known = true;
    const whole = await walker.message('TensorProto', field.dataStart, field.end, {
      dtype: (part) => {
        type = part.value;
      },
      tensor_shape: (part) =>
        walker
          .message('TensorShapeProto', part.dataStart, part.end, {
            dim: async (dimension) => {
              let size = 0;
              await walker.message('TensorShapeProto.Dim', dimension.dataStart, dimension.end, {
                size: (value) => {
                  size = value.value;
                },
              });
              if (shape.length < DIMENSIONS) shape.push(size);
            },
            unknown_rank: (flag) => {
              known = flag.value === 0;
            },
          })
          .then(() => undefined),
      tensor_content: (part) => {
        content = part;
      },
      string_val: async (part) => {
        if (notes.texts.length < TEXTS) notes.texts.push(await walker.text(part));
        await this.embedded(part);
      },
    });
    const bytes = content as WireField | null;
    if (!whole || bytes === null || bytes.end === bytes.dataStart) return;
    const { name, bytes: width } = dataType(type);
    if (type === STRING_TYPE) {
      await this.texts(bytes, shape, notes);
      return;
    }
    if (width === 0) return;
    const elements = shape.reduce((product, size) => product * size, 1);
    if (!known || shape.some((size) => size < 0) || elements * width !== bytes.end - bytes.dataStart)
      walker.broken(`the constant ${node} does not have the bytes that its shape asks for`, bytes.dataStart, bytes.end);
    else walker.array({ name: node === '' ? null : node, dtype: name, shape, order: 'C' }, bytes.dataStart, bytes.end);
  }

  /** Texts as raw content: all lengths first, then all texts (`EncodeStringList`). */
  private async texts(field: WireField, shape: readonly number[], notes: NodeNotes): Promise<void> {
    const count = shape.reduce((product, size) => product * size, 1);
    const bytes = await this.walker.bytes(
      field.dataStart,
      Math.min(field.end - field.dataStart, this.context.limits.textBytes * TEXTS),
    );
    const lengths: number[] = [];
    let at = 0;
    for (let i = 0; i < count; i++) {
      const length = readVarint(bytes, at);
      if (length === null) return;
      if (lengths.length < TEXTS) lengths.push(length.value);
      at += length.length;
    }
    for (const length of lengths) {
      if (length < 0 || notes.texts.length >= TEXTS) return;
      notes.texts.push(decodeUtf8(bytes.subarray(at, at + length)));
      at += length;
    }
  }

  /** A text that is itself a graph, as data pipelines carry them: walked as a member. */
  private async embedded(field: WireField): Promise<void> {
    const length = field.end - field.dataStart;
    if (length < 8) return;
    const head = await this.walker.bytes(field.dataStart, Math.min(length, 4096));
    if (head[0] !== 0x0a && head[0] !== 0x12) return;
    if (!isGraph(sketch(head).fields)) return;
    await embed(this.context, this.walker, this.source, 'graph', field);
  }
}

/** Inspects the payload of a field as a member, named by its place so that it can be opened again. */
export async function embed(
  context: EntryContext,
  walker: WireWalker,
  source: ByteSource,
  what: string,
  field: WireField,
): Promise<void> {
  const { dataStart: start, end } = field;
  const outcome = await context.member({
    name: `${what} at ${start}-${end}`,
    absoluteBase: context.absoluteBase === null ? null : context.absoluteBase + start,
    content: { source: new SliceSource(source, start, end) },
  });
  walker.passed(start, end);
  context.coverage.delegate({ start, end }, outcome.explainedBytes, outcome.gaps);
}

/** Opens what `embed` named. */
export async function openEmbedded(source: ByteSource, name: string): Promise<ByteSource | null> {
  const place = / at (\d{1,15})-(\d{1,15})$/.exec(name);
  return place === null ? null : new SliceSource(source, Number(place[1]), Number(place[2]));
}
