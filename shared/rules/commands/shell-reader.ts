import { shownAddress } from '../effects/addresses';
import { shownThing } from '../effects/effect';
import { isDisk, isLoginList, isRunAgain, isSecretVariable, secretAt } from '../effects/places';
import { DEEPEST, type Reading } from '../effects/reading';
import { type Flow, flowFrom, heaviest, joinFlows, NOTHING, textFlow, UNKNOWN } from './flow';
import { type Argument, argument, type Program, type Shell } from './program';
import { PROGRAMS } from './programs';
import { type Part, type Pipeline, parseShell, type Redirect, type Simple, type Word } from './shell-syntax';

/** Words in front of a command that say when it runs. */
const PREFIXES: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'elif',
  'while',
  'until',
  'do',
  '!',
  '{',
  'time',
  'coproc',
  'function',
]);
const CLOSERS: ReadonlySet<string> = new Set(['fi', 'done', 'esac', '}', 'in', ';;']);
const FILES_KEPT = 64;
const MOST_COMMANDS = 20_000;
const DEEPEST_WRAPPED = 24;
const WORDS_KEPT = 4096;
const LONGEST_WORD = 64 * 1024;

/** What a name of a program is looked up by: `/usr/bin/CURL.exe` is curl. */
export function programName(text: string): string {
  const base = text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1).toLowerCase();
  return base.replace(/\.(?:exe|com|bat|cmd)$/, '');
}

const homely = (path: string): string =>
  path.replace(/^(?:\$HOME|\$\{HOME\}|%USERPROFILE%|\$env:USERPROFILE)(?=[/\\])/i, '~');

/**
 * Reads a script of a POSIX shell as a shell would run it, without running anything: variables, files and pipes are followed as far as
 * their texts are known, and every program says what it would do with its words. Groups, conditions and loops are read once, as if they ran.
 */
export class ShellReader implements Shell {
  readonly reading: Reading;
  private readonly variables = new Map<string, Argument>([
    ['HOME', argument('~')],
    ['IFS', argument(' ')],
  ]);
  private readonly functions = new Set<string>();
  private readonly files = new Map<string, Flow>();
  private depth = 0;
  /** Commands run so far, and those that run each other: `sudo env find -exec …`. */
  private commands = 0;
  private wrapped = 0;
  /** The connection that was opened last by a redirection. */
  private opened: Flow | null = null;

  constructor(reading: Reading) {
    this.reading = reading;
  }

  /** Reads a script; its output is what it prints. */
  read(script: string, stdin: Flow = NOTHING): Flow {
    if (this.depth >= DEEPEST || !this.reading.spend(script.length + 1)) {
      this.reading.add('hidden', 'nested too deeply');
      return UNKNOWN;
    }
    this.depth++;
    let all = NOTHING;
    let last = NOTHING;
    for (const pipeline of parseShell(script)) {
      const into = pipeline.continues ? last : stdin;
      last = this.pipeline(pipeline, into);
      all = pipeline.continues ? last : joinFlows(all, last);
    }
    this.depth--;
    return all;
  }

  private pipeline({ commands }: Pipeline, stdin: Flow): Flow {
    this.noticeForkBomb(commands);
    let flow = stdin;
    for (const command of commands) flow = this.simple(command, flow);
    return flow;
  }

  private noticeForkBomb(commands: readonly Simple[]): void {
    const calls = commands.filter(({ words }) => {
      const name = words.length === 1 ? words[0]?.parts[0] : undefined;
      return name?.kind === 'text' && this.functions.has(name.text);
    });
    if (calls.length > 1) this.reading.add('stops', 'it starts itself without end');
  }

  // ── one command ────────────────────────────────────────────────────────────────────────────────────────────────────

