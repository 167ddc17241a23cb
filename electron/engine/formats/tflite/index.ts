import { looksLikeZip, readDirectory } from '../../archive/directory';
import { SliceSource } from '../../byte-source';
import { type Format, hasBytes, sourceOf } from '../../format';
import { ASSOCIATED, inspectModel } from './model';

/** `TFL3` behind the offset of the root table. */
const isTflite = (head: Uint8Array) => hasBytes(head, 4, [0x54, 0x46, 0x4c, 0x33]);

/** TensorFlow Lite models: one flatbuffer, and a zip archive with labels and vocabularies behind it where there are some. */
export const tfliteFormat: Format = {
  certainty: 'magic',
  carries: ['zip'],
  needsAnywhere: isTflite,
  probe: ({ head }) => isTflite(head),
  inspect: async (context, content) => {
    const source = sourceOf(content);
    const archive = await inspectModel(context, source);
    // Another program may take the file for an archive: honest ones keep to what lies behind the model.
    if (await looksLikeZip(source, content.head)) {
      const { entries } = await readDirectory(source, context.limits.entries);
      if (archive === null || entries.some(({ headerOffset }) => headerOffset < archive))
        context.note.oddity('polyglot', 'can be read as a zip archive whose members lie inside the model', 0, 1);
    }
    return { format: 'tflite', formatPath: ['TensorFlow Lite'] };
  },
  open: async (source, name) => {
    const [what, start] = name.split(' at ');
    return what === ASSOCIATED && /^\d{1,15}$/.test(start ?? '')
      ? new SliceSource(source, Number(start), source.size)
      : null;
  },
};
