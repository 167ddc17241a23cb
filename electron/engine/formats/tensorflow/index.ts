import { type Format, sourceOf } from '../../format';
import { headShows, sketch, sourceShows } from '../../protobuf/sketch';
import { isTensorflow, messageOf, type TensorflowMessage } from './evidence';
import { openEmbedded } from './graph';
import { inspectMessage } from './saved-model';

const LABELS: Readonly<Record<TensorflowMessage, string>> = {
  SavedModel: 'SavedModel',
  MetaGraphDef: 'meta graph',
  GraphDef: 'graph',
  SavedMetadata: 'Keras metadata',
  FingerprintDef: 'fingerprint',
};

/**
 * TensorFlow’s protobuf files, told apart by their fields: SavedModels (`saved_model.pb`), graphs (`frozen.pb`), meta graphs
 * (`model.ckpt.meta`) and `keras_metadata.pb`.
 */
export const tensorflowFormat: Format = {
  certainty: 'structure',
  needsAnywhere: (head) => headShows(head, isTensorflow),
  probe: async (content) =>
    content.kind === 'source' && (await sourceShows(content.source, content.head, isTensorflow)),
  inspect: async (context, content) => {
    const source = sourceOf(content);
    let message: TensorflowMessage = messageOf(sketch(content.head).fields) ?? 'GraphDef';
    await sourceShows(source, content.head, (fields) => {
      const found = messageOf(fields);
      message = found ?? message;
      return found !== null;
    });
    await inspectMessage(context, source, message);
    return { format: 'tensorflow', formatPath: ['TensorFlow', LABELS[message]] };
  },
  open: openEmbedded,
};