  private simple({ words, redirects, defines }: Simple, stdin: Flow): Flow {
    const [first] = words;
    if (defines && words.length <= 2) {
      const name = words.at(-1)?.parts[0];
      if (name?.kind === 'text') this.functions.add(name.text);
      return NOTHING;
    }
    const from = this.withoutPrefixes(words);
    if (first !== undefined && this.isLoop(words.slice(from))) return NOTHING;
    const assigned = this.assign(words.slice(from));
    const expanded = words.slice(from + assigned).flatMap((word) => this.expand(word));
    const [input, outputs] = this.redirected(redirects, stdin);
    let out = NOTHING;
    const [head] = expanded;
    if (head !== undefined) {
      const written = words[from + assigned];
      const isSpliced = written?.parts.some(({ kind }) => kind !== 'text') ?? false;
      if (words.slice(from).some(({ disguised }) => disguised) || (isSpliced && head.known))
        this.reading.layer(expanded.map(({ text }) => text).join(' '));
      out = this.runWords(expanded, input);
    } else out = input;
    for (const place of outputs) this.redirectTo(place, out);
    return outputs.length > 0 ? NOTHING : out;
  }

  private withoutPrefixes(words: readonly Word[]): number {
    let from = 0;
    while (from < words.length) {
      const part = words[from]?.parts[0];
      const word = part?.kind === 'text' && !part.quoted ? part.text : '';
      if (!PREFIXES.has(word) && !CLOSERS.has(word)) break;
      from++;
    }
    return from;
  }

  /** `for x in a b`: the variable gets the first of them. */
  private isLoop(words: readonly Word[]): boolean {
    const texts = words.slice(0, 3).map(({ parts }) => (parts[0]?.kind === 'text' ? parts[0].text : ''));
    if (texts[0] === 'case') return true;
    if (texts[0] !== 'for' && texts[0] !== 'select') return false;
    const values = texts[2] === 'in' ? words.slice(3).flatMap((word) => this.expand(word)) : [];
    this.setVariable(texts[1] ?? '', values[0] ?? { text: '', known: false, flows: [] });
    return true;
  }

  /** Leading `name=value` words; their number. */
  private assign(words: readonly Word[]): number {
    let count = 0;
    for (const word of words) {
      const part = word.parts[0];
      const match = part?.kind === 'text' && !part.quoted ? /^([A-Za-z_][A-Za-z0-9_]*)\+?=/.exec(part.text) : null;
      if (match === null || part?.kind !== 'text') break;
      const rest: Part[] = [{ ...part, text: part.text.slice(match[0].length), quoted: true }];
      rest.push(...word.parts.slice(1).map((one): Part => ({ ...one, quoted: true })));
      const [value = argument('')] = this.expand({ parts: rest, disguised: false });
      this.setVariable(match[1] ?? '', value);
      count++;
    }
    return count;
  }

  private setVariable(name: string, value: Argument): void {
    if (this.variables.size < 256) this.variables.set(name, value);
    if (name === 'HISTFILE' || name === 'HISTSIZE') this.reading.add('weakens', `${name}=${value.text}`);
    if (name === 'LD_PRELOAD' && value.text !== '') this.reading.add('native', value.text);
  }

  // ── expansion ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** A word as the words it becomes. */
  private expand(word: Word): readonly Argument[] {
    const [only] = word.parts;
    if (word.parts.length === 1 && only?.kind === 'text' && !only.quoted) return inBraces(only.text).map(argument);
    const built: Argument[] = [];
    let current: { text: string; known: boolean; flows: Flow[] } | null = null;
    for (const part of word.parts) {
      const value = this.valueOf(part);
      const pieces = part.kind === 'text' || part.quoted || !value.known ? [value.text] : value.text.split(/[ \t\n]/);
      pieces.forEach((piece, i) => {
        if (i > 0 && current !== null) {
          if (current.text !== '') built.push(current);
          current = null;
        }
        current ??= { text: '', known: true, flows: [] };
        if (current.text.length < LONGEST_WORD) current.text += piece;
        current.known &&= value.known;
        current.flows.push(...value.flows);
      });
      if (built.length > WORDS_KEPT) break;
    }
    const last = current as Argument | null;
    if (last !== null && (last.text !== '' || word.parts.some(({ quoted }) => quoted))) built.push(last);
    return built;
  }

