import {
  decodeBase32Text,
  decodeBase64Text,
  decodeHexText,
  decodeUtf8Text,
  inflateLatin1,
  unescapeC,
} from '../layers/decode';
import { changed, type Flow, heaviest, joinFlows, NOTHING, textFlow, UNKNOWN } from './flow';
import { type Argument, type Invocation, optionsOf, type Program } from './program';
import { opensslClient } from './transfers';

/** The text of a flow through a decoder; a flow that is no known text stays where it comes from. */
function decoded(flow: Flow, decode: (text: string) => string | null): Flow {
  if (flow.text === null) return flow;
  const text = decode(flow.text);
  return text === null ? UNKNOWN : textFlow(text, true);
}

const utf8 = (bytes: string | null): string | null => (bytes === null ? null : decodeUtf8Text(bytes));

/** What a program reads: its files, or the pipe where it has none. */
function input({ args, stdin, shell }: Invocation, valued: readonly string[] = []): Flow {
  const { rest } = optionsOf(args, valued);
  return rest.length === 0
    ? stdin
    : rest.map(({ text }) => (text === '-' ? stdin : shell.readPath(text))).reduce(joinFlows, NOTHING);
}

const textsOf = (args: readonly Argument[]): Flow => {
  if (args.every(({ known }) => known)) {
    const isDecoded = args.some(({ flows }) => flows.some((flow) => flow.decoded));
    return textFlow(args.map(({ text }) => text).join(' '), isDecoded);
  }
  return heaviest([...args.flatMap(({ flows }) => flows), UNKNOWN]);
};

const echo: Program = ({ args, shell }) => {
  let from = 0;
  let escapes = false;
  while (/^-[neE]+$/.test(args[from]?.text ?? '')) escapes ||= args[from++]?.text.includes('e') ?? false;
  shell.reading.add('printsText');
  const flow = textsOf(args.slice(from));
  return escapes && flow.text?.includes('\\') ? textFlow(unescapeC(flow.text), true) : flow;
};

