import { heaviest, isTaken, NOTHING, textFlow, UNKNOWN } from './flow';
import { type Argument, type Invocation, optionsOf, type Program } from './program';

const words = (args: readonly Argument[]): string => args.map(({ text }) => text).join(' ');

/** A POSIX shell: the script of `-c`, a file, or what comes through the pipe. */
const shellProgram: Program = ({ args, stdin, shell }) => {
  const options = optionsOf(args, ['c', 'o', 'O', 'rcfile', 'init-file']);
  const [script] = options.values('c');
  if (script !== undefined) {
    const made = heaviest(script.flows);
    if (!script.known && made.origin !== 'nothing' && made.text === null) return shell.runFlow(made);
    return shell.runScript(
      script.text,
      script.flows.some(({ decoded }) => decoded),
    );
  }
  const [file] = options.rest;
  if (file !== undefined && !options.has('s')) {
    const fed = heaviest(file.flows);
    return fed.origin === 'nothing' ? shell.runPath(file.text, args) : shell.runFlow(fed);
  }
  if (stdin.origin !== 'nothing') {
    const out = shell.runFlow(stdin);
    return stdin.origin === 'text' ? out : { ...UNKNOWN, origin: 'shell', from: stdin.from };
  }
  const connection = shell.connection();
  if (connection !== null) shell.reading.add('reverseShell', connection.from);
  else shell.reading.add('startsProgram', 'a shell');
  return UNKNOWN;
};

/** Interpreters of other languages: the code of `-c` or `-e`, a file, or what comes through the pipe. */
const interpreter: Program = ({ name, args, stdin, shell }) => {
  const { reading } = shell;
  const isPython = /^(?:python|pypy|ipython|py$)/.test(name);
  const inline = isPython ? ['c'] : name === 'php' ? ['r'] : ['e', 'E', 'eval', 'p', 'print'];
  const options = optionsOf(args, [...inline, 'm', 'W', 'X', 'M', 'I', 'r', 'require']);
  const codes = options.values(...inline);
  for (const code of codes) {
    if (!code.known) shell.runFlow(heaviest([...code.flows, UNKNOWN]));
    if (code.flows.some(({ decoded }) => decoded)) reading.layer(code.text);
    reading.later(isPython ? 'python' : 'script', code.text);
  }
  if (codes.length > 0) return UNKNOWN;
  const [module] = isPython ? options.values('m') : [];
  if (module !== undefined) return moduleProgram(module.text, args, shell.reading);
  const [file] = options.rest;
  if (file !== undefined && file.text !== '-') return shell.runPath(file.text, args);
  if (stdin.origin === 'text') {
    if (stdin.decoded) reading.layer(stdin.text ?? '');
    reading.later(isPython ? 'python' : 'script', stdin.text ?? '');
    return UNKNOWN;
  }
  if (stdin.origin !== 'nothing') return shell.runFlow(stdin);
  reading.add('startsProgram', name);
  return UNKNOWN;
};

function moduleProgram(module: string, args: readonly Argument[], reading: Invocation['shell']['reading']) {
  if (module === 'http.server' || module === 'SimpleHTTPServer') reading.add('listens', module);
  else if (module === 'pip' || module === 'ensurepip') reading.add('installs', words(args.slice(2)));
  else if (module === 'base64' || module === 'json.tool') reading.add('printsText');
  else reading.add('unknownProgram', `the Python module ${module}`);
  return UNKNOWN;
}

/** Programs in front of a command; `valued`: their own options that take a value, `skip`: words of theirs before the command. */
const wrapper =
  (valued: readonly string[], skip = 0): Program =>
  ({ args, stdin, shell }) => {
    const takes = new Set(valued);
    let from = 0;
    while (from < args.length) {
      const text = args[from]?.text ?? '';
      if (/^[A-Za-z_][A-Za-z0-9_]*=/.test(text)) from++;
      else if (!text.startsWith('-') || text === '-') break;
      else from += takes.has(text.replace(/^--?/, '')) ? 2 : 1;
    }
    return shell.runWords(args.slice(from + skip), stdin);
  };

const sudo: Program = (call) => {
  call.shell.reading.add('escalates', call.name);
  return wrapper(['u', 'g', 'h', 'p', 'C', 'r', 't', 'T', 'U', 'D', 'R', 'user', 'group'])(call);
};

const su: Program = ({ name, args, shell }) => {
  shell.reading.add('escalates', `${name} ${words(args)}`);
  const [script] = optionsOf(args, ['c', 'command', 's']).values('c', 'command');
  return script === undefined ? UNKNOWN : shell.runScript(script.text, false);
};

const env: Program = (call) => {
  const command = call.args.find(({ text }) => !text.startsWith('-') && !text.includes('='));
  if (command !== undefined) return wrapper(['u', 'C', 'S'])(call);
  call.shell.reading.add('environment');
  return { origin: 'secret', text: null, from: 'the environment', decoded: false };
};

const environment: Program = ({ name, args, shell }) => {
  // `set -e` and `export A=b` show nothing; `export -p` does.
  if (args.some(({ text }) => text !== '-p') || (args.length === 0 && name === 'export')) {
    if (args.some(({ text }) => /^(?:HISTFILE|HISTSIZE)/.test(text))) shell.reading.add('weakens', words(args));
    if (name !== 'printenv') return NOTHING;
  }
  shell.reading.add(
    'environment',
    args.length === 0 || name !== 'printenv' ? '' : `the environment variable ${words(args)}`,
  );
  return { origin: 'secret', text: null, from: 'the environment', decoded: false };
};

