import { expect, test } from 'vitest';
import type { CodeFact } from '../../shared/domain/fact';
import type { StreamInfo } from '../../shared/ipc/messages';
import { dangerousSample, quietSample } from '../testing/samples';
import { flaggedNames } from './code-names';
import { codePieces, findingsByLine, lineOfProgram, streamCodeAt } from './stream-code';

const stream = (id: number, entryPath: readonly string[], start: number, end: number): StreamInfo => ({
  id,
  entryPath,
  start,
  end,
  rows: 3,
});
const code = (names: readonly string[], more: Partial<CodeFact> = {}): CodeFact => ({
  kind: 'code',
  language: 'python',
  title: 'piece',
  text: '',
  truncated: false,
  runs: 'using',
  names,
  entryPath: [],
  range: { start: 0, end: 1 },
  ...more,
});
const program = {
  lines: ['a', 'b', 'c'],
  start: Float64Array.of(3, 7, 7),
  end: Float64Array.of(5, 9, 9),
  truncated: true,
};

test('streams are told apart by their entry and by their number in it', () => {
  const { report } = quietSample();
  const titles = (...streams: StreamInfo[]) => codePieces(report, streams).map(({ title }) => title);
  expect(titles(stream(0, [], 0, 9))).toEqual(['What the pickle does']);
  expect(titles(stream(0, [], 0, 9), stream(1, [], 9, 20))).toEqual([
    'What the pickle does, stream 1',
    'What the pickle does, stream 2',
  ]);
  expect(titles(stream(0, ['a.zip', 'data.pkl'], 0, 9), stream(1, ['b.pkl'], 0, 9))[1]).toBe('What b.pkl does');
});

test('a stream names what it imports itself, and carried code stands first where it is as bad', () => {
  const { report } = dangerousSample();
  const streams = [stream(0, [], 0, 10), stream(1, [], 10, report.sizeBytes)];
  expect(codePieces(report, streams).map((piece) => flaggedNames(piece).map(({ name }) => name))).toEqual([
    [],
    ['posix.system'],
  ]);
  const carrying = (names: readonly string[]) =>
    codePieces({ ...report, code: [code(names)] }, [...streams]).map(({ title }) => title)[0];
  expect(carrying(['os.system'])).toBe('piece');
  expect(carrying(['len'])).toBe('What the pickle does, stream 1');
});

test('an offset belongs to the line that tells it, and to none behind the last', () => {
  expect([0, 3, 4, 5, 8, 9].map((offset) => lineOfProgram(program, offset))).toEqual([0, 0, 0, 1, 1, null]);
  const { report } = dangerousSample();
  const [piece] = codePieces(report, [stream(0, [], 0, report.sizeBytes)]);
  const told = { ...program, end: Float64Array.of(5, 9, 3000) };
  expect([...findingsByLine(report, piece as CodeFact, told)].map(([line, { ruleId }]) => [line, ruleId])).toEqual([
    [2, 'dangerous-call'],
  ]);
  expect(streamCodeAt([piece as CodeFact], [], 5)).toBe(piece);
  expect(streamCodeAt([piece as CodeFact], ['x'], 5)).toBeNull();
});

test('names of R are judged by the policy of R, more gravely where looking is enough to run them', () => {
  const flagged = (names: readonly string[], runs: CodeFact['runs']) =>
    flaggedNames(code(names, { language: 'r', runs })).map(({ name, severity }) => `${name} ${severity}`);
  expect(flagged(['base::system', 'lm', 'os.system'], 'loading')).toEqual(['base::system critical']);
  expect(flagged(['system'], 'using')).toEqual(['system medium']);
});
