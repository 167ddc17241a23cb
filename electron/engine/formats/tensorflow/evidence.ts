import { type Evidence, fits, isText, type RawField, sketch } from '../../protobuf/sketch';
import { LENGTH, VARINT } from '../../protobuf/wire';
import { TENSORFLOW_SCHEMA } from './schema';

/** What a TensorFlow protobuf file is: the message that its bytes are. */
export type TensorflowMessage = 'SavedModel' | 'MetaGraphDef' | 'GraphDef' | 'SavedMetadata' | 'FingerprintDef';

const inside = (fields: readonly RawField[], number: number, test: (content: Uint8Array) => boolean) =>
  fields.some((field) => field.number === number && field.wireType === LENGTH && test(field.content));

/** The fields of a message in it, as far as they are at hand. */
const within = (content: Uint8Array) => sketch(content).fields;

const textOf = (fields: readonly RawField[], number: number) =>
  fields.find((field) => field.number === number && field.wireType === LENGTH)?.content ?? null;

/** A node has a name and an operation: texts of their own alphabets (`NodeDef` in node_def.proto). */
function isNode(content: Uint8Array): boolean {
  const fields = within(content);
  const name = textOf(fields, 1);
  const operation = textOf(fields, 2);
  return (
    name !== null &&
    operation !== null &&
    name.length > 0 &&
    operation.length > 0 &&
    operation.length < 256 &&
    isText(name) &&
    operation.every(isNameByte) &&
    fits(TENSORFLOW_SCHEMA, 'NodeDef', content, 2)
  );
}

/** Letters, digits and what stands in names of operations: `_`, `>`, `.`, `/`, `-`, `:`. */
const isNameByte = (byte: number) =>
  (byte >= 0x2d && byte <= 0x3a) ||
  byte === 0x3e ||
  (byte >= 0x41 && byte <= 0x5a) ||
  byte === 0x5f ||
  (byte >= 0x61 && byte <= 0x7a);

/** A function has a signature with a name (`FunctionDef`). */
const isFunction = (content: Uint8Array) =>
  inside(within(content), 1, (signature) => (textOf(within(signature), 1)?.length ?? 0) > 0) &&
  fits(TENSORFLOW_SCHEMA, 'FunctionDef', content, 2);

/** A graph: nodes, or functions. */
export const isGraph: Evidence = (fields) =>
  inside(fields, 1, isNode) || inside(fields, 2, (library) => inside(within(library), 1, isFunction));

const isMetaInfo = (content: Uint8Array) =>
  content.length > 0 && fits(TENSORFLOW_SCHEMA, 'MetaGraphDef.MetaInfoDef', content, 1);

/** A graph with what belongs to it: tags, signatures, assets (meta_graph.proto). */
const isMetaGraph: Evidence = (fields) =>
  inside(fields, 2, (graph) => isGraph(within(graph))) ||
  (inside(fields, 1, isMetaInfo) &&
    inside(fields, 2, (graph) => fits(TENSORFLOW_SCHEMA, 'GraphDef', graph, 1)) &&
    !inside(fields, 1, isNode));

/** A version and meta graphs (saved_model.proto). The version may be left out; the meta graph must then hold a node. */
const isSavedModel: Evidence = (fields) => {
  const hasVersion = fields[0]?.number === 1 && fields[0].wireType === VARINT;
  return inside(fields, 2, (content) => {
    const parts = within(content);
    const isMeta = hasVersion
      ? inside(parts, 1, isMetaInfo) || isMetaGraph(parts)
      : inside(parts, 2, (graph) => inside(within(graph), 1, isNode));
    return isMeta && fits(TENSORFLOW_SCHEMA, 'MetaGraphDef', content, 1);
  });
};

/** Keras’ metadata beside a SavedModel: nodes with an identifier that begins with `_tf_keras` (saved_metadata.proto). */
const isSavedMetadata: Evidence = (fields) =>
  inside(fields, 1, (content) => {
    const identifier = textOf(within(content), 4);
    return identifier !== null && KERAS.every((byte, i) => identifier[i] === byte);
  });

const KERAS = [...'_tf_keras'].map((character) => character.charCodeAt(0));

/** `fingerprint.pb` beside a SavedModel: four hashes or more, a version, and nothing else (fingerprint.proto). */
const isFingerprint: Evidence = (fields) =>
  fields.length >= 5 &&
  fields.every(
    ({ number, wireType, content }, i) =>
      (i < 4 ? number === i + 1 : number > 4 && number <= 7) &&
      (number < 6 ? wireType === VARINT : wireType === LENGTH) &&
      (number !== 6 || fits(TENSORFLOW_SCHEMA, 'VersionDef', content, 0)) &&
      (number !== 7 || isText(content)),
  ) &&
  fields.some(({ number }) => number === 6);

const KINDS: readonly (readonly [TensorflowMessage, Evidence])[] = [
  ['SavedModel', isSavedModel],
  ['SavedMetadata', isSavedMetadata],
  ['MetaGraphDef', isMetaGraph],
  ['GraphDef', isGraph],
  ['FingerprintDef', isFingerprint],
];

/** What these first fields are of; null for nothing of TensorFlow’s. */
export function messageOf(fields: readonly RawField[]): TensorflowMessage | null {
  return KINDS.find(([, evidence]) => evidence(fields))?.[0] ?? null;
}

/** Evidence for any of them. */
export const isTensorflow: Evidence = (fields) => messageOf(fields) !== null;
