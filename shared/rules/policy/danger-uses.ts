import type { Danger } from './dangerous';

/** What an attacker does with each kind of dangerous name: one sentence for the analyst. */
export const DANGER_USES: Readonly<Record<Danger, string>> = {
  command: 'With a command an attacker starts a program that was downloaded, opens a remote shell, or sends away what the account can read.',
  code: 'Code that is given as text or bytes can do all that Python can; the rest of an attack is kept in it.',
  import: 'Importing by name gives any module and runs its code; it is a detour to functions that scanners look for by name.',
  deserialise: 'What is loaded a second time was not looked at by those who look only at the first: the payload sits inside.',
  native: 'Native code is bound by none of Python’s rules, and tools that watch Python do not see it.',
  reflection: 'Step by step any function can be reached without its name standing in the file.',
  files: 'Files are read to be sent away, overwritten with code that runs later, or deleted.',
  network: 'A connection fetches the next stage, or tells somebody who has loaded the file.',
  debugger: 'These run a text or a function in order to watch it, and few scanners know them.',
  system: 'The running process is changed or ended: hooks are set, checks switched off, later imports led elsewhere.',
};
