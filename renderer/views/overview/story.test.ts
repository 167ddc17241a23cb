import { describe, expect, test } from 'vitest';
import type { OperationFact } from '../../../shared/domain/fact';
import { kerasSample, onnxSample, templateSample, tensorsSample } from '../../testing/format-samples';
import { dangerousSample, inconclusiveSample, quietSample } from '../../testing/samples';
import { nothingSentence } from './nothing';
import { operationLines } from './operation-lines';
import { loadStory } from './story';

const told = (report: Parameters<typeof loadStory>[0]) =>
  loadStory(report).map(
    (step) => `${step.tone}: ${step.before} ${step.code}${step.after}${step.when === 'using' ? ' [used]' : ''}`,
  );

describe('the load story', () => {
  test('of a Keras archive tells its names in order, then its code, and counts what is the same', () => {
    const steps = told(kerasSample().report);
    expect(steps).toContain("dangerous: Keras makes or calls os.system('echo inert'), a name that can do harm");
    expect(steps.filter((step) => step.includes('Conv2D'))).toHaveLength(1);
    expect(steps.find((step) => step.includes('Conv2D'))).toMatch(/2 times$/);
    expect(steps.at(-2)).toBe(
      'dangerous: Runs the Python code Lambda layer “scale”, source, which names os.system: it runs commands on this computer',
    );
    expect(steps.at(-1)).toMatch(/^dangerous: Runs the Python byte code .* \[used\]$/);
  });

  test('of an ONNX file tells what it opens and what it needs from elsewhere', () => {
    const steps = told(onnxSample().report);
    expect(steps[0]).toBe('dangerous: Loads the native library libops.so: custom operators of com.attacker.ops');
    expect(steps[1]).toBe(
      'unknown: Opens the file ../../../../etc/shadow, outside its folder: external data of initializer w',
    );
    expect(steps.at(-1)).toBe(
      'unknown: Needs the ONNX operation com.attacker.ops::Run, whose code is not in the file [used]',
    );
  });

  test('of a pickle is as it was', () => {
    expect(told(dangerousSample().report).map((step) => step.split(' ')[1])).toEqual([
      'Imports',
      'Makes',
      'Imports',
      'Calls',
    ]);
  });

  test('of a trusted name tells which use is not trusted', () => {
    const { report } = dangerousSample();
    const [first] = report.globals;
    if (first === undefined) throw new Error('the sample has globals');
    const range = { start: 9, end: 10 };
    const misused = {
      ...first,
      class: 'unknown' as const,
      uses: [{ use: 'state' as const, count: 2, range }],
      uncovered: ['state' as const],
    };
    const steps = loadStory({ ...report, globals: [misused], calls: [] });
    expect(steps.map(({ before, after, tone }) => `${tone}: ${before} ${after}`)).toContain(
      'unknown: Sets the state of , as no honest file does, 2 times',
    );
    expect(steps.find(({ before }) => before === 'Sets the state of')?.range).toEqual(range);
    expect(steps.find(({ before }) => before === 'Imports')?.after).toMatch(/used as no honest file uses it/);
    const via = {
      kind: 'call' as const,
      entryPath: first.entryPath,
      range,
      arguments: { kind: 'none' as const },
      readers: [],
    };
    const callee = { kind: 'global' as const, module: first.module, name: first.name };
    const called = { ...misused, uncovered: ['call' as const] };
    const tones = (['NEWOBJ', 'REDUCE'] as const).map(
      (opcode) =>
        loadStory({ ...report, globals: [called], calls: [{ ...via, via: opcode, callee }] }).find(
          ({ before }) => before !== 'Imports',
        )?.tone,
    );
    expect(tones).toEqual(['trusted', 'unknown']);
  });

  test('of code that runs on request is silent, of a template that leads out of itself is not', () => {
    const { report } = templateSample();
    expect(told(report)).toHaveLength(1);
    const asked = { ...report, code: report.code.map((fact) => ({ ...fact, runs: 'onRequest' as const })) };
    expect(told(asked)).toEqual([]);
    expect(nothingSentence(asked)).toMatch(/The Jinja template that it carries runs only if somebody asks for it/);
    const quiet = { ...report, code: report.code.map((fact) => ({ ...fact, names: ['messages'] })) };
    expect(told(quiet)).toEqual([]);
    expect(nothingSentence(quiet)).toMatch(
      /^Loading it would .* Its Jinja template runs when the model is used, and no name in it is flagged/,
    );
  });
});

test('that nothing happens is said only of what was understood whole', () => {
  expect(nothingSentence(tensorsSample().report)).toMatch(/^It holds data and no instructions/);
  expect(nothingSentence(quietSample().report)).toBe('Loading it would import nothing and call nothing.');
  expect(nothingSentence(inconclusiveSample().report)).toMatch(/What was not understood may do anything/);
  const { report } = onnxSample();
  const plain = {
    ...report,
    verdict: 'noFindings' as const,
    references: [],
    operations: report.operations.filter((fact) => fact.domain === ''),
  };
  expect(nothingSentence({ ...plain, verdict: 'dangerous' })).toMatch(/is in the findings/);
  expect(nothingSentence(plain)).toMatch(/all ONNX’s own, and only compute/);
});

test('operations are summed up over members, what does harm first', () => {
  const fact = (name: string, count: number, domain = ''): OperationFact => ({
    kind: 'operation',
    family: 'TensorFlow',
    domain,
    name,
    count,
    detail: '',
    entryPath: [],
    range: { start: 0, end: 1 },
  });
  const lines = operationLines(
    [fact('Add', 9), fact('Mine', 1, 'x'), fact('MatMul', 90), fact('ReadFile', 1), fact('Add', 3)],
    (_, domain, name) =>
      domain !== ''
        ? { class: 'unknown' }
        : name === 'ReadFile'
          ? { class: 'notable', row: { severity: 'high', does: 'reads files', reference: '' } }
          : { class: 'known' },
  );
  expect(lines.map((line) => `${line.tone} ${line.first.name} ${line.count}`)).toEqual([
    'dangerous ReadFile 1',
    'unknown Mine 1',
    'trusted MatMul 90',
    'trusted Add 12',
  ]);
});
