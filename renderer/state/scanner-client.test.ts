import { expect, test } from 'vitest';
import type { PushItem } from '../../shared/ipc/messages';
import { INITIAL_CREDIT } from '../../shared/ipc/messages';
import { FakeScanner } from '../testing/fake-scanner';
import { quietSample } from '../testing/samples';
import { createScannerClient, errorOf } from './scanner-client';

const tick = () => new Promise((resolve) => setTimeout(resolve));
const item: PushItem = { kind: 'findings', artifactId: 'a', findings: [], verdictSoFar: 'noFindings' };

test('gives credit at the start and one back per push that was handled', async () => {
  const handledLater: (() => void)[] = [];
  const client = createScannerClient((_, handled) => handledLater.push(handled));
  const scanner = new FakeScanner();
  client.attach(1, scanner.port);
  expect(scanner.credit).toBe(INITIAL_CREDIT);
  for (let index = 0; index < INITIAL_CREDIT + 5; index++) scanner.push(item);
  await tick();
  expect(handledLater).toHaveLength(INITIAL_CREDIT);
  handledLater[0]?.();
  await tick();
  expect(handledLater).toHaveLength(INITIAL_CREDIT + 1);
});

test('a question waits for a port that comes later', async () => {
  const client = createScannerClient(() => undefined);
  const scanner = new FakeScanner();
  scanner.hold('a', quietSample());
  const answer = client.query(3, 'a', { what: 'streams' });
  client.attach(3, scanner.port);
  expect((await answer)[0]?.rows).toBe(quietSample().streams[0]?.lines.length);
});

test('a scanner that was started again ends the questions of its former self', async () => {
  const client = createScannerClient(() => undefined);
  client.attach(1, { post: () => undefined, listen: () => undefined, close: () => undefined });
  const question = client.query(1, 'a', { what: 'streams' });
  client.attach(1, new FakeScanner().port);
  expect(errorOf(await question.catch((reason: unknown) => reason)).code).toBe('scannerCrashed');
});

test('a question that is withdrawn is withdrawn at the scanner too', async () => {
  const posted: unknown[] = [];
  const client = createScannerClient(() => undefined);
  client.attach(1, { post: (message) => posted.push(message), listen: () => undefined, close: () => undefined });
  const abort = new AbortController();
  const question = client.query(1, 'a', { what: 'streams' }, abort.signal);
  abort.abort();
  expect(errorOf(await question.catch((reason: unknown) => reason)).code).toBe('cancelled');
  expect(posted.at(-1)).toMatchObject({ kind: 'cancelQuery', requestId: 1 });
});

test('a message of another shape is ignored', () => {
  let listener: (data: unknown) => void = () => undefined;
  const client = createScannerClient(() => {
    throw new Error('handled');
  });
  client.attach(1, { post: () => undefined, listen: (listen) => (listener = listen), close: () => undefined });
  for (const data of [
    null,
    7,
    {},
    { kind: 'push' },
    { kind: 'answer', requestId: 'x', result: {} },
    { kind: 'answer', requestId: 99, result: { ok: true } },
  ])
    listener(data);
});
