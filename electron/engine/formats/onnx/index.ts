import type { Content } from '../../entry-context';
import { type Format, sourceOf } from '../../format';
import { type Evidence, fits, headShows, sourceShows } from '../../protobuf/sketch';
import { LENGTH, VARINT } from '../../protobuf/wire';
import { inspectModel } from './model';
import { ONNX_SCHEMA } from './schema';

/** A `ModelProto`: a version or an operator set, and a graph with something in it that reads as a graph. */
const isModel: Evidence = (fields) => {
  const versioned = fields.some(
    ({ number, wireType, value }) =>
      (number === 1 && wireType === VARINT && value > 0 && value < 1000) || (number === 8 && wireType === LENGTH),
  );
  return (
    versioned &&
    fields.some(
      ({ number, wireType, content }) =>
        number === 7 && wireType === LENGTH && content.length > 0 && fits(ONNX_SCHEMA, 'GraphProto', content, 2),
    )
  );
};

/**
 * ONNX models (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto): one protobuf `ModelProto` from the first byte to the last,
 * without a magic of its own.
 */
export const onnxFormat: Format = {
  certainty: 'structure',
  needsAnywhere: (head) => headShows(head, isModel),
  probe: async (content: Content) =>
    content.kind === 'source' && (await sourceShows(content.source, content.head, isModel)),
  inspect: async (context, content) => {
    await inspectModel(context, sourceOf(content));
    return { format: 'onnx', formatPath: ['ONNX'] };
  },
};
