import { shownAddress } from '../effects/addresses';
import { isSecretVariable } from '../effects/places';
import type { Reading } from '../effects/reading';
import { decodeBase64Text, decodeUtf8Text, decodeUtf16, inflateLatin1 } from '../layers/decode';
import { type Flow, flowFrom, heaviest, NOTHING, textFlow, UNKNOWN } from './flow';
import { type PowerToken, powerTokens } from './powershell-syntax';
import type { Argument } from './program';
import { ShellReader } from './shell-reader';

const DEEPEST_EXPRESSION = 40;
const VARIABLES_KEPT = 256;
const ITEMS_KEPT = 4096;

/** A value: what flows, and what kind of object it is where that matters (`net.webclient`, `text.encoding.unicode`). */
interface Value {
  readonly flow: Flow;
  readonly type: string;
  readonly items: readonly Value[] | null;
}

const value = (flow: Flow, type = ''): Value => ({ flow, type, items: null });
const NO_VALUE = value(UNKNOWN);
const text = (string: string, decoded = false): Value => value(textFlow(string, decoded));

/** Reads a script of PowerShell: commands, strings and the calls that fetch, decode and run. */
class PowershellReader {
  private readonly tokens: readonly PowerToken[];
  private readonly shell: ShellReader;
  private readonly variables = new Map<string, Value>();
  private at = 0;
  private depth = 0;

  constructor(script: string, reading: Reading) {
    this.tokens = powerTokens(script);
    this.shell = new ShellReader(reading);
  }

  read(): void {
    while (this.at < this.tokens.length) {
      const before = this.at;
      this.pipeline();
      if (this.at === before) this.at++;
    }
  }

  private peek(ahead = 0): PowerToken | undefined {
    return this.tokens[this.at + ahead];
  }

  private isMark(mark: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'mark' && token.text === mark;
  }

  /** Elements joined by `|`, up to `;`, a bracket that closes, or the end. */
  private pipeline(): Value {
    let result = NO_VALUE;
    let piped = NOTHING;
    for (let first = true; ; first = false) {
      result = this.element(first ? NOTHING : piped);
      piped = result.flow;
      if (!this.isMark('|')) break;
      this.at++;
    }
    while (this.isMark(';') || this.isMark('&')) this.at++;
    return result;
  }

  private element(piped: Flow): Value {
    if (this.depth >= DEEPEST_EXPRESSION) {
      this.at++;
      return NO_VALUE;
    }
    this.depth++;
    const result = this.elementWithin(piped);
    this.depth--;
    return result;
  }

  private elementWithin(piped: Flow): Value {
    const token = this.peek();
    const next = this.peek(1);
    if (token?.kind === 'variable' && next?.kind === 'mark' && next.text === '=') {
      this.at += 2;
      const assigned = this.pipeline();
      if (this.variables.size < VARIABLES_KEPT) this.variables.set(token.name, assigned);
      return value(NOTHING);
    }
    if (this.isMark('&') || (token?.kind === 'word' && token.text === '.')) {
      this.at++;
      return this.invoke(piped);
    }
    if (token?.kind === 'word' && !isNumber(token.text) && !isOperator(token.text)) return this.command(piped);
    return this.expression();
  }

  /** `& expression`: a block, a script or the name of a program. */
  private invoke(piped: Flow): Value {
    const { flow, type } = this.postfix();
    if (type === 'scriptblock') return NO_VALUE;
    if (flow.text === null) {
      this.shell.runFlow(flow.origin === 'nothing' ? UNKNOWN : flow);
      return NO_VALUE;
    }
    const head: Argument = { text: flow.text, known: true, flows: [flow] };
    return value(this.run([head, ...this.arguments()], piped));
  }

  private command(piped: Flow): Value {
    const token = this.peek();
    this.at++;
    const name = token?.kind === 'word' ? token.text : '';
    const lower = name.toLowerCase();
    if (lower === 'new-object') return this.newObject();
    if (
      [
        'if',
        'else',
        'elseif',
        'foreach',
        'for',
        'while',
        'try',
        'catch',
        'finally',
        'function',
        'do',
        'return',
        'param',
        'begin',
        'process',
        'end',
        'throw',
        'exit',
        'switch',
        'in',
      ].includes(lower)
    )
      return lower === 'return' || lower === 'throw' ? this.element(piped) : NO_VALUE;
    return value(this.run([{ text: name, known: true, flows: [] }, ...this.arguments()], piped));
  }

