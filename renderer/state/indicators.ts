import type { IndicatorFact } from '../../shared/domain/fact';
import { type IndicatorSource, type IndicatorType, SECRET_LABELS } from '../../shared/domain/indicator';
import { defangIndicator } from '../../shared/text/defang';
import { printable } from '../../shared/text/printable';

export const INDICATOR_LABELS: Readonly<Record<IndicatorType, string>> = {
  url: 'URL',
  domain: 'Domain',
  ipv4: 'IPv4',
  ipv6: 'IPv6',
  email: 'E-mail',
  unixPath: 'Path',
  homePath: 'Home path',
  windowsPath: 'Windows path',
  uncPath: 'Network path',
  registryKey: 'Registry key',
  command: 'Command',
  secret: 'Secret',
  wallet: 'Wallet',
};

export const SOURCE_LABELS: Readonly<Record<IndicatorSource, string>> = {
  literal: 'literal',
  constant: 'constant of code',
  source: 'source code',
  metadata: 'metadata',
  document: 'configuration',
  text: 'text',
  memberName: 'name of a member',
  unexplained: 'bytes not understood',
};

/** What an indicator is, in a word or two: secrets say what they open. */
export function indicatorLabel({ type, secret }: IndicatorFact): string {
  if (secret === null) return INDICATOR_LABELS[type];
  const label = SECRET_LABELS[secret];
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** Its value on one line, defanged or as it is written. */
export function indicatorText({ type, value }: IndicatorFact, defanged: boolean): string {
  const text = printable(value);
  return defanged ? defangIndicator(type, text) : text;
}

/** Types that are filtered together, in the order of the chips. */
export const INDICATOR_GROUPS: readonly {
  readonly id: string;
  readonly title: string;
  readonly types: readonly IndicatorType[];
}[] = [
  { id: 'secrets', title: 'Secrets', types: ['secret'] },
  { id: 'commands', title: 'Commands', types: ['command'] },
  { id: 'urls', title: 'URLs', types: ['url'] },
  { id: 'domains', title: 'Domains', types: ['domain'] },
  { id: 'addresses', title: 'IPs', types: ['ipv4', 'ipv6'] },
  { id: 'emails', title: 'E-mail', types: ['email'] },
  { id: 'paths', title: 'Paths', types: ['unixPath', 'homePath', 'windowsPath', 'uncPath'] },
  { id: 'registry', title: 'Registry', types: ['registryKey'] },
  { id: 'wallets', title: 'Wallets', types: ['wallet'] },
];
