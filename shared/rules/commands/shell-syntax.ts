import { unescapeC } from '../layers/decode';

/** A piece of a word: text as it stands, a variable, or a script whose output is put here. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'variable'; readonly name: string; readonly edit: string; readonly quoted: boolean }
  | { readonly kind: 'script'; readonly script: string; readonly quoted: boolean };

/** One word of a command. `disguised`: written so that it does not read as what it is, such as `c''url` or `$'\x63url'`. */
export interface Word {
  readonly parts: readonly Part[];
  readonly disguised: boolean;
}

export type RedirectOperator = '<' | '>' | '>>' | '<<' | '<<<' | '&>' | '<>';
export interface Redirect {
  readonly operator: RedirectOperator;
  readonly target: Word;
}

/** A command without pipes or `;`. */
export interface Simple {
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  /** True for `name ()`, which gives what follows a name. */
  readonly defines: boolean;
}

/** Commands joined by `|`. `continues`: what a group in parentheses or braces printed goes into the first of them. */
export interface Pipeline {
  readonly commands: readonly Simple[];
  readonly continues: boolean;
}

const isBlank = (character: string): boolean => character === ' ' || character === '\t' || character === '\r';
const isNameStart = (character: string): boolean => /^[A-Za-z_]$/.test(character);
const isNamePart = (character: string): boolean => /^[A-Za-z0-9_]$/.test(character);

/** A here-document whose lines have not come yet. */
interface PendingDocument {
  readonly delimiter: string;
  readonly raw: boolean;
  readonly into: (body: Word) => void;
}

/** Takes the grammar of POSIX shells apart: quotes, expansions, pipes, lists, groups, redirections. Total and in one pass. */
class ShellParser {
  private readonly text: string;
  private at = 0;
  private readonly pipelines: Pipeline[] = [];
  private commands: Simple[] = [];
  private words: Word[] = [];
  private redirects: Redirect[] = [];
  private parts: Part[] = [];
  private disguised = false;
  /** Quotes with nothing in them: a disguise where the word goes on. */
  private emptyQuotes = false;
  private inWord = false;
  private plain = '';
  private continues = false;
  private afterGroup = false;
  private documents: PendingDocument[] = [];

  constructor(text: string) {
    this.text = text;
  }

  parse(): readonly Pipeline[] {
    while (this.at < this.text.length) this.step();
    this.endPipeline();
    return this.pipelines;
  }

  // ── building ───────────────────────────────────────────────────────────────────────────────────────────────────────

  private flushPlain(): void {
    if (this.plain === '') return;
    this.parts.push({ kind: 'text', text: this.plain, quoted: false });
    this.plain = '';
  }

  private part(part: Part): void {
    this.flushPlain();
    this.parts.push(part);
    this.inWord = true;
  }

  private takeWord(): Word | null {
    this.flushPlain();
    const { parts, inWord } = this;
    const disguised = this.disguised || (this.emptyQuotes && parts.length > 1);
    this.parts = [];
    this.disguised = false;
    this.emptyQuotes = false;
    this.inWord = false;
    return inWord ? { parts, disguised } : null;
  }

  private endWord(): void {
    const word = this.takeWord();
    if (word !== null) this.words.push(word);
  }

  private endCommand(defines = false): void {
    this.endWord();
    if (this.words.length > 0 || this.redirects.length > 0)
      this.commands.push({ words: this.words, redirects: this.redirects, defines });
    this.words = [];
    this.redirects = [];
  }

  private endPipeline(defines = false): void {
    this.endCommand(defines);
    if (this.commands.length > 0) this.pipelines.push({ commands: this.commands, continues: this.continues });
    this.commands = [];
    this.continues = false;
  }

  // ── one token ──────────────────────────────────────────────────────────────────────────────────────────────────────

