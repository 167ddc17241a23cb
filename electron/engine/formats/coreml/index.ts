import { type Format, sourceOf } from '../../format';
import { type Evidence, fits, headShows, sourceShows } from '../../protobuf/sketch';
import { LENGTH, VARINT } from '../../protobuf/wire';
import { inspectModel } from './model';
import { COREML_SCHEMA } from './schema';

/** True for the numbers of `Model.Type`: what kind of model it is. */
const isKind = (number: number): boolean => COREML_SCHEMA.get('Model')?.fields.get(number)?.single === 'Type';

/** A specification version, a description that reads as one, and a kind of model. */
const isModel: Evidence = (fields) =>
  fields.some(({ number, wireType, value }) => number === 1 && wireType === VARINT && value > 0 && value < 100) &&
  fields.some(
    ({ number, wireType, content }) =>
      number === 2 && wireType === LENGTH && content.length > 0 && fits(COREML_SCHEMA, 'ModelDescription', content, 3),
  ) &&
  fields.some(({ number, wireType }) => wireType === LENGTH && isKind(number));

/** Core ML models (`.mlmodel`, and the model inside a `.mlpackage`): one protobuf `Model` from the first byte to the last. */
export const coremlFormat: Format = {
  certainty: 'structure',
  needsAnywhere: (head) => headShows(head, isModel),
  probe: async (content) => content.kind === 'source' && (await sourceShows(content.source, content.head, isModel)),
  inspect: async (context, content) => {
    await inspectModel(context, sourceOf(content));
    return { format: 'coreml', formatPath: ['Core ML'] };
  },
};
