import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Answers, Query } from '../../shared/ipc/messages';
import { scanFile } from './scan';
import { View } from './view';

const corpus = (file: string) => path.resolve(import.meta.dirname, '../../e2e/corpus', file);
const open: View[] = [];
afterEach(async () => {
  for (const view of open.splice(0)) await view.close();
});

describe('members behind a password', () => {
  test.each([
    ['zip/locked-aes-128-stored-new.zip', 'correct horse', 'noFindings'],
    ['zip/locked-aes-256-deflated-new.zip', 'correct horse', 'noFindings'],
    ['zip/locked_hostile.zip', 'attacker.example', 'dangerous'],
  ])('%s is opened by the right one among others', async (file, password, verdict) => {
    const locked = await scanFile(corpus(file));
    expect(locked.report).toMatchObject({ verdict: 'inconclusive', locked: true });
    const wrong = await scanFile(corpus(file), { passwords: ['wrong', ''] });
    expect(wrong.report).toMatchObject({ verdict: 'inconclusive', locked: true });
    expect(wrong.report.streams).toEqual([]);
    const { report } = await scanFile(corpus(file), { passwords: ['wrong', password] });
    expect(report).toMatchObject({ verdict, locked: false });
    expect(report.entries[0]?.flags).toContain('encrypted');
    expect(JSON.stringify(report)).not.toContain(`"${password}"`);
  });

  test('are shown with it, and not without', async () => {
    const file = corpus('zip/locked_hostile.zip');
    const passwords = ['attacker.example'];
    const { streams, report } = await scanFile(file, { passwords });
    const ask = async (given: readonly string[]) => {
      const view = await View.open(file, streams, given);
      open.push(view);
      const query: Query = { what: 'bytes', entryPath: ['w.pkl'], offset: 0, length: 64 };
      return (await view.answer(query, () => false)) as Answers['bytes'];
    };
    expect([...(await ask(passwords)).bytes.slice(0, 2)]).toEqual([0x80, 4]);
    expect((await ask(passwords)).sizeBytes).toBe(report.streams[0]?.range.end);
    expect([...(await ask([])).bytes.slice(0, 2)]).not.toEqual([0x80, 4]);
  });

  test('that only say so are judged as they stand', async () => {
    for (const file of ['torch/flag_01_both.pt', 'torch/flag_01_deflated.pt', 'torch/flag_01_and_crc.pt']) {
      const { report } = await scanFile(corpus(file), { passwords: ['attacker.example'] });
      expect(report, file).toMatchObject({ verdict: 'dangerous', locked: false });
      expect(report.findings.some(({ message }) => message.includes('flag bits'))).toBe(true);
    }
  });
});
