import { shownAddress } from '../effects/addresses';
import { decodeBase64Text, decodeUtf8Text, decodeUtf16 } from '../layers/decode';
import { flowFrom, heaviest, isTaken, NOTHING, textFlow, UNKNOWN } from './flow';
import type { Argument, Invocation, Program, Shell } from './program';

const words = (args: readonly Argument[]): string => args.map(({ text }) => text).join(' ');

/** The value behind an option of Windows: `/tr x`, `-OutFile x`; abbreviations of the last kind count, as PowerShell takes them. */
function optionValue(args: readonly Argument[], ...names: readonly string[]): Argument | undefined {
  const at = args.findIndex(({ text }) => isOption(text, names));
  return at < 0 ? undefined : args[at + 1];
}

function isOption(text: string, names: readonly string[]): boolean {
  if (!/^[-/–—]/.test(text)) return false;
  const name = text.slice(1).toLowerCase().replace(/:$/, '');
  return name !== '' && names.some((whole) => whole.startsWith(name));
}

const cmd: Program = ({ args, stdin, shell }) => {
  const at = args.findIndex(({ text }) => /^\/[ckr]/i.test(text));
  if (at < 0) return stdin.origin === 'nothing' ? NOTHING : shell.runFlow(stdin);
  shell.reading.later('cmd', words(args.slice(at + 1)));
  return UNKNOWN;
};

/** `powershell`: the script of `-EncodedCommand`, of `-Command`, of a file, or what comes through the pipe. */
const powershell: Program = ({ args, stdin, shell }) => {
  const encoded = args.findIndex(({ text }) => /^[-/–—]e(?:c|nc?|nco[a-z]*)?$/i.test(text));
  if (encoded >= 0) {
    const bytes = decodeBase64Text(args[encoded + 1]?.text ?? '');
    const script = bytes === null ? '' : bytes.includes('\0') ? decodeUtf16(bytes) : decodeUtf8Text(bytes);
    if (script === '') shell.reading.add('hidden', 'an encoded command');
    else {
      shell.reading.layer(script);
      shell.reading.later('powershell', script);
    }
    return UNKNOWN;
  }
  const file = optionValue(args, 'file');
  if (file !== undefined) return shell.runPath(file.text, []);
  const command = args.findIndex(({ text }) => isOption(text, ['command']));
  const from =
    command >= 0
      ? command + 1
      : args.findIndex(({ text }, i) => !isSwitch(text) && !takesValue(args[i - 1]?.text ?? ''));
  if (from < 0) return stdin.origin === 'nothing' ? NOTHING : shell.runFlow(stdin);
  const script = args.slice(from);
  if (script.length === 1 && script[0]?.text === '-') return shell.runFlow(stdin);
  shell.reading.later('powershell', words(script));
  return UNKNOWN;
};

const isSwitch = (text: string): boolean => /^[-/–—][a-z]/i.test(text);
const takesValue = (text: string): boolean =>
  isOption(text, [
    'executionpolicy',
    'ep',
    'windowstyle',
    'version',
    'psconsolefile',
    'inputformat',
    'outputformat',
    'workingdirectory',
    'wd',
  ]);

