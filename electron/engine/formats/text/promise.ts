import { extensionContradicts, type FormatId } from '../../../../shared/formats';
import type { Content, EntryContext } from '../../entry-context';

/**
 * A text whose name promises a model is the page of a download that failed, or a pointer to a file that was not fetched: there is nothing wrong with
 * it, and it is not what it says. What the model holds is not known, so the bytes are a gap.
 */
export function notePromise(context: EntryContext, content: Content, id: FormatId): void {
  const dot = content.name.lastIndexOf('.');
  const extension = dot < 0 ? '' : content.name.slice(dot + 1);
  if (extension !== '' && extensionContradicts(id, extension))
    context.note.gap(0, context.coverage.size, `the name ends in .${extension}, and the content is text`);
}
