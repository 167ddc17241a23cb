import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { POLICY_BOUNDS, PROFILE_IDS, ROW_JUDGEMENTS, ROW_USES } from '../../shared/policy/project-policy';
import { checkPolicy } from '../../shared/policy/read-policy';

const schema = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../docs/policy.schema.json'), 'utf8'));
const fits = new Ajv({ strict: false }).compile(schema);

/** What the schema cannot say: the validator refuses these and the schema does not. */
const BEYOND_SCHEMA = /says again|lies before|must be a day/;

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
/** Values that are right more often than not, so that whole documents are sometimes right. */
const near = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 40, arbitrary: right as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: pick<unknown>(null, 1, '', ' ', [], {}, 'sklearn.*', 'a b', '\u0000', 'x'.repeat(1001)) },
  );
const maybe = (key: string, value: fc.Arbitrary<unknown>) =>
  fc.oneof(
    fc.constant({}),
    value.map((v) => ({ [key]: v })),
  );
const merged = (...parts: fc.Arbitrary<object>[]) => fc.tuple(...parts).map((all) => Object.assign({}, ...all));
const always = (key: string, value: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 30, arbitrary: value.map((v) => ({ [key]: v })) }, { weight: 1, arbitrary: fc.constant({}) });
const stray = fc.oneof({ weight: 30, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constant({ stray: 1 }) });
const name = near(pick('os', 'system', 'mine.models', 'Net', 'Größe', 'a-b', '<locals>'));
const row = merged(
  always('module', near(fc.oneof(name, pick<unknown>('')))),
  always('name', name),
  always('judgement', near(pick(...ROW_JUDGEMENTS))),
  always('reason', near(pick('because', 'two\nlines'))),
  maybe('uses', near(fc.subarray([...ROW_USES]))),
  stray,
);
const day = near(pick('2026-11-24', '2026-12-24', '2027-02-29', '24.11.2026'));
const exception = merged(
  always('sha256', near(pick('a'.repeat(64), '0'.repeat(64), 'A'.repeat(64)))),
  always('module', near(fc.oneof(name, pick<unknown>('')))),
  always('name', name),
  always('reason', near(pick('because'))),
  always('added', day),
  always('expires', day),
  maybe('author', near(pick('Ada'))),
  maybe('file', near(pick('model.pkl'))),
  stray,
);
const document = merged(
  always('version', near(pick(1))),
  always('profile', near(pick(...PROFILE_IDS))),
  maybe('rows', near(fc.array(row, { maxLength: 2 }))),
  maybe('exceptions', near(fc.array(exception, { maxLength: 2 }))),
  maybe('$schema', near(pick('docs/policy.schema.json'))),
  stray,
);

describe('docs/policy.schema.json', () => {
  test('takes exactly what the program takes, beside what no schema can say', () => {
    const seen = { both: 0, neither: 0 };
    fc.assert(
      fc.property(document, (value) => {
        const read = checkPolicy(value);
        if (read.ok) {
          expect(fits(value), JSON.stringify(fits.errors)).toBe(true);
          seen.both++;
        } else if (!read.problems.every(({ sentence }) => BEYOND_SCHEMA.test(sentence))) {
          expect(fits(value), `${JSON.stringify(value)} ${JSON.stringify(read.problems)}`).toBe(false);
          seen.neither++;
        }
      }),
      { numRuns: 3000, seed: 7 },
    );
    expect(Math.min(seen.both, seen.neither)).toBeGreaterThan(300);
  });

  test('has the bounds of the program', () => {
    expect(schema.properties.rows.maxItems).toBe(POLICY_BOUNDS.rows);
    expect(schema.properties.exceptions.maxItems).toBe(POLICY_BOUNDS.exceptions);
    expect(schema.definitions.exactName.maxLength).toBe(POLICY_BOUNDS.nameLength);
    expect(schema.definitions.reason.maxLength).toBe(POLICY_BOUNDS.reasonLength);
    expect(schema.definitions.line.maxLength).toBe(POLICY_BOUNDS.authorLength);
    expect(schema.properties.profile.enum).toEqual(PROFILE_IDS);
  });
});
