import { type ByteSource, readWhole } from '../../byte-source';
import { type Format, sourceOf } from '../../format';
import { inspectIndex } from './entries';
import { FOOTER_BYTES, isFooter } from './table';

async function hasFooter(source: ByteSource): Promise<boolean> {
  if (source.size < FOOTER_BYTES) return false;
  return isFooter(await readWhole(source, source.size - FOOTER_BYTES, FOOTER_BYTES));
}

/**
 * The index of a TensorFlow checkpoint (`variables.index`): a sorted table as LevelDB writes it, from tensor names to where their bytes
 * lie in the data files beside it. Told by the magic at its end.
 */
export const tensorflowCheckpointFormat: Format = {
  certainty: 'structure',
  // The first entry of a block has no prefix in common with one before it, and the first key is empty: the header.
  needsAnywhere: (head) => head[0] === 0 && head[1] === 0 && head[3] === 0x08,
  probe: async (content) => content.kind === 'source' && (await hasFooter(content.source)),
  inspect: async (context, content) => {
    await inspectIndex(context, sourceOf(content));
    return { format: 'tensorflow-checkpoint', formatPath: ['TensorFlow checkpoint', 'index'] };
  },
};
