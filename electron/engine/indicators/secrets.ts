import type { SecretKind } from '../../../shared/domain/indicator';
import { ALPHANUMERIC, BASE64, BASE64_URL, byteSet, DIGIT, findWord, startsWith } from './byte-classes';

/** A secret in a word: what it is, and where. */
export interface SecretFound {
  readonly kind: SecretKind;
  readonly start: number;
  readonly end: number;
}

/** A form that an issuer gives its secrets: what they begin with, and how many characters of which kind follow. */
interface Shape {
  readonly kind: SecretKind;
  readonly prefix: string;
  readonly body: Uint8Array;
  readonly least: number;
  readonly most: number;
}

const UPPER = byteSet('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
const HEX = byteSet('0123456789abcdef');
const WORD = byteSet(`${'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'}_`);
const DASHED = byteSet(`${'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'}-`);
const DOTTED = byteSet(`${'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'}_-.`);
const HOOK = byteSet(`${'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'}_-/`);

const shape = (kind: SecretKind, prefix: string, body: Uint8Array, least: number, most = least): Shape => ({
  kind,
  prefix,
  body,
  least,
  most,
});

/** Longer prefixes stand before those that they begin with. Forms as the issuers document them, or as their secret scanners publish them. */
const SHAPES: readonly Shape[] = [
  shape('awsAccessKeyId', 'AKIA', UPPER, 16),
  shape('awsAccessKeyId', 'ASIA', UPPER, 16),
  shape('awsAccessKeyId', 'ABIA', UPPER, 16),
  shape('awsAccessKeyId', 'ACCA', UPPER, 16),
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((prefix) => shape('github', prefix, ALPHANUMERIC, 36, 255)),
  shape('github', 'github_pat_', WORD, 60, 255),
  shape('gitlab', 'glpat-', DOTTED, 20, 120),
  shape('slack', 'xoxb-', DASHED, 20, 250),
  shape('slack', 'xoxp-', DASHED, 20, 250),
  shape('slack', 'xoxa-', DASHED, 20, 250),
  shape('slack', 'xoxr-', DASHED, 20, 250),
  shape('slack', 'xoxs-', DASHED, 20, 250),
  shape('slack', 'xapp-', DASHED, 30, 250),
  shape('slackWebhook', 'hooks.slack.com/services/T', HOOK, 30, 120),
  shape('discordWebhook', 'discord.com/api/webhooks/', HOOK, 60, 150),
  shape('discordWebhook', 'discordapp.com/api/webhooks/', HOOK, 60, 150),
  shape('huggingFace', 'hf_', ALPHANUMERIC, 34),
  shape('anthropic', 'sk-ant-', BASE64_URL, 60, 250),
  shape('openai', 'sk-proj-', BASE64_URL, 40, 250),
  shape('openai', 'sk-svcacct-', BASE64_URL, 40, 250),
  shape('openai', 'sk-admin-', BASE64_URL, 40, 250),
  shape('openai', 'sk-', ALPHANUMERIC, 48),
  shape('google', 'AIza', BASE64_URL, 35),
  shape('googleOauth', 'GOCSPX-', BASE64_URL, 28),
  shape('npm', 'npm_', ALPHANUMERIC, 36),
  shape('pypi', 'pypi-AgE', BASE64_URL, 50, 300),
  shape('stripe', 'sk_live_', ALPHANUMERIC, 24, 120),
  shape('stripe', 'rk_live_', ALPHANUMERIC, 24, 120),
  shape('sendgrid', 'SG.', DOTTED, 66),
  shape('databricks', 'dapi', HEX, 32),
  shape('digitalOcean', 'dop_v1_', HEX, 64),
  shape('replicate', 'r8_', ALPHANUMERIC, 37),
];

const BY_FIRST: readonly (readonly Shape[] | undefined)[] = Array.from({ length: 256 }, (_, first) => {
  const shapes = SHAPES.filter(({ prefix }) => prefix.charCodeAt(0) === first);
  return shapes.length > 0 ? shapes : undefined;
});

/** 1 for the bytes that a secret may begin with: a word by itself that begins with another one need not be looked at. */
export const FIRST_OF_SECRET: Uint8Array = Uint8Array.from(BY_FIRST, (shapes, byte) =>
  shapes !== undefined || byte === 0x65 || byte === 0x62 || byte === 0x2d || DIGIT[byte] !== 0 ? 1 : 0,
);

/** The shortest secret. */
export const SHORTEST_SECRET = 20;
const LONGEST_JWT_PART = 8192;
const AWS_SECRET = 40;
/** How far in front of 40 random characters the word is looked for that says what they are. */
const CONTEXT = 80;

/** Different characters that a body has at least: `xxxxxxxx` stands for a secret and is none. */
const VARIETY = 9;

/** Calls back for the secrets in a word `[start, end)`, from left to right; `floor` is the beginning of the text around it. Linear in the word. */
export function findSecrets(
  bytes: Uint8Array,
  start: number,
  end: number,
  floor: number,
  found: (kind: SecretKind, start: number, end: number) => void,
): void {
  for (let at = start; at <= end - SHORTEST_SECRET; ) {
    const secret = secretAt(bytes, at, end, floor);
    if (secret === null) at = nextBoundary(bytes, at, end);
    else if (typeof secret === 'number') at = Math.max(secret, at + 1);
    else {
      found(secret.kind, secret.start, secret.end);
      at = secret.end;
    }
  }
}

/** The next place where a word begins inside a word: behind what is no letter or digit. */
function nextBoundary(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && ALPHANUMERIC[bytes[at]] !== 0) at++;
  while (at < end && ALPHANUMERIC[bytes[at]] === 0) at++;
  return at;
}