/** `printf format values`: `%s`, `%b`, `%d` and escapes; other conversions leave the value. */
const printf: Program = ({ args, shell }) => {
  shell.reading.add('printsText');
  const rest = args[0]?.text === '--' || args[0]?.text === '-v' ? args.slice(1) : args;
  const [format, ...values] = rest;
  if (format === undefined) return NOTHING;
  if (!rest.every(({ known }) => known)) return textsOf(rest);
  let next = 0;
  let out = '';
  const template = unescapeC(format.text);
  do {
    out += template.replace(
      /%(?:%|[-+ 0#]{0,4}[0-9]{0,4}(?:\.[0-9]{1,4})?([sbdixXc]))/g,
      (whole, kind: string | undefined) => {
        if (whole === '%%' || kind === undefined) return '%';
        const value = values[next++]?.text ?? '';
        return kind === 'b' ? unescapeC(value) : value;
      },
    );
  } while (next > 0 && next < values.length && out.length < 65_536);
  return textFlow(out, template !== format.text || /\\/.test(values.map(({ text }) => text).join('')));
};

const base64: Program = (call) => {
  const flow = input(call, ['w', 'wrap', 'i', 'o']);
  const { args } = call;
  return args.some(({ text }) => /^(?:-[a-z]*[dD][a-z]*|--decode)$/.test(text))
    ? decoded(flow, (text) => utf8(decodeBase64Text(text)))
    : changed(flow);
};

const base32: Program = (call) => {
  const flow = input(call, ['w']);
  return call.args.some(({ text }) => /^(?:-[a-z]*d|--decode)$/.test(text))
    ? decoded(flow, (text) => utf8(decodeBase32Text(text)))
    : changed(flow);
};

const xxd: Program = (call) => {
  const flow = input(call, ['c', 'l', 's', 'g']);
  const reverse = call.args.some(({ text }) => /^-[a-z]*r/.test(text));
  if (!reverse) return changed(flow);
  return decoded(flow, (text) => utf8(decodeHexText(text) ?? decodeHexText(digitsOfDump(text))));
};

/** The digits of a dump, which stand between an offset and the text. */
const digitsOfDump = (dump: string): string =>
  dump
    .split('\n')
    .map(
      (line) =>
        line
          .slice(line.indexOf(':') + 1)
          .trimStart()
          .split('  ', 1)[0],
    )
    .join('');

const openssl: Program = (call) => {
  const [verb] = call.args;
  if (verb?.text === 's_client') return opensslClient(call);
  const texts = call.args.map(({ text }) => text);
  const isBase64 = verb?.text === 'base64' || texts.includes('-base64') || texts.includes('-a');
  if (isBase64 && texts.includes('-d') && !texts.some((text) => /^-(?:aes|des)/.test(text)))
    return decoded(call.stdin, (text) => utf8(decodeBase64Text(text)));
  return changed(call.stdin.origin === 'nothing' ? UNKNOWN : call.stdin);
};

const rev: Program = (call) =>
  decoded(input(call), (text) =>
    text
      .split('\n')
      .map((line) => [...line].reverse().join(''))
      .join('\n'),
  );

/** `tr`: the alphabets of ROT13, deletion of characters, and single letters; other tables are not followed. */
const tr: Program = ({ args, stdin }) => {
  const rest = args.filter(({ text }) => !/^-[a-zA-Z]+$/.test(text)).map(({ text }) => text);
  const [from = '', to = ''] = rest;
  const deletes = args.some(({ text }) => /^-[a-z]*d/.test(text));
  if (deletes) {
    const deleted = new Set(characters(from));
    return decoded(stdin, (text) => [...text].filter((character) => !deleted.has(character)).join(''));
  }
  const [source, target] = [characters(from), characters(to)];
  if (source.length === 0 || target.length === 0) return changed(stdin);
  const table = new Map(source.map((character, i) => [character, target[Math.min(i, target.length - 1)] ?? '']));
  return decoded(stdin, (text) => [...text].map((character) => table.get(character) ?? character).join(''));
};

/** A set of `tr`: ranges and escapes written out, classes left out. */
function characters(set: string): readonly string[] {
  const text = unescapeC(set.replace(/^\[(.*)\]$/s, '$1'));
  const out: string[] = [];
  for (let i = 0; i < text.length && out.length < 512; i++) {
    const [first, last] = [text.charCodeAt(i), text.charCodeAt(i + 2)];
    if (text.charAt(i + 1) === '-' && last >= first && last - first < 256) {
      for (let code = first; code <= last; code++) out.push(String.fromCharCode(code));
      i += 2;
    } else out.push(text.charAt(i));
  }
  return out;
}

const inflates: Program = (call) => {
  const flow = input(call);
  return call.name === 'gzip' && !call.args.some(({ text }) => /^-[a-z]*d/.test(text))
    ? changed(flow)
    : decoded(flow, (text) => utf8(inflateLatin1(text)));
};

/** `cut -c2-9`; other cuts are not followed. */
const cut: Program = ({ args, stdin }) => {
  const spec = args.map(({ text }) => text).join(' ');
  const [, from, to] = /-c\s*([0-9]{1,5})-([0-9]{0,5})/.exec(spec) ?? [];
  if (from === undefined) return changed(stdin);
  return decoded(stdin, (text) =>
    text
      .split('\n')
      .map((line) => line.slice(Number(from) - 1, to === '' || to === undefined ? undefined : Number(to)))
      .join('\n'),
  );
};

/** `s/a/b/g` over a known text, where the pattern is plain; other scripts are not followed. */
const sed: Program = (call) => {
  const { args } = call;
  const { rest } = optionsOf(args, ['e', 'f']);
  const script = args.find(({ text }) => /^s[^A-Za-z0-9\s]/.test(text))?.text ?? '';
  const files = rest.filter(({ text }) => text !== script);
  const inPlace = args.some(({ text }) => /^-[a-z]*i/.test(text));
  let flow = call.stdin;
  for (const { text } of rest.length > 1 ? files.slice(script === '' ? 1 : 0) : []) {
    if (inPlace) call.shell.writePath(text, UNKNOWN);
    else flow = call.shell.readPath(text);
  }
  const [, what, by, flags] = script.charAt(1) === '' ? [] : splitScript(script);
  if (what === undefined || by === undefined || /[[\]*.\\^$+?(){}]/.test(what)) return changed(flow);
  return decoded(flow, (text) => (flags?.includes('g') ? text.replaceAll(what, by) : text.replace(what, by)));
};

const splitScript = (script: string): readonly string[] => script.split(script.charAt(1));

/** Programs that show files, whole or in part. */
const reader: Program = (call) => {
  const flow = input(call, ['n', 'c', 'lines', 'bytes']);
  const isWhole = /^(?:cat|tac|type|less|more|bat)$/.test(call.name);
  return isWhole || flow.text === null ? flow : call.name === 'head' || call.name === 'tail' ? flow : changed(flow);
};

/** Programs that look for something: the first word is what, the rest where. */
const searcher: Program = (call) => {
  const { rest } = optionsOf(call.args, ['e', 'f', 'A', 'B', 'C', 'm', 'F', 'v', 'include', 'exclude']);
  const flows = rest.slice(1).map(({ text }) => call.shell.readPath(text));
  return flows.length > 0 ? changed(heaviest(flows)) : changed(call.stdin);
};

const tee: Program = ({ args, stdin, shell }) => {
  for (const { text } of optionsOf(args, []).rest) shell.writePath(text, stdin);
  return stdin;
};

/** Programs that make text and programs that change it, by name. */
export const TEXT_PROGRAMS: readonly (readonly [names: string, program: Program])[] = [
  ['echo write-output write-host', echo],
  ['printf', printf],
  ['base64 gbase64 basenc', base64],
  ['base32', base32],
  ['xxd', xxd],
  ['openssl', openssl],
  ['rev', rev],
  ['tr', tr],
  ['gunzip zcat gzip gzcat zlib-flate pigz', inflates],
  ['cut', cut],
  ['sed gsed', sed],
  ['cat tac less more head tail bat type get-content gc strings od hexdump nl sort uniq', reader],
  ['wc column fold jq yq plutil security sqlite3 file stat md5sum sha256sum bzcat xzcat', reader],
  ['bunzip2 unxz uudecode iconv fmt paste gpg', reader],
  ['grep egrep fgrep rg ag awk gawk mawk findstr select-string zgrep', searcher],
  ['tee tee-object', tee],
];