  private run(words: readonly Argument[], piped: Flow): Flow {
    const name = words[0]?.text.toLowerCase() ?? '';
    if (name === 'echo' || name === 'write-output' || name === 'write-host') {
      this.shell.reading.add('printsText');
      return words.slice(1).every(({ known }) => known)
        ? textFlow(
            words
              .slice(1)
              .map(({ text: word }) => word)
              .join(' '),
          )
        : heaviest(words.flatMap(({ flows }) => flows));
    }
    return this.shell.runWords(words, piped);
  }

  /** The words of a command, up to the end of its element. */
  private arguments(): readonly Argument[] {
    const words: Argument[] = [];
    while (this.at < this.tokens.length) {
      const token = this.peek();
      if (token?.kind === 'mark' && '|;)}&'.includes(token.text)) break;
      if (
        token?.kind === 'mark' &&
        (token.text === ',' || token.text === '=' || token.text === ']' || token.text === '+')
      ) {
        this.at++;
        continue;
      }
      if (token?.kind === 'word') {
        this.at++;
        let word = token.text;
        // Dots and colons inside of a word belong to it.
        for (let more = this.peek(); more?.kind === 'mark' && more.text === '.' && !more.spaced; more = this.peek()) {
          this.at++;
          const after = this.peek();
          word += '.';
          if (after?.kind === 'word' && !after.spaced) {
            word += after.text;
            this.at++;
          }
        }
        words.push({ text: word, known: true, flows: [] });
        continue;
      }
      const before = this.at;
      const { flow } = this.postfix();
      words.push({
        text: flow.text ?? (flow.from || '$(…)'),
        known: flow.text !== null,
        flows: flow.origin === 'nothing' ? [UNKNOWN] : [flow],
      });
      if (this.at === before) this.at++;
    }
    return words;
  }

  private newObject(): Value {
    const [type, ...rest] = this.arguments();
    const name =
      (type?.text.startsWith('-') ? rest[0]?.text : type?.text)?.toLowerCase().replace(/^system\./, '') ?? '';
    if (/tcpclient$/.test(name)) {
      const [host, port] = rest;
      const to = shownAddress([host?.text, port?.text].filter((part) => part !== undefined).join(':'));
      this.shell.reading.add('contacts', to);
      return value(flowFrom('remote', to), name);
    }
    return value(NOTHING, name);
  }

  // ── expressions ────────────────────────────────────────────────────────────────────────────────────────────────────

  private expression(): Value {
    let left = this.list();
    for (;;) {
      const token = this.peek();
      const isOperator =
        token?.kind === 'word' && /^-(?:join|f|replace|creplace|split|as|bxor|eq|ne|and|or)$/i.test(token.text);
      if (!isOperator) return left;
      this.at++;
      left = operated(token.text.toLowerCase(), left, this.list());
    }
  }

  /** Values with `+` and commas between them. */
  private list(): Value {
    let value = this.postfix();
    let items: Value[] | null = null;
    for (;;) {
      if (this.isMark('+')) {
        this.at++;
        value = added(value, this.postfix());
      } else if (this.isMark(',')) {
        this.at++;
        items ??= [];
        if (items.length < ITEMS_KEPT) items.push(value);
        value = this.postfix();
      } else return items === null ? value : { flow: items[0]?.flow ?? UNKNOWN, type: '', items: [...items, value] };
    }
  }

  private postfix(): Value {
    if (++this.depth > DEEPEST_EXPRESSION) {
      this.depth--;
      this.at++;
      return NO_VALUE;
    }
    let result = this.primary();
    for (;;) {
      const token = this.peek();
      const name = this.peek(1);
      const isStatic = token?.kind === 'word' && token.text.startsWith('::');
      if (isStatic || (token?.kind === 'mark' && token.text === '.' && !token.spaced)) {
        const member = isStatic
          ? (token as { readonly text: string }).text.slice(2)
          : name?.kind === 'word' || name?.kind === 'text'
            ? name.text
            : null;
        if (member === null) break;
        this.at += isStatic ? 1 : 2;
        // A word goes on behind its dots: `UTF8.GetString`. Only the last of them is called.
        const members = member.toLowerCase().split('.', 16);
        const args = this.isMark('(') ? this.bracketed(')') : null;
        members.forEach((one, i) => {
          result = this.member(result, one, i === members.length - 1 ? args : null);
        });
      } else if (token?.kind === 'mark' && token.text === '[' && !token.spaced) {
        this.bracketed(']');
        result = value(result.flow.text === null ? result.flow : UNKNOWN);
      } else break;
    }
    this.depth--;
    return result;
  }

