import type { MessagePortMain } from 'electron';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ErrorCode } from '../../shared/domain/error';
import type { HostMessage } from '../../shared/ipc/messages';
import { type Scanner, ScannerHost, type ScannerListener, type ScanState } from './scanner-host';

/** A scanner whose every word the test says. */
class ScriptedScanner implements Scanner {
  readonly number: number;
  readonly pid: number;
  readonly posted: HostMessage[] = [];
  killedFor: ErrorCode | null = null;
  readonly #listener: ScannerListener;

  constructor(number: number, pid: number, listener: ScannerListener) {
    this.number = number;
    this.pid = pid;
    this.#listener = listener;
  }
  post(message: HostMessage) {
    this.posted.push(message);
  }
  openPort() {
    return {} as MessagePortMain;
  }
  kill(why: ErrorCode) {
    this.killedFor ??= why;
    this.die(why);
  }
  beat(artifactId: string) {
    this.#listener.onReply(this, { kind: 'beat', artifactId });
  }
  rejudged(round: number, rejudged: number, ...missing: string[]) {
    this.#listener.onReply(this, { kind: 'rejudged', round, rejudged, missing });
  }
  /** Policies it was told to judge by: the round, and what to judge anew. */
  get policies() {
    return this.posted.flatMap((message) =>
      message.kind === 'policy' ? [[message.round, ...message.artifactIds] as const] : [],
    );
  }
  finish(artifactId: string, outcome: 'done' | 'cancelled' = 'done') {
    this.#listener.onReply(this, { kind: 'finished', artifactId, outcome });
  }
  die(code: ErrorCode = 'scannerCrashed') {
    this.#listener.onGone(this, code);
  }
  /** Scans it was told to do. */
  get scans() {
    return this.posted.flatMap((message) => (message.kind === 'scan' ? [message.artifactId] : []));
  }
}

const artifact = (id: string) => ({ id, name: `${id}.pkl`, path: `/models/${id}.pkl`, sizeBytes: 1 });
let spawned: ScriptedScanner[];
let states: string[];
let ports: number[];
let health: { running: number; idle: number; restarted: number }[];
let memory: Map<number, number>;
let applied: { rejudged: number; rescanned: number }[];
let host: ScannerHost;
const limits = { scanners: 2, heapMb: 512, residentMb: 1000, silenceMs: 10_000, cancelMs: 2_000 };
const at = (index: number) => spawned[index] as ScriptedScanner;
const note = ({ id, state, error }: ScanState) => states.push([id, state, error?.code].filter(Boolean).join(' '));

