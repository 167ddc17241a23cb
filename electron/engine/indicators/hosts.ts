import { ALPHANUMERIC, DIGIT, findWord, HEXADECIMAL, HOST, LETTER, lowerWord, MAILBOX } from './byte-classes';

const LONGEST_HOST = 253;
const LONGEST_LABEL = 63;
const LONGEST_MAILBOX = 64;

/**
 * Domains that are believed wherever they stand: nothing in a program ends like them. `example` is reserved for texts like the samples of this
 * project, `onion` for hidden services.
 */
const TELLING_TLDS: ReadonlySet<string> = new Set([
  'com',
  'net',
  'org',
  'edu',
  'gov',
  'mil',
  'biz',
  'example',
  'onion',
]);

/** Words in front of a telling domain that make a name of a program out of it: `self.net`, `java.net`, `model.org`. */
const PROGRAM_WORDS: ReadonlySet<string> = new Set(
  'self cls this np model module args cfg config conf opt options java javax asp system microsoft torch tf nn layers layer base data org com android kotlin'.split(
    ' ',
  ),
);

/** Domains below which anybody can put something, or that attackers’ texts name often: believed without a path although they end like names of programs. */
const KNOWN_HOSTS: ReadonlySet<string> = new Set(
  'webhook.site pipedream.net ngrok.io ngrok.app ngrok-free.app github.io gitlab.io gitlab.com interact.sh oast.fun oast.pro oast.live oast.me oast.online oast.site transfer.sh 0x0.st file.io ipinfo.io telegra.ph t.me is.gd hf.co huggingface.co dnslog.cn ceye.io glitch.me repl.co workers.dev pages.dev web.app vercel.app netlify.app herokuapp.com requestbin.net serveo.net localtunnel.me loca.lt trycloudflare.com duckdns.org no-ip.org paste.ee rentry.co'.split(
    ' ',
  ),
);

/** Top-level domains that a host may have that stands by itself, without a path; of two letters there are all. */
export const BARE_ENDINGS: readonly string[] = [
  ...TELLING_TLDS,
  ...[...KNOWN_HOSTS].map((host) => host.slice(host.lastIndexOf('.') + 1)).filter((ending) => ending.length > 2),
];

/** Top-level domains that are endings of file names: `train.py:12` and `build.sh/` are no hosts. */
const FILE_ENDINGS: ReadonlySet<string> = new Set(
  'py md sh so rs pl cc ml mo ps zip mov st sc hs bz pm js ts gz in id is to do it no as at be by'.split(' '),
);

const GENERIC_TLDS: ReadonlySet<string> = new Set(
  'com net org edu gov mil int biz info name pro aero coop museum jobs mobi travel tel cat asia post arpa xyz top club online site shop store tech app dev cloud digital email link live news blog wiki space website world zone agency academy company solutions services network systems software studio design media group team work works tools global today guru expert photos photo pictures gallery games game fun icu vip win bid loan men date download stream racing trade science party review faith accountant cricket webcam webhook rest bar buzz cyou monster quest sbs skin hair lol fit mom onl page run ink cafe city house life love one plus red blue black pink green bank money finance capital exchange market trading crypto foundation institute international education university college school health care clinic law legal onion example'.split(
    ' ',
  ),
);

/** What a host ends with, or what is wrong with it. */
export type HostForm = 'domain' | 'ipv4' | null;

/** How surely a domain is one: by itself, or behind the sign of an address or mailbox, or in front of a path or port. */
export type HostPlace = 'bare' | 'followed' | 'certain';

/** What the bytes `[start, end)` are as a host. */
export function hostForm(bytes: Uint8Array, start: number, end: number, place: HostPlace): HostForm {
  const length = end - start;
  if (length < 4 || length > LONGEST_HOST) return null;
  if (DIGIT[bytes[end - 1]] !== 0) return isIpv4(bytes, start, end, place) ? 'ipv4' : null;
  return isDomain(bytes, start, end, place) ? 'domain' : null;
}

/**
 * Four numbers of at most 255. Bare ones are often versions (`4.8.0.76`), so that they are believed when they are in a network that
 * is known, or when two of the numbers are larger than those of versions are.
 */
export function isIpv4(bytes: Uint8Array, start: number, end: number, place: HostPlace): boolean {
  if (end - start < 7 || end - start > 15) return false;
  const octets: number[] = [];
  let value = -1;
  for (let at = start; at <= end; at++) {
    const byte = at < end ? bytes[at] : 0x2e;
    if (byte === 0x2e) {
      if (value < 0 || value > 255) return false;
      octets.push(value);
      value = -1;
    } else if (DIGIT[byte] !== 0) {
      // Leading zeros are written in dates and serial numbers.
      if (value === 0) return false;
      value = (value < 0 ? 0 : value) * 10 + byte - 0x30;
    } else return false;
  }
  if (octets.length !== 4) return false;
  if (place !== 'bare') return true;
  const [first, second, third, fourth] = octets as [number, number, number, number];
  const same = first === second && second === third && third === fourth;
  if (first === 127 || (first === 192 && second === 168) || (first === 169 && second === 254)) return true;
  if (same) return first === 1 || first === 8 || first === 9 || first === 0 || first === 255;
  if (first === 8 && second === 8 && third === 4 && fourth === 4) return true;
  return octets.filter((octet) => octet >= 32).length >= 2 && first !== 0;
}

