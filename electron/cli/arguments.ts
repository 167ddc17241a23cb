/** What the command line asks for. */
export interface ScanCommand {
  readonly command: 'scan';
  readonly paths: readonly string[];
  readonly output: 'human' | 'json' | 'ndjson';
  readonly recursive: boolean;
  readonly color: boolean | null;
  readonly jobs: number | null;
  /** File with one password a line, for encrypted members. */
  readonly passwordFile: string | null;
  /** The project's policy; only the file that is named, never one that happens to lie near. */
  readonly policyFile: string | null;
}
export type Command =
  | ScanCommand
  | { readonly command: 'explain'; readonly rule: string }
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | { readonly command: 'bad'; readonly why: string };

export const USAGE = `cuvette looks inside machine-learning model files without loading them.

  cuvette scan [options] PATH…     files, or folders with --recursive
  cuvette explain RULE-ID          what a finding of that rule means, how sure it is, what to do; or "list"

  --json          one JSON document on standard output
  --ndjson        one JSON line per file, written as each is done
  -r, --recursive go into folders
  --jobs N        files scanned at once (default: one per processor, at most 8)
  --password-file FILE
                  passwords for encrypted members, one a line
  --policy FILE   judge by this cuvette.policy.json; none is looked for
  --no-color      plain text
  --version, --help

Exit code: 0 no findings in any file, 1 something dangerous or suspicious, 2 something inconclusive,
64 bad usage, 70 a fault of Cuvette itself.
`;

/** Reads the arguments behind the program's name. `scan` may be left out. */
export function parseArguments(args: readonly string[]): Command {
  if (args[0] === 'explain' && args.length === 2) return { command: 'explain', rule: args[1] as string };
  const rest = args[0] === 'scan' ? args.slice(1) : [...args];
  const paths: string[] = [];
  let output: ScanCommand['output'] = 'human';
  let recursive = false;
  let color: boolean | null = null;
  let jobs: number | null = null;
  let passwordFile: string | null = null;
  let policyFile: string | null = null;
  let onlyPaths = false;
  for (let i = 0; i < rest.length; i++) {
    const argument = rest[i] as string;
    if (onlyPaths || !argument.startsWith('-') || argument === '-') {
      paths.push(argument);
      continue;
    }
    switch (argument) {
      case '--':
        onlyPaths = true;
        break;
      case '--json':
        output = 'json';
        break;
      case '--ndjson':
        output = 'ndjson';
        break;
      case '--recursive':
      case '-r':
        recursive = true;
        break;
      case '--no-color':
        color = false;
        break;
      case '--color':
        color = true;
        break;
      case '--jobs': {
        const value = Number(rest[++i]);
        if (!Number.isInteger(value) || value < 1 || value > 64)
          return { command: 'bad', why: '--jobs takes a whole number from 1 to 64' };
        jobs = value;
        break;
      }
      case '--password-file': {
        const file = rest[++i];
        if (file === undefined || file === '') return { command: 'bad', why: '--password-file takes a file' };
        passwordFile = file;
        break;
      }
      case '--policy': {
        const file = rest[++i];
        if (file === undefined || file === '') return { command: 'bad', why: '--policy takes a file' };
        if (policyFile !== null) return { command: 'bad', why: '--policy may be given once' };
        policyFile = file;
        break;
      }
      case '--help':
      case '-h':
        return { command: 'help' };
      case '--version':
        return { command: 'version' };
      default:
        return { command: 'bad', why: `unknown option ${argument}` };
    }
  }
  if (paths.length === 0) return { command: 'bad', why: 'no path given' };
  return { command: 'scan', paths, output, recursive, color, jobs, passwordFile, policyFile };
}
