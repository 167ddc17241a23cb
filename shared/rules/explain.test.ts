import { expect, test } from 'vitest';
import type { Evidence, Finding } from '../domain/finding';
import { explain, referenceAddress } from './explain';
import { DANGER_USES } from './policy/danger-uses';
import { DANGERS } from './policy/dangerous';

const finding = (ruleId: string, evidence: readonly Evidence[] = []): Finding => ({
  ruleId,
  severity: 'high',
  message: '',
  entryPath: [],
  byteOffset: 0,
  byteLength: 1,
  evidence,
});
const named = (module: string, name: string): Evidence => ({ kind: 'global', module, name });

test('a finding about a name known for harm says what that kind of harm is used for', () => {
  const told = explain(finding('dangerous-call', [named('pty', 'spawn')]));
  expect(told?.consequence).toContain(DANGER_USES.command);
  expect(told?.references).toContain('GHSA-vqmv-47xg-9wpr');
  expect(explain(finding('dangerous-import', [named('socket', 'socket')]))?.consequence).toContain(DANGER_USES.network);
});

test('a finding about anything else has the words of its rule', () => {
  const told = explain(finding('unknown-global', [named('some.pkg', 'Thing')]));
  expect(told?.certainty).toBe('unknown');
  for (const use of Object.values(DANGER_USES)) expect(told?.consequence).not.toContain(use);
  expect(explain(finding('of-another-version'))).toBeNull();
});

test('every kind of harm has its sentence', () => {
  expect(Object.keys(DANGER_USES).sort()).toEqual(Object.keys(DANGERS).sort());
  for (const use of Object.values(DANGER_USES)) expect(use).toMatch(/^[A-Z].*\.$/);
});

test('references lead somewhere where they can', () => {
  expect(referenceAddress('CVE-2025-1716')).toBe('https://nvd.nist.gov/vuln/detail/CVE-2025-1716');
  expect(referenceAddress('PEP 307')).toBeNull();
});
