/**
 * A text from a hostile file as one harmless line: control characters, bidirectional overrides, line separators and lone surrogates are
 * written as escapes, so that it can neither move a terminal's cursor nor reorder a sentence.
 */
export function printable(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (character) => {
      if (character === '\n') return '\\n';
      if (character === '\r') return '\\r';
      if (character === '\t') return '\\t';
      const code = character.charCodeAt(0);
      return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
    },
  );
}

/** The first `maximum` characters, with an ellipsis where something was left out. Never cuts a surrogate pair. */
export function shorten(text: string, maximum: number): string {
  if (text.length <= maximum) return text;
  const end = /[\ud800-\udbff]/.test(text[maximum - 2] ?? '') ? maximum - 2 : maximum - 1;
  return `${text.slice(0, end)}…`;
}
