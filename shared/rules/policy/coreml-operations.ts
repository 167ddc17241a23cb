import { COREML_NAMES } from './coreml-names';
import type { OperationRow, OperationTable } from './operations';

const appClass: OperationRow = { severity: 'medium', does: 'makes an instance of a class that the app has to bring', reference: 'https://apple.github.io/coremltools/mlmodel/Format/NeuralNetwork.html#customlayerparams' };

/**
 * Core ML. Layers of neural networks and kinds of models are fields of its schema (`layer`, `model`): what is in the schema is the framework’s own. Operations
 * of ML programs go by name.
 */
export const COREML_OPERATIONS: OperationTable = {
  notable: {
    'layer::custom': appClass,
    'model::customModel': appClass,
    custom_layer: appClass,
    'model::serializedModel': { severity: 'medium', does: 'holds a model in an encoding that is not published', reference: 'https://apple.github.io/coremltools/mlmodel/Format/Model.html' },
  },
  isKnown: (domain, name) => domain === 'layer' || domain === 'model' || (domain === '' && (COREML_NAMES.has(name) || PROGRAM_NAMES.has(name))),
};

/** Operations of ML programs that the framework has and coremltools does not register. */
const PROGRAM_NAMES: ReadonlySet<string> = new Set(['const', 'constexpr_blockwise_shift_scale']);
