import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { IndicatorFact } from '../../shared/domain/fact';
import type { IndicatorType } from '../../shared/domain/indicator';
import { type StixWorld, stixBundle, uuid5 } from './stix';

const sha1: StixWorld['sha1'] = async (bytes) => new Uint8Array(createHash('sha1').update(bytes).digest());
const world = (): StixWorld => {
  let drawn = 0;
  return {
    now: () => new Date('2026-11-24T12:00:00Z'),
    randomId: () => `00000000-0000-4000-8000-00000000000${++drawn}`,
    sha1,
  };
};
const fact = (type: IndicatorType, value: string): IndicatorFact => ({
  kind: 'indicator',
  type,
  secret: type === 'secret' ? 'github' : null,
  value,
  source: 'text',
  count: 1,
  entryPath: [],
  range: { start: 0, end: value.length },
});
const SUBJECT = { name: 'a.pkl', sizeBytes: 12, sha256: 'ab'.repeat(32) };

interface Bundle {
  readonly type: string;
  readonly objects: readonly (Record<string, unknown> & { readonly id: string; readonly type: string })[];
}
const bundle = async (...facts: IndicatorFact[]): Promise<Bundle> =>
  JSON.parse(await stixBundle(facts, SUBJECT, world())) as Bundle;

describe('a STIX bundle', () => {
  test('has the identifiers that the specification computes', async () => {
    expect(await uuid5('{"value":"198.51.100.3"}', sha1)).toBe('28bb3599-77cd-5a82-a950-b5bc3caf07c4');
    const [, first] = (await bundle(fact('ipv4', '198.51.100.3'))).objects;
    expect(first).toEqual({
      type: 'ipv4-addr',
      spec_version: '2.1',
      id: 'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4',
      value: '198.51.100.3',
    });
  });

  test('has the identifiers that the library of OASIS gives', async () => {
    // Recorded from stix2 for Python.
    const { objects } = await bundle(
      fact('url', 'https://a.example/x'),
      fact('unixPath', '/etc/passwd'),
      fact('registryKey', 'HKLM\\Software\\X'),
    );
    expect(objects.slice(0, -1).map(({ id }) => id)).toEqual([
      'file--5742a308-4d64-50b8-9943-3fbad6a16fe3',
      'url--25bafed9-c0ee-5dc3-a302-2679727d24c5',
      'directory--c11a3267-8e4e-5d97-9182-981a345fad09',
      'file--239293df-8f05-513e-b78d-8f9f0187a282',
      'windows-registry-key--c8249d73-5bfb-50bb-958f-5c8f55469529',
    ]);
  });

  test('is the same for the same indicator, and binds all to the file', async () => {
    const both = await Promise.all([
      bundle(fact('url', 'https://a.example/x'), fact('domain', 'b.example')),
      bundle(fact('domain', 'b.example'), fact('url', 'https://a.example/x')),
    ]);
    const [one, other] = both.map(({ objects }) => objects.map(({ id }) => id).sort());
    expect(one).toEqual(other);
    const { objects } = both[0];
    const observed = objects.at(-1);
    expect(observed?.type).toBe('observed-data');
    expect(observed?.object_refs).toEqual(objects.slice(0, -1).map(({ id }) => id));
    expect(objects[0]).toMatchObject({ type: 'file', name: 'a.pkl', hashes: { 'SHA-256': SUBJECT.sha256 } });
  });

  test('paths are files in their folders, keys have their hive spelled out', async () => {
    const { objects } = await bundle(fact('unixPath', '/etc/passwd'), fact('registryKey', 'HKLM\\Software\\X'));
    const folder = objects.find(({ type }) => type === 'directory');
    expect(folder).toMatchObject({ path: '/etc' });
    expect(objects).toContainEqual(expect.objectContaining({ name: 'passwd', parent_directory_ref: folder?.id }));
    expect(objects).toContainEqual(expect.objectContaining({ key: 'HKEY_LOCAL_MACHINE\\Software\\X' }));
  });

  test('secrets, wallets and values with something masked are not in it', async () => {
    const { objects } = await bundle(
      fact('secret', 'ghp_… (40 characters)'),
      fact('wallet', `0x${'ab'.repeat(20)}`),
      fact('url', 'https://u:…@a.example/'),
    );
    expect(objects.map(({ type }) => type)).toEqual(['file', 'observed-data']);
  });
});
