import { expect, test } from 'vitest';
import { dangerousSample, inconclusiveSample, quietSample, suspiciousSample } from '../testing/samples';
import { createQueue } from './queue';
import { shownVerdict } from './queue-item';

const info = (id: string, name = id) => ({ id, name, path: `/${name}`, sizeBytes: 10 });
const report = (artifactId: string, sample = quietSample()) =>
  ({ kind: 'report', artifactId, report: sample.report }) as const;
const progress = (artifactId: string) =>
  ({
    kind: 'progress',
    artifactId,
    progress: { readBytes: 1, totalBytes: 10, opcodes: 1, format: 'pickle', bytesPerSecond: 100 },
  }) as const;

test('the worst stands first, what is under way before what is waiting, the quiet ones last', () => {
  const queue = createQueue();
  queue.add(['quiet', 'inconclusive', 'waiting', 'running', 'suspicious', 'dangerous'].map((id) => info(id)));
  queue.push([
    report('quiet'),
    report('inconclusive', inconclusiveSample()),
    progress('running'),
    report('suspicious', suspiciousSample()),
    report('dangerous', dangerousSample()),
  ]);
  expect(queue.getState().visible).toEqual(['dangerous', 'suspicious', 'inconclusive', 'running', 'waiting', 'quiet']);
  expect(queue.getState().summary).toMatchObject({ total: 6, queued: 1, running: 1, bytesPerSecond: 100 });
  expect(queue.getState().summary.counts).toEqual({ dangerous: 1, suspicious: 1, inconclusive: 1, noFindings: 1 });
});

test('names sort as people count', () => {
  const queue = createQueue();
  queue.add([info('a', 'model-10.pkl'), info('b', 'model-9.pkl')]);
  queue.sortBy('name');
  expect(queue.getState().visible).toEqual(['b', 'a']);
});

test('a start that is told behind the report of a short scan does not take the report away', () => {
  const queue = createQueue();
  queue.add([info('a')]);
  queue.push([report('a')]);
  queue.scanState({ id: 'a', state: 'running' });
  expect(queue.getState().items.get('a')).toMatchObject({ state: 'done' });
  expect(queue.getState().items.get('a')?.report).not.toBeNull();
});

test('a scan that broke off is never better than inconclusive, and a finding stands', () => {
  const queue = createQueue();
  queue.add([info('a'), info('b')]);
  queue.push([
    { kind: 'findings', artifactId: 'b', findings: dangerousSample().report.findings, verdictSoFar: 'dangerous' },
  ]);
  queue.push([{ kind: 'findings', artifactId: 'a', findings: [], verdictSoFar: 'noFindings' }]);
  queue.scanState({ id: 'a', state: 'cancelled' });
  queue.scanState({ id: 'b', state: 'failed', error: { code: 'timedOut', message: 'x' } });
  const shown = (id: string) => shownVerdict(queue.getState().items.get(id) as never);
  expect([shown('a'), shown('b')]).toEqual(['inconclusive', 'dangerous']);
});

test('nothing is said about a file whose scan goes on without a finding', () => {
  const queue = createQueue();
  queue.add([info('a')]);
  queue.push([{ kind: 'findings', artifactId: 'a', findings: [], verdictSoFar: 'noFindings' }]);
  expect(shownVerdict(queue.getState().items.get('a') as never)).toBeNull();
});

test('news of a removed file is dropped', () => {
  const queue = createQueue();
  queue.add([info('a')]);
  queue.remove(['a']);
  queue.push([report('a')]);
  expect(queue.getState().items.size).toBe(0);
});
