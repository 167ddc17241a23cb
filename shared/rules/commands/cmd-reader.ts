import { DEEPEST, type Reading } from '../effects/reading';
import { NOTHING, textFlow, UNKNOWN } from './flow';
import { type Argument, argument } from './program';
import { ShellReader } from './shell-reader';

const VARIABLES_KEPT = 256;
/** Longest line that cmd.exe takes. */
const LONGEST_LINE = 8191;

/** Commands of one line, joined by `|` (`piped`) or by `&`. */
interface CmdCommand {
  readonly words: readonly Argument[];
  readonly output: string | null;
  readonly input: string | null;
  readonly piped: boolean;
}

/** Splits a line of cmd.exe: `&`, `&&`, `||`, `|`, parentheses and line ends outside of quotes; `^` takes the meaning of what follows. */
function parseCmd(text: string): { readonly commands: readonly CmdCommand[]; readonly disguised: boolean } {
  const commands: CmdCommand[] = [];
  let words: Argument[] = [];
  let word = '';
  let inWord = false;
  let quoted = false;
  let redirect: '<' | '>' | null = null;
  let output: string | null = null;
  let input: string | null = null;
  let disguised = false;
  let piped = false;
  const endWord = () => {
    if (inWord) {
      if (redirect === '>') output = word;
      else if (redirect === '<') input = word;
      else words.push(argument(word));
      redirect = null;
    }
    word = '';
    inWord = false;
  };
  const endCommand = (pipe: boolean) => {
    endWord();
    if (words.length > 0) commands.push({ words, output, input, piped });
    piped = pipe;
    words = [];
    output = null;
    input = null;
  };
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '"') {
      quoted = !quoted;
      inWord = true;
    } else if (quoted) word += character;
    else if (character === '^') {
      if (/[A-Za-z0-9]/.test(text.charAt(i + 1))) disguised = true;
      word += text.charAt(++i);
      inWord = true;
    } else if (character === ' ' || character === '\t' || (character === ',' && !inWord)) endWord();
    else if (character === '\n' || character === '\r' || character === '(' || character === ')') endCommand(false);
    else if (character === '&' || character === '|') {
      const twice = text.charAt(i + 1) === character;
      if (twice) i++;
      endCommand(character === '|' && !twice);
    } else if (character === '<' || character === '>') {
      if (/^[0-9]$/.test(word)) {
        word = '';
        inWord = false;
      }
      endWord();
      if (text.charAt(i + 1) === character) i++;
      if (text.charAt(i + 1) === '&') i += 2;
      else redirect = character;
    } else {
      word += character;
      inWord = true;
    }
  }
  endCommand(false);
  return { commands, disguised };
}

/** Reads a line of cmd.exe: words, pipes and variables; the programs are those of the shell reader. */
export function readCmd(text: string, reading: Reading): void {
  if (reading.depth >= DEEPEST || !reading.spend(text.length + 1)) return;
  const shell = new ShellReader(reading);
  const variables = new Map<string, string>();
  const { commands, disguised } = parseCmd(text);
  let flow = NOTHING;
  for (const { words, output, input, piped } of commands) {
    const expanded = words.map((word) => ({ ...word, text: expand(word.text, variables) }));
    const [head, second] = expanded;
    const name = (head?.text ?? '').replace(/^@/, '').toLowerCase();
    if (disguised || words.some(({ text: raw }, i) => i === 0 && raw !== expanded[0]?.text))
      reading.layer(expanded.map((word) => word.text).join(' '));
    if (name === 'set' && second !== undefined) {
      const [, key, value] =
        /^([^=]{1,100})=(.*)$/s.exec(
          expanded
            .slice(1)
            .map((word) => word.text)
            .join(' '),
        ) ?? [];
      if (key !== undefined && variables.size < VARIABLES_KEPT) variables.set(key.toLowerCase(), value ?? '');
      continue;
    }
    const stdin = input === null ? (piped ? flow : NOTHING) : shell.readPath(input);
    // An IF or FOR says when, a CALL says nothing; what they are about is run.
    const from = ['if', 'for', 'call', 'do', 'else', 'exist', 'not'].includes(name) ? commandIn(expanded) : 0;
    const run = expanded
      .slice(from)
      .map((word, i) => (i === 0 ? { ...word, text: word.text.replace(/^@/, '') } : word));
    flow = runOne(shell, run, stdin);
    if (output !== null) {
      shell.writePath(output, flow);
      flow = NOTHING;
    }
  }
}

