import type { Format } from '../../format';
import { openRest } from '../../rest';
import { inspectParameters, isFirstTensor } from './tensors';

/** PaddlePaddle’s parameters (`.pdiparams`): tensors one behind the other, without names and without a magic. */
export const paddleParametersFormat: Format = {
  certainty: 'structure',
  needsAnywhere: isFirstTensor,
  probe: ({ head }) => isFirstTensor(head),
  inspect: async (context, content) => {
    await inspectParameters(context, content);
    return { format: 'paddle-parameters', formatPath: ['PaddlePaddle', 'parameters'] };
  },
  open: (source, name) => openRest(source, name),
};
