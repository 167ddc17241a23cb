import type { EntryContext } from '../entry-context';
import { judgeTemplate } from './judge';

/** Keys under which a configuration holds a chat template: a text, or a list or table of named ones. */
export const TEMPLATE_KEYS = ['chat_template', 'chat_templates', 'default_chat_template'] as const;

/** Characters of a template that are judged by their words. */
const JUDGED = 4 * 1024 * 1024;

/**
 * Notes a Jinja template that stands at `start` to `end` of the entry: its text for the Code view, and what in it leads out of a template.
 * Where those bytes are the template itself (UTF-8, not escaped in a document), places inside it are exact; else they are all of it.
 * A template that could only be judged by its words leaves a gap. The bytes are the caller's to explain.
 */
export function noteTemplate(
  context: EntryContext,
  template: string,
  { title }: { readonly title: string },
  start: number,
  end: number,
): void {
  const { note } = context;
  const judged = template.slice(0, JUDGED);
  const { marks, names, failure } = judgeTemplate(judged, context.ports.parseJinja);
  note.code({ language: 'jinja', title, text: template, runs: 'using', names }, start, end);
  const isPlain = utf8Length(template) === end - start;
  for (const mark of marks) {
    const from = isPlain ? start + utf8Length(template.slice(0, mark.start)) : start;
    const to = isPlain ? start + utf8Length(template.slice(0, mark.end)) : end;
    note.oddity(mark.code, mark.detail, from, to);
  }
  if (template.length > JUDGED) note.limit('template', 'a template longer than is judged', start, end);
  else if (failure !== null) note.gap(start, end, `a template judged by its words alone: ${failure}`);
}

/** Bytes of a text in UTF-8; a lone surrogate counts as U+FFFD. */
export function utf8Length(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) length += 1;
    else if (unit < 0x800) length += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && text.charCodeAt(i + 1) >= 0xdc00 && text.charCodeAt(i + 1) < 0xe000) {
      length += 4;
      i++;
    } else length += 3;
  }
  return length;
}