const evaluator: Program = ({ args, shell }) => {
  const made = heaviest(args.flatMap(({ flows }) => flows));
  if (args.some(({ known }) => !known) && made.origin !== 'nothing') return shell.runFlow(made);
  return shell.runScript(words(args), made.decoded);
};

const source: Program = ({ args, shell }) => {
  const [file] = args;
  if (file === undefined) return NOTHING;
  const fed = heaviest(file.flows);
  return fed.origin === 'nothing' ? shell.runPath(file.text, args) : shell.runFlow(fed);
};

/** `xargs command`: the pipe becomes its words. */
const xargs: Program = ({ args, stdin, shell }) => {
  const takes = new Set(['-I', '-n', '-P', '-L', '-d', '-s', '-a', '-E']);
  let from = 0;
  let placeholder: string | null = null;
  while (from < args.length && args[from]?.text.startsWith('-')) {
    const text = args[from]?.text ?? '';
    if (text === '-a') shell.readPath(args[from + 1]?.text ?? '');
    if (text.startsWith('-I')) placeholder = text.length > 2 ? text.slice(2) : (args[from + 1]?.text ?? null);
    from += takes.has(text) ? 2 : 1;
  }
  const given: Argument = { text: stdin.text?.trim() ?? '$(…)', known: stdin.text !== null, flows: [stdin] };
  const command = args.slice(from);
  const filled =
    placeholder === null
      ? [...command, given]
      : command.map((arg) =>
          placeholder !== null && arg.text.includes(placeholder)
            ? { ...given, text: arg.text.replaceAll(placeholder, given.text) }
            : arg,
        );
  return shell.runWords(command.length === 0 ? [] : filled, isTaken(stdin) ? stdin : NOTHING);
};

/** `find … -exec command ;` and `-delete`. */
const find: Program = ({ args, stdin, shell }) => {
  const texts = args.map(({ text }) => text);
  const at = texts.findIndex((text) => /^-(?:exec|execdir|ok)$/.test(text));
  const name = texts[texts.findIndex((text) => /^-i?name$/.test(text)) + 1] ?? '';
  const place = texts[0] !== undefined && !texts[0].startsWith('-') ? texts[0] : '.';
  if (texts.includes('-delete')) shell.reading.add('destroys', `what it finds below ${place}`);
  const path = name === texts[0] ? place : `${place.replace(/\/$/, '')}/${name}`;
  const found = shell.readPath(path);
  if (at < 0) return found;
  const end = texts.findIndex((text, i) => i > at && (text === ';' || text === '+'));
  const command = args
    .slice(at + 1, end < 0 ? undefined : end)
    .map((arg) => (arg.text === '{}' ? { ...arg, text: path, flows: [found] } : arg));
  return shell.runWords(command, stdin);
};

const trap: Program = ({ args, shell }) => {
  const [script] = args;
  return script === undefined || script.text === '-' ? NOTHING : shell.runScript(script.text, false);
};

/** `ssh`-like runners of other machines and containers: what they run, runs elsewhere. */
const container: Program = ({ name, args, shell }) => {
  const texts = args.map(({ text }) => text);
  if (texts.some((text) => /^\/:|^--privileged$|docker\.sock|^--pid=host$/.test(text)))
    shell.reading.add('escalates', `${name} ${words(args)}`);
  else if (texts.some((text) => /^(?:get|describe|config)$/.test(text)) && /secret|config/.test(words(args)))
    shell.reading.add('credentials', `secrets that ${name} knows`);
  else shell.reading.add('startsProgram', `${name} ${words(args)}`);
  return UNKNOWN;
};

const yes: Program = ({ args }) => textFlow(words(args) || 'y');

/** Programs that run other programs, by name. */
export const RUNNERS: readonly (readonly [names: string, program: Program])[] = [
  ['sh bash dash zsh ksh ash fish csh tcsh rbash mksh', shellProgram],
  ['python python2 python3 python2.7 python3.8 python3.9 python3.10 python3.11', interpreter],
  ['python3.12 python3.13 pypy pypy3 ipython py pythonw perl ruby node nodejs php lua', interpreter],
  ['deno bun osascript rscript tclsh expect julia groovy', interpreter],
  [
    'nohup exec command builtin setsid stdbuf ionice nice time unshare caffeinate',
    wrapper(['n', 'c', 'o', 'e', 'i', 'p', 'a', 'u', 'S', 's', 'f']),
  ],
  [
    'xvfb-run script proot catchsegv strace ltrace gdb busybox toybox screen tmux',
    wrapper(['n', 'c', 'o', 'e', 'i', 'p', 'a', 'u', 'S', 's', 'f']),
  ],
  [
    'start-stop-daemon torsocks torify proxychains proxychains4',
    wrapper(['n', 'c', 'o', 'e', 'i', 'p', 'a', 'u', 'S', 's', 'f']),
  ],
  ['timeout chroot taskset flock watch', wrapper(['k', 's', 'n', 'w', 'signal', 'kill-after'], 1)],
  ['sudo doas pkexec runuser gosu', sudo],
  ['su runas', su],
  ['env', env],
  ['printenv export set declare typeset', environment],
  ['eval', evaluator],
  ['source .', source],
  ['xargs parallel', xargs],
  ['find fd locate mdfind', find],
  ['trap', trap],
  ['docker podman kubectl nerdctl ctr lxc helm', container],
  ['yes', yes],
];