/** The secret that begins here; a number for how far nothing more can begin; null for nothing known. */
function secretAt(bytes: Uint8Array, at: number, end: number, floor: number): SecretFound | number | null {
  for (const { kind, prefix, body, least, most } of BY_FIRST[bytes[at]] ?? []) {
    if (!startsWith(bytes, at, end, prefix)) continue;
    const from = at + prefix.length;
    let to = from;
    while (to < end && to - from <= most && body[bytes[to]] !== 0) to++;
    const length = to - from;
    if (length < least || length > most || !isVaried(bytes, from, to)) return to;
    return { kind, start: at, end: to };
  }
  if (startsWith(bytes, at, end, 'eyJ')) return jwtAt(bytes, at, end);
  if (DIGIT[bytes[at]] !== 0) {
    const telegram = telegramAt(bytes, at, end);
    if (telegram !== null) return telegram;
  }
  return keyAt(bytes, at, end, floor);
}

/** Three parts of base64url with dots between; the first two are JSON objects, which begin with `eyJ`. */
function jwtAt(bytes: Uint8Array, start: number, end: number): SecretFound | number {
  let at = start;
  for (let part = 0; part < 3; part++) {
    const from = at;
    if (part === 1 && !startsWith(bytes, at, end, 'eyJ')) return at;
    while (at < end && at - from < LONGEST_JWT_PART && BASE64_URL[bytes[at]] !== 0) at++;
    if (at - from < 10) return at;
    if (part < 2) {
      if (bytes[at] !== 0x2e || at >= end) return at;
      at++;
    }
  }
  return { kind: 'jwt', start, end: at };
}

/** `123456789:AA…`: the number of a bot and 35 characters. */
function telegramAt(bytes: Uint8Array, start: number, end: number): SecretFound | null {
  let at = start;
  while (at < end && at - start < 11 && DIGIT[bytes[at]] !== 0) at++;
  if (at - start < 8 || !startsWith(bytes, at, end, ':AA')) return null;
  const from = ++at;
  while (at < end && at - from < 36 && BASE64_URL[bytes[at]] !== 0) at++;
  return at - from === 35 && isVaried(bytes, from, at) ? { kind: 'telegram', start, end: at } : null;
}

/** Characters of base64 without a form of their own: what they are is told by the words in front of them. */
function keyAt(bytes: Uint8Array, start: number, end: number, floor: number): SecretFound | number | null {
  if (end - start < AWS_SECRET) return null;
  let at = start;
  while (at < end && at - start <= 100 && BASE64[bytes[at]] !== 0) at++;
  const length = at - start;
  if (length !== AWS_SECRET && length !== 86) return null;
  if (!isRandom(bytes, start, at)) return at;
  const from = Math.max(floor, start - CONTEXT);
  if (length === AWS_SECRET)
    return findWord(bytes, from, start, 'secret') >= 0 &&
      findWord(bytes, from, start, 'a') >= 0 &&
      saysAws(bytes, from, start)
      ? { kind: 'awsSecretKey', start, end: at }
      : at;
  if (!startsWith(bytes, at, end, '==')) return at;
  return findWord(bytes, from, start, 'accountkey') >= 0 ? { kind: 'azureStorage', start, end: at + 2 } : at;
}

const saysAws = (bytes: Uint8Array, from: number, to: number): boolean =>
  findWord(bytes, from, to, 'aws') >= 0 ||
  findWord(bytes, from, to, 'accesskey') >= 0 ||
  findWord(bytes, from, to, 'access') >= 0;

function isRandom(bytes: Uint8Array, start: number, end: number): boolean {
  let [upper, lower, digit] = [false, false, false];
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte >= 0x41 && byte <= 0x5a) upper = true;
    else if (byte >= 0x61 && byte <= 0x7a) lower = true;
    else if (DIGIT[byte] !== 0) digit = true;
  }
  return upper && lower && digit && isVaried(bytes, start, end);
}

/** True for characters that somebody drew at random: not `xxxx…`, not `EXAMPLE`. */
function isVaried(bytes: Uint8Array, start: number, end: number): boolean {
  const seen = new Set<number>();
  for (let at = start; at < end; at++) seen.add(bytes[at]);
  if (seen.size < VARIETY) return false;
  return findWord(bytes, start, end, 'example') < 0 && findWord(bytes, start, end, 'xxxx') < 0;
}

const PEM_END = '-----END';
const LONGEST_PEM = 16 * 1024;

/** Keys in armour: where one ends that begins at `start` with `-----BEGIN`; -1 when it is no private key. Without an end it is its first line. */
export function privateKeyEnd(bytes: Uint8Array, start: number, limit: number): number {
  const line = Math.min(limit, start + 64);
  if (!startsWith(bytes, start, line, '-----BEGIN ')) return -1;
  const words = findWord(bytes, start + 11, line, 'private key');
  if (words < 0) return -1;
  const body = Math.min(limit, words + 16);
  const stop = Math.min(limit, start + LONGEST_PEM);
  for (let at = body; at < stop; at++) {
    if (bytes[at] !== 0x2d) continue;
    if (!startsWith(bytes, at, stop, PEM_END)) {
      // Another key begins before this one ended.
      if (startsWith(bytes, at, stop, '-----BEGIN')) return body;
      continue;
    }
    return Math.min(limit, at + words - start + 14);
  }
  return body;
}
