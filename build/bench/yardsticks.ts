import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Something that Cuvette is measured against; `command` is null, with the reason, where it cannot be had. */
export interface Yardstick {
  readonly name: string;
  readonly command: ((file: string) => readonly string[]) | null;
  readonly missing: string;
}

const runs = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

const GENOPS = 'import pickletools,sys\nfor _ in pickletools.genops(open(sys.argv[1],"rb")): pass';

/** SHA-256 by OpenSSL: what reading and digesting alone costs. */
export function openssl(): Yardstick {
  return runs('openssl', 'version')
    ? { name: 'openssl dgst -sha256', command: (file) => ['openssl', 'dgst', '-sha256', file], missing: '' }
    : { name: 'openssl dgst -sha256', command: null, missing: 'openssl is not installed' };
}

/** CPython's own disassembler, which only lists. */
export function genops(): Yardstick {
  return { name: 'pickletools.genops', command: (file) => ['python3', '-c', GENOPS, file], missing: '' };
}

/** The scanner most in use, from PyPI, in an environment of its own in the cache folder. */
export function picklescan(cache: string): Yardstick {
  const name = 'picklescan';
  const program = path.join(cache, 'picklescan/bin/picklescan');
  if (!existsSync(program)) {
    const environment = path.join(cache, 'picklescan');
    const installed =
      runs('python3', '-m', 'venv', environment) &&
      runs(path.join(environment, 'bin/pip'), 'install', '--quiet', 'picklescan==1.0.5');
    if (!installed && !existsSync(program))
      return { name, command: null, missing: 'picklescan could not be installed from PyPI' };
  }
  return { name, command: (file) => [program, '--path', file], missing: '' };
}
