import { readCommandText, readCommandWords } from '../commands/read-command';
import { looksLikeAddress, shownAddress } from '../effects/addresses';
import { isLoginList, isRunAgain, isSecretVariable, secretAt } from '../effects/places';
import type { Reading } from '../effects/reading';
import { describeDanger, judgeGlobal } from '../global-policy';
import type { Danger } from '../policy/dangerous';
import { isOrdinaryInCode } from '../policy/ordinary-in-code';
import type { EffectiveCall } from './call-machine';
import { type Arguments, dottedName, itemsOf, type Known, textOfKnown } from './known';

/** The danger of a function by its dotted name, as the policy has it. */
export function dangerOfName(dotted: string): Danger | null {
  const called = dotted.endsWith('()') ? dotted.slice(0, -2) : dotted;
  const dot = called.lastIndexOf('.');
  const [module, name] = dot < 0 ? ['builtins', called] : [called.slice(0, dot), called.slice(dot + 1)];
  const { danger } = judgeGlobal(module, name);
  if (danger !== null || dot < 0) return danger;
  const first = called.indexOf('.');
  return judgeGlobal(called.slice(0, first), called.slice(first + 1)).danger;
}

/** The danger of a call: of what it calls, or of calling what a maker of code made. */
export function dangerOf({ name }: EffectiveCall): Danger | null {
  if (name.endsWith('()')) return /^types\.(?:FunctionType|LambdaType)\(\)$/.test(name) ? 'code' : null;
  return dangerOfName(name);
}

/** Where a value comes from that somebody could want to have, or to run. */
type Source = 'secret' | 'data' | 'download';

const DOWNLOADS =
  /^(?:requests\.(?:get|post|request|Session)|urllib\.request\.|urllib2\.|httpx\.|urllib3\.|http\.client\.|aiohttp\.|socket\.|wget\.)/;
const DATA =
  /^(?:builtins\.open|io\.open|os\.(?:getenv|environ|popen|listdir|uname|getlogin)|subprocess\.|socket\.gethostname|platform\.|getpass\.|pathlib\.)/;

/** Looks through what a value was made of; bounded. */
function sourceOf(
  value: Known | undefined,
  budget = { left: 200 },
): { readonly source: Source; readonly address: string } | null {
  if (value === undefined || budget.left-- <= 0) return null;
  switch (value.kind) {
    case 'name':
      return dottedName(value.module, value.name).startsWith('os.environ') ? { source: 'secret', address: '' } : null;
    case 'made': {
      if (DOWNLOADS.test(value.by) && !value.by.startsWith('socket.gethost'))
        return { source: 'download', address: addressIn(value.args) };
      if (DATA.test(value.by)) return { source: 'data', address: '' };
      break;
    }
    case 'member':
      return sourceOf(value.of, budget);
    case 'list':
      return firstSource(value.items, budget);
    case 'dict':
      return firstSource(
        value.entries.map(([, item]) => item),
        budget,
      );
  }
  return value.kind === 'made' ? firstSource([...value.args.items, ...value.args.named.values()], budget) : null;
}

function firstSource(values: readonly Known[], budget: { left: number }): ReturnType<typeof sourceOf> {
  for (const value of values) {
    const found = sourceOf(value, budget);
    if (found !== null) return found;
  }
  return null;
}

/** The first text among arguments that is an address, also inside of what they were made of. */
function addressIn(args: Arguments, depth = 0): string {
  for (const value of [...args.items, ...args.named.values()]) {
    if (value.kind === 'text' && looksLikeAddress(value.text)) return value.text;
    const inner =
      value.kind === 'made' && depth < 6
        ? addressIn(value.args, depth + 1)
        : value.kind === 'list'
          ? addressIn({ items: value.items, named: new Map() }, 6)
          : '';
    if (inner !== '') return inner;
  }
  return '';
}

const argumentAt = ({ items, named }: Arguments, index: number, ...names: readonly string[]): Known | undefined =>
  items[index] ?? names.map((name) => named.get(name)).find((value) => value !== undefined);

/** The texts of a list, where it is one of texts. */
function wordsOf(value: Known | undefined): readonly string[] | null {
  if (value?.kind !== 'list' || value.items.length === 0) return null;
  const words = value.items.map((item) => textOfKnown(item) ?? '$(…)');
  return value.items.some((item) => item.kind === 'text') ? words : null;
}

