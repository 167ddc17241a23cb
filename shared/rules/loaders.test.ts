import { describe, expect, test } from 'vitest';
import type { EntryPath } from '../domain/artifact';
import type { CallFact, Fact, Reader } from '../domain/fact';
import type { Finding } from '../domain/finding';
import type { LoadingProgram } from '../domain/loader';
import type { JudgedGlobal } from '../domain/report';
import type { FormatId } from '../formats';
import { differences, loaderOutcomes } from './loaders';
import { preflightWeightsOnly } from './weights-only';

const EVERYONE: readonly Reader[] = ['c', 'cFile', 'python', 'pickletools'];
const at = (start: number, end: number, entryPath: EntryPath = []) => ({ entryPath, range: { start, end } });

const stream = (start: number, end: number, entryPath: EntryPath = []): Fact => ({
  kind: 'stream',
  ...at(start, end, entryPath),
  index: 0,
  opcodes: 5,
  highestProto: 4,
  complete: true,
});

const global = (offset: number, readers = EVERYONE, entryPath: EntryPath = []): JudgedGlobal => ({
  kind: 'global',
  ...at(offset, offset + 1, entryPath),
  module: 'os',
  name: 'system',
  writtenModule: 'os',
  writtenName: 'system',
  opcode: 'GLOBAL',
  dotted: false,
  imports: 1,
  calls: 1,
  builds: 0,
  readers,
  class: 'dangerous',
  uncovered: [],
  uses: [],
  onlyArrayClass: false,
});

const call = (offset: number, readers = EVERYONE, entryPath: EntryPath = []): CallFact => ({
  kind: 'call',
  ...at(offset, offset + 1, entryPath),
  via: 'REDUCE',
  callee: { kind: 'global', module: 'os', name: 'system' },
  arguments: { kind: 'tuple', items: [{ kind: 'str', value: 'echo inert', length: 10 }], truncated: false },
  readers,
});

function results(
  facts: readonly Fact[],
  globals: readonly JudgedGlobal[] = [],
  format: FormatId = 'pickle',
  findings: readonly Finding[] = [],
) {
  const weightsOnly = preflightWeightsOnly(facts, globals, format);
  const outcomes = loaderOutcomes({ facts, globals, findings, format, weightsOnly, locked: false });
  const by = (program: LoadingProgram) => {
    const found = outcomes.find((one) => one.program === program);
    if (found === undefined) throw new Error(program);
    return found;
  };
  return { outcomes, by };
}