  private valueOf(part: Part): Argument {
    if (part.kind === 'text') return argument(part.text);
    if (part.kind === 'script') {
      const flow = this.read(part.script);
      if (flow.text !== null) return { text: flow.text.replace(/\n+$/, ''), known: true, flows: [flow] };
      return { text: `$(${shownThing(part.script, 60)})`, known: false, flows: [flow] };
    }
    const value = this.variables.get(part.name);
    if (value !== undefined) return value.known ? { ...value, text: edited(value.text, part.edit) } : value;
    const fallback = /^:?[-=](.*)$/s.exec(part.edit)?.[1];
    if (fallback !== undefined) return { text: fallback, known: !fallback.includes('$'), flows: [] };
    if (part.name === '@' || part.name === '*') return argument('');
    const flows = isSecretVariable(part.name) ? [flowFrom('secret', part.name)] : [];
    if (flows.length > 0) this.reading.add('environment', `the environment variable ${part.name}`);
    return { text: `$${part.name}`, known: false, flows };
  }

  // ── redirections ───────────────────────────────────────────────────────────────────────────────────────────────────

  private redirected(
    redirects: readonly Redirect[],
    stdin: Flow,
  ): readonly [input: Flow, outputs: readonly Argument[]] {
    let input = stdin;
    const outputs: Argument[] = [];
    for (const { operator, target } of redirects) {
      const whole = this.expand({ ...target, parts: target.parts.map((part) => ({ ...part, quoted: true })) });
      const [place = argument('')] = whole;
      if (operator === '<<' || operator === '<<<')
        input = place.known
          ? textFlow(
              place.text,
              place.flows.some(({ decoded }) => decoded),
            )
          : heaviest([UNKNOWN, ...place.flows]);
      else if (operator === '<') input = this.readPath(place.text);
      else if (operator === '<>') {
        const device = this.openDevice(place.text);
        if (device !== null) this.reading.add('contacts', device.from);
        input = device ?? this.readPath(place.text);
      } else {
        const device = this.openDevice(place.text);
        if (device !== null) this.reading.add('contacts', device.from);
        if (device !== null && input.origin === 'nothing') input = device;
        outputs.push(place);
      }
    }
    return [input, outputs];
  }

  /** `/dev/tcp/host/port` of bash: a connection. */
  private openDevice(path: string): Flow | null {
    const [, host, port] = /^\/dev\/(?:tcp|udp)\/([^/]+)\/([^/]+)/.exec(path) ?? [];
    if (host === undefined) return null;
    this.opened = flowFrom('remote', shownAddress(`${host}:${port}`));
    return this.opened;
  }

  connection(): Flow | null {
    return this.opened;
  }

  private redirectTo(place: Argument, content: Flow): void {
    const device = this.openDevice(place.text);
    if (device === null) {
      this.writePath(place.text, content);
      return;
    }
    if (content.origin === 'shell' || this.reading.has('reverseShell', device.from))
      this.reading.add('reverseShell', device.from);
    else if (content.origin !== 'nothing') this.reading.add('sendsOut', device.from);
    else this.reading.add('contacts', device.from);
  }

