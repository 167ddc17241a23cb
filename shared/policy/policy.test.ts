import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repeatedKey } from './json-keys';
import {
  dayAfter,
  isDay,
  isExpired,
  NO_POLICY,
  POLICY_BOUNDS,
  PROFILE_IDS,
  type ProjectPolicy,
  ROW_JUDGEMENTS,
  ROW_USES,
  writePolicy,
} from './project-policy';
import { checkPolicy, readPolicy } from './read-policy';

const SHA = 'a'.repeat(64);
const row = { module: 'mine.models', name: 'Net', judgement: 'trusted', reason: 'our own class' };
const exception = {
  sha256: SHA,
  module: 'os',
  name: 'system',
  reason: 'looked at',
  author: 'Ada',
  file: 'model.pkl',
  added: '2026-11-24',
  expires: '2026-12-24',
};
const whole = { version: 1, profile: 'pytorch', rows: [row], exceptions: [exception] };

/** The places that a document breaks the rules at. */
function paths(value: unknown): string[] {
  const read = checkPolicy(value);
  return read.ok ? [] : read.problems.map(({ path }) => path);
}

/** Whole policies, every key of every shape. */
const anyPolicy: fc.Arbitrary<ProjectPolicy> = (() => {
  const word = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.]{0,12}$/);
  const reason = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => /\S/.test(text));
  const day = fc.integer({ min: 0, max: 20_000 }).map((days) => dayAfter('2000-01-01', days));
  const name = { module: word, name: word };
  const rowOf = fc.record({ ...name, judgement: fc.constantFrom(...ROW_JUDGEMENTS), reason });
  const uses = fc.subarray([...ROW_USES], { minLength: 1 });
  const rowWithUses = fc.record({ ...name, judgement: fc.constant('trusted' as const), uses, reason });
  const exceptionOf = fc.tuple(
    fc.record({ sha256: fc.stringMatching(/^[0-9a-f]{64}$/), ...name, reason }),
    day,
    fc.integer({ min: 0, max: 900 }),
  );
  return fc.record({
    version: fc.constant(1 as const),
    profile: fc.constantFrom(...PROFILE_IDS),
    rows: fc.uniqueArray(fc.oneof(rowOf, rowWithUses), { selector: (r) => `${r.module}\0${r.name}`, maxLength: 6 }),
    exceptions: fc.uniqueArray(
      exceptionOf.map(([base, added, days]) => ({ ...base, added, expires: dayAfter(added, days) })),
      { selector: (e) => `${e.sha256}${e.module}\0${e.name}`, maxLength: 6 },
    ),
  });
})();

