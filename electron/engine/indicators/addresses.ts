import { ADDRESS, ALPHANUMERIC, DIGIT, HEXADECIMAL, lowerWord } from './byte-classes';
import { hostForm } from './hosts';

/** Schemes of addresses that something fetches or connects to. What else has `://` in it is a name, not an address. */
const SCHEMES: ReadonlySet<string> = new Set(
  'http https hxxp hxxps ftp ftps sftp ws wss file ldap ldaps rmi jndi iiop dns tcp udp ssh smb nfs git svn rsync telnet gopher dict tftp redis mongodb mysql postgres postgresql amqp mqtt s3 s3a s3n gs gcs hdfs wasb wasbs abfs abfss adl oss hf dbfs mlflow'.split(
    ' ',
  ),
);
/** Schemes behind which a single word names a store and not a computer. */
const STORES: ReadonlySet<string> = new Set('s3 s3a s3n gs gcs hdfs wasb wasbs abfs abfss adl oss hf dbfs'.split(' '));

const LONGEST_SCHEME = 12;
const LONGEST_AUTHORITY = 512;

/** An address with what it is made of; places in the bytes. */
export interface Address {
  readonly start: number;
  readonly end: number;
  /** The password in it; both -1 for none. */
  readonly passwordStart: number;
  readonly passwordEnd: number;
  /** Where reading goes on: behind everything that was looked at. */
  readonly passed: number;
}

/** The address around the `://` whose colon is at `colon`; null when there is none. */
export function readAddress(bytes: Uint8Array, floor: number, colon: number, limit: number): Address | null {
  let run = colon;
  while (run > floor && colon - run < LONGEST_SCHEME && ALPHANUMERIC[bytes[run - 1]] !== 0) run--;
  let start = -1;
  let scheme = '';
  // Texts are written behind one another without a blank: the longest known ending of the word is the scheme.
  for (let at = run; at < colon - 1 && start < 0; at++) {
    scheme = lowerWord(bytes, at, colon);
    if (SCHEMES.has(scheme)) start = at;
  }
  if (start < 0) return null;
  const authority = colon + 3;
  let at = authority;
  let sign = -1;
  const stop = Math.min(limit, authority + LONGEST_AUTHORITY);
  if (bytes[at] === 0x5b && at < stop) {
    do at++;
    while (at < stop && (HEXADECIMAL[bytes[at]] !== 0 || bytes[at] === 0x3a));
    if (bytes[at] !== 0x5d || at >= stop) return null;
    at++;
  }
  for (; at < stop; at++) {
    const byte = bytes[at];
    if (byte === 0x2f || byte === 0x3f || byte === 0x23 || ADDRESS[byte] === 0) break;
    if (byte === 0x40) sign = at;
  }
  const authorityEnd = at;
  if (!isAuthority(bytes, sign < 0 ? authority : sign + 1, authorityEnd, limit, scheme)) return null;
  let end = authorityEnd;
  // `$(…)` is what a shell puts there.
  while (end < limit && ADDRESS[bytes[end]] !== 0 && !(bytes[end] === 0x24 && bytes[end + 1] === 0x28)) end++;
  const passed = end;
  end = withoutPunctuation(bytes, authorityEnd, end);
  let password = -1;
  if (sign > 0) for (let i = authority; i < sign && password < 0; i++) if (bytes[i] === 0x3a) password = i + 1;
  const hasPassword = password > authority + 1 && password < sign;
  return {
    start,
    end,
    passwordStart: hasPassword ? password : -1,
    passwordEnd: hasPassword ? sign : -1,
    passed: Math.max(passed, end),
  };
}

/** True for a host that can be one: a domain, a number, a computer of the own network with a port or a path, the name of a store. */
function isAuthority(bytes: Uint8Array, start: number, end: number, limit: number, scheme: string): boolean {
  if (bytes[start] === 0x5b) return end - start > 4;
  let hostEnd = end;
  let port = end;
  while (port > start && DIGIT[bytes[port - 1]] !== 0) port--;
  const hasPort = port < end && port > start && bytes[port - 1] === 0x3a;
  if (hasPort) hostEnd = port - 1;
  if (hostEnd === start)
    return scheme === 'file' && bytes[end] === 0x2f && end + 2 < limit && ADDRESS[bytes[end + 1]] !== 0;
  if (bytes[hostEnd - 1] === 0x3a) return false;
  let labels = 1;
  for (let at = start; at < hostEnd; at++) {
    const byte = bytes[at];
    if (byte === 0x2e) {
      if (at === start || bytes[at - 1] === 0x2e) return false;
      labels++;
    } else if (ALPHANUMERIC[byte] === 0 && byte !== 0x2d && byte !== 0x5f) return false;
  }
  if (bytes[hostEnd - 1] === 0x2e || bytes[start] === 0x2d) return false;
  if (STORES.has(scheme)) return hostEnd - start >= 3;
  if (labels === 1) {
    if (lowerWord(bytes, start, Math.min(hostEnd, start + 10)) === 'localhost') return true;
    return (
      hostEnd - start >= 2 &&
      (hasPort || (bytes[end] === 0x2f && end + 1 < limit && ALPHANUMERIC[bytes[end + 1]] !== 0))
    );
  }
  return hostForm(bytes, start, hostEnd, 'certain') !== null || (labels > 1 && isPlainHost(bytes, start, hostEnd));
}

/** Names of the own network, and top-level domains that are not on any list: what stands behind a scheme is an address all the same. */
function isPlainHost(bytes: Uint8Array, start: number, end: number): boolean {
  let dot = end - 1;
  while (dot > start && bytes[dot] !== 0x2e) dot--;
  return end - dot > 2 && DIGIT[bytes[end - 1]] === 0;
}

/** Without what a sentence or a bracket puts behind an address. */
function withoutPunctuation(bytes: Uint8Array, floor: number, end: number): number {
  let open = 0;
  for (let at = floor; at < end; at++)
    if (bytes[at] === 0x28) open++;
    else if (bytes[at] === 0x29) open--;
  let last = end;
  while (last > floor) {
    const byte = bytes[last - 1];
    if (byte === 0x29 && open < 0) open++;
    else if (!PUNCTUATION.has(byte)) break;
    last--;
  }
  return last;
}

const PUNCTUATION: ReadonlySet<number> = new Set([...'.;:!?*~$&(@='].map((character) => character.charCodeAt(0)));
