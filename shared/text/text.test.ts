import { describe, expect, test } from 'vitest';
import type { SymbolicValue } from '../domain/symbol';
import { defang } from './defang';
import { formatOffset, parseOffset } from './hex';
import { printable, shorten } from './printable';
import { formatPercent, formatSize } from './size';
import { formatCall, formatSymbol } from './symbol';

const str = (value: string): SymbolicValue => ({ kind: 'str', value, length: value.length });

describe('texts', () => {
  test('control characters, overrides and lone surrogates are escapes', () => {
    expect(printable('a\u001b[2J\nb\u202ec\ud800d\u{1f600}')).toBe('a\\x1b[2J\\nb\\u202ec\\ud800d\u{1f600}');
  });
  test('shortening never cuts a pair', () => {
    expect(shorten('abcdef', 4)).toBe('abc…');
    expect(shorten('ab\u{1f600}cd', 4)).toBe('ab…');
  });
  test('addresses are made unclickable', () => {
    expect(defang('curl https://attacker.example/a.b?c=d.e')).toBe('curl https[:]//attacker[.]example/a.b?c=d.e');
    expect(defang('numpy.core is no address')).toBe('numpy.core is no address');
  });
  test('sizes and parts', () => {
    expect([0, 1023, 1024, 42_000, 2_200_000, 1024 ** 3].map(formatSize)).toEqual([
      '0 B',
      '1023 B',
      '1.0 KiB',
      '41 KiB',
      '2.1 MiB',
      '1.0 GiB',
    ]);
    expect(formatPercent(999_999, 1_000_000)).toBe('99.9 %');
    expect(formatPercent(1, 1)).toBe('100 %');
    expect(formatPercent(0, 0)).toBe('0 %');
  });
  test('offsets there and back', () => {
    expect(formatOffset(40_001)).toBe('0x9c41');
    expect([' 0x9C41', '9c41h', '40001', 'x', '-1', ''].map(parseOffset)).toEqual([
      40_001,
      40_001,
      40_001,
      null,
      null,
      null,
    ]);
  });
  test('calls look like Python and hide nothing dangerous in quotes', () => {
    const system: SymbolicValue = { kind: 'global', module: 'os', name: 'system' };
    expect(formatCall(system, { kind: 'tuple', items: [str("echo 'a' \u001b")], truncated: false })).toBe(
      'os.system("echo \'a\' \\x1b")',
    );
    expect(
      formatSymbol({
        kind: 'dict',
        entries: [[str('k'), { kind: 'tuple', items: [{ kind: 'int', value: '1' }], truncated: false }]],
        truncated: true,
      }),
    ).toBe("{'k': (1,), …}");
    expect(formatCall(system, { kind: 'list', items: [str('x')], truncated: false })).toBe("os.system(*['x'])");
  });
});
