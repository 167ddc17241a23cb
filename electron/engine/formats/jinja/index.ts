import { decodeUtf8 } from '../../decode-text';
import { readDocument } from '../../document';
import type { Content, EntryContext } from '../../entry-context';
import type { Format } from '../../format';
import { lexJinja } from '../../templates/jinja-lexer';
import { noteTemplate } from '../../templates/note-template';

const NAMED = /\.(jinja|jinja2|j2)$/i;
/** Names behind which a text may be a template: not those of source code or data, which have readers of their own. */
const PERHAPS = /^[^.]*$|\.(txt|tmpl|template|tpl|prompt|html?|md)$/i;
const STATEMENT =
  /\{%[-+]?\s{0,20}(?:if|for|set|macro|block|extends|include|import|from|filter|call|raw|with|generation)\b/;

/** Text that is called a template, or that holds statements of one. */
function isTemplate({ head, name }: Content): boolean {
  if (head.length === 0 || head.includes(0)) return false;
  if (NAMED.test(name)) return true;
  const text = decodeUtf8(head);
  const begins = /^\s{0,1000}\{[%{#]/.test(text);
  return (begins || PERHAPS.test(name)) && STATEMENT.test(text) && text.includes('%}');
}

/** A Jinja template in a file of its own: text, and what its tags say. */
async function inspectJinja(context: EntryContext, content: Content): Promise<readonly string[]> {
  const bytes = await readDocument(context, content, { source: 'source', spelling: 'code' });
  const { note } = context;
  if (bytes === null) return ['Jinja template'];
  const text = decodeUtf8(bytes);
  if (text.includes('\ufffd')) note.gap(0, bytes.length, 'text that is not UTF-8');
  else note.explain(0, bytes.length, 'text');
  noteTemplate(context, text, { title: content.name }, 0, bytes.length);
  note.metadata('framework', 'Jinja');
  note.metadata(
    'tags',
    String(lexJinja(text).tokens.filter(({ kind }) => kind === 'statement' || kind === 'expression').length),
  );
  return ['Jinja template'];
}

/** Templates for chats and prompts, which a program renders with Jinja where the model is used. */
export const jinjaFormat: Format = {
  certainty: 'text',
  probe: isTemplate,
  inspect: async (context, content) => ({ format: 'jinja', formatPath: await inspectJinja(context, content) }),
};