function isDomain(bytes: Uint8Array, start: number, end: number, place: HostPlace): boolean {
  let label = start;
  let labels = 0;
  for (let at = start; at <= end; at++) {
    const byte = at < end ? bytes[at] : 0x2e;
    if (byte === 0x2e) {
      if (at === label || at - label > LONGEST_LABEL || bytes[label] === 0x2d || bytes[at - 1] === 0x2d) return false;
      labels++;
      if (at < end) label = at + 1;
    } else if (ALPHANUMERIC[byte] === 0 && byte !== 0x2d) return false;
  }
  if (labels < 2 || end - label < 2 || end - label > 24) return false;
  for (let at = label; at < end; at++) if (LETTER[bytes[at]] === 0) return false;
  return isBelieved(bytes, start, end, lowerWord(bytes, label, end), label, place);
}

function isBelieved(
  bytes: Uint8Array,
  start: number,
  end: number,
  tld: string,
  label: number,
  place: HostPlace,
): boolean {
  const isKnown = tld.length === 2 || GENERIC_TLDS.has(tld);
  if (!isKnown) return false;
  if (place === 'certain') return true;
  let owner = label - 2;
  while (owner > start && bytes[owner - 1] !== 0x2e) owner--;
  const second = lowerWord(bytes, owner, label - 1);
  if (KNOWN_HOSTS.has(`${second}.${tld}`)) return true;
  if (bytes[end - 1] < 0x61 && bytes[label] >= 0x61) return false;
  if (TELLING_TLDS.has(tld)) return !(owner === start && PROGRAM_WORDS.has(second)) && !isInitialCapital(bytes, label);
  const isWeb = end - start > 4 && findWord(bytes, start, start + 4, 'www.') === start;
  // `co.uk`, `com.br`, `ac.jp`: names of programs do not end so.
  const isNational = tld.length === 2 && owner > start && /^(?:co|com|org|net|gov|ac|edu)$/.test(second);
  if (isWeb || isNational) return true;
  return place === 'followed' && !FILE_ENDINGS.has(tld) && second.length > 2 && !PROGRAM_WORDS.has(second);
}

/** `Sentence.Com`: a sentence that goes on without a blank, or a class. */
function isInitialCapital(bytes: Uint8Array, at: number): boolean {
  return bytes[at] < 0x61 && bytes[at + 1] >= 0x61;
}

/** True for eight groups of hexadecimal digits, or fewer around one `::`. `c10::add` and `12:30:45` are none. */
export function isIpv6(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 3 || end - start > 39) return false;
  let groups = 0;
  let digits = 0;
  let gaps = 0;
  let longest = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (HEXADECIMAL[byte] !== 0) {
      if (++digits > 4) return false;
      if (digits === 1) groups++;
      longest = Math.max(longest, digits);
    } else if (byte === 0x3a) {
      if (digits === 0 && at > start + 1 && bytes[at - 1] === 0x3a && ++gaps > 1) return false;
      if (digits === 0 && at === start + 1 && bytes[start] === 0x3a) gaps++;
      if (digits === 0 && at === start && bytes[at + 1] !== 0x3a) return false;
      if (digits === 0 && gaps > 0 && bytes[at - 1] === 0x3a && bytes[at + 1] === 0x3a) return false;
      digits = 0;
    } else return false;
  }
  if (bytes[end - 1] === 0x3a && bytes[end - 2] !== 0x3a) return false;
  if (gaps === 0) return groups === 8 && longest > 2;
  if (gaps > 1 || groups > 7) return false;
  const loopback = groups === 1 && end - start === 3 && bytes[end - 1] === 0x31;
  return (
    loopback ||
    (groups >= 3 && longest > 1) ||
    (groups >= 2 && longest === 4 && DIGIT[bytes[start]] !== 0) ||
    isLocal(bytes, start, groups)
  );
}

/** `fe80::`, `fd12::`. */
function isLocal(bytes: Uint8Array, start: number, groups: number): boolean {
  const second = bytes[start + 1] | 0x20;
  return (
    groups >= 2 && (bytes[start] | 0x20) === 0x66 && (second === 0x65 || second === 0x64) && bytes[start + 4] === 0x3a
  );
}

/** The mailbox around the sign at `at`, inside `[start, end)`: its place, or null. */
export function mailbox(
  bytes: Uint8Array,
  start: number,
  at: number,
  end: number,
): { start: number; end: number } | null {
  let from = at;
  while (from > start && at - from < LONGEST_MAILBOX && MAILBOX[bytes[from - 1]] !== 0) from--;
  while (from < at && ALPHANUMERIC[bytes[from]] === 0) from++;
  let to = at + 1;
  while (to < end && to - at <= LONGEST_HOST && HOST[bytes[to]] !== 0) to++;
  while (to > at + 1 && ALPHANUMERIC[bytes[to - 1]] === 0) to--;
  if (from === at || bytes[at - 1] === 0x2e || LETTER[bytes[to - 1]] === 0) return null;
  return hostForm(bytes, at + 1, to, 'certain') === 'domain' ? { start: from, end: to } : null;
}