  private step(): void {
    const character = this.text.charAt(this.at);
    const next = this.text.charAt(this.at + 1);
    if (isBlank(character)) {
      this.endWord();
      this.at++;
      return;
    }
    switch (character) {
      case '\n':
        this.at++;
        this.endPipeline();
        this.afterGroup = false;
        this.readDocuments();
        return;
      case ';':
        this.at++;
        this.endPipeline();
        this.afterGroup = false;
        return;
      case '&':
        if (next === '>') {
          this.redirect('&>', 2);
          return;
        }
        this.at += next === '&' ? 2 : 1;
        this.endPipeline();
        this.afterGroup = false;
        return;
      case '|':
        if (next === '|') {
          this.at += 2;
          this.endPipeline();
          this.afterGroup = false;
          return;
        }
        this.at += next === '&' ? 2 : 1;
        if (this.afterGroup && this.words.length === 0 && !this.inWord && this.commands.length === 0)
          this.continues = true;
        this.endCommand();
        this.afterGroup = false;
        return;
      case '(':
        // `name ()` is the head of a function.
        this.at++;
        this.endPipeline(this.text.charAt(this.at) === ')');
        this.afterGroup = false;
        return;
      case ')':
        this.at++;
        this.endPipeline();
        this.afterGroup = true;
        return;
      case '<':
      case '>':
        this.angle(character, next);
        return;
      case '#':
        if (this.inWord) break;
        this.at = this.lineEnd();
        return;
      case '}':
        if (this.inWord || this.words.length > 0) break;
        this.at++;
        this.endPipeline();
        this.afterGroup = true;
        return;
      case '{':
        if (this.inWord || !(isBlank(next) || next === '\n')) break;
        this.at++;
        return;
    }
    this.afterGroup = false;
    this.wordCharacter(character, next);
  }

  private wordCharacter(character: string, next: string): void {
    this.inWord = true;
    switch (character) {
      case '\\':
        if (next === '\n') this.at += 2;
        else {
          if (/^[A-Za-z]$/.test(next)) this.disguised = true;
          this.plain += next;
          this.at += 2;
        }
        return;
      case "'": {
        const end = this.endOf("'", this.at + 1);
        const text = this.text.slice(this.at + 1, end);
        if (text === '') this.emptyQuotes = true;
        this.part({ kind: 'text', text, quoted: true });
        this.at = end + 1;
        return;
      }
      case '"':
        this.at++;
        this.quoted('"');
        return;
      case '`':
      case '$':
        this.expansion(false);
        return;
      default:
        this.plain += character;
        this.at++;
    }
  }

  /** Inside double quotes, or the body of a here-document: text with expansions, up to `until`. */
  private quoted(until: string): void {
    let text = '';
    const from = this.at;
    while (this.at < this.text.length) {
      const character = this.text.charAt(this.at);
      if (character === until) break;
      if (character === '\\') {
        const next = this.text.charAt(this.at + 1);
        text += '$`"\\'.includes(next) && next !== '' ? next : next === '\n' ? '' : `\\${next}`;
        this.at += 2;
      } else if (character === '`' || character === '$') {
        if (text !== '') this.part({ kind: 'text', text, quoted: true });
        text = '';
        this.expansion(true);
      } else {
        text += character;
        this.at++;
      }
    }
    if (this.at === from) this.emptyQuotes = true;
    if (text !== '' || this.at === from) this.part({ kind: 'text', text, quoted: true });
    this.at++;
  }

