import { shownThing } from './effect';

/** Hosts at which a cloud hands out the credentials of the machine. */
const METADATA: ReadonlySet<string> = new Set([
  '169.254.169.254',
  '169.254.170.2',
  'fd00:ec2::254',
  'metadata.google.internal',
  '100.100.100.200',
]);

const SCHEMES: ReadonlySet<string> = new Set([
  'http',
  'https',
  'ftp',
  'ftps',
  'sftp',
  'ws',
  'wss',
  'tcp',
  'udp',
  'ldap',
  'rmi',
  'dns',
  'stratum+tcp',
  'stratum+ssl',
  'file',
  's3',
  'gs',
]);

/** An address as it stands in a command. */
export interface Address {
  readonly scheme: string;
  readonly host: string;
  readonly text: string;
}

/** Reads `https://host/path`, `host:port` or `host/path`; null for what has no host. */
export function addressOf(text: string): Address | null {
  const colon = text.indexOf('://');
  const scheme = colon > 0 ? text.slice(0, colon).toLowerCase() : '';
  if (colon > 0 && !SCHEMES.has(scheme)) return null;
  const rest = colon > 0 ? text.slice(colon + 3) : text;
  const authority = rest.slice(0, firstOf(rest, '/?#'));
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:[0-9]{1,5}$/, '');
  return host === '' && scheme !== 'file' ? null : { scheme, host, text };
}

/** True for a word that is an address by its form: a scheme, an IPv4 address, or a name with a dot and letters behind it. */
export function looksLikeAddress(text: string): boolean {
  if (/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(text)) return addressOf(text) !== null;
  return /^(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,8}\.[a-z]{2,18})(?:[:/?#]|$)/i.test(
    text,
  );
}

/** True for the service at which a cloud hands out credentials. */
export function isMetadata(text: string): boolean {
  return METADATA.has(addressOf(text)?.host.toLowerCase() ?? '');
}

/** An address for a sentence: not clickable, and bare hosts neither. */
export function shownAddress(text: string): string {
  const address = addressOf(text.trim());
  if (address === null) return shownThing(text);
  const { scheme, host } = address;
  const from = scheme === '' ? text.trim() : text.trim().slice(scheme.length + 3);
  const at = from.indexOf(host);
  const defanged = from.slice(0, at) + host.replaceAll('.', '[.]') + from.slice(at + host.length);
  return shownThing(scheme === '' ? defanged : `${scheme}[:]//${defanged}`);
}

function firstOf(text: string, characters: string): number {
  for (let i = 0; i < text.length; i++) if (characters.includes(text.charAt(i))) return i;
  return text.length;
}
