import type { OperationTable } from './operations';

const REFERENCE = 'https://ai.google.dev/edge/litert/models/ops_custom';

/** Custom operations that TensorFlow Lite’s own interpreter registers beside the builtin ones (`register.cc`). */
const REGISTERED: ReadonlySet<string> = new Set(['Mfcc', 'AudioSpectrogram', 'TFLite_Detection_PostProcess', 'NumericVerify']);

/** TensorFlow Lite: builtin operators go by number and only compute; custom ones need native code beside the model. `Flex…` is TensorFlow’s. */
export const TFLITE_OPERATIONS: OperationTable = {
  notable: {
    STABLEHLO_CUSTOM_CALL: { severity: 'medium', does: 'calls native code by name', reference: REFERENCE },
    DELEGATE: { severity: 'medium', does: 'hands a part of the model to native code of a delegate', reference: REFERENCE },
  },
  isKnown: (domain, name) => (domain === '' ? /^[A-Z][A-Z0-9_]*$/.test(name) : domain === 'custom' && REGISTERED.has(name)),
};
