import type { IndicatorType } from '../domain/indicator';

/** Makes web addresses and host names in a text unclickable: `https[:]//attacker[.]example`. For showing only; facts keep the bytes. */
export function defang(text: string): string {
  return text.replace(
    /\b(https?|ftp|ftps|ws|wss|file|ldap|tcp):\/\/([^\s/?#'"`)\]]+)/gi,
    (_, scheme: string, host: string) => `${scheme}[:]//${host.replaceAll('.', '[.]')}`,
  );
}

/**
 * An indicator as it is written in reports: `hxxps://attacker[.]example/x`, `10[.]0[.]0[.]1`, `name[@]attacker[.]example`. Nobody’s program makes a
 * link of it, and the other programs of the trade read it back.
 */
export function defangIndicator(type: IndicatorType, value: string): string {
  switch (type) {
    case 'url':
      return value.replace(ADDRESS, inert);
    case 'domain':
    case 'ipv4':
      return value.replaceAll('.', '[.]');
    case 'ipv6':
      return value.replaceAll(':', '[:]');
    case 'email':
      return value.replace('@', '[@]').replaceAll('.', '[.]');
    case 'uncPath':
      return value.replace(/^\\\\[^\\]*/, (host) => host.replaceAll('.', '[.]'));
    case 'command':
      return value.replace(ADDRESSES, inert);
    default:
      return value;
  }
}

const ADDRESS = /^([a-z0-9]{1,12}):\/\/([^/?#]*)/i;
const ADDRESSES = /\b([a-z0-9]{1,12}):\/\/([^\s/?#'"`)\]]+)/gi;

function inert(_whole: string, scheme: string, authority: string): string {
  const plain = scheme.toLowerCase();
  const host = authority.replaceAll('.', '[.]').replaceAll('@', '[@]');
  if (plain === 'http' || plain === 'https') return `${plain.replace('tt', 'xx')}://${host}`;
  if (plain.startsWith('hxxp')) return `${plain}://${host}`;
  return plain === 'ftp' || plain === 'ftps' ? `${plain.replace('t', 'x')}://${host}` : `${plain}[:]//${host}`;
}