describe('a policy file', () => {
  test('is read as it is written, and the same policy is the same text', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        const text = writePolicy(policy);
        const read = readPolicy(text);
        expect(read).toEqual({ ok: true, policy });
        expect(read.ok && writePolicy(read.policy)).toBe(text);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  test('needs no rows and no exceptions', () => {
    expect(readPolicy('{"version":1,"profile":"everything-known"}')).toEqual({ ok: true, policy: NO_POLICY });
  });

  test('any text and any value: an answer, never a throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((text) => text.slice(1)),
        ),
        (text) => {
          const read = readPolicy(text);
          if (!read.ok) expect(read.problems.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 500, seed: 2 },
    );
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }), (value) => {
        checkPolicy(value);
        checkPolicy({ ...whole, rows: [value], exceptions: value });
        checkPolicy({ ...whole, rows: value, exceptions: [value] });
      }),
      { numRuns: 500, seed: 3 },
    );
    expect(readPolicy('['.repeat(200_000)).ok).toBe(false);
    expect(readPolicy(`"${'x'.repeat(POLICY_BOUNDS.fileBytes)}"`).ok).toBe(false);
  });

  test.each([
    ['an unknown key', { ...whole, owner: 'me' }, 'owner'],
    ['no version', { profile: 'pytorch' }, 'version'],
    ['another version', { ...whole, version: 2 }, 'version'],
    ['no profile', { version: 1 }, 'profile'],
    ['another profile', { ...whole, profile: 'safe' }, 'profile'],
    ['rows that are no list', { ...whole, rows: {} }, 'rows'],
    ['an unknown key in a row', { ...whole, rows: [{ ...row, note: '' }] }, 'rows[0].note'],
    ['a module of patterns', { ...whole, rows: [{ ...row, module: 'sklearn.*' }] }, 'rows[0].module'],
    ['a name of patterns', { ...whole, rows: [{ ...row, name: '?' }] }, 'rows[0].name'],
    ['an empty name', { ...whole, rows: [{ ...row, name: '' }] }, 'rows[0].name'],
    ['white space in a name', { ...whole, rows: [{ ...row, name: 'a b' }] }, 'rows[0].name'],
    ['another judgement', { ...whole, rows: [{ ...row, judgement: 'safe' }] }, 'rows[0].judgement'],
    ['no reason', { ...whole, rows: [{ ...row, reason: ' ' }] }, 'rows[0].reason'],
    ['an unknown use', { ...whole, rows: [{ ...row, uses: ['import', 'eat'] }] }, 'rows[0].uses[1]'],
    ['no use', { ...whole, rows: [{ ...row, uses: [] }] }, 'rows[0].uses'],
    ['a use twice', { ...whole, rows: [{ ...row, uses: ['rebuild', 'rebuild'] }] }, 'rows[0].uses'],
    ['uses of a danger', { ...whole, rows: [{ ...row, judgement: 'dangerous', uses: ['rebuild'] }] }, 'rows[0].uses'],
    ['a row twice', { ...whole, rows: [row, { ...row, judgement: 'unknown' }] }, 'rows[1]'],
    ['a bad digest', { ...whole, exceptions: [{ ...exception, sha256: 'A'.repeat(64) }] }, 'exceptions[0].sha256'],
    [
      'a day that is none',
      { ...whole, exceptions: [{ ...exception, expires: '2027-02-29' }] },
      'exceptions[0].expires',
    ],
    ['a time', { ...whole, exceptions: [{ ...exception, added: '2026-11-24T00:00' }] }, 'exceptions[0].added'],
    [
      'an end before the start',
      { ...whole, exceptions: [{ ...exception, expires: '2026-11-23' }] },
      'exceptions[0].expires',
    ],
    ['no end', { ...whole, exceptions: [{ ...exception, expires: undefined }] }, 'exceptions[0].expires'],
    ['two lines of author', { ...whole, exceptions: [{ ...exception, author: 'a\nb' }] }, 'exceptions[0].author'],
    ['an exception twice', { ...whole, exceptions: [exception, exception] }, 'exceptions[1]'],
    ['too many rows', { ...whole, rows: new Array(POLICY_BOUNDS.rows + 1).fill(row) }, 'rows'],
    ['a list', [], ''],
    ['nothing', null, ''],
  ])('with %s is refused, and the place is said', (_, value, path) => {
    expect(paths(value)).toContain(path);
  });

  test('says every problem at once, bounded', () => {
    expect(paths({ version: 3, profile: 'x', rows: [{ ...row, module: '*' }] })).toEqual([
      'version',
      'profile',
      'rows[0].module',
    ]);
    expect(paths({ ...whole, rows: new Array(500).fill({}) })).toHaveLength(20);
  });

  test('a key that stands twice is refused, wherever it stands', () => {
    expect(readPolicy('{"version":1,"profile":"data-only","profile":"everything-known"}').ok).toBe(false);
    expect(repeatedKey('{"a":{"b":1},"b":[{"a":1},{"a":2}],"c":"a\\":"}')).toBeNull();
    expect(repeatedKey('{"a":1,"\\u0061" : 2}')).toBe('a');
    expect(repeatedKey('[{"x":{"y":1,"y":2}}]')).toBe('y');
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(repeatedKey(JSON.stringify(JSON.parse(text)))).toBeNull();
      }),
      { numRuns: 300, seed: 4 },
    );
  });
});

describe('days', () => {
  test('an exception holds on its last day and not on the next', () => {
    expect(isExpired(exception, '2026-12-24')).toBe(false);
    expect(isExpired(exception, '2026-12-25')).toBe(true);
    expect(isExpired(exception, '2027-01-01')).toBe(true);
  });

  test('only days of the calendar are days', () => {
    expect(isDay('2028-02-29')).toBe(true);
    for (const text of ['2027-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '24.11.2026', '', '2026-11-24Z'])
      expect(isDay(text), text).toBe(false);
    expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
  });
});
