import type { ByteSource } from '../../byte-source';
import type { EntryContext } from '../../entry-context';
import { OperationTally } from '../../operation-tally';
import { type Handlers, type WireField, WireWalker } from '../../protobuf/walker';
import { ONNX_SCHEMA } from './schema';
import { OnnxTensors } from './tensors';

/** Free metadata of a model that is shown. */
const SHOWN_PROPERTIES = 100;
/** Longest name of a function that is kept: an operation by a longer one is not known. */
const FUNCTION_NAME = 512;
/** Attributes that tell what an operation with an effect does: files, modules, functions. */
const TELLING = new Set([
  'module',
  'class_name',
  'func_name',
  'id',
  'operator',
  'ep_cache_context',
  'code',
  'onnx_ep_sdk_version',
  'source',
]);

/** Takes a `ModelProto` apart: every graph, subgraph, function and tensor in it. */
export async function inspectModel(context: EntryContext, source: ByteSource): Promise<void> {
  context.coverage.size = Math.max(context.coverage.size, source.size);
  const model = new OnnxModel(context, source);
  await model.walk(source.size);
}

class OnnxModel {
  private readonly context: EntryContext;
  private readonly walker: WireWalker;
  private readonly tensors: OnnxTensors;
  private readonly operations: OperationTally;
  private readonly functions = new Set<string>();
  private readonly opsets: string[] = [];
  private readonly producer = { name: '', version: '' };
  private properties = 0;

  constructor(context: EntryContext, source: ByteSource) {
    this.context = context;
    this.walker = new WireWalker(context, source, ONNX_SCHEMA);
    this.tensors = new OnnxTensors(this.walker);
    this.operations = new OperationTally();
  }

  async walk(size: number): Promise<void> {
    const { walker, context } = this;
    const { note } = context;
    note.metadata('framework', 'ONNX');
    const text = (key: string) => async (field: WireField) => {
      const value = await walker.text(field);
      if (value !== '') note.metadata(key, value, field.start, field.end);
    };
    await walker.message('ModelProto', 0, size, {
      ir_version: (field) => note.metadata('IR version', String(field.value), field.start, field.end),
      producer_name: async (field) => {
        this.producer.name = await walker.text(field);
      },
      producer_version: async (field) => {
        this.producer.version = await walker.text(field);
      },
      domain: text('domain'),
      model_version: (field) => note.metadata('model version', String(field.value), field.start, field.end),
      doc_string: text('description'),
      graph: (field) => this.graph(field, true),
      opset_import: async (field) => {
        const opset = await this.opset(field);
        if (this.opsets.length < 50) this.opsets.push(opset);
      },
      metadata_props: (field) => this.property(field),
      training_info: async (field) => {
        note.metadata('training', 'holds training information', field.start, field.end);
        await walker.message('TrainingInfoProto', field.dataStart, field.end, {
          initialization: (part) => this.graph(part, false),
          algorithm: (part) => this.graph(part, false),
        });
      },
      functions: (field) => this.function(field),
    });
    walker.bookTo(size);
    // A file that breaks off behind its graph is still a well-formed message: without operator sets no runtime takes it.
    if (this.opsets.length === 0) walker.broken('the model does not say which operator sets it uses', size, size);
    const producer = `${this.producer.name} ${this.producer.version}`.trim();
    if (producer !== '') note.metadata('producer', producer);
    if (this.opsets.length > 0) note.metadata('operator sets', this.opsets.join(', '));
    if (this.tensors.count > 0) {
      note.metadata('tensors', String(this.tensors.count));
      note.metadata('parameters', String(this.tensors.parameters));
    }
    note.metadata('operations', String(this.operations.total));
    this.operations.flush(note, 'ONNX', (domain, name) => this.functions.has(`${domain}\0${name}`));
    this.tensors.flush();
  }

  private async graph(field: WireField, main: boolean): Promise<void> {
    const { walker } = this;
    await walker.message('GraphProto', field.dataStart, field.end, {
      node: (part) => this.node(part),
      name: async (part) => {
        const name = await walker.text(part);
        if (main && name !== '') this.context.note.metadata('graph', name, part.start, part.end);
      },
      initializer: (part) => this.tensors.tensor(part, true),
      sparse_initializer: (part) => this.sparse(part, true),
    });
  }

  private async sparse(field: WireField, counts: boolean): Promise<void> {
    await this.walker.message('SparseTensorProto', field.dataStart, field.end, {
      values: (part) => this.tensors.tensor(part, counts),
      indices: (part) => this.tensors.tensor(part, false),
    });
  }

  private async node(field: WireField): Promise<void> {
    const { walker } = this;
    let name = '';
    let domain = '';
    const details: string[] = [];
    let cut = false;
    await walker.message('NodeProto', field.dataStart, field.end, {
      op_type: async (part) => {
        cut = part.cut;
        name = await walker.text(part);
      },
      domain: async (part) => {
        cut ||= part.cut;
        domain = await walker.text(part);
      },
      attribute: (part) => this.attribute(part, details),
    });
    // Half a name is no name: the damage is said, and the operation is not known.
    if (!cut) this.operations.add(domain === 'ai.onnx' ? '' : domain, name, field.start, field.end, details.join(' '));
  }

  /** An attribute: subgraphs and tensors in it are walked; texts that tell an effect are kept. */
  private async attribute(field: WireField, details: string[]): Promise<void> {
    const { walker } = this;
    let name = '';
    const handlers: Handlers = {
      name: async (part) => {
        name = await walker.text(part);
      },
      s: async (part) => {
        if (TELLING.has(name)) details.push(`${name}=${(await walker.text(part)).slice(0, 200)}`);
      },
      t: (part) => this.tensors.tensor(part, false),
      tensors: (part) => this.tensors.tensor(part, false),
      g: (part) => this.graph(part, false),
      graphs: (part) => this.graph(part, false),
      sparse_tensor: (part) => this.sparse(part, false),
      sparse_tensors: (part) => this.sparse(part, false),
    };
    await walker.message('AttributeProto', field.dataStart, field.end, handlers);
  }

  private async function(field: WireField): Promise<void> {
    const { walker } = this;
    let name = '';
    let domain = '';
    await walker.message('FunctionProto', field.dataStart, field.end, {
      name: async (part) => {
        name = await walker.text(part);
      },
      domain: async (part) => {
        domain = await walker.text(part);
      },
      node: (part) => this.node(part),
      attribute_proto: (part) => this.attribute(part, []),
    });
    if (domain.length + name.length <= FUNCTION_NAME && this.functions.size < this.context.limits.entries)
      this.functions.add(`${domain === 'ai.onnx' ? '' : domain}\0${name}`);
  }

  private async opset(field: WireField): Promise<string> {
    const { walker } = this;
    let domain = '';
    let version = 0;
    await walker.message('OperatorSetIdProto', field.dataStart, field.end, {
      domain: async (part) => {
        domain = await walker.text(part);
      },
      version: (part) => {
        version = part.value;
      },
    });
    return `${domain === '' ? 'ai.onnx' : domain} ${version}`;
  }

  private async property(field: WireField): Promise<void> {
    const { key, value } = await this.tensors.entry(field);
    if (this.properties++ >= SHOWN_PROPERTIES) return;
    this.context.note.metadata(key === '' ? 'property' : key, value, field.start, field.end);
  }
}
