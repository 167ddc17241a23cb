import { addressOf, isMetadata, looksLikeAddress, shownAddress } from '../effects/addresses';
import { changed, type Flow, flowFrom, heaviest, isTaken, NOTHING, UNKNOWN } from './flow';
import { type Argument, type Invocation, optionsOf, type Program, type Shell } from './program';

/** Options of curl that take a value; those that are not here take none or matter to nobody. */
const CURL_VALUED = [
  'o',
  'output',
  'd',
  'data',
  'data-binary',
  'data-raw',
  'data-ascii',
  'data-urlencode',
  'json',
  'F',
  'form',
  'T',
  'upload-file',
  'X',
  'request',
  'H',
  'header',
  'u',
  'user',
  'A',
  'user-agent',
  'e',
  'referer',
  'b',
  'cookie',
  'c',
  'cookie-jar',
  'x',
  'proxy',
  'm',
  'max-time',
  'connect-timeout',
  'retry',
  'K',
  'config',
  'E',
  'cert',
  'key',
  'cacert',
  'url',
  'w',
  'write-out',
  'socks5',
  'resolve',
  'interface',
  'C',
  'r',
  'range',
  'D',
  'dump-header',
  'output-dir',
] as const;
const CURL_SENDS = [
  'd',
  'data',
  'data-binary',
  'data-raw',
  'data-ascii',
  'data-urlencode',
  'json',
  'F',
  'form',
  'T',
  'upload-file',
] as const;
const WGET_VALUED = [
  'O',
  'output-document',
  'o',
  'a',
  'P',
  'directory-prefix',
  'post-data',
  'post-file',
  'body-data',
  'body-file',
  'method',
  'header',
  'U',
  'user-agent',
  't',
  'tries',
  'T',
  'timeout',
  'user',
  'password',
  'i',
  'input-file',
  'e',
] as const;

/** The last part of an address, which is the name of the file that it becomes. */
function nameOf(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  return path.slice(path.lastIndexOf('/') + 1) || 'index.html';
}

/** Says what asking for this address does: it fetches, and it sends what was put into the address. */
function ask(shell: Shell, url: Argument): Flow {
  const { reading } = shell;
  const address = addressOf(url.text);
  if (address?.scheme === 'file') return shell.readPath(url.text.slice('file://'.length));
  if (isMetadata(url.text)) {
    reading.add('metadata', shownAddress(url.text));
    return flowFrom('secret', url.text);
  }
  const carried = heaviest(url.flows);
  if (isTaken(carried) || (!url.known && carried.origin !== 'nothing')) reading.add('sendsOut', hostOnly(url.text));
  return flowFrom('download', shownAddress(url.text));
}

