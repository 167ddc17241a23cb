import type { IndicatorFact } from '../../shared/domain/fact';

/** The namespace of deterministic identifiers of STIX 2.1 cyber-observable objects (section 2.9). */
const NAMESPACE = '00abedb4-aa42-466c-9c01-fed23315a9b7';

/** What a bundle is about: the artifact that the indicators were seen in. */
export interface StixSubject {
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string | null;
}

/** What is not in the file: the time, identifiers that are drawn, and SHA-1, which version 5 of UUIDs is made with. */
export interface StixWorld {
  readonly now: () => Date;
  readonly randomId: () => string;
  readonly sha1: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;
}

type StixObject = Record<string, unknown> & { readonly type: string; readonly id: string };

/**
 * A STIX 2.1 bundle: the file, an object for each indicator that STIX has one for, and the observation that binds them. Values are as
 * written and not defanged, since programs read them. Secrets and wallets have no object and are left out, and so are values in which a
 * secret is masked: what is left of them is no address.
 */
export async function stixBundle(
  indicators: readonly IndicatorFact[],
  subject: StixSubject,
  world: StixWorld,
): Promise<string> {
  const objects = new Map<string, StixObject>();
  const add = (object: StixObject): string => {
    objects.set(object.id, object);
    return object.id;
  };
  /** An object with the identifier that its contributing properties give it. */
  const observable = async (
    type: string,
    contributing: Record<string, unknown>,
    others: Record<string, unknown> = {},
  ): Promise<string> =>
    add({
      type,
      spec_version: '2.1',
      id: `${type}--${await uuid5(canonical(contributing), world.sha1)}`,
      ...contributing,
      ...others,
    });

  const file = await observable(
    'file',
    subject.sha256 === null ? { name: subject.name } : { hashes: { 'SHA-256': subject.sha256 }, name: subject.name },
    { size: subject.sizeBytes },
  );
  const seen = [file];
  for (const { type, value } of indicators) {
    if (value.includes('…')) continue;
    switch (type) {
      case 'url':
        seen.push(await observable('url', { value }));
        break;
      case 'domain':
        seen.push(await observable('domain-name', { value }));
        break;
      case 'ipv4':
        seen.push(await observable('ipv4-addr', { value }));
        break;
      case 'ipv6':
        seen.push(await observable('ipv6-addr', { value }));
        break;
      case 'email':
        seen.push(await observable('email-addr', { value }));
        break;
      case 'registryKey':
        seen.push(await observable('windows-registry-key', { key: fullKey(value) }));
        break;
      case 'command':
        // A process has no contributing properties: its identifier is drawn.
        seen.push(
          add({ type: 'process', spec_version: '2.1', id: `process--${world.randomId()}`, command_line: value }),
        );
        break;
      case 'unixPath':
      case 'homePath':
      case 'windowsPath':
      case 'uncPath': {
        const cut = Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\'));
        const folder = value.slice(0, cut);
        const name = value.slice(cut + 1);
        if (name === '' || folder === '') seen.push(await observable('directory', { path: value }));
        else {
          const parent = await observable('directory', { path: folder });
          seen.push(parent, await observable('file', { name, parent_directory_ref: parent }));
        }
        break;
      }
    }
  }
  const now = world.now().toISOString();
  add({
    type: 'observed-data',
    spec_version: '2.1',
    id: `observed-data--${world.randomId()}`,
    created: now,
    modified: now,
    first_observed: now,
    last_observed: now,
    number_observed: 1,
    object_refs: [...new Set(seen)],
  });
  return `${JSON.stringify({ type: 'bundle', id: `bundle--${world.randomId()}`, objects: [...objects.values()] }, null, 2)}\n`;
}

/** The specification wants hives spelled out. */
function fullKey(key: string): string {
  const hives: Readonly<Record<string, string>> = {
    hklm: 'HKEY_LOCAL_MACHINE',
    hkcu: 'HKEY_CURRENT_USER',
    hkcr: 'HKEY_CLASSES_ROOT',
    hku: 'HKEY_USERS',
    hkcc: 'HKEY_CURRENT_CONFIG',
  };
  return key.replace(/^([^\\:]+):?/, (_, hive: string) => hives[hive.toLowerCase()] ?? hive);
}

/** JSON as RFC 8785 has it, for objects of texts: keys in order, nothing between. */
function canonical(value: Record<string, unknown>): string {
  const sorted = Object.keys(value)
    .sort()
    .map((key) => {
      const inner = value[key];
      const text =
        typeof inner === 'object' && inner !== null
          ? canonical(inner as Record<string, unknown>)
          : JSON.stringify(inner);
      return `${JSON.stringify(key)}:${text}`;
    });
  return `{${sorted.join(',')}}`;
}

/** A UUID of version 5 (RFC 4122, section 4.3) in the namespace of STIX. */
export async function uuid5(name: string, sha1: StixWorld['sha1']): Promise<string> {
  const text = new TextEncoder().encode(name);
  const bytes = new Uint8Array(16 + text.length);
  const space = NAMESPACE.replaceAll('-', '');
  for (let i = 0; i < 16; i++) bytes[i] = Number.parseInt(space.slice(2 * i, 2 * i + 2), 16);
  bytes.set(text, 16);
  const digest = (await sha1(bytes)).slice(0, 16);
  digest[6] = ((digest[6] as number) & 0x0f) | 0x50;
  digest[8] = ((digest[8] as number) & 0x3f) | 0x80;
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The world of the window. */
export const STIX_WORLD: StixWorld = {
  now: () => new Date(),
  randomId: () => crypto.randomUUID(),
  sha1: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-1', bytes)),
};
