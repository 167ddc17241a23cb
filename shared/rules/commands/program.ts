import type { Reading } from '../effects/reading';
import type { Flow } from './flow';

/** A word of a command after its expansions. */
export interface Argument {
  readonly text: string;
  /** False where part of it is only known when it runs. */
  readonly known: boolean;
  /** What went into it by `$(…)` or variables. */
  readonly flows: readonly Flow[];
}

export const argument = (text: string): Argument => ({ text, known: true, flows: [] });

/** What a program may ask of the shell around it. */
export interface Shell {
  readonly reading: Reading;
  /** Reads a file: says so, and gives what is known of it. */
  readPath(path: string): Flow;
  /** Writes a file, with the consequences of the place. */
  writePath(path: string, content: Flow): void;
  /** Runs a file. */
  runPath(path: string, args: readonly Argument[]): Flow;
  /** Runs a script of this shell. */
  runScript(text: string, decoded: boolean): Flow;
  /** Runs whatever this is as a script. */
  runFlow(flow: Flow): Flow;
  /** The connection that the script opened last by a redirection; null for none. */
  connection(): Flow | null;
  /** Runs a command that is words already. */
  runWords(words: readonly Argument[], stdin: Flow): Flow;
}

/** One program as it is started. */
export interface Invocation {
  readonly name: string;
  readonly args: readonly Argument[];
  readonly stdin: Flow;
  readonly shell: Shell;
}

/** Says what the program does with these arguments, and gives what it prints. */
export type Program = (call: Invocation) => Flow;

/** Options and what is left, in the usual notation: `-abc`, `-o value`, `-ovalue`, `--long value`, `--long=value`. */
export interface Options {
  has(...names: readonly string[]): boolean;
  /** Values of these options, in their order. */
  values(...names: readonly string[]): readonly Argument[];
  readonly rest: readonly Argument[];
}

/** `valued`: options that take a value, short ones as one character. */
export function optionsOf(args: readonly Argument[], valued: readonly string[]): Options {
  const takesValue = new Set(valued);
  const found: { readonly name: string; readonly value: Argument | null }[] = [];
  const rest: Argument[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === undefined) break;
    const { text } = arg;
    if (text === '--') {
      rest.push(...args.slice(i + 1));
      break;
    }
    if (text.length < 2 || !text.startsWith('-')) rest.push(arg);
    else if (text.startsWith('--') || takesValue.has(text.slice(1))) {
      const equals = text.indexOf('=');
      const name = text.replace(/^--?/, '').split('=', 1)[0] ?? '';
      if (equals > 0) found.push({ name, value: { ...arg, text: text.slice(equals + 1) } });
      else found.push({ name, value: takesValue.has(name) ? (args[++i] ?? null) : null });
    } else {
      for (let j = 1; j < text.length; j++) {
        const name = text.charAt(j);
        if (!takesValue.has(name)) {
          found.push({ name, value: null });
          continue;
        }
        const attached = text.slice(j + 1);
        found.push({ name, value: attached === '' ? (args[++i] ?? null) : { ...arg, text: attached } });
        break;
      }
    }
  }
  return {
    has: (...names) => found.some(({ name }) => names.includes(name)),
    values: (...names) => found.flatMap(({ name, value }) => (value !== null && names.includes(name) ? [value] : [])),
    rest,
  };
}