  /** `$name`, `${name…}`, `$(script)`, `$'…'` or a script in backticks. */
  private expansion(quoted: boolean): void {
    const { text } = this;
    const next = text.charAt(this.at + 1);
    if (text.charAt(this.at) === '`') {
      const end = this.endOf('`', this.at + 1);
      const script = text.slice(this.at + 1, end).replaceAll('\\`', '`');
      this.part({ kind: 'script', script, quoted });
      this.at = end + 1;
    } else if (next === '(') {
      const end = closing(text, this.at + 1, '(', ')');
      const script = text.slice(this.at + 2, end);
      if (script.startsWith('(')) this.part({ kind: 'text', text: '0', quoted });
      else this.part({ kind: 'script', script, quoted });
      this.at = end + 1;
    } else if (next === '{') {
      const end = closing(text, this.at + 1, '{', '}');
      const inner = text.slice(this.at + 2, end).replace(/^[!#]/, '');
      let length = 0;
      while (length < inner.length && isNamePart(inner.charAt(length))) length++;
      this.part({ kind: 'variable', name: inner.slice(0, length), edit: inner.slice(length), quoted });
      this.at = end + 1;
    } else if (next === "'" && !quoted) {
      const end = this.endOf("'", this.at + 2, true);
      const raw = text.slice(this.at + 2, end);
      const decoded = unescapeC(raw);
      if (decoded !== raw) this.disguised = true;
      this.part({ kind: 'text', text: decoded, quoted: true });
      this.at = end + 1;
    } else if (next === '"' && !quoted) this.at++;
    else if (isNameStart(next)) {
      let end = this.at + 2;
      while (end < text.length && isNamePart(text.charAt(end))) end++;
      this.part({ kind: 'variable', name: text.slice(this.at + 1, end), edit: '', quoted });
      this.at = end;
    } else if (next !== '' && '@*#?$!-0123456789'.includes(next)) {
      this.part({ kind: 'variable', name: next, edit: '', quoted });
      this.at += 2;
    } else {
      this.part({ kind: 'text', text: '$', quoted });
      this.at++;
    }
  }

  // ── redirections ───────────────────────────────────────────────────────────────────────────────────────────────────

  private angle(character: '<' | '>', next: string): void {
    // A number in front is a file descriptor and no word.
    if (/^[0-9]{1,3}$/.test(this.plain) && this.parts.length === 0) {
      this.plain = '';
      this.inWord = false;
    }
    if (next === '(') {
      const end = closing(this.text, this.at + 1, '(', ')');
      this.part({ kind: 'script', script: this.text.slice(this.at + 2, end), quoted: true });
      this.at = end + 1;
      return;
    }
    this.endWord();
    if (character === '>') {
      if (next === '&') {
        this.duplicate();
        return;
      }
      this.redirect(next === '>' ? '>>' : '>', next === '>' || next === '|' ? 2 : 1);
      return;
    }
    if (this.text.startsWith('<<<', this.at)) {
      this.redirect('<<<', 3);
      return;
    }
    if (next === '<') {
      this.document();
      return;
    }
    if (next === '&') {
      this.duplicate();
      return;
    }
    this.redirect(next === '>' ? '<>' : '<', next === '>' ? 2 : 1);
    return;
  }

  /** `2>&1` needs no place; `>& file` is a redirection. */
  private duplicate(): void {
    let end = this.at + 2;
    while (end < this.text.length && '0123456789-'.includes(this.text.charAt(end))) end++;
    if (end > this.at + 2) this.at = end;
    else this.redirect('&>', 2);
  }

  private redirect(operator: RedirectOperator, length: number): void {
    this.endWord();
    this.at += length;
    const target = this.wordHere();
    if (target !== null) this.redirects.push({ operator, target });
  }

  private document(): void {
    const tabs = this.text.charAt(this.at + 2) === '-';
    this.at += tabs ? 3 : 2;
    const word = this.wordHere();
    if (word === null) return;
    const delimiter = word.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
    const raw = word.disguised || word.parts.some((part) => part.kind === 'text' && part.quoted);
    const { redirects } = this;
    this.documents.push({ delimiter, raw, into: (target) => redirects.push({ operator: '<<', target }) });
  }

  private wordHere(): Word | null {
    while (isBlank(this.text.charAt(this.at))) this.at++;
    while (this.at < this.text.length && !' \t\r\n;&|()<>'.includes(this.text.charAt(this.at)))
      this.wordCharacter(this.text.charAt(this.at), this.text.charAt(this.at + 1));
    return this.takeWord();
  }

  private readDocuments(): void {
    for (const { delimiter, raw, into } of this.documents) {
      const from = this.at;
      let end = this.text.length;
      while (this.at < this.text.length) {
        const lineEnd = this.lineEnd();
        const line = this.text.slice(this.at, lineEnd);
        if (line.trim() === delimiter) {
          end = this.at;
          this.at = lineEnd + 1;
          break;
        }
        this.at = lineEnd + 1;
      }
      const body = this.text.slice(from, end);
      into(raw ? { parts: [{ kind: 'text', text: body, quoted: true }], disguised: false } : parseQuoted(body));
    }
    this.documents = [];
  }

  private lineEnd(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 ? this.text.length : end;
  }

  /** Where the quote ends; the end of the text where it does not. */
  private endOf(quote: string, from: number, escapes = quote === '`'): number {
    for (let i = from; i < this.text.length; i++) {
      const character = this.text.charAt(i);
      if (character === quote) return i;
      if (escapes && character === '\\') i++;
    }
    return this.text.length;
  }

  /** The parts of a text in double quotes. */
  static inQuotes(text: string): Word {
    const parser = new ShellParser(text);
    parser.quoted('\0');
    return parser.takeWord() ?? { parts: [], disguised: false };
  }
}

const parseQuoted = (text: string): Word => ShellParser.inQuotes(text);

/** Where the bracket that opens at `from` closes, past quotes; the end of the text where it does not. */
function closing(text: string, from: number, open: string, close: string): number {
  let depth = 0;
  let quote = '';
  for (let i = from; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '\\' && quote !== "'") i++;
    else if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === "'" || character === '"') quote = character;
    else if (character === open) depth++;
    else if (character === close && --depth === 0) return i;
  }
  return text.length;
}

/** A script of a POSIX shell (or bash) as pipelines, in the order in which they stand. */
export function parseShell(text: string): readonly Pipeline[] {
  return new ShellParser(text).parse();
}
