import { type Format, streamOf } from '../../format';

/**
 * The tensors of a TensorFlow checkpoint (`variables.data-00000-of-00001`): bytes without a mark, which only the index file beside it
 * explains. Told by the name, never understood alone.
 */
export const tensorflowShardFormat: Format = {
  certainty: 'text',
  probe: ({ name }) => /\.data-\d{5}-of-\d{5}$/.test(name),
  inspect: async (context, content) => {
    const stream = streamOf(content);
    while (stream.size === null && (await stream.pull()) !== null) context.tick(stream.position);
    const size = stream.size ?? stream.position;
    context.coverage.size = Math.max(context.coverage.size, size);
    context.note.gap(0, size, 'tensors of a TensorFlow checkpoint: only the index file beside it says what lies where');
    return { format: 'tensorflow-shard', formatPath: ['TensorFlow checkpoint data'] };
  },
};
