/** One row of the format table. */
export interface FormatRow {
  readonly id: string;
  readonly label: string;
  /** Lower-case file extensions, without the dot, that honest files of this format carry. */
  readonly extensions: readonly string[];
  /** True when loading a file of this format may run code that the file chooses. */
  readonly runsCode: boolean;
}

/**
 * THE format table, containers first: that is the order in which a file that is two formats is named. Sniffing, dialogs, labels and the extension check read it. To add a format, add a row here and an inspector
 * in `electron/engine/formats/<id>/`; the compiler asks for the rest.
 */
export const FORMATS = [
  { id: 'torch', label: 'PyTorch', extensions: ['pt', 'pth', 'bin', 'ckpt', 'ptl', 'pt2', 'mar', 'model', 'pkl', 'th', 'tar', 'zip'], runsCode: true },
  {
    id: 'zip',
    label: 'zip archive',
    extensions: ['zip', 'npz', 'keras', 'skops', 'mar', 'nemo', 'whl', 'jar', 'mlpackage', 'egg', 'docx', 'xlsx', 'pptx', 'odt', 'apk', 'epub'],
    runsCode: false,
  },
  { id: 'zlib', label: 'zlib stream', extensions: ['joblib', 'jbl', 'pkl', 'z', 'zlib', 'bin', 'dat', 'data', 'model', 'sav', 'gz'], runsCode: false },
  { id: 'pickle', label: 'pickle', extensions: ['pkl', 'pickle', 'p', 'pk', 'dill', 'joblib', 'bin', 'dat', 'data', 'model', 'sav', 'pt', 'pth', 'ckpt', 'pdparams', 'pdopt', 'cpickle'], runsCode: true },
  { id: 'joblib', label: 'joblib', extensions: ['joblib', 'jbl', 'pkl', 'pickle', 'p', 'pk', 'bin', 'dat', 'data', 'model', 'sav', 'gz', 'z'], runsCode: true },
  { id: 'tflite', label: 'TensorFlow Lite', extensions: ['tflite', 'lite', 'task', 'bin'], runsCode: false },
  { id: 'flat-graph', label: 'graph in a flatbuffer', extensions: ['ort', 'pte'], runsCode: false },
  { id: 'onnx', label: 'ONNX', extensions: ['onnx', 'pb'], runsCode: false },
  { id: 'coreml', label: 'Core ML', extensions: ['mlmodel'], runsCode: false },
  { id: 'tensorflow', label: 'TensorFlow', extensions: ['pb', 'meta', 'graphdef'], runsCode: true },
  { id: 'paddle', label: 'PaddlePaddle program', extensions: ['pdmodel'], runsCode: false },
  { id: 'paddle-parameters', label: 'PaddlePaddle parameters', extensions: ['pdiparams'], runsCode: false },
  { id: 'tensorflow-checkpoint', label: 'TensorFlow checkpoint', extensions: ['index'], runsCode: false },
  { id: 'tensorflow-text', label: 'TensorFlow graph as text', extensions: ['pbtxt'], runsCode: true },
  { id: 'tensorflow-shard', label: 'TensorFlow checkpoint data', extensions: [], runsCode: false },
  { id: 'unknown', label: 'not recognised', extensions: [], runsCode: false },
] as const satisfies readonly FormatRow[];

export type FormatId = (typeof FORMATS)[number]['id'];

/** The row of a format. */
export function formatRow(id: FormatId): FormatRow {
  const row = FORMATS.find((candidate) => candidate.id === id);
  if (row === undefined) throw new Error(`no format ${id}`);
  return row;
}

/** True when the extension belongs to a format of the table but not to this one. Unknown extensions say nothing. */
export function extensionContradicts(id: FormatId, fileExtension: string): boolean {
  const extension = fileExtension.toLowerCase();
  const claimedBySome = FORMATS.some((row) => (row.extensions as readonly string[]).includes(extension)) || CLAIMED_ELSEWHERE.has(extension);
  return id !== 'unknown' && claimedBySome && !formatRow(id).extensions.includes(extension);
}

/** Extensions that promise another kind of file: a pickle behind one of these is a disguise. */
const CLAIMED_ELSEWHERE: ReadonlySet<string> = new Set(['safetensors', 'gguf', 'h5', 'hdf5', 'npy', 'json', 'txt', 'md', 'yaml', 'yml', 'csv', 'xml', 'msgpack', 'png', 'jpg', 'jpeg', 'gif', 'pdf', 'py', 'html', 'parquet', 'ubj', 'log', 'ini', 'toml']);