// ── commands ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The command that a call runs: one text for a shell, or words. Null where it is not shown. */
export function commandOf({
  name,
  args,
}: EffectiveCall): { readonly text: string; readonly words: readonly string[] | null; readonly made: boolean } | null {
  const { items } = args;
  const short = name.slice(name.lastIndexOf('.') + 1);
  const shift = /^(?:spawn[lv]p?e?)$/.test(short) ? 1 : 0;
  if (/^(?:execl|spawnl)/.test(short)) {
    const words = items.slice(shift + 1).flatMap((item) => textOfKnown(item) ?? []);
    const path = textOfKnown(items[shift]);
    return path === null ? null : wordCommand([path, ...words.slice(1)]);
  }
  if (/^(?:execv|spawnv|posix_spawn)/.test(short)) {
    const words = wordsOf(items[shift + 1]);
    const path = textOfKnown(items[shift]);
    return path === null ? null : wordCommand([path, ...(words ?? []).slice(1)]);
  }
  if (name.startsWith('pip.'))
    return wordCommand(['pip', ...(items.map(wordsOf).find((words) => words !== null) ?? [])]);
  if (
    /^(?:webbrowser|platform|ensurepip|asyncio|multiprocessing)\./.test(name) &&
    !/shell|exec|spawn|popen/.test(short)
  )
    return null;
  const named = ['args', 'cmd', 'command', 'executable'].flatMap((one) => args.named.get(one) ?? []);
  for (const candidate of [...items, ...named]) {
    const words = wordsOf(candidate);
    // Python on Windows and `shell=True` take a list of one as a line.
    if (words !== null)
      return words.length === 1 && /\s/.test(words[0] ?? '')
        ? { text: words[0] ?? '', words: null, made: false }
        : wordCommand(words);
    if (candidate.kind !== 'text' || candidate.text.trim() === '') continue;
    const texts = items.flatMap((item) => textOfKnown(item) ?? []);
    const takesOne = /^(?:system|popen|getoutput|getstatusoutput)$/.test(short) || name.startsWith('subprocess.');
    if (takesOne || texts.length < 2) return { text: candidate.text, words: null, made: candidate.made };
    if (!texts.some((text) => /\s/.test(text))) return wordCommand(texts);
    // Of names, folders and a command, the command is the longest.
    const text = texts.reduce((longest, one) => (one.length > longest.length ? one : longest), '');
    return { text, words: null, made: candidate.made };
  }
  return null;
}

const wordCommand = (words: readonly string[]) => ({ text: words.join(' '), words, made: false });

function tellCommand(call: EffectiveCall, reading: Reading): void {
  const command = commandOf(call);
  if (command === null) {
    const from = firstSource([...call.args.items], { left: 200 });
    if (from?.source === 'download') reading.add('downloadRun', shownAddress(from.address));
    else if (call.args.items.some(({ kind }) => kind !== 'number' && kind !== 'none') && !/fork/.test(call.name))
      reading.add('hidden', 'a command');
    return;
  }
  if (command.made) reading.layer(command.text);
  if (command.words === null) readCommandText(command.text, reading);
  else readCommandWords(command.words, reading);
  const isShell = /(?:^|\/)(?:ba|da|z|k)?sh$|^cmd(?:\.exe)?$/.test(command.words?.[0] ?? command.text);
  if (call.name.startsWith('pty.') || isShell) becomesReverseShell(reading);
}

/** A shell beside an open connection is one for the other end. */
function becomesReverseShell(reading: Reading): void {
  const contact = reading.effects.find(({ id }) => id === 'contacts');
  if (contact !== undefined) reading.add('reverseShell', contact.what);
}

// ── code ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The Python text that a call runs; null where it is not shown. */
export function codeOf({ name, args }: EffectiveCall): (Known & { readonly kind: 'text' }) | null {
  // These make classes and code objects: their texts are names.
  if (/^(?:types|dataclasses|collections|new)\./.test(name)) return null;
  const takesBytes = /^builtins\.(?:exec|eval|compile|execfile)$/.test(name);
  const texts = [...args.items, ...args.named.values()].flatMap((value) =>
    value.kind === 'text' && (takesBytes || !value.bytes) ? [value] : [],
  );
  if (/^builtins\./.test(name)) return texts[0] ?? null;
  // Of several texts (a name, a number as text, the code) the code is the longest.
  return texts.reduce<(Known & { readonly kind: 'text' }) | null>(
    (best, text) => (best === null || text.text.length > best.text.length ? text : best),
    null,
  );
}

