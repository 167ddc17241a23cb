import type { ByteSource } from '../../byte-source';
import type { EntryContext } from '../../entry-context';
import { OperationTally } from '../../operation-tally';
import { leavesFolder } from '../../outside-path';
import { type Handlers, type WireField, WireWalker } from '../../protobuf/walker';
import { COREML_SCHEMA } from './schema';

/** Free metadata of a model that is shown. */
const SHOWN_PROPERTIES = 100;
/** Weight files of one model that are listed. */
const WEIGHT_FILES = 1000;
/** Names of what an ML program’s blobs stand below: the folder of the model itself. */
const MODEL_PATH = '@model_path/';

/** Messages with a model in an encoding of Apple’s own, and the field that holds it. */
const OPAQUE: readonly (readonly [message: string, field: string])[] = [
  ['TextClassifier', 'modelParameterData'],
  ['WordTagger', 'modelParameterData'],
  ['Gazetteer', 'modelParameterData'],
  ['WordEmbedding', 'modelParameterData'],
  ['SerializedModel', 'model'],
];

/** Takes a `Model` apart, with the models of a pipeline in it. */
export async function inspectModel(context: EntryContext, source: ByteSource): Promise<void> {
  const { note, coverage } = context;
  coverage.size = Math.max(coverage.size, source.size);
  note.metadata('framework', 'Core ML');
  const operations = new OperationTally();
  const weightFiles = new Map<string, WireField>();
  let properties = 0;
  let customs = 0;
  const text = (key: string) => async (field: WireField) => {
    const value = await walker.text(field);
    if (value !== '') note.metadata(key, value, field.start, field.end);
  };
  const className = (domain: string, name: string) => async (field: WireField) => {
    customs++;
    operations.detail(domain, name, await walker.text(field));
  };
  const array = (name: string, dtype: string, width: number) => (field: WireField) => {
    const bytes = field.end - field.dataStart;
    if (bytes > 0 && bytes % width === 0)
      walker.array({ name, dtype, shape: [bytes / width], order: 'C' }, field.dataStart, field.end);
    else if (bytes > 0) walker.broken(`${name} break off`, field.dataStart, field.end);
  };
  const everywhere = new Map<string, Handlers>([
    [
      'Model',
      {
        '*': (field) => {
          if (field.schema.single !== 'Type') return;
          operations.add('model', field.schema.name, field.start, field.end);
          note.metadata('kind', field.schema.name, field.start, field.end);
        },
        specificationVersion: (field) =>
          note.metadata('specification version', String(field.value), field.start, field.end),
      },
    ],
    [
      'Metadata',
      {
        shortDescription: text('description'),
        versionString: text('version'),
        author: text('author'),
        license: text('licence'),
        userDefined: async (field) => {
          let key = '';
          let value = '';
          await walker.message(field.schema.message, field.dataStart, field.end, {
            key: async (part) => {
              key = await walker.text(part);
            },
            value: async (part) => {
              value = await walker.text(part);
            },
          });
          if (properties++ < SHOWN_PROPERTIES)
            note.metadata(key === '' ? 'property' : key, value, field.start, field.end);
        },
      },
    ],
    [
      'NeuralNetworkLayer',
      {
        '*': (field) => {
          if (field.schema.single === 'layer') operations.add('layer', field.schema.name, field.start, field.end);
        },
      },
    ],
    [
      'Operation',
      {
        type: async (field) => {
          // Half a name is no name: the damage is said, and the operation is not known.
          if (!field.cut) operations.add('', await walker.text(field), field.start, field.end);
        },
      },
    ],
    ['CustomLayerParams', { className: className('layer', 'custom') }],
    ['CustomModel', { className: className('model', 'customModel') }],
    [
      'LinkedModelFile',
      {
        '*': async (field) => {
          const found = (await walker.peek('StringParameter', field.dataStart, field.end, ['defaultValue'])).get(
            'defaultValue',
          );
          const target = await walker.text(found);
          if (target === '') return;
          const purpose =
            field.schema.name === 'linkedModelFileName'
              ? 'another model that is loaded'
              : 'where another model is looked for';
          note.reference({ to: 'file', target, leavesFolder: leavesFolder(target), purpose }, field.start, field.end);
        },
      },
    ],
    [
      'Value.BlobFileValue',
      {
        fileName: async (field) => {
          const name = await walker.text(field);
          if (weightFiles.size < WEIGHT_FILES && !weightFiles.has(name)) weightFiles.set(name, field);
        },
      },
    ],
    [
      'WeightParams',
      {
        floatValue: array('weights', 'float32', 4),
        float16Value: array('weights', 'float16', 2),
        rawValue: array('quantised weights', 'uint8', 1),
        int8RawValue: array('quantised weights', 'int8', 1),
      },
    ],
    ...OPAQUE.map(
      ([message, name]) =>
        [
          message,
          {
            [name]: (field: WireField) =>
              walker.gap(field.dataStart, field.end, 'a model in an encoding that is not published'),
          },
        ] as const,
    ),
  ]);
  const walker = new WireWalker(context, source, COREML_SCHEMA, everywhere);
  await walker.message('Model', 0, source.size);
  walker.bookTo(source.size);
  note.metadata('operations', String(operations.total));
  if (customs > 0) note.metadata('classes of the app', String(customs));
  for (const [name, field] of weightFiles) {
    const path = name.startsWith(MODEL_PATH) ? name.slice(MODEL_PATH.length) : name;
    const purpose = 'the weights of the program';
    note.reference({ to: 'file', target: name, leavesFolder: leavesFolder(path), purpose }, field.start, field.end);
  }
  if (weightFiles.size >= WEIGHT_FILES) note.limit('sideFiles', 'more weight files than are listed', 0, 0);
  operations.flush(note, 'CoreML', () => false);
}