/** `Invoke-WebRequest` and its like. */
const webRequest: Program = ({ args, shell }) => {
  const named = optionValue(args, 'uri', 'source');
  const url =
    named ?? args.find(({ text }) => /^[a-z]{2,8}:\/\//i.test(text)) ?? args.find(({ text }) => !isSwitch(text));
  if (url === undefined) return UNKNOWN;
  const address = shownAddress(url.text);
  const infile = optionValue(args, 'infile');
  const body = optionValue(args, 'body');
  if (infile !== undefined) shell.readPath(infile.text);
  if (infile !== undefined || body !== undefined || isTaken(heaviest(url.flows)) || !url.known)
    shell.reading.add('sendsOut', address);
  const place = optionValue(args, 'outfile', 'destination');
  if (place === undefined) {
    shell.reading.add('download', address);
    return flowFrom('download', address);
  }
  shell.reading.add('download', address);
  shell.writePath(place.text, flowFrom('download', address));
  return NOTHING;
};

const certutil: Program = ({ args, shell }) => {
  const rest = args.filter(({ text }) => !/^[-/]/.test(text));
  const url = rest.find(({ text }) => /:\/\//.test(text));
  if (url !== undefined) {
    shell.reading.add('download', shownAddress(url.text));
    const place = rest.find((arg) => arg !== url);
    if (place !== undefined) shell.writePath(place.text, flowFrom('download', shownAddress(url.text)));
    return NOTHING;
  }
  const [from, to] = rest;
  if (from === undefined) return NOTHING;
  const content = shell.readPath(from.text);
  const isDecoding = args.some(({ text }) => /^[-/]decode/i.test(text));
  const text =
    isDecoding && content.text !== null ? decodeBase64Text(content.text.replace(/-----[^-]*-----/g, '')) : null;
  if (to !== undefined) shell.writePath(to.text, text === null ? content : textFlow(decodeUtf8Text(text), true));
  return NOTHING;
};

const bitsadmin: Program = ({ args, shell }) => {
  const at = args.findIndex(({ text }) => /:\/\//.test(text));
  const [url, place] = [args[at], args[at + 1]];
  if (url === undefined) return UNKNOWN;
  const isUpload = args.some(({ text }) => /^\/upload$/i.test(text));
  shell.reading.add(isUpload ? 'sendsOut' : 'download', shownAddress(url.text));
  if (place !== undefined && !isUpload) shell.writePath(place.text, flowFrom('download', shownAddress(url.text)));
  return NOTHING;
};

/** Keys of the registry whose values are run at login or at boot. */
const RUN_KEY =
  /\\(?:run|runonce|runservices|winlogon|image file execution options|services|userinit|appinit_dlls)(?:\\|$)/i;

const registry: Program = ({ name, args, shell }) => {
  const text = words(args);
  const key = args.find((arg) => /\\/.test(arg.text))?.text ?? '';
  if (/^(?:save|export)\b/i.test(text) && /\\(?:sam|security|system)\b/i.test(key))
    shell.reading.add('credentials', `${key}, which holds password hashes`);
  else if (/^delete\b|^remove-itemproperty/i.test(text)) shell.reading.add('destroys', key);
  else if (RUN_KEY.test(key)) shell.reading.add('persistence', key);
  else if (/defender|policies\\/i.test(text)) shell.reading.add('weakens', key);
  else if (/^query\b/i.test(text)) shell.reading.add('looksAround', `${name} ${text}`);
  else shell.reading.add('dangerousCall', `${name} ${text}, which changes Windows’ settings`);
  const value = optionValue(args, name === 'reg' ? 'd' : 'value');
  if (value !== undefined && RUN_KEY.test(key)) shell.reading.later('cmd', value.text);
  return NOTHING;
};

const net: Program = ({ name, args, shell }) => {
  const text = words(args);
  if (/^(?:user|localgroup|group)\b/i.test(text) && /\/add\b/i.test(text))
    shell.reading.add('escalates', `${name} ${text}`);
  else if (/^(?:stop|pause)\b/i.test(text)) shell.reading.add('stops', `${name} ${text}`);
  else if (/^use\b/i.test(text)) shell.reading.add('contacts', shownAddress(args[1]?.text ?? ''));
  else shell.reading.add('looksAround', `${name} ${text}`);
  return UNKNOWN;
};

const wmic: Program = ({ name, args, shell }) => {
  const text = words(args);
  const created = /\bcall\s+create\s+["']?(.+?)["']?$/i.exec(text.slice(0, 4096))?.[1];
  if (created !== undefined) shell.reading.later('cmd', created);
  else if (/shadowcopy\s+delete/i.test(text)) shell.reading.add('destroys', 'shadow copies');
  else shell.reading.add('looksAround', name);
  return UNKNOWN;
};

const schtasks: Program = ({ args, shell }) => {
  const task = optionValue(args, 'tr');
  if (args.some(({ text }) => /^\/create$/i.test(text))) shell.reading.add('persistence', 'a scheduled task');
  else shell.reading.add('looksAround', 'schtasks');
  if (task !== undefined) shell.reading.later('cmd', task.text);
  return UNKNOWN;
};

/** `start "title" /b program` and `Start-Process program -ArgumentList …`. */
const start: Program = ({ name, args, stdin, shell }) => {
  const isCmdlet = name !== 'start';
  const program = optionValue(args, 'filepath');
  const list = optionValue(args, 'argumentlist', 'args');
  const rest = args.filter(
    ({ text }, i) =>
      !/^\/[a-z]+$/i.test(text) &&
      text !== '' &&
      !isSwitch(text) &&
      args[i] !== list &&
      !isOption(args[i - 1]?.text ?? '', ['windowstyle', 'verb', 'argumentlist', 'workingdirectory']),
  );
  if (args.some(({ text }) => /^runas$/i.test(text))) shell.reading.add('escalates', words(args));
  const [first] = program === undefined ? rest : [program];
  if (first === undefined) return UNKNOWN;
  if (isCmdlet || list !== undefined)
    return shell.runWords([first, ...(list === undefined ? rest.slice(1) : splitWords(list))], stdin);
  return shell.runWords(rest, stdin);
};

const splitWords = (list: Argument): readonly Argument[] =>
  list.text.split(/[ ,]+/).map((text) => ({ ...list, text: text.replace(/^["']|["']$/g, '') }));

/** `Invoke-Expression`: its words, or what comes through the pipe, are a script. */
const invokeExpression: Program = ({ args, stdin, shell }) => runsPowershell(shell, args, stdin);

function runsPowershell(shell: Shell, args: readonly Argument[], stdin: Invocation['stdin']) {
  const made = heaviest([stdin, ...args.flatMap(({ flows }) => flows)]);
  if (args.length > 0 && args.every(({ known }) => known)) {
    const text = words(args);
    if (made.decoded) shell.reading.layer(text);
    shell.reading.later('powershell', text);
  } else if (made.text !== null) {
    if (made.decoded) shell.reading.layer(made.text);
    shell.reading.later('powershell', made.text);
  } else return shell.runFlow(made.origin === 'nothing' ? UNKNOWN : made);
  return UNKNOWN;
}

/** `Set-Content path value`, `Out-File path`. */
const writer: Program = ({ args, stdin, shell }) => {
  const place = optionValue(args, 'path', 'filepath', 'literalpath') ?? args.find(({ text }) => !isSwitch(text));
  const value = optionValue(args, 'value');
  if (place !== undefined) shell.writePath(place.text, value === undefined ? stdin : textFlow(value.text));
  return NOTHING;
};

const credentialStore: Program = ({ name, shell }) => {
  shell.reading.add('credentials', `passwords that Windows keeps (${name})`);
  return flowFrom('secret', name);
};

const rights: Program = ({ name, args, shell }) => {
  shell.reading.add('escalates', `${name} ${words(args)}`);
  return NOTHING;
};

const quiet: Program = ({ stdin }) => (isTaken(stdin) ? stdin : NOTHING);

/** Programs and cmdlets of Windows, by name. */
export const WINDOWS_PROGRAMS: readonly (readonly [names: string, program: Program])[] = [
  ['cmd', cmd],
  ['powershell pwsh powershell_ise', powershell],
  ['iwr invoke-webrequest irm invoke-restmethod start-bitstransfer', webRequest],
  ['certutil', certutil],
  ['bitsadmin', bitsadmin],
  ['reg set-itemproperty new-itemproperty sp remove-itemproperty', registry],
  ['net net1', net],
  ['wmic invoke-wmimethod invoke-cimmethod', wmic],
  ['schtasks', schtasks],
  ['start start-process saps invoke-item ii', start],
  ['iex invoke-expression invoke-command icm', invokeExpression],
  ['set-content add-content out-file ac', writer],
  ['cmdkey vaultcmd mimikatz procdump rubeus', credentialStore],
  ['takeown icacls cacls', rights],
  ['attrib out-string select-object where-object foreach-object add-type', quiet],
  ['set-executionpolicy import-module convertto-json write-error set-variable', quiet],
];