function tellCode(call: EffectiveCall, reading: Reading): void {
  const { name, args } = call;
  const code = codeOf(call);
  if (/^runpy\./.test(name)) reading.add('unknownProgram', code?.text ?? '');
  else if (code !== null && !/^types\.|^dataclasses\.|^collections\./.test(name)) {
    if (code.made) reading.layer(code.text);
    reading.later('python', code.text);
  } else if (/^builtins\.(?:exec|eval|compile)$/.test(name)) {
    const [value] = args.items;
    // What was compiled was told when it was compiled.
    if (value?.kind === 'made' && value.by === 'builtins.compile') return;
    const from = sourceOf(value);
    if (from?.source === 'download') reading.add('downloadRun', shownAddress(from.address));
    else if (value?.kind === 'made' && /^marshal\./.test(value.by))
      reading.add('dangerousCall', 'byte code that the file carries');
    else reading.add('hidden', 'Python code');
  } else reading.add('dangerousCall', `${name}, which ${describeDanger(dangerOf(call) ?? 'code').does}`);
}

// ── files and network ──────────────────────────────────────────────────────────────────────────────────────────────────

const REMOVES =
  /^(?:(?:os|posix|nt)\.(?:remove|unlink|rmdir|removedirs|truncate)|shutil\.rmtree|pathlib\.Path\.(?:unlink|rmdir))$/;
const COPIES =
  /^(?:shutil\.(?:copy|copy2|copyfile|copytree|move|make_archive|unpack_archive)|(?:os|posix|nt)\.(?:rename|replace|link|symlink))$/;
const OPENS =
  /^(?:(?:builtins|io|codecs|os|_io|gzip|bz2|lzma|tokenize)\.open|_?io\.FileIO|builtins\.file|pathlib\.Path\.(?:open|read_text|read_bytes|write_text|write_bytes)|linecache\.getlines?|numpy\.(?:fromfile|loadtxt|genfromtxt))$/;

function readPlace(path: string, reading: Reading): void {
  const secret = secretAt(path);
  if (secret === null) reading.add('readsFile', path);
  else reading.add('credentials', secret);
}

function writePlace(path: string, reading: Reading): void {
  if (isLoginList(path)) reading.add('login', path);
  else if (isRunAgain(path)) reading.add('persistence', path);
  else reading.add('writesFile', path);
}

function tellFiles({ name, args }: EffectiveCall, reading: Reading): boolean {
  const path = textOfKnown(args.items[0]);
  if (REMOVES.test(name)) reading.add('destroys', path ?? '');
  else if (COPIES.test(name)) {
    const target = textOfKnown(args.items[1]);
    if (path !== null) readPlace(path, reading);
    if (target !== null) writePlace(target, reading);
  } else if (OPENS.test(name)) {
    const mode = textOfKnown(argumentAt(args, 1, 'mode')) ?? 'r';
    const writes = name.includes('write') || /[wax+]/.test(mode);
    if (path === null) reading.add(writes ? 'writesFile' : 'readsFile');
    else if (writes) writePlace(path, reading);
    else readPlace(path, reading);
  } else if (/^os\.(?:mkdir|makedirs|mknod|mkfifo)$/.test(name)) reading.add('writesFile', path ?? '');
  else if (/^(?:os|glob)\.(?:listdir|walk|scandir|glob|iglob)$/.test(name))
    reading.add('looksAround', path === null ? '' : `files in ${path}`);
  else if (/\.write$|\.writelines$/.test(name)) return true;
  else return false;
  return true;
}

function tellEnvironment({ name, args }: EffectiveCall, reading: Reading): boolean {
  if (!/^os\.(?:getenv|environb?(?:\.|$))/.test(name)) return false;
  const key = textOfKnown(args.items[0]);
  if (/\.(?:copy|items|values|__iter__)$/.test(name)) reading.add('environment');
  else if (key !== null && isSecretVariable(key)) reading.add('environment', `the environment variable ${key}`);
  return true;
}

const SENDS =
  /\.(?:post|put|patch|sendall|send|sendto|sendmail|storbinary|upload_file|put_object|upload_fileobj|send_message)$/;

/** Libraries whose calls reach other computers. */
const NETWORK =
  /^(?:requests|httpx|urllib|urllib2|urllib3|http|httplib|aiohttp|webbrowser|ftplib|smtplib|paramiko|telnetlib|xmlrpc|boto3|botocore|socket|ssl|poplib|imaplib|wget|pycurl|websocket|websockets|huggingface_hub|pysftp|asyncssh|google\.cloud|azure)\./;
const QUIET =
  /^socket\.socket$|^socket\.[A-Z_]+$|^ssl\.|\.(?:close|settimeout|setsockopt|read|recv|fileno|makefile|json|raise_for_status|decode)$/;