  // ── Shell ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  readPath(written: string): Flow {
    const path = homely(written);
    const device = this.openDevice(path);
    if (device !== null) {
      this.reading.add('contacts', device.from);
      return device;
    }
    const known = this.files.get(path);
    if (known !== undefined) return known;
    if (path === '' || path === '-' || path.startsWith('/dev/')) return NOTHING;
    const secret = secretAt(path);
    if (secret !== null) this.reading.add('credentials', secret);
    else this.reading.add('readsFile', path);
    return flowFrom(secret === null ? 'data' : 'secret', path);
  }

  writePath(written: string, content: Flow): void {
    const path = homely(written);
    if (isDisk(path)) this.reading.add('destroys', path);
    if (path === '' || path === '-' || path.startsWith('/dev/') || path.toLowerCase() === 'nul') return;
    // A named pipe stays one, whatever is written into it.
    if (this.files.get(path)?.origin === 'fifo') return;
    if (this.files.size < FILES_KEPT) this.files.set(path, content);
    if (isLoginList(path)) this.reading.add('login', path);
    else if (isRunAgain(path)) this.reading.add('persistence', path);
    else if (/(?:^|\/)etc\/(?:sudoers|passwd|shadow)/.test(path)) this.reading.add('escalates', path);
    else this.reading.add('writesFile', path);
    if (content.text !== null && isRunAgain(path)) this.reading.later('shell', content.text);
  }

  runPath(written: string, args: readonly Argument[]): Flow {
    const path = homely(written);
    const content = this.files.get(path) ?? this.files.get(path.replace(/^\.\//, '')) ?? this.files.get(`./${path}`);
    if (content !== undefined && content.origin !== 'nothing') return this.runFlow(content);
    if (args.some(({ flows }) => flows.some(({ origin }) => origin === 'remote'))) return UNKNOWN;
    this.reading.add('unknownProgram', path);
    return UNKNOWN;
  }

  runScript(text: string, decoded: boolean): Flow {
    if (decoded) this.reading.layer(text);
    return this.read(text);
  }

  runFlow(flow: Flow): Flow {
    switch (flow.origin) {
      case 'nothing':
        return NOTHING;
      case 'text':
        return this.runScript(flow.text ?? '', flow.decoded);
      case 'download':
        this.reading.add('downloadRun', flow.from);
        return UNKNOWN;
      case 'remote':
        this.reading.add('reverseShell', flow.from);
        return flowFrom('shell', flow.from);
      case 'fifo':
      case 'shell':
        return flowFrom('shell', flow.from);
      default:
        this.reading.add('hidden', flow.from);
        return UNKNOWN;
    }
  }

  runWords(words: readonly Argument[], stdin: Flow): Flow {
    if (this.commands >= MOST_COMMANDS || this.wrapped >= DEEPEST_WRAPPED) {
      this.reading.add('hidden', 'too many commands');
      return UNKNOWN;
    }
    this.commands++;
    this.wrapped++;
    const out = this.runProgram(words, stdin);
    this.wrapped--;
    return out;
  }

  private runProgram(words: readonly Argument[], stdin: Flow): Flow {
    const [head, ...args] = words;
    if (head === undefined) return NOTHING;
    if (!head.known) {
      const made = heaviest(head.flows);
      if (made.origin === 'download') this.reading.add('downloadRun', made.from);
      else if (this.opened !== null) this.reading.add('reverseShell', this.opened.from);
      else this.reading.add('hidden', head.text);
      return UNKNOWN;
    }
    // What was put together from a substitution may be several words.
    if (/\s/.test(head.text) && args.length === 0 && head.flows.length > 0) return this.runScript(head.text, true);
    const name = programName(head.text);
    if (this.functions.has(head.text)) return NOTHING;
    const isOwn = head.text.startsWith('./') && this.files.has(head.text.slice(2));
    const program: Program | undefined = isOwn
      ? undefined
      : (PROGRAMS.get(name) ?? PROGRAMS.get(name.replace(/[0-9.]+$/, '')));
    if (program !== undefined) return program({ name, args, stdin, shell: this });
    if (head.text.includes('/') || head.text.includes('\\')) return this.runPath(head.text, args);
    if (this.files.has(head.text)) return this.runPath(head.text, args);
    if (head.text.trim() !== '') this.reading.add('unknownProgram', head.text);
    return UNKNOWN;
  }
}

/** `{a,b}` is two words; `{a}` and `{a b}` stay. Only a word that is braces as a whole: that is how commands are hidden in them. */
function inBraces(text: string): readonly string[] {
  if (!text.startsWith('{') || !text.endsWith('}') || !text.includes(',')) return [text];
  return text
    .slice(1, -1)
    .split(',')
    .filter((word) => word !== '');
}

/** `${name:2:3}` and `${name//a/b}`; other edits leave the text. */
function edited(text: string, edit: string): string {
  const [, from, length] = /^:\s?(-?[0-9]{1,6})(?::([0-9]{1,6}))?$/.exec(edit) ?? [];
  if (from !== undefined) {
    const start = Number(from) < 0 ? text.length + Number(from) : Number(from);
    return text.slice(start, length === undefined ? undefined : start + Number(length));
  }
  const [, all, what, by] = /^\/(\/?)([^/]{1,100})\/?([^/]{0,100})$/.exec(edit) ?? [];
  if (what !== undefined) return all === '/' ? text.replaceAll(what, by ?? '') : text.replace(what, by ?? '');
  return text;
}