  private primary(): Value {
    const token = this.peek();
    if (token === undefined) return NO_VALUE;
    this.at++;
    switch (token.kind) {
      case 'text':
        return token.expands ? this.expanded(token.text) : text(token.text);
      case 'variable':
        return this.variable(token.name);
      case 'word':
        if (/^-(?:join|split)$/i.test(token.text)) return operated(token.text.toLowerCase(), this.postfix(), text(''));
        return isNumber(token.text) ? text(String(Number(token.text))) : text(token.text);
      case 'mark':
        break;
    }
    if (token.text === '(') {
      const inside = this.pipeline();
      while (this.at < this.tokens.length && !this.isMark(')')) {
        const before = this.at;
        this.pipeline();
        if (this.at === before) this.at++;
      }
      this.at++;
      return inside;
    }
    if (token.text === '{') {
      while (this.at < this.tokens.length && !this.isMark('}')) {
        const before = this.at;
        this.pipeline();
        if (this.at === before) this.at++;
      }
      this.at++;
      return value(NOTHING, 'scriptblock');
    }
    if (token.text === '[') return this.type();
    return NO_VALUE;
  }

  /** `[type]`, in front of a value or of `::Method`. */
  private type(): Value {
    let name = '';
    while (this.at < this.tokens.length && !this.isMark(']')) {
      const token = this.peek();
      name += token?.kind === 'word' || token?.kind === 'mark' ? token.text : '';
      this.at++;
    }
    this.at++;
    name = name.toLowerCase().replace(/^system\./, '');
    const next = this.peek();
    if (
      next === undefined ||
      (next.kind === 'word' && next.text.startsWith('::')) ||
      (next.kind === 'mark' && next.text !== '(' && next.text !== '[')
    )
      return value(NOTHING, name);
    const cast = this.postfix();
    if (name === 'scriptblock') return value(cast.flow, 'script');
    if (name !== 'char') return cast;
    const codes = (cast.items ?? [cast]).map(({ flow }) => Number(flow.text ?? Number.NaN));
    return codes.every((code) => code > 0 && code < 0x11_0000)
      ? text(String.fromCodePoint(...codes.slice(0, 4096)), true)
      : cast;
  }

  /** What stands in brackets, as values. */
  private bracketed(close: string): readonly Value[] {
    this.at++;
    const values: Value[] = [];
    while (this.at < this.tokens.length && !this.isMark(close)) {
      const before = this.at;
      const one = this.isMark('{') ? this.primary() : this.expression();
      values.push(...(one.items ?? [one]));
      if (this.isMark('|') || this.isMark(';')) this.at++;
      if (this.at === before) this.at++;
    }
    this.at++;
    return values;
  }

  private variable(name: string): Value {
    const known = this.variables.get(name);
    if (known !== undefined) return known;
    if (name.startsWith('env:') && isSecretVariable(name)) {
      this.shell.reading.add('environment', `the environment variable ${name.slice(4)}`);
      return value(flowFrom('secret', name));
    }
    if (name === 'shellid' || name === 'pshome') return value(UNKNOWN);
    return NO_VALUE;
  }

  /** A text in double quotes: variables that are known are put in. */
  private expanded(raw: string): Value {
    let flow: Flow = NOTHING;
    let isKnown = true;
    const out = raw.replace(/\$(?:env:)?([A-Za-z_][A-Za-z0-9_]{0,63})/gi, (whole) => {
      const one = this.variable(whole.slice(1).toLowerCase()).flow;
      flow = heaviest([flow, one]);
      if (one.text === null) isKnown = false;
      return one.text ?? whole;
    });
    return isKnown ? text(out, flow.decoded) : value({ ...flow, text: null, from: out });
  }