function tellNetwork({ name, args }: EffectiveCall, reading: Reading): boolean {
  if (!NETWORK.test(name)) return false;
  const address = shownAddress(addressIn(args));
  const [first] = args.items;
  const given = [...(name.startsWith('socket.') ? args.items.slice(1) : args.items), ...args.named.values()];
  const source = firstSource(given, { left: 200 })?.source;
  const isCarrying = ['data', 'json', 'files', 'body'].some((one) => args.named.has(one));
  if (/\.(?:connect|connect_ex|create_connection)$/.test(name)) reading.add('contacts', hostIn(args));
  else if (/^socket\.(?:gethostbyname|gethostbyname_ex|getaddrinfo)$/.test(name))
    reading.add(textOfKnown(first) === null ? 'dnsOut' : 'contacts', address);
  else if (/^socket\.(?:gethostname|getfqdn)$/.test(name)) reading.add('looksAround', 'its name in the network');
  else if (QUIET.test(name)) return true;
  else if (/\.(?:bind|listen|accept)$/.test(name)) reading.add('listens');
  else if (/(?:urlretrieve|wget\.download)$/.test(name)) {
    reading.add('download', address);
    const place = textOfKnown(args.items[1]);
    if (place !== null) writePlace(place, reading);
  } else if (SENDS.test(name) || isCarrying || (source !== undefined && source !== 'download'))
    reading.add('sendsOut', address || contactOf(reading));
  else if (/\.(?:get|urlopen|Request)$/.test(name) && address !== '') reading.add('download', address);
  else if (address !== '' || name.split('.').length === 2) reading.add('contacts', address);
  return true;
}

const contactOf = (reading: Reading): string => reading.effects.find(({ id }) => id === 'contacts')?.what ?? '';

/** `(host, port)`, as sockets take it. */
function hostIn({ items }: Arguments): string {
  const pair = items.find((item) => item.kind === 'list');
  const parts = (itemsOf(pair) ?? []).flatMap((part) =>
    part.kind === 'text' ? [part.text] : part.kind === 'number' ? [String(part.value)] : [],
  );
  return shownAddress(parts.join(':'));
}

// ── all of them ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What is dangerous for native code and is given the library by its name. */
const LIBRARIES = /^(?:_?ctypes|cffi|numpy\.ctypeslib|torch\.(?:ops|classes)|tensorflow)\./;

/** Says what one call would do. Calls that do nothing worth a word say nothing. */
export function tellCall(call: EffectiveCall, reading: Reading): void {
  const { name, args } = call;
  if (name === 'builtins.print' || name === 'sys.stdout.write') {
    reading.add('printsText');
    return;
  }
  for (const value of [...args.items, ...args.named.values()])
    if (value.kind === 'name' && dottedName(value.module, value.name) === 'os.environ') reading.add('environment');
  if (tellEnvironment(call, reading) || tellFiles(call, reading)) return;
  if (name === 'os.dup2' || name === 'posix.dup2') {
    becomesReverseShell(reading);
    return;
  }
  const danger = dangerOf(call);
  if (danger === 'command') {
    if (/^(?:asyncio|multiprocessing|ensurepip)\./.test(name) && commandOf(call) === null) return;
    if (/^webbrowser\./.test(name) && tellNetwork(call, reading)) return;
    if (/^platform\./.test(name) || name === 'uuid.getnode') reading.add('looksAround', name);
    else tellCommand(call, reading);
    return;
  }
  if (/^(?:os|posix)\.(?:setuid|setgid|seteuid|setresuid)$/.test(name)) reading.add('escalates', name);
  else if (/^(?:os|posix|signal)\.(?:kill|killpg|abort|_exit)$/.test(name)) reading.add('stops', name);
  else if (
    /^(?:os|posix|getpass|platform|sys)\.(?:getlogin|uname|getuid|getcwd|getuser|node|platform|getpid|cpu_count)$/.test(
      name,
    )
  )
    reading.add('looksAround', name);
  else if (tellNetwork(call, reading)) return;
  else if (danger === 'code' || danger === 'debugger') tellCode(call, reading);
  else if (danger === 'native' && LIBRARIES.test(name)) reading.add('native', textOfKnown(args.items[0]) ?? name);
  else if (danger === 'deserialise') reading.add('deserialises', name);
  else if (danger !== null && !isOrdinaryName(name))
    reading.add('dangerousCall', `${name}, which ${describeDanger(danger).does}`);
}

const isOrdinaryName = (name: string): boolean => {
  const dot = name.lastIndexOf('.');
  return dot >= 0 && (isOrdinaryInCode(name.slice(0, dot), name.slice(dot + 1)) || /^os\.path\./.test(name));
};
