import type { OperationRow, OperationTable } from './operations';

const SOURCE = 'https://github.com/pytorch/pytorch/blob/main/aten/src/ATen/native/native_functions.yaml';
const JIT = 'https://github.com/pytorch/pytorch/tree/main/torch/csrc/jit/runtime';
const VISION = 'https://github.com/pytorch/vision/tree/main/torchvision/csrc/io';
const AUDIO = 'https://github.com/pytorch/audio/tree/main/src/libtorio';
const TEXT = 'https://github.com/pytorch/text/tree/main/torchtext/csrc';

const MAPS_FILE: OperationRow = { severity: 'high', does: 'maps any file of this computer into a tensor, and writes to it where it is shared', reference: SOURCE };
const SAVES_FILE: OperationRow = { severity: 'high', does: 'writes a file of any name', reference: JIT };
const CALLS_PYTHON: OperationRow = { severity: 'high', does: 'calls back into Python', reference: JIT };
const CALLS_AWAY: OperationRow = { severity: 'high', does: 'runs a function on another computer', reference: JIT };
const reads = (reference: string): OperationRow => ({ severity: 'medium', does: 'reads a file of any name', reference });
const writes = (reference: string): OperationRow => ({ severity: 'high', does: 'writes a file of any name', reference });

/** Operations with an effect outside the model. `method` stands for an operation called as a method of a tensor. */
const NOTABLE: Readonly<Record<string, OperationRow>> = {
  'aten::from_file': MAPS_FILE,
  'method::from_file': MAPS_FILE,
  'aten::save': SAVES_FILE,
  'method::save': SAVES_FILE,
  'aten::load': reads(JIT),
  'prim::PythonOp': CALLS_PYTHON,
  'prim::IgnoredPythonOp': CALLS_PYTHON,
  'prim::CallPythonFunction': CALLS_PYTHON,
  'prim::rpc_sync': CALLS_AWAY,
  'prim::rpc_async': CALLS_AWAY,
  'prim::rpc_remote': CALLS_AWAY,
  'image::read_file': reads(VISION),
  'image::write_file': writes(VISION),
  'video_reader::read_video_from_file': reads(VISION),
  'video_reader::probe_video_from_file': reads(VISION),
  'torchaudio::sox_io_get_info': reads(AUDIO),
  'torchaudio::sox_io_load_audio_file': reads(AUDIO),
  'torchaudio::sox_io_save_audio_file': writes(AUDIO),
  'torchaudio::sox_effects_apply_effects_file': reads(AUDIO),
  'torchtext::_load_token_and_vectors_from_file': reads(TEXT),
  'torchtext::_load_vocab_from_file': reads(TEXT),
  'torchtext::_build_vocab_from_text_file': reads(TEXT),
};

/** Namespaces that PyTorch, torchvision, torchaudio and torchtext register for computing; what else they hold is notable by name. */
const COMPUTING: ReadonlySet<string> = new Set([
  ...['aten', 'prim', 'prims', 'nvprims', 'method', 'quantized', '_quantized', 'quantization', 'sparse', 'onnx'],
  ...['mkldnn', 'mkldnn_prepacked', 'prepacked', 'xnnpack', 'tensorexpr', 'static_runtime', 'profiler', 'quantized_decomposed'],
  ...['torchvision', 'image', 'video_reader', 'torchaudio', 'torchtext'],
]);

/** C++ classes that PyTorch itself registers for TorchScript. */
const CLASSES: ReadonlySet<string> = new Set(['quantized', 'sparse', 'xnnpack', 'rnn', 'mkldnn', 'vulkan', 'metal', 'profiler', 'torchtext'].map((name) => `torch.classes.${name}`));

/** TorchScript: operators by namespace and name, as code in the archive names them. */
export const TORCHSCRIPT_OPERATIONS: OperationTable = {
  notable: NOTABLE,
  isKnown: (domain) => COMPUTING.has(domain) || CLASSES.has(domain),
};