function runOne(shell: ShellReader, run: readonly Argument[], stdin: typeof NOTHING): typeof NOTHING {
  const [head] = run;
  if (head === undefined) return UNKNOWN;
  if (/^echo\.?$/i.test(head.text)) {
    shell.reading.add('printsText');
    return textFlow(
      run
        .slice(1)
        .map(({ text }) => text)
        .join(' '),
    );
  }
  return shell.runWords(run, stdin);
}

/** Where the command begins behind the words of IF, FOR and CALL. */
function commandIn(words: readonly Argument[]): number {
  const at = words.findIndex(({ text }) => /^do$/i.test(text));
  if (at >= 0) return at + 1;
  return /^call$/i.test(words[0]?.text ?? '') ? 1 : Math.min(words.length, 3);
}

/** `%name%` and `%name:~from,length%` of variables that the line itself has set; others stay as they are. */
function expand(text: string, variables: ReadonlyMap<string, string>): string {
  if (!text.includes('%') && !text.includes('!')) return text;
  let room = LONGEST_LINE;
  return text.replace(
    /[%!]([A-Za-z_][A-Za-z0-9_]{0,63})(?::~(-?[0-9]{1,5})(?:,(-?[0-9]{1,5}))?)?[%!]/g,
    (whole, name: string, from?: string, length?: string) => {
      const value = variables.get(name.toLowerCase());
      if (value === undefined) return whole;
      room -= value.length;
      if (room < 0) return '';
      if (from === undefined) return value;
      const start = Number(from) < 0 ? Math.max(0, value.length + Number(from)) : Number(from);
      const end =
        length === undefined
          ? value.length
          : Number(length) < 0
            ? value.length + Number(length)
            : start + Number(length);
      return value.slice(start, end);
    },
  );
}

const WINDOWS_FIRST: ReadonlySet<string> = new Set([
  'cmd',
  'powershell',
  'pwsh',
  'certutil',
  'bitsadmin',
  'reg',
  'schtasks',
  'del',
  'erase',
  'rd',
  'copy',
  'xcopy',
  'start',
  'mshta',
  'rundll32',
  'regsvr32',
  'wmic',
  'vssadmin',
  'netsh',
  'net',
  'msiexec',
  'wscript',
  'cscript',
  'icacls',
  'takeown',
  'attrib',
  'tasklist',
  'taskkill',
  'ipconfig',
  'systeminfo',
  'bcdedit',
  'wevtutil',
  'sc',
  'calc',
  'notepad',
  'iwr',
  'iex',
  'cmdkey',
  'rem',
  'setx',
  'forfiles',
  'wbadmin',
]);

/** True for a command that is written for Windows: by its first program, a drive, or a variable in percent signs. */
export function isForWindows(text: string): boolean {
  const first = /^[\s@("]*([^\s"&|<>()^]{1,200})/.exec(text.slice(0, 300).replaceAll('^', ''))?.[1] ?? '';
  const base = first.slice(Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1).toLowerCase();
  if (/^\s*set\s+"?[A-Za-z_]\w{0,40}=/i.test(text.slice(0, 300))) return true;
  if (/^[\s@("]*[a-z]+\^[a-z]/i.test(text.slice(0, 300))) return true;
  if (WINDOWS_FIRST.has(base.replace(/\.(?:exe|com|bat|cmd)$/, ''))) return true;
  return (
    /(?:^|[\s"'=])[A-Za-z]:\\|%[A-Za-z_]{3,40}%/.test(text.slice(0, 4096)) ||
    /^[^\s]+\.exe(?:\s|$)/i.test(text.slice(0, 300))
  );
}
