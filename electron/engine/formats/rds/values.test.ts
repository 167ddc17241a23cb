import { describe, expect, test } from 'vitest';
import { deparse, namesIn, type RValue } from './values';

const symbol = (name: string): RValue => ({ kind: 'symbol', name });
const text = (value: string): RValue => ({ kind: 'texts', texts: [value], count: 1 });
const call = (...parts: RValue[]): RValue => ({
  kind: 'call',
  parts: parts.map((value) => ({ tag: null, value })),
  cut: false,
});

describe('R code as text and names', () => {
  test('calls, operators and functions', () => {
    expect(deparse(call(symbol('system'), text('a "b"')))).toBe('system("a \\"b\\"")');
    expect(deparse(call(symbol('+'), symbol('x'), call(symbol('$'), symbol('a b'), symbol('c'))))).toBe('x + `a b`$c');
    expect(
      deparse({ kind: 'closure', formals: { kind: 'plain', text: 'NULL' }, body: symbol('x'), environment: null }),
    ).toBe('function() x');
  });

  test('what is called, also by way of functions that call by name', () => {
    expect(namesIn(call(symbol('do.call'), text('system'), text('x')))).toEqual(['do.call', 'system', 'x']);
    expect(namesIn(call(call(symbol('::'), symbol('base'), symbol('system')), text('x')))).toContain('base::system');
    expect(namesIn(call(symbol('print'), symbol('system')))).toEqual(['print']);
    expect(namesIn({ kind: 'bytecode', constants: [symbol('x'), symbol('system')] })).toContain('system');
  });

  test('code nested without end is cut, not followed', () => {
    let deep: RValue = symbol('x');
    for (let i = 0; i < 100_000; i++) deep = call(symbol('f'), deep);
    expect(deparse(deep)).toContain('…');
    expect(namesIn(deep)).toEqual(['f']);
  });
});