  /** A member of a value; `args` is null where it is not called. */
  private member(of: Value, name: string, args: readonly Value[] | null): Value {
    const { reading } = this.shell;
    const [first, second] = args ?? [];
    const given = first?.flow ?? UNKNOWN;
    const address = shownAddress(given.text ?? given.from);
    switch (name) {
      case 'downloadstring':
      case 'downloaddata':
      case 'getstringasync':
      case 'openread':
        reading.add('download', address);
        return value(flowFrom('download', address));
      case 'downloadfile':
      case 'downloadfileasync':
        reading.add('download', address);
        if (second?.flow.text != null) this.shell.writePath(second.flow.text, flowFrom('download', address));
        return value(NOTHING);
      case 'uploadstring':
      case 'uploaddata':
      case 'uploadfile':
      case 'uploadvalues':
        if (name === 'uploadfile' && second?.flow.text != null) this.shell.readPath(second.flow.text);
        reading.add('sendsOut', address);
        return NO_VALUE;
      case 'frombase64string':
        return decodedBy(given, decodeBase64Text);
      case 'getstring':
        return decodedBy(given, /unicode$/.test(of.type) ? decodeUtf16 : decodeUtf8Text);
      case 'create':
      case 'newscriptblock':
        return of.type === 'scriptblock' ? value(given, 'script') : value(NOTHING, of.type);
      case 'new':
        return /tcpclient$/.test(of.type)
          ? this.client(args ?? [])
          : value(/stream|reader/.test(of.type) ? given : NOTHING, of.type);
      case 'invoke':
      case 'invokereturnasis':
      case 'invokescript':
        return this.invoked(of, given);
      case 'start':
        if (/process$/.test(of.type))
          this.shell.runWords([{ text: given.text ?? '', known: given.text !== null, flows: [given] }], NOTHING);
        return NO_VALUE;
      case 'loadlibrary':
      case 'getdelegateforfunctionpointer':
      case 'virtualalloc':
      case 'load':
        reading.add('native', name);
        return NO_VALUE;
      case 'getstream':
        return value(of.flow, of.type);
      case 'replace': {
        const [from, to] = [first?.flow.text, second?.flow.text];
        return of.flow.text !== null && from != null && to != null && from !== ''
          ? text(of.flow.text.replaceAll(from, to).slice(0, 65_536), true)
          : NO_VALUE;
      }
      case 'tostring':
      case 'trim':
      case 'content':
      case 'readtoend':
      case 'tochararray':
        return of;
      case 'unicode':
      case 'utf8':
      case 'ascii':
        return value(NOTHING, `${of.type}.${name}`);
      case 'copyto':
        return of;
    }
    return value(of.flow.text === null && of.flow.origin !== 'nothing' ? of.flow : UNKNOWN, of.type);
  }

  private client(args: readonly Value[]): Value {
    const to = shownAddress(args.map(({ flow }) => flow.text ?? '').join(':'));
    this.shell.reading.add('contacts', to);
    return value(flowFrom('remote', to), 'tcpclient');
  }

  private invoked(of: Value, given: Flow): Value {
    const flow = of.type === 'script' ? of.flow : given;
    if (flow.text !== null) {
      if (flow.decoded) this.shell.reading.layer(flow.text);
      this.shell.reading.later('powershell', flow.text);
    } else if (flow.origin !== 'unknown') this.shell.runFlow(flow);
    return NO_VALUE;
  }
}

const isNumber = (word: string): boolean => /^(?:0x[0-9a-f]{1,8}|[0-9]{1,9})$/i.test(word);
const isOperator = (word: string): boolean => /^-(?:join|split|not)$/i.test(word);

const decodedBy = ({ text: known, ...flow }: Flow, decode: (text: string) => string | null): Value => {
  if (known === null) return value({ ...flow, text: null });
  const out = inflatedWhereCompressed(decode(known));
  return out === null ? NO_VALUE : text(out, true);
};

/** What was gzip in base64 is read as what it holds: the stream objects around it are the same in all such scripts. */
const inflatedWhereCompressed = (bytes: string | null): string | null =>
  bytes?.startsWith('\x1f\x8b') ? inflateLatin1(bytes) : bytes;

function added(left: Value, right: Value): Value {
  const [first, second] = [left.flow.text, right.flow.text];
  if (first === null || second === null || first.length + second.length > 65_536)
    return value(heaviest([left.flow, right.flow]));
  return text(first + second, true);
}

function operated(operator: string, left: Value, right: Value): Value {
  const texts = (left.items ?? [left]).map(({ flow }) => flow.text);
  const known = texts.filter((one) => one !== null);
  if (known.length < texts.length) return value(heaviest([left.flow, right.flow]));
  if (operator === '-join') return text(known.join(right.flow.text ?? '').slice(0, 65_536), true);
  if (operator === '-f') {
    const values = (right.items ?? [right]).map(({ flow }) => flow.text ?? '');
    return text(
      (known[0] ?? '').replace(/\{([0-9]{1,3})\}/g, (_, index: string) => values[Number(index)] ?? '').slice(0, 65_536),
      true,
    );
  }
  if (operator === '-replace' || operator === '-creplace') {
    const [from, to] = (right.items ?? [right]).map(({ flow }) => flow.text ?? '');
    if (from === undefined || from === '' || /[[\]*.\\^$+?(){}|]/.test(from)) return NO_VALUE;
    return text((known[0] ?? '').replaceAll(from, to ?? '').slice(0, 65_536), true);
  }
  if (operator === '-split')
    return {
      ...left,
      items: (known[0] ?? '')
        .split(right.flow.text || ' ')
        .slice(0, 4096)
        .map((one) => text(one)),
    };
  return NO_VALUE;
}

/** Reads a script of PowerShell. */
export function readPowershell(script: string, reading: Reading): void {
  if (!reading.spend(script.length + 1)) return;
  new PowershellReader(script, reading).read();
}
