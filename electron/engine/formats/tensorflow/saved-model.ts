import type { ByteSource } from '../../byte-source';
import type { EntryContext } from '../../entry-context';
import { leavesFolder } from '../../outside-path';
import { type Handlers, type WireField, WireWalker } from '../../protobuf/walker';
import type { TensorflowMessage } from './evidence';
import { embed, GraphWalk } from './graph';
import { TENSORFLOW_SCHEMA } from './schema';

/** Signatures, tags and collections listed. */
const LISTED = 50;

/** Takes a TensorFlow protobuf file apart. */
export async function inspectMessage(
  context: EntryContext,
  source: ByteSource,
  message: TensorflowMessage,
): Promise<void> {
  context.coverage.size = Math.max(context.coverage.size, source.size);
  context.note.metadata('framework', 'TensorFlow');
  const file = new TensorflowFile(context, source);
  await file.walk(message, source.size);
}

class TensorflowFile {
  private readonly context: EntryContext;
  private readonly source: ByteSource;
  private readonly walker: WireWalker;
  private readonly graphs: GraphWalk;
  private readonly tags: string[] = [];
  private readonly signatures: string[] = [];
  private objects = 0;
  private isSavedModel = false;
  private anyType = '';

  constructor(context: EntryContext, source: ByteSource) {
    this.context = context;
    this.source = source;
    this.walker = new WireWalker(
      context,
      source,
      TENSORFLOW_SCHEMA,
      new Map([
        [
          'Any',
          {
            type_url: async (field) => {
              const url = await this.walker.text(field);
              this.anyType = url.slice(url.lastIndexOf('.') + 1);
            },
            value: (field) => this.any(field),
          },
        ],
        ['AssetFileDef', this.assetHandlers()],
      ]),
    );
    this.graphs = new GraphWalk(context, this.walker, source);
  }

  async walk(message: TensorflowMessage, size: number): Promise<void> {
    const { walker, context } = this;
    const { note } = context;
    this.isSavedModel = message === 'SavedModel';
    if (message === 'SavedMetadata') {
      await walker.message('SavedMetadata', 0, size, { nodes: (field) => this.kerasObject(field, 'SavedObject') });
      walker.bookTo(size);
      note.metadata('keras objects', String(this.objects));
      return;
    }
    if (message === 'FingerprintDef') {
      await walker.message('FingerprintDef', 0, size);
      walker.bookTo(size);
      return;
    }
    if (message === 'GraphDef') await this.graphs.graph(0, size);
    else if (message === 'MetaGraphDef') await this.metaGraph(0, size);
    else
      await walker.message('SavedModel', 0, size, {
        meta_graphs: (field) => this.metaGraph(field.dataStart, field.end),
      });
    walker.bookTo(size);
    if (this.tags.length > 0) note.metadata('tags', this.tags.join(', '));
    if (this.signatures.length > 0) note.metadata('signatures', this.signatures.join(', '));
    this.graphs.flush();
  }

  private async metaGraph(start: number, end: number): Promise<void> {
    const { walker } = this;
    await walker.message('MetaGraphDef', start, end, {
      meta_info_def: (field) => this.info(field),
      graph_def: (field) => this.graphs.graph(field.dataStart, field.end),
      signature_def: (field) => this.signature(field),
      object_graph_def: (field) => this.objectGraph(field),
    });
  }

  private async info(field: WireField): Promise<void> {
    const { walker } = this;
    await walker.message('MetaGraphDef.MetaInfoDef', field.dataStart, field.end, {
      tags: async (part) => {
        if (this.tags.length < LISTED) this.tags.push(await walker.text(part));
      },
      tensorflow_version: async (part) =>
        this.context.note.metadata('producer', `TensorFlow ${await walker.text(part)}`, part.start, part.end),
    });
  }

  private async signature(field: WireField): Promise<void> {
    const { walker } = this;
    await walker.message(field.schema.message, field.dataStart, field.end, {
      key: async (part) => {
        if (this.signatures.length < LISTED) this.signatures.push(await walker.text(part));
      },
    });
  }

  private assetHandlers(): Handlers {
    return {
      tensor_info: async (part) => {
        const { walker } = this;
        const found = await walker.peek('TensorInfo', part.dataStart, part.end, ['name']);
        // Only the loader of SavedModels puts the place of the asset where the constant is.
        if (this.isSavedModel) this.graphs.feed(await walker.text(found.get('name')));
        await walker.message('TensorInfo', part.dataStart, part.end);
      },
      filename: async (part) => {
        const name = await this.walker.text(part);
        this.context.note.reference(
          { to: 'file', target: name, leavesFolder: leavesFolder(name), purpose: 'an asset of the model' },
          part.start,
          part.end,
        );
      },
    };
  }

  /** A message of a type that its `type_url` names. Collections and saved objects hold some. */
  private async any(field: WireField): Promise<void> {
    const type = this.anyType;
    if (type === 'AssetFileDef') await this.walker.message(type, field.dataStart, field.end);
    else this.walker.gap(field.dataStart, field.end, 'a message of a type that is not in the schema');
  }

  private async objectGraph(field: WireField): Promise<void> {
    const { walker } = this;
    await walker.message('SavedObjectGraph', field.dataStart, field.end, {
      nodes: (node) =>
        walker
          .message('SavedObject', node.dataStart, node.end, {
            user_object: (part) => this.kerasObject(part, 'SavedUserObject'),
          })
          .then(() => undefined),
    });
  }

  /** An object with metadata of Keras’: JSON that says what class it was. */
  private async kerasObject(field: WireField, type: string): Promise<void> {
    const { walker } = this;
    this.objects++;
    const message = type === 'SavedObject' ? field.schema.message : type;
    let isKeras = false;
    await walker.message(message, field.dataStart, field.end, {
      identifier: async (part) => {
        isKeras = (await walker.text(part)).startsWith('_tf_keras');
      },
      metadata: async (part) => {
        if (isKeras && part.end > part.dataStart) await embed(this.context, walker, this.source, 'metadata', part);
      },
    });
  }
}
