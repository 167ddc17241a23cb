import { extensionContradicts } from '../../../../shared/formats';
import { type Format, streamOf } from '../../format';
import { programLabel } from './programs';

/**
 * Programs: recognised, named and never taken apart. A model file that is one runs when it is opened, whatever its name says; what it
 * does stays unknown, so its bytes are a gap. A llamafile, which is a program and a zip archive, is read as both.
 */
export const programFormat: Format = {
  certainty: 'magic',
  probe: ({ head }) => programLabel(head) !== null,
  inspect: async (context, content) => {
    const label = programLabel(content.head) ?? 'a program';
    const stream = streamOf(content);
    if (stream.size === null) while ((await stream.pull()) !== null) context.tick(stream.position);
    const size = stream.size ?? stream.position;
    context.coverage.size = Math.max(context.coverage.size, size);
    const { name } = content;
    const dot = name.lastIndexOf('.');
    const extension = dot < 0 ? '' : name.slice(dot + 1);
    if (extension !== '' && extensionContradicts('program', extension))
      context.note.oddity('disguisedExecutable', `the name ends in .${extension}, the content is ${label}`, 0, size);
    else if (label.includes('llamafile'))
      context.note.oddity('disguisedExecutable', `a model that is ${label}`, 0, size);
    else context.note.oddity('executable', `this is ${label}: it is run, not read`, 0, size);
    context.note.gap(0, size, `${label}: programs are not taken apart`);
    return { format: 'program', formatPath: [label.replace(/^an? /, '')] };
  },
};