describe('the loader table', () => {
  test('a plain pickle: everyone runs it, torch.load too, the restricted one refuses', () => {
    const opcodes: Fact = { kind: 'opcodeSet', ...at(0, 40), first: [{ opcode: 'FRAME', offset: 2 }] };
    const { by, outcomes } = results([stream(0, 40), call(30), opcodes], [global(10)]);
    for (const program of ['pickleC', 'picklePython', 'joblib', 'torch'] as const) {
      expect(by(program)).toMatchObject({ result: 'dangerous', imports: 1, calls: 1, stop: null });
      expect(by(program).sentence).toBe("Calls os.system('echo inert').");
      expect(by(program).worst).toMatchObject({ does: 'calls', byteOffset: 30 });
      expect(by(program).steps.map((step) => step.byteOffset)).toEqual([10, 30]);
    }
    expect(by('torchWeightsOnly')).toMatchObject({
      result: 'refuses',
      sentence: 'Refuses it: the opcode FRAME is none that it reads.',
      steps: [],
    });
    expect(differences(outcomes)).toEqual([]);
  });

  test('later pickles of a file are read by none of them, and that is said', () => {
    const { by } = results([stream(0, 40), stream(40, 80), call(70)], [global(50)]);
    expect(by('pickleC')).toMatchObject({ result: 'trusted', steps: [], unread: 'The second pickle is not read.' });
    expect(by('torch')).toMatchObject({ result: 'fails', steps: [] });
    expect(by('torch').sentence).toContain('magic number');
  });

  test('PyTorch’s old form is five pickles for torch.load and one for the others', () => {
    const streams = [0, 10, 20, 30, 60].map((start, i, all) => stream(start, all[i + 1] ?? 80));
    const { by } = results([...streams, call(50)], [global(40)], 'torch-legacy');
    expect(by('torch').result).toBe('dangerous');
    expect(by('pickleC')).toMatchObject({ result: 'trusted', unread: 'The 4 pickles behind the first are not read.' });
  });

  test('an archive of PyTorch is read by torch.load alone: data.pkl, and nothing beside it', () => {
    const inside = ['net/data.pkl'];
    const opcodes: Fact = { kind: 'opcodeSet', ...at(0, 40, inside), first: [{ opcode: 'GLOBAL', offset: 2 }] };
    const other = ['net/other.pkl'];
    const facts = [
      stream(0, 40, inside),
      opcodes,
      call(30, EVERYONE, inside),
      stream(0, 40, other),
      call(20, EVERYONE, other),
    ];
    const { by } = results(facts, [global(10, EVERYONE, inside)], 'torch');
    expect(by('joblib').result).toBe('notRead');
    expect(by('torch').steps.map(({ entryPath }) => entryPath[0])).toEqual(['net/data.pkl', 'net/data.pkl']);
    expect(by('torchWeightsOnly')).toMatchObject({ result: 'refuses', stop: { byteOffset: 10, entryPath: inside } });
    expect(by('torchWeightsOnly').sentence).toBe('Refuses it: os.system is not on its list.');
  });

  test('joblib takes off one wrapper and reads arrays; the others stop at the first array', () => {
    const inside = ['zlib'];
    expect(results([stream(0, 40, inside), call(30, EVERYONE, inside)], [], 'joblib').by('joblib').result).toBe(
      'unknown',
    );
    expect(results([stream(0, 40, ['zlib', 'zlib'])], [], 'zlib').by('joblib').result).toBe('notRead');
    const array: Fact = { kind: 'array', ...at(20, 60), name: null, dtype: 'f8', shape: [5], order: 'C' };
    const { by, outcomes } = results([stream(0, 90), array, call(80, ['python'])], [global(70, ['python'])], 'joblib');
    expect(by('joblib').result).toBe('dangerous');
    for (const program of ['pickleC', 'picklePython', 'torch'] as const)
      expect(by(program)).toMatchObject({ result: 'fails', steps: [], stop: { byteOffset: 20 } });
    expect(differences(outcomes)).toHaveLength(4);
  });

  test('numbers of an array that are opcodes run in the others, and not in joblib', () => {
    const array: Fact = { kind: 'array', ...at(20, 60), name: null, dtype: 'u1', shape: [40], order: 'C' };
    const reading: Fact = { kind: 'oddity', ...at(18, 19), code: 'alternateReading', detail: '' };
    const loaders: readonly Reader[] = ['c', 'cFile', 'python'];
    const { by } = results([stream(0, 90), array, reading, call(40, loaders)], [global(30, loaders)], 'joblib');
    expect(by('joblib')).toMatchObject({ result: 'trusted', steps: [] });
    expect(by('picklePython').result).toBe('dangerous');
  });

  test('a reader that gave up reaches nothing behind that', () => {
    const frame: Fact = {
      kind: 'malformed',
      ...at(2, 11),
      code: 'frameTooLong',
      detail: 'a frame is too long',
      stops: ['c', 'cFile'],
    };
    const { by } = results([stream(0, 40), frame, call(30, ['python'])], [global(20, ['python'])]);
    expect(by('pickleC')).toMatchObject({ result: 'fails', stop: { byteOffset: 2 } });
    expect(by('pickleC').sentence).toBe('Gives up before it imports anything: a frame is too long.');
    expect(by('joblib').result).toBe('dangerous');
  });

  test('what only a file without a buffer reaches is said to be that', () => {
    const { by } = results([stream(0, 40), call(30, ['cFile'])], [global(20, ['cFile'])]);
    expect(by('pickleC').sentence).toBe("Calls os.system('echo inert'), only from a file without a buffer.");
    expect(by('picklePython').steps).toEqual([]);
  });

  test('persistent ids and extension codes end what does not resolve them', () => {
    const id: Fact = { kind: 'persistentId', ...at(20, 21), id: { kind: 'str', value: 'x', length: 1 }, count: 1 };
    const code: Fact = { kind: 'extension', ...at(20, 22), code: 7, readers: EVERYONE };
    for (const fact of [id, code]) {
      const { by } = results([stream(0, 40), fact, call(30)], [global(25)]);
      expect(by('joblib')).toMatchObject({ result: 'fails', steps: [], stop: { byteOffset: 20 } });
    }
  });

  test('a literal that a call loads is followed, and a loop of literals ends', () => {
    const inner = ['bytes at 0x5'];
    const loads = { ...call(30), payload: 'bytes at 0x5' };
    const again = { ...call(3, EVERYONE, inner), payload: 'bytes at 0x5' };
    const deeper = stream(0, 9, [...inner, 'bytes at 0x5']);
    const { by } = results([stream(0, 40), loads, loads, stream(0, 9, inner), again, deeper]);
    expect(by('pickleC').steps.map(({ entryPath }) => entryPath.length)).toEqual([0, 1, 0]);
  });

  test('TorchScript is handed on, and no claim is made about it', () => {
    const script: Fact = { kind: 'oddity', ...at(0, 9), code: 'torchScript', detail: '' };
    const { by } = results(
      [script, stream(0, 40, ['net/data.pkl']), call(30, EVERYONE, ['net/data.pkl'])],
      [],
      'torch',
    );
    expect(by('torch').result).toBe('handsOn');
    expect(by('torchWeightsOnly').result).toBe('refuses');
  });

  test('the tar form is three members in a row', () => {
    const tar = [
      stream(0, 9, ['storages']),
      stream(0, 9, ['pickle']),
      call(3, EVERYONE, ['pickle']),
      call(3, EVERYONE, ['sys_info']),
    ];
    const { by } = results(tar, [], 'torch-tar');
    expect(by('torch').steps).toHaveLength(1);
    expect(by('torchWeightsOnly').result).toBe('refuses');
  });

  test('files of no pickle are read by none', () => {
    for (const { result, steps } of results([], [], 'safetensors').outcomes)
      expect({ result, steps }).toEqual({ result: 'notRead', steps: [] });
  });

  test('a bound of the inspector is no promise', () => {
    const bound: Fact = { kind: 'limitReached', ...at(20, 20), limit: 'opcodes', detail: '' };
    expect(results([stream(0, 40), bound]).by('pickleC').result).toBe('notKnown');
  });

  test('many pickles and many calls are walked in a moment', () => {
    const facts: Fact[] = [];
    for (let i = 0; i < 2000; i++) facts.push(stream(i * 20, i * 20 + 20), call(i * 20 + 5));
    for (let i = 0; i < 20_000; i++)
      facts.push(call(41_000 + i, EVERYONE, ['storages']), stream(i * 2, i * 2 + 2, ['storages']));
    const started = performance.now();
    results(facts, [], 'torch-tar');
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
