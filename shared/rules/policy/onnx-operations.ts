import { ONNX_NAMES } from './onnx-names';
import type { OperationRow, OperationTable } from './operations';

const EXTENSIONS = 'https://github.com/microsoft/onnxruntime-extensions';
const RUNTIME = 'https://onnxruntime.ai/docs/reference/operators/';

const python = (reference: string): OperationRow => ({ severity: 'high', does: 'calls Python code that the model names', reference });
const vendor: OperationRow = { severity: 'medium', does: 'runs a compiled program of a hardware vendor that is not taken apart', reference: 'https://onnxruntime.ai/docs/execution-providers/EP-Context-Design.html' };

/** ONNX and what ONNX Runtime adds to it. Other domains need a library of native code beside the model. */
export const ONNX_OPERATIONS: OperationTable = {
  notable: {
    PyOp: python(RUNTIME),
    'ai.onnx.contrib::PyOp': python(EXTENSIONS),
    'ai.onnx.contrib::PythonOp': python(EXTENSIONS),
    'com.microsoft::PyOp': python(RUNTIME),
    'com.microsoft.extensions::PyOp': python(EXTENSIONS),
    'pyop::PyOp': python(RUNTIME),
    'com.microsoft::PythonOp': python(RUNTIME),
    'com.microsoft::PythonOpGrad': python(RUNTIME),
    'com.microsoft::ATen': { severity: 'medium', does: 'calls any operator of PyTorch by name', reference: RUNTIME },
    'com.microsoft::ATenOp': { severity: 'medium', does: 'calls any operator of PyTorch by name', reference: RUNTIME },
    'org.pytorch.aten::ATen': { severity: 'medium', does: 'calls any operator of PyTorch by name', reference: RUNTIME },
    'com.microsoft::TritonOp': { severity: 'high', does: 'compiles and runs a program that Python code makes', reference: RUNTIME },
    'com.microsoft::ExternOp': { severity: 'medium', does: 'runs native code from outside the model', reference: RUNTIME },
    'com.microsoft::EPContext': vendor,
    'com.microsoft::Snpe': vendor,
  },
  isKnown: (domain, name) => ONNX_NAMES.has(domain === '' ? name : `${domain}::${name}`),
};
