import type { ByteSource } from '../../byte-source';
import type { EntryContext } from '../../entry-context';
import { FlatWalker } from '../../flatbuffers/walker';
import { TFLITE_SCHEMA } from './schema';

/** Dimensions read of one tensor. */
const DIMENSIONS = 16;

/** A kind of operator: its number, or the name of a custom one. */
export interface OperatorCode {
  readonly builtin: number;
  readonly custom: string;
}

/** Bytes of tensors. */
export interface FlatBuffer {
  readonly start: number;
  readonly end: number;
  /** True for bytes that lie behind the flatbuffer, by offset and size. */
  readonly outside: boolean;
  readonly at: number;
  readonly tableEnd: number;
}

/** What a model’s tables say, collected in one walk. */
export interface FlatModel {
  readonly walker: FlatWalker;
  /** By the index that operators use; undefined where the table cannot be read. */
  readonly codes: (OperatorCode | undefined)[];
  readonly operators: {
    readonly code: number;
    /** Where the options of a custom operator stand. */
    readonly options: { readonly start: number; readonly end: number } | null;
    readonly at: number;
    readonly end: number;
  }[];
  readonly tensors: {
    readonly name: string;
    readonly type: number;
    readonly shape: readonly number[];
    readonly buffer: number;
    readonly sparse: boolean;
    readonly at: number;
    readonly end: number;
  }[];
  /** By the index that tensors use, as `codes`. Writers let buffers of the same content be one table. */
  readonly buffers: (FlatBuffer | undefined)[];
  readonly metadata: { readonly name: string; readonly buffer: number }[];
  readonly signatures: string[];
  /** Files beside the model that hold buffers. */
  readonly sideFiles: { readonly name: string; readonly at: number; readonly end: number }[];
  /** Tensors whose bytes are in one of them. */
  external: number;
  version: number;
  description: string;
  subgraphs: number;
}

/** Walks the model’s tables. Codes and buffers are in the order of their vectors: others refer to them by index. */
export async function collectFlat(context: EntryContext, source: ByteSource): Promise<FlatModel> {
  const codes = new Map<number, OperatorCode>();
  const buffers = new Map<number, FlatBuffer>();
  const order: { codes: readonly number[]; buffers: readonly number[] } = { codes: [], buffers: [] };
  const model: FlatModel = {
    walker: new FlatWalker(context, source, TFLITE_SCHEMA, {
      Model: async (table) => {
        model.version = await walker.scalar(table, 'Version');
        model.description = await walker.text(table, 'Description');
        order.codes = await walker.targets(table, 'OperatorCodes');
        order.buffers = await walker.targets(table, 'Buffers');
      },
      OperatorCode: async (table) => {
        // The first field holds numbers below 127; the later one holds all of them.
        const builtin = Math.max(
          await walker.scalar(table, 'DeprecatedBuiltinCode'),
          await walker.scalar(table, 'BuiltinCode'),
        );
        codes.set(table.at, { builtin, custom: await walker.text(table, 'CustomCode') });
      },
      SubGraph: () => {
        model.subgraphs++;
      },
      Operator: async (table) => {
        const options = table.values.get('CustomOptions');
        const offset = await walker.scalar(table, 'LargeCustomOptionsOffset');
        const size = await walker.scalar(table, 'LargeCustomOptionsSize');
        const outside = offset > 1 ? { start: offset, end: offset + size } : null;
        if (outside !== null && outside.end <= source.size) walker.spans.add(outside.start, outside.end);
        else if (outside !== null) walker.broken('options of an operator lie outside the file', table.at, table.end);
        model.operators.push({
          code: await walker.scalar(table, 'OpcodeIndex'),
          options: options === undefined ? outside : { start: options.at, end: options.at + options.count },
          at: table.at,
          end: table.end,
        });
      },
      Tensor: async (table) => {
        model.tensors.push({
          name: await walker.text(table, 'Name'),
          type: await walker.scalar(table, 'Type'),
          shape: await walker.integers(table, 'Shape', DIMENSIONS),
          buffer: await walker.scalar(table, 'Buffer'),
          sparse: table.values.has('Sparsity'),
          at: table.at,
          end: table.end,
        });
        if (table.values.has('ExternalBuffer') && (await walker.scalar(table, 'ExternalBuffer')) !== 0)
          model.external++;
      },
      Buffer: async (table) => {
        const data = table.values.get('Data');
        const offset = await walker.scalar(table, 'Offset');
        const size = await walker.scalar(table, 'Size');
        const outside = offset > 1;
        const start = outside ? offset : (data?.at ?? 0);
        const end = outside ? offset + size : start + (data?.count ?? 0);
        buffers.set(table.at, { start, end, outside, at: table.at, tableEnd: table.end });
      },
      Metadata: async (table) => {
        model.metadata.push({ name: await walker.text(table, 'Name'), buffer: await walker.scalar(table, 'Buffer') });
      },
      SignatureDef: async (table) => {
        model.signatures.push(await walker.text(table, 'SignatureKey'));
      },
      ExternalBufferGroup: async (table) => {
        model.sideFiles.push({ name: await walker.text(table, 'Name'), at: table.at, end: table.end });
      },
    }),
    codes: [],
    operators: [],
    tensors: [],
    buffers: [],
    metadata: [],
    signatures: [],
    sideFiles: [],
    external: 0,
    version: 0,
    description: '',
    subgraphs: 0,
  };
  const { walker } = model;
  await walker.walk('Model');
  for (const at of order.codes) model.codes.push(codes.get(at));
  for (const at of order.buffers) model.buffers.push(buffers.get(at));
  return model;
}
