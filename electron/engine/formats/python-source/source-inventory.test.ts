import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceInventory } from './source-inventory';

const doubt = (source: string) => sourceInventory(source).doubt;

describe('what Python source reaches', () => {
  test('imports, names, attributes and classes', () => {
    const source = [
      '"""A module."""',
      'import numpy as np',
      'from math import sqrt',
      '',
      '',
      'class Model(Base):',
      '    factor = 2',
      '',
      '    @property',
      '    def root(self):',
      '        return sqrt(self.factor)',
      '',
      '    def run(self, rows, *, scale=1):',
      '        self.last = np.mean(rows, axis=0) * scale',
      '        return self.last.sum().tolist()',
      '',
    ].join('\n');
    const found = sourceInventory(source);
    expect(found).toMatchObject({
      doubt: '',
      imports: ['numpy', 'math'],
      bindings: [
        ['np', 'numpy'],
        ['sqrt', 'math.sqrt'],
      ],
      definitions: ['Model', 'factor', 'root', 'run'],
      stores: ['last'],
      bases: ['Base'],
      loadCalls: ['property'],
    });
    expect(found.globals).toEqual(expect.arrayContaining(['np.mean', 'self.last.sum', 'rows']));
    expect(found.attributes).toEqual(['tolist']);
    expect(found.keywords).toEqual(['scale', 'axis']);
  });

  test('what may be read in two ways is not read', () => {
    for (const source of [
      'x = f"{eval}"\n',
      'x = "a\n"\n',
      '# coding: utf-7\nx = 1\n',
      'x = \u00e9\n',
      '# a\rx = 1\n',
      'if x:\n\ty = 1\n',
      'x = 1.a\n',
      'x = (1\n',
      'x = 1; y = 2\n',
      'def f(x):\n    match x:\n        case A(b=c): pass\n',
      'async def f(): pass\n',
      'def f(x):\n    x[0] = 1\n',
      'def f(x):\n    for x.a in x: pass\n',
      'class A(metaclass=B): pass\n',
      'class A:\n    class B:\n        pass\n',
      'for x in y:\n    pass\n',
      'from . import a\n',
    ])
      expect(doubt(source), source).not.toBe('');
  });

  test('an attribute behind a number or a text is one', () => {
    expect(sourceInventory('def f(): return 1.0.real\n').attributes).toEqual(['real']);
    expect(sourceInventory('def f(): return "{}".format(1)\n').formats).toEqual(['{}']);
    expect(sourceInventory('def f(): return ("{}").format(1)\n').attributes).toEqual(['format']);
  });

  test('calls while it is loaded are told', () => {
    expect(sourceInventory('x = a(1)\n').loadCalls).toEqual(['?']);
    expect(sourceInventory('def f(x=a(1)): pass\n').loadCalls).toEqual(['?']);
    expect(sourceInventory('@a.b()\ndef f(): pass\n').loadCalls).toEqual(['a.b()']);
  });

  test('any source ends in an answer, and a long one takes time in proportion', () => {
    const piece = fc.constantFrom(
      'import ',
      'from ',
      'a',
      '.',
      'as ',
      '(',
      ')',
      ',',
      '\n',
      '    ',
      '"',
      "'",
      '"""',
      '\\',
      '#',
      ' ',
      ':',
      '=',
      'def ',
      'class ',
      '@',
      '1',
      '[',
      ']',
      'for ',
      'in ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(typeof doubt(pieces.join(''))).toBe('string');
      }),
      { numRuns: 1000, seed: 36 },
    );
    const started = performance.now();
    doubt(`x = ${'a.b('.repeat(250_000)}`);
    doubt(`def f(x):\n    return ${'[for y in x '.repeat(20_000)}`);
    doubt(`x = "${'\\"'.repeat(500_000)}`);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
