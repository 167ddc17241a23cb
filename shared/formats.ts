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
  { id: 'torchserve', label: 'TorchServe archive', extensions: ['mar', 'zip'], runsCode: true },
  { id: 'skops', label: 'skops', extensions: ['skops', 'zip'], runsCode: true },
  { id: 'npz', label: 'NumPy archive', extensions: ['npz'], runsCode: false },
  { id: 'keras', label: 'Keras', extensions: ['keras', 'h5', 'hdf5', 'hdf', 'zip'], runsCode: true },
  {
    id: 'zip',
    label: 'zip archive',
    extensions: ['zip', 'npz', 'keras', 'skops', 'mar', 'nemo', 'whl', 'jar', 'mlpackage', 'egg', 'docx', 'xlsx', 'pptx', 'odt', 'apk', 'epub'],
    runsCode: false,
  },
  { id: '7z', label: '7z archive', extensions: ['7z', 'cb7'], runsCode: false },
  { id: 'torch-tar', label: 'PyTorch, tar', extensions: ['pt', 'pth', 'th', 'bin', 'ckpt', 'model', 'tar'], runsCode: true },
  { id: 'tar', label: 'tar archive', extensions: ['tar', 'nemo', 'ova'], runsCode: false },
  { id: 'hdf5', label: 'HDF5', extensions: ['h5', 'hdf5', 'hdf', 'he5', 'h5ad', 'h5py', 'mat', 'nc', 'nxs'], runsCode: false },
  { id: 'zlib', label: 'zlib stream', extensions: ['joblib', 'jbl', 'pkl', 'z', 'zlib', 'bin', 'dat', 'data', 'model', 'sav', 'gz'], runsCode: false },
  { id: 'gzip', label: 'gzip', extensions: ['rds', 'rdata', 'rda', 'gz', 'tgz', 'gzip', 'joblib', 'jbl', 'pkl', 'pickle', 'z', 'bin', 'dat', 'data', 'model', 'sav', 'nemo', 'tar', 'svgz'], runsCode: false },
  { id: 'bz2', label: 'bzip2', extensions: ['rds', 'rdata', 'rda', 'bz2', 'tbz', 'tbz2', 'joblib', 'jbl', 'pkl', 'pickle', 'bin', 'dat', 'data', 'model', 'sav', 'tar'], runsCode: false },
  { id: 'xz', label: 'xz', extensions: ['rds', 'rdata', 'rda', 'xz', 'txz', 'joblib', 'jbl', 'pkl', 'pickle', 'bin', 'dat', 'data', 'model', 'sav', 'tar'], runsCode: false },
  { id: 'lzma', label: 'lzma', extensions: ['lzma', 'tlz', 'joblib', 'jbl', 'pkl', 'pickle', 'bin', 'dat', 'data', 'model', 'sav', 'tar'], runsCode: false },
  { id: 'lz4', label: 'LZ4 frames', extensions: ['lz4', 'joblib', 'jbl', 'pkl', 'pickle', 'bin', 'dat', 'data', 'model', 'sav', 'tar'], runsCode: false },
  { id: 'zstd', label: 'Zstandard', extensions: ['zst', 'zstd', 'tzst', 'pkl', 'pickle', 'bin', 'dat', 'data', 'model', 'sav', 'tar'], runsCode: false },
  { id: 'torch-legacy', label: 'PyTorch, legacy', extensions: ['pt', 'pth', 'bin', 'ckpt', 'model', 'pkl', 'th', 'pickle', 'dat', 'data'], runsCode: true },
  { id: 'pickle', label: 'pickle', extensions: ['pkl', 'pickle', 'p', 'pk', 'dill', 'joblib', 'bin', 'dat', 'data', 'model', 'sav', 'pt', 'pth', 'ckpt', 'pdparams', 'pdopt', 'cpickle'], runsCode: true },
  { id: 'joblib', label: 'joblib', extensions: ['joblib', 'jbl', 'pkl', 'pickle', 'p', 'pk', 'bin', 'dat', 'data', 'model', 'sav', 'gz', 'z', 'bz2', 'xz', 'lzma', 'lz4', 'tgz', 'gzip'], runsCode: true },
  { id: 'python-bytecode', label: 'Python bytecode', extensions: ['pyc', 'pyo', 'marshal', 'bin', 'dat'], runsCode: true },
  { id: 'npy', label: 'NumPy array', extensions: ['npy'], runsCode: false },
  { id: 'safetensors', label: 'safetensors', extensions: ['safetensors'], runsCode: false },
  { id: 'gguf', label: 'GGUF', extensions: ['gguf', 'ggml', 'bin'], runsCode: false },
  { id: 'flax-msgpack', label: 'Flax parameters', extensions: ['msgpack', 'flax', 'ckpt', 'bin'], runsCode: false },
  { id: 'rds', label: 'R data', extensions: ['rds', 'rdata', 'rda', 'rdat', 'robj', 'bin', 'gz', 'dat', 'data', 'model'], runsCode: true },
  { id: 'catboost', label: 'CatBoost', extensions: ['cbm', 'bin', 'model', 'catboost'], runsCode: false },
  { id: 'xgboost', label: 'XGBoost', extensions: ['json', 'ubj', 'bin', 'model', 'xgb', 'bst', 'deprecated'], runsCode: false },
  { id: 'lightgbm', label: 'LightGBM', extensions: ['txt', 'model', 'lgb', 'lgbm', 'bin'], runsCode: false },
  { id: 'program', label: 'program', extensions: ['exe', 'dll', 'sys', 'com', 'so', 'dylib', 'o', 'elf', 'out', 'run', 'sh', 'bash', 'class', 'ser', 'wasm', 'dex', 'bc', 'cubin', 'llamafile', 'pyd', 'node', 'ko'], runsCode: true },
  { id: 'tflite', label: 'TensorFlow Lite', extensions: ['tflite', 'lite', 'task', 'bin'], runsCode: false },
  { id: 'flat-graph', label: 'graph in a flatbuffer', extensions: ['ort', 'pte'], runsCode: false },
  { id: 'onnx', label: 'ONNX', extensions: ['onnx', 'pb'], runsCode: false },
  { id: 'coreml', label: 'Core ML', extensions: ['mlmodel'], runsCode: false },
  { id: 'tensorflow', label: 'TensorFlow', extensions: ['pb', 'meta', 'graphdef'], runsCode: true },
  { id: 'paddle', label: 'PaddlePaddle program', extensions: ['pdmodel'], runsCode: false },
  { id: 'paddle-parameters', label: 'PaddlePaddle parameters', extensions: ['pdiparams'], runsCode: false },
  { id: 'tensorflow-checkpoint', label: 'TensorFlow checkpoint', extensions: ['index'], runsCode: false },
  { id: 'tensorflow-shard', label: 'TensorFlow checkpoint data', extensions: [], runsCode: false },
  { id: 'tensorflow-text', label: 'TensorFlow graph as text', extensions: ['pbtxt'], runsCode: true },
  { id: 'jinja', label: 'Jinja template', extensions: ['jinja', 'jinja2', 'j2', 'txt', 'tmpl', 'md', 'html'], runsCode: false },
  { id: 'json', label: 'JSON', extensions: ['json', 'jsonl', 'ndjson', 'ipynb', 'geojson'], runsCode: false },
  { id: 'pmml', label: 'PMML', extensions: ['pmml', 'xml'], runsCode: false },
  { id: 'openvino', label: 'OpenVINO IR', extensions: ['xml'], runsCode: false },
  { id: 'xml', label: 'XML', extensions: ['xml', 'svg', 'xsd', 'xsl', 'xslt', 'plist', 'pom', 'html', 'xhtml', 'config', 'props'], runsCode: false },
  { id: 'yaml', label: 'YAML', extensions: ['yaml', 'yml', 'conf', 'cfg', 'config'], runsCode: true },
  { id: 'python-source', label: 'Python source', extensions: ['py', 'pyw', 'pyi', 'txt'], runsCode: true },
  {
    id: 'text',
    label: 'text',
    extensions: [
      'txt',
      'md',
      'rst',
      'csv',
      'tsv',
      'log',
      'ini',
      'cfg',
      'conf',
      'toml',
      'html',
      'htm',
      'css',
      'js',
      'ts',
      'json',
      'jsonl',
      'yaml',
      'yml',
      'xml',
      'svg',
      'py',
      'sh',
      'tex',
      'bib',
      'in',
      'lock',
      'vocab',
      'merges',
      'names',
      'labels',
      'properties',
      'pbtxt',
      'prototxt',
      'jinja',
      'j2',
      'template',
      'dat',
      'data',
      'model',
      'out',
      'config',
      'info',
      'license',
      'gitattributes',
      'gitignore',
      'spm',
      'dic',
      'aff',
      'args',
    ],
    runsCode: false,
  },
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
const CLAIMED_ELSEWHERE: ReadonlySet<string> = new Set(['png', 'jpg', 'jpeg', 'gif', 'pdf', 'parquet']);
