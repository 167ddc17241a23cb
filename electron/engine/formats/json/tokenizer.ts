import type { EntryContext } from '../../entry-context';
import type { JsonValue } from '../../json/json-document';
import { noteTemplate, TEMPLATE_KEYS } from '../../templates/note-template';
import type { JsonReader } from './readers';

/** Keys at the top of a tokenizer’s documents. */
const MARKS = ['tokenizer_class', 'added_tokens_decoder', 'added_tokens', 'processor_class'] as const;

/**
 * Tokenizers of the Hugging Face libraries: `tokenizer.json` (vocabulary, merges and rules, all data) and `tokenizer_config.json`,
 * `chat_template.json` and processors’ files, whose templates are Jinja that runs where the model is used.
 */
export const tokenizerReader: JsonReader = {
  label: 'tokenizer',
  recognises: (document) => {
    const root = document.roots[0];
    if (root !== undefined && MARKS.some((key) => root.get(key) !== null)) return true;
    return TEMPLATE_KEYS.some((key) => document.holders(key).next().done === false);
  },
  read: (context, document) => {
    for (const title of TEMPLATE_KEYS) {
      for (const object of document.holders(title)) {
        context.tick(object.start);
        // All of them, should one be repeated: readers keep different ones.
        for (const [key, value] of object.entries()) if (key.is(title)) noteTemplates(context, value, title);
      }
    }
    const root = document.roots[0];
    const kind = root?.textAt('tokenizer_class') ?? root?.get('model')?.textAt('type') ?? null;
    if (kind !== null) context.note.metadata('tokenizer', kind);
    const vocabulary = root?.get('model')?.get('vocab');
    if (vocabulary?.kind !== 'object' && vocabulary?.kind !== 'array') return;
    let tokens = 0;
    for (const _ of vocabulary.kind === 'object' ? vocabulary.entries() : vocabulary.items()) tokens++;
    context.note.metadata('vocabulary', String(tokens), vocabulary.start, vocabulary.end);
  },
};

/** A text; a list of `{name, template}`; a table of names. Places are those of the text between its quotes. */
function noteTemplates(context: EntryContext, value: JsonValue, title: string): void {
  const text = value.text();
  if (text !== null) {
    noteTemplate(context, text, { title }, value.start + 1, value.end - 1);
    return;
  }
  for (const item of value.items()) {
    const template = item.get('template') ?? item;
    if (template.kind === 'string') noteTemplates(context, template, `${title} ${item.textAt('name') ?? ''}`.trim());
  }
  for (const [key, template] of value.entries())
    if (template.kind === 'string') noteTemplates(context, template, `${title} ${key.text()}`);
}