beforeEach(() => {
  vi.useFakeTimers();
  spawned = [];
  states = [];
  ports = [];
  health = [];
  memory = new Map();
  applied = [];
  host = new ScannerHost(
    limits,
    {
      onScanState: note,
      onScannersState: (state) => health.push(state),
      onPort: (number) => ports.push(number),
      onPolicyApplied: (done) => applied.push(done),
    },
    {
      spawn: (number, _heap, listener) => {
        spawned.push(new ScriptedScanner(number, 100 + spawned.length, listener));
        return at(spawned.length - 1);
      },
      residentMb: () => memory,
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
});

test('nothing runs before the page listens, then as many scans as there are scanners', () => {
  for (const id of ['a', 'b', 'c']) host.scan(artifact(id));
  expect(spawned).toHaveLength(0);
  host.connectPage();
  expect(spawned.map((scanner) => scanner.scans)).toEqual([['a'], ['b']]);
  expect(ports).toEqual([1, 2]);
  at(1).finish('b');
  expect(at(1).scans).toEqual(['b', 'c']);
  expect(states).toEqual(['a queued', 'b queued', 'c queued', 'a running', 'b running', 'c running']);
  expect(health.at(-1)).toEqual({ running: 2, idle: 0, restarted: 0 });
});

test('a page that reloads gets fresh ports', () => {
  host.connectPage();
  host.connectPage();
  expect(ports).toEqual([1, 1]);
});

describe('with one scan under way', () => {
  beforeEach(() => {
    host.connectPage();
    host.scan(artifact('a'));
    states.length = 0;
  });

  test('a crash fails that scan alone and brings a new scanner under the same number', () => {
    host.scan(artifact('b'));
    states.length = 0;
    at(0).die();
    expect(states).toEqual(['a failed scannerCrashed']);
    expect(spawned.map(({ number }) => number)).toEqual([1, 2, 1]);
    expect(ports).toEqual([1, 2, 1]);
    expect(health.at(-1)?.restarted).toBe(1);
    host.scan(artifact('c'));
    expect(at(2).scans).toEqual(['c']);
  });

  test('silence is a hang; beats are not', () => {
    vi.advanceTimersByTime(9_000);
    at(0).beat('a');
    vi.advanceTimersByTime(9_000);
    expect(at(0).killedFor).toBeNull();
    vi.advanceTimersByTime(2_000);
    expect(at(0).killedFor).toBe('timedOut');
    expect(states).toEqual(['a failed timedOut']);
  });

  test('a process that speaks of one job is alive for all', async () => {
    host.scan(artifact('b'));
    const opened = host.open(artifact('c'));
    const busy = spawned.find(({ posted }) => posted.some(({ kind }) => kind === 'open')) as ScriptedScanner;
    for (let round = 0; round < 4; round++) {
      vi.advanceTimersByTime(6_000);
      at(0).beat('a');
      at(1).beat('b');
    }
    expect(spawned.map(({ killedFor }) => killedFor)).toEqual([null, null]);
    busy.finish('c');
    expect(await opened).toBe(busy.number);
  });

  test('too much memory ends the scanner', () => {
    memory.set(at(0).pid, 999);
    vi.advanceTimersByTime(1_000);
    expect(at(0).killedFor).toBeNull();
    memory.set(at(0).pid, 1001);
    vi.advanceTimersByTime(1_000);
    expect(states).toEqual(['a failed outOfMemory']);
  });

  test('a cancelled scan ends by its own word, or by force', () => {
    host.cancel('a');
    expect(at(0).posted.at(-1)).toEqual({ kind: 'cancel', artifactId: 'a' });
    at(0).finish('a', 'cancelled');
    expect(states).toEqual(['a cancelled']);
    host.scan(artifact('b'));
    host.cancel('b');
    states.length = 0;
    vi.advanceTimersByTime(2_500);
    expect(at(0).killedFor).toBe('cancelled');
    expect(states).toEqual(['b cancelled']);
  });

  test('begun anew, the scan waits for the end of the old one and is never told cancelled', () => {
    host.scan(artifact('a'));
    expect(at(0).scans).toEqual(['a']);
    at(0).finish('a', 'cancelled');
    expect(at(0).scans).toEqual(['a', 'a']);
    expect(states).toEqual(['a queued', 'a running']);
  });

  test('an artifact under scan is open where it is scanned', async () => {
    expect(await host.open(artifact('a'))).toBe(1);
    expect(at(0).posted.map(({ kind }) => kind)).toEqual(['scan']);
  });

  test('a released artifact is heard of no more', () => {
    host.release('a');
    expect(at(0).posted.at(-1)).toEqual({ kind: 'release', artifactId: 'a' });
    at(0).finish('a');
    vi.advanceTimersByTime(60_000);
    expect(at(0).killedFor).toBeNull();
    expect(states).toEqual([]);
  });
});

test('open resolves once the scanner that read the artifact holds it', async () => {
  host.connectPage();
  host.scan(artifact('a'));
  host.scan(artifact('b'));
  at(0).finish('a');
  at(1).finish('b');
  const opened = host.open(artifact('b'));
  expect(at(1).posted.at(-1)).toMatchObject({ kind: 'open', artifactId: 'b' });
  at(1).finish('b');
  expect(await opened).toBe(2);
});

test('open fails with the scanner’s end, and a later one goes to its successor', async () => {
  host.connectPage();
  const opened = host.open(artifact('a'));
  at(0).die('outOfMemory');
  await expect(opened).rejects.toMatchObject({ code: 'outOfMemory' });
  const again = host.open(artifact('a'));
  at(1).finish('a');
  expect(await again).toBe(1);
});

test('a queued scan can be cancelled', () => {
  host.scan(artifact('a'));
  host.cancel('a');
  host.connectPage();
  expect(states).toEqual(['a queued', 'a cancelled']);
  expect(at(0).scans).toEqual([]);
});

test('scanners that never come up are given up, and the queue is told', () => {
  host.connectPage();
  for (let round = 0; round < 3; round++) at(spawned.length - 1).die();
  expect(spawned).toHaveLength(3);
  host.scan(artifact('a'));
  expect(states).toEqual(['a queued', 'a failed scannerCrashed']);
});

test('the end of everything can be waited for', async () => {
  host.connectPage();
  host.scan(artifact('a'));
  let isIdle = false;
  const waiting = host.whenIdle().then(() => {
    isIdle = true;
  });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(isIdle).toBe(false);
  at(0).finish('a');
  await vi.advanceTimersByTimeAsync(1_000);
  await waiting;
  expect(isIdle).toBe(true);
});

test('a password is sent with every scan of its artifact until that is released, and with no other', () => {
  host.connectPage();
  host.unlock(artifact('a'), 'first');
  at(0).finish('a');
  host.unlock(artifact('a'), 'second');
  at(0).finish('a');
  host.scan(artifact('b'));
  at(0).finish('b');
  host.release('a');
  host.scan(artifact('a'));
  const sent = spawned.flatMap(({ posted }) =>
    posted.flatMap((message) => (message.kind === 'scan' ? [[message.artifactId, ...(message.passwords ?? [])]] : [])),
  );
  expect(sent).toEqual([['a', 'first'], ['a', 'second', 'first'], ['b'], ['a']]);
});

describe('a policy', () => {
  const order = (profile: 'data-only' | 'everything-known' = 'data-only') => ({
    policy: { version: 1 as const, profile, rows: [], exceptions: [] },
    today: '2026-11-24',
  });
  /** Two scanners that have done a scan each, and one more file that is being scanned. */
  beforeEach(() => {
    host.connectPage();
    for (const id of ['a', 'b', 'c']) host.scan(artifact(id));
    at(0).finish('a');
    at(1).finish('b');
    states.length = 0;
  });

  test('reaches every scanner with the artifacts that it holds, and what is gone is scanned again', () => {
    host.setPolicy(order());
    expect(at(0).policies).toEqual([[1, 'a']]);
    expect(at(1).policies).toEqual([[1, 'b']]);
    at(0).rejudged(1, 1);
    expect(applied).toEqual([]);
    at(1).rejudged(1, 0, 'b');
    expect(states).toEqual(['b queued', 'b running']);
    expect(applied).toEqual([{ rejudged: 1, rescanned: 1 }]);
  });

  test('is told to a scanner that is started later before anything else', () => {
    host.setPolicy(order());
    at(0).die();
    expect(spawned.at(-1)?.posted[0]).toMatchObject({ kind: 'policy', artifactIds: [] });
  });

  test('of a scanner that died before, or dies over it, is found by scanning again', () => {
    at(1).die();
    states.length = 0;
    host.setPolicy(order());
    expect(states).toContain('b queued');
    at(0).die();
    expect(states).toContain('a queued');
    spawned.at(-2)?.rejudged(1, 0);
    expect(applied.at(-1)).toEqual({ rejudged: 0, rescanned: 2 });
  });

  test('that comes before the last one is everywhere takes its place', () => {
    host.setPolicy(order());
    host.setPolicy(order('everything-known'));
    at(0).rejudged(1, 1, 'a');
    at(1).rejudged(1, 1);
    expect(applied).toEqual([]);
    at(0).rejudged(2, 1);
    at(1).rejudged(2, 1);
    expect(applied).toEqual([{ rejudged: 2, rescanned: 0 }]);
    expect(states).toEqual([]);
  });

  test('leaves alone what was removed, cancelled, or has failed', () => {
    host.release('a');
    at(0).finish('c', 'cancelled');
    host.scan(artifact('b'));
    host.cancel('b');
    host.setPolicy(order());
    expect([...at(0).policies, ...at(1).policies].flatMap(([, ...ids]) => ids)).toEqual([]);
  });
});
