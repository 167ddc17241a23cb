import { describe, expect, test } from 'vitest';
import { judgeGlobal, judgeListed } from '../global-policy';
import { DANGERS } from './dangerous';
import { GADGETS } from './dangerous-gadgets';
import { gadgetOf, readGadgets } from './gadgets';

describe('functions that were found to hand on what they are given', () => {
  const all = readGadgets(GADGETS);

  test('the text is read by groups, modules and lines that go on', () => {
    const read = readGadgets('\n> code eval\na.b f g\n  C.h\nc f\n> native ctypes.CDLL\na.b k\n');
    expect([...read]).toEqual([
      ['a.b.f', { danger: 'code', sink: 'eval' }],
      ['a.b.g', { danger: 'code', sink: 'eval' }],
      ['a.b.C.h', { danger: 'code', sink: 'eval' }],
      ['c.f', { danger: 'code', sink: 'eval' }],
      ['a.b.k', { danger: 'native', sink: 'ctypes.CDLL' }],
    ]);
  });

  test('every row has a danger that is known and a sink', () => {
    expect(all.size).toBeGreaterThan(3000);
    for (const [name, { danger, sink }] of all) {
      expect(DANGERS[danger], name).toBeDefined();
      expect(sink, name).toMatch(/^[\w.]+$/);
    }
  });

  // A name in both tables would be a trusted name that runs what it is given.
  test('none of them is trusted', () => {
    const trusted = [...all.keys()].filter((name) => {
      const dot = name.lastIndexOf('.');
      return judgeListed(name.slice(0, dot), name.slice(dot + 1)).class === 'trusted';
    });
    expect(trusted).toEqual([]);
  });

  test('the judgement names the sink, however the name is cut into module and qualified name', () => {
    expect(gadgetOf('jupyter_core', 'command._execvp')).toEqual({ danger: 'command', sink: 'os.execvp' });
    expect(judgeGlobal('jupyter_core.command', '_execvp')).toMatchObject({
      class: 'dangerous',
      danger: 'command',
      does: 'hands what it is given to os.execvp, which runs commands on this computer',
    });
    expect(judgeGlobal('jupyter_core.command', '_execvp2').class).toBe('unknown');
  });
});
