import { type Format, sourceOf } from '../../format';
import { type Evidence, fits, headShows, sketch, sourceShows } from '../../protobuf/sketch';
import { LENGTH, VARINT } from '../../protobuf/wire';
import { inspectProgram } from './program';
import { PADDLE_SCHEMA } from './schema';

/** A block has a number, a parent, and variables or operations that read as such. */
const isBlock = (content: Uint8Array): boolean => {
  const fields = sketch(content).fields;
  const has = (number: number, wireType: number) =>
    fields.some((field) => field.number === number && field.wireType === wireType);
  return (
    has(1, VARINT) &&
    has(2, VARINT) &&
    (has(3, LENGTH) || has(4, LENGTH)) &&
    fits(PADDLE_SCHEMA, 'BlockDesc', content, 3)
  );
};

const isProgram: Evidence = (fields) =>
  fields.some(({ number, wireType, content }) => number === 1 && wireType === LENGTH && isBlock(content));

/** PaddlePaddle programs (`.pdmodel`, `__model__`): one protobuf `ProgramDesc` from the first byte to the last. */
export const paddleFormat: Format = {
  certainty: 'structure',
  needsAnywhere: (head) => headShows(head, isProgram),
  probe: async (content) => content.kind === 'source' && (await sourceShows(content.source, content.head, isProgram)),
  inspect: async (context, content) => {
    await inspectProgram(context, sourceOf(content));
    return { format: 'paddle', formatPath: ['PaddlePaddle', 'program'] };
  },
};