/** The address without what is put into it. */
const hostOnly = (url: string): string => shownAddress(url.split(/[?#]|\$\(|`/, 1)[0] ?? url);

/** What a value of `--data` or `--form` carries: `@file` is the file, `@-` the pipe. */
function sent(shell: Shell, { text, flows }: Argument, stdin: Flow, isFile: boolean): Flow {
  const at = text.lastIndexOf('@');
  const isReference = isFile || at === 0 || (at > 0 && text.charAt(at - 1) === '=') || text.includes('=<');
  const path = isFile ? text : text.slice(at + 1).split(';', 1)[0];
  if (!isReference || path === undefined) return heaviest(flows);
  return path === '-' || path === '.' ? stdin : shell.readPath(path);
}

const curl: Program = ({ args, stdin, shell }) => {
  const options = optionsOf(args, CURL_VALUED);
  const urls = [...options.values('url'), ...options.rest.filter(({ text }) => text !== '')];
  const uploads = options.values('T', 'upload-file').map((value) => sent(shell, value, stdin, true));
  const data = options.values(...CURL_SENDS.slice(0, -2)).map((value) => sent(shell, value, stdin, false));
  const headers = options
    .values('H', 'header', 'u', 'user', 'b', 'cookie', 'A', 'user-agent', 'e', 'referer')
    .flatMap(({ flows }) => flows);
  let out = NOTHING;
  for (const url of urls) {
    const fetched = ask(shell, url);
    if (uploads.length > 0 || data.length > 0 || headers.some(isTaken))
      shell.reading.add('sendsOut', hostOnly(url.text));
    const [output] = options.values('o', 'output');
    const place = output?.text ?? (options.has('O', 'remote-name') ? nameOf(url.text) : null);
    if (place !== null) saved(shell, url, place, fetched);
    else out = fetched;
  }
  if (out.origin === 'download' && uploads.length + data.length === 0) shell.reading.add('download', out.from);
  return out;
};

/** A download that becomes a file. */
function saved(shell: Shell, url: Argument, place: string, content: Flow): void {
  shell.reading.add('download', shownAddress(url.text));
  shell.writePath(place, content);
}

const wget: Program = ({ args, shell }) => {
  const options = optionsOf(args, WGET_VALUED);
  const [output] = options.values('O', 'output-document');
  const files = options.values('post-file', 'body-file').map(({ text }) => shell.readPath(text));
  const sends = files.length > 0 || options.values('post-data', 'body-data').length > 0;
  const headers = options.values('header', 'U', 'user-agent').flatMap(({ flows }) => flows);
  let out = NOTHING;
  for (const url of options.rest) {
    const fetched = ask(shell, url);
    if (sends || headers.some(isTaken)) shell.reading.add('sendsOut', hostOnly(url.text));
    if (output?.text === '-' || (options.has('O') && output === undefined)) {
      out = fetched;
      if (fetched.origin === 'download') shell.reading.add('download', fetched.from);
    } else saved(shell, url, output?.text ?? nameOf(url.text), fetched);
  }
  return out;
};

/** Programs that fetch what they are given the address of. */
const fetcher: Program = ({ args, shell }) => {
  const options = optionsOf(args, ['o', 'O', 'd', 'dir', 'out']);
  const [output] = options.values('o', 'O', 'out');
  for (const url of options.rest.filter(({ text }) => looksLikeAddress(text)))
    saved(shell, url, output?.text ?? nameOf(url.text), ask(shell, url));
  return NOTHING;
};

/** Programs that run what they are given the address of. */
export const runsAddress: Program = ({ name, args, shell }) => {
  const url = args.find(({ text }) => /https?:\/\/|^\\\\/i.test(text));
  if (url !== undefined) {
    const from = url.text.search(/https?:|\\\\/i);
    shell.reading.add('downloadRun', shownAddress(url.text.slice(Math.max(0, from))));
  } else shell.reading.add('startsProgram', [name, ...args.map(({ text }) => text)].join(' '));
  return UNKNOWN;
};

/** netcat and its like: a shell at the other end, data sent, or only a connection. */
const netcat: Program = ({ args, stdin, shell }) => {
  const { reading } = shell;
  const options = optionsOf(args, [
    'e',
    'c',
    'exec',
    'sh-exec',
    'p',
    's',
    'w',
    'i',
    'q',
    'lua-exec',
    'proxy',
    'X',
    'x',
  ]);
  const host = options.rest.map(({ text }) => text).join(':');
  const to = shownAddress(host);
  const executed = options.values('e', 'c', 'exec', 'sh-exec', 'lua-exec');
  const listens = options.has('l', 'listen') || args.some(({ text }) => /^-[a-z]*l[a-z]*p?$/.test(text));
  if (executed.length > 0 || stdin.origin === 'shell') {
    reading.add('reverseShell', listens ? 'whoever connects' : to);
    return flowFrom('remote', to);
  }
  const carried = heaviest([stdin, ...options.rest.flatMap(({ flows }) => flows)]);
  if (listens) reading.add('listens', host);
  else if (carried.origin !== 'nothing') reading.add('sendsOut', to);
  else reading.add('contacts', to);
  return flowFrom('remote', listens ? 'whoever connects' : to);
};

const socat: Program = ({ args, stdin, shell }) => {
  const texts = args.map(({ text }) => text);
  const runs = texts.some((text) => /^(?:exec|system|shell):/i.test(text));
  const place = texts.find((text) => /^(?:tcp|tcp4|tcp6|udp|udp4|openssl|ssl|socks)[^:]*:/i.test(text)) ?? '';
  const listens = /listen/i.test(place);
  const to = listens ? 'whoever connects' : shownAddress(place.slice(place.indexOf(':') + 1).split(',', 1)[0] ?? '');
  if (runs || stdin.origin === 'shell') shell.reading.add('reverseShell', to);
  else if (stdin.origin !== 'nothing') shell.reading.add('sendsOut', to);
  else if (listens) shell.reading.add('listens', place);
  else shell.reading.add('contacts', to);
  return flowFrom('remote', to);
};

/** openssl: a client over TLS, or a decoder, which `decoders.ts` has. */
export const opensslClient: Program = ({ args, stdin, shell }) => {
  const at = args.findIndex(({ text }) => text === '-connect');
  const to = shownAddress(args[at + 1]?.text ?? '');
  if (stdin.origin === 'shell') shell.reading.add('reverseShell', to);
  else shell.reading.add(stdin.origin === 'nothing' ? 'contacts' : 'sendsOut', to);
  return flowFrom('remote', to);
};

/** scp, rsync, sftp, ftp and the like: files go out, or come in. */
const copier: Program = ({ args, stdin, shell }) => {
  const options = optionsOf(args, ['i', 'P', 'p', 'F', 'o', 'e', 'rsh', 'T', 'u']);
  const isRemote = (text: string) => /^[^/\\:]{2,}:|^[a-z]+:\/\//.test(text);
  const last = options.rest.at(-1);
  options.values('i').forEach(({ text }) => {
    shell.readPath(text);
  });
  for (const source of options.rest.slice(0, -1)) {
    if (isRemote(source.text)) {
      shell.reading.add('download', shownAddress(source.text));
      if (last !== undefined) shell.writePath(last.text, flowFrom('download', shownAddress(source.text)));
    } else shell.readPath(source.text);
  }
  if (last !== undefined && isRemote(last.text))
    shell.reading.add('sendsOut', shownAddress(last.text.replace(/^([^/]+?):(?!\/\/).*$/, '$1')));
  else if (options.rest.length < 2)
    shell.reading.add(stdin.origin === 'nothing' ? 'contacts' : 'sendsOut', shownAddress(last?.text ?? ''));
  return NOTHING;
};

/** Lookups: what was put into the name goes out with it. */
const lookup: Program = ({ name, args, stdin, shell }) => {
  const options = optionsOf(args, ['t', 'c', 'p', 'W', 'w', 'i', 's', 'n', 'type']);
  const target = options.rest.find(({ text }) => !text.startsWith('@') && !text.startsWith('+')) ?? options.rest[0];
  const taken = heaviest([...(target?.flows ?? []), stdin]);
  const text = shownAddress(target?.text ?? '');
  if (taken.origin !== 'nothing') shell.reading.add(name === 'ping' ? 'sendsOut' : 'dnsOut', text);
  else if (target !== undefined) shell.reading.add('contacts', text);
  return UNKNOWN;
};

const ssh: Program = ({ args, stdin, shell }) => {
  const options = optionsOf(args, [
    'i',
    'p',
    'l',
    'o',
    'F',
    'L',
    'R',
    'D',
    'J',
    'b',
    'c',
    'E',
    'e',
    'I',
    'm',
    'O',
    'Q',
    'S',
    'W',
    'w',
  ]);
  options.values('i').forEach(({ text }) => {
    shell.readPath(text);
  });
  const to = shownAddress(options.rest[0]?.text ?? '');
  if (args.some(({ text }) => text.startsWith('-R'))) shell.reading.add('reverseShell', to);
  else if (stdin.origin !== 'nothing') shell.reading.add('sendsOut', to);
  else shell.reading.add('contacts', to);
  return UNKNOWN;
};

const gitLike: Program = ({ name, args, shell }) => {
  const url = args.find(({ text }) => /:\/\/|^[^/\s]+@[^/\s]+:/.test(text));
  const verb = args.find(({ text }) => !text.startsWith('-'))?.text ?? '';
  if (url !== undefined && /^(?:clone|pull|fetch|submodule|download)$/.test(verb)) {
    shell.reading.add('download', shownAddress(url.text));
    return NOTHING;
  }
  if (url !== undefined || verb === 'push' || verb === 'upload')
    shell.reading.add('sendsOut', url === undefined ? '' : shownAddress(url.text));
  else shell.reading.add('startsProgram', `${name} ${verb}`);
  return UNKNOWN;
};

/** Command lines of clouds. */
const cloud: Program = ({ name, args, stdin, shell }) => {
  const words = args.map(({ text }) => text).filter((text) => !text.startsWith('-'));
  const [target] = args.filter(({ text }) => /^(?:s3|gs|az|r2|hf):\/\//.test(text)).slice(-1);
  const local = words.find((text) => /[/\\~]/.test(text) && !text.includes('://'));
  if (/^(?:auth|sts|get-token|print-access-token|config|secret|secrets|secretsmanager|ssm)$/.test(words[0] ?? ''))
    shell.reading.add('credentials', `keys that ${name} knows`);
  else if (target !== undefined && words.at(-1) === target.text) {
    if (local !== undefined) shell.readPath(local);
    shell.reading.add('sendsOut', target.text);
  } else if (/upload|put|push/.test(words.join(' '))) {
    if (local !== undefined) shell.readPath(local);
    shell.reading.add('sendsOut', name);
  } else if (stdin.origin !== 'nothing') shell.reading.add('sendsOut', name);
  else shell.reading.add('contacts', name);
  return flowFrom('data', name);
};

const mail: Program = ({ args, stdin, shell }) => {
  const to = args.find(({ text }) => text.includes('@'))?.text ?? '';
  if (stdin.origin !== 'nothing' || to !== '') shell.reading.add('sendsOut', shownAddress(to));
  return NOTHING;
};

const passive = (call: Invocation): Flow => changed(call.stdin);

/** Programs that move data between computers, by name. */
export const TRANSFERS: readonly (readonly [names: string, program: Program])[] = [
  ['curl curlie', curl],
  ['wget wget2', wget],
  ['fetch aria2c axel lwp-download http https xh links lynx w3m get fasthttp', fetcher],
  ['nc ncat netcat nc.traditional nc.openbsd telnet', netcat],
  ['socat', socat],
  ['scp rsync sftp ftp tftp rclone rcp lftp croc', copier],
  ['nslookup dig host ping ping6 drill resolvectl traceroute', lookup],
  ['ssh autossh sshpass plink', ssh],
  ['git hg svn huggingface-cli hf', gitLike],
  ['aws gcloud gsutil az azcopy s3cmd gh kaggle vault doctl oci', cloud],
  ['mail mailx sendmail mutt swaks', mail],
  ['mshta regsvr32 rundll32 msiexec installutil wscript cscript odbcconf msbuild', runsAddress],
  ['forfiles pcalua', runsAddress],
  ['pv sponge unbuffer', passive],
];
