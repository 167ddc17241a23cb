import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../shared/domain/report';
import type { HostMessage, HostReply, PushItem } from '../../shared/ipc/messages';
import { NO_POLICY, PROFILE_IDS, type ProjectPolicy } from '../../shared/policy/project-policy';
import { PolicyInForce } from '../../shared/rules/policy-in-force';
import { assemble } from '../engine/testing/assemble';
import { HeldFacts, weightOf } from './held-facts';
import { Outbox } from './outbox';
import { type Judgeable, scanFile } from './scan';
import { Sessions } from './session';

const TODAY = '2026-11-24';
const CORPUS = path.resolve(import.meta.dirname, '../../e2e/corpus');
const FILES = [
  'joblib/sklearn-pipeline-new.joblib',
  'pickle/sklearn-pipeline-p5-new.pkl',
  'torch/state-dict-old.pt',
  'torch/whole-module-old.pt',
  'keras/custom_layer.h5',
  'keras/functional-new.keras',
  'zip/locked_hostile.zip',
];
const attack = assemble(
  ['PROTO', 4],
  ['GLOBAL', 'os\nsystem'],
  ['UNICODE', 'echo hi'],
  ['TUPLE1'],
  ['REDUCE'],
  ['STOP'],
);

let folder = '';
const file = (name: string) => path.join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cuvette-rejudge-'));
  writeFileSync(file('attack.pkl'), attack);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inForce = (policy: Partial<ProjectPolicy>) => new PolicyInForce({ ...NO_POLICY, ...policy }, TODAY);
/** A report without what differs between any two scans. */
const essence = ({ durationMs: _, ...report }: Report) => report;

/** Policies that each judge a file in another way; the exceptions are about the file itself. */
function policiesFor({ sha256, globals }: Report): PolicyInForce[] {
  const names = globals.slice(0, 3).map(({ module, name }) => ({ module, name, reason: 'why' }));
  const dates = { sha256: sha256 ?? '', added: '2026-01-01' };
  return [
    ...PROFILE_IDS.map((profile) => inForce({ profile })),
    inForce({ rows: names.map((name) => ({ ...name, judgement: 'dangerous' as const })) }),
    inForce({ rows: names.map((name) => ({ ...name, judgement: 'trusted' as const, uses: ['rebuild' as const] })) }),
    inForce({ exceptions: names.map((name) => ({ ...name, ...dates, expires: '2027-01-01' })), profile: 'data-only' }),
    inForce({ exceptions: names.map((name) => ({ ...name, ...dates, expires: '2026-02-01' })) }),
  ];
}

describe('judging held facts again', () => {
  test.each(FILES)('is the same as scanning %s again under the other policy', async (name) => {
    const where = path.join(CORPUS, name);
    const { report, judgeable } = await scanFile(where);
    const held = new HeldFacts();
    held.keep('a', { report, judgeable });
    for (const policy of policiesFor(report)) {
      const again = held.judge('a', policy) as Report;
      const scanned = await scanFile(where, { policy: () => policy });
      expect(essence(again)).toEqual(essence(scanned.report));
    }
  });

  test('a name that only another reading of array bytes reaches is judged too, though the built-in rows trust it', async () => {
    const bytes = readFileSync(path.join(CORPUS, 'joblib/array_bytes_are_code.joblib'));
    // The last 64 bytes before STOP are the array: numbers for joblib, opcodes for pickle.load.
    const code = Buffer.from('0csklearn.pipeline\nPipeline\n.', 'latin1');
    const at = bytes.length - 65;
    bytes.fill(0, at, at + 64);
    code.copy(bytes, at);
    writeFileSync(file('two-readings.joblib'), bytes);
    const { report, judgeable } = await scanFile(file('two-readings.joblib'));
    expect(report.verdict).toBe('noFindings');
    expect(report.globals.find(({ name }) => name === 'Pipeline')).toMatchObject({ class: 'trusted', imports: 0 });
    const held = new HeldFacts();
    held.keep('a', { report, judgeable });
    const strict = held.judge('a', inForce({ profile: 'data-only' }));
    expect(strict?.verdict).toBe('suspicious');
    expect(strict?.findings[0]?.message).toContain(
      'Imports sklearn.pipeline.Pipeline, which is outside the profile data-only',
    );
    expect(held.judge('a', inForce({ profile: 'scikit-learn' }))?.verdict).toBe('noFindings');
  });

  test('a file that cannot be read has the same report under every policy, marked with it', async () => {
    const { report, judgeable } = await scanFile(file('nowhere.pkl'));
    const held = new HeldFacts();
    held.keep('a', { report, judgeable });
    const policy = inForce({ profile: 'data-only' });
    expect(held.judge('a', policy)).toEqual({ ...report, policy: policy.stamp });
  });

  test('four hundred artifacts take well under a second', async () => {
    const held = new HeldFacts(Number.POSITIVE_INFINITY);
    const scans = await Promise.all(FILES.map((name) => scanFile(path.join(CORPUS, name))));
    for (let i = 0; i < 400; i++) held.keep(String(i), scans[i % scans.length] as (typeof scans)[number]);
    const policy = inForce({ profile: 'data-only' });
    const started = performance.now();
    for (let i = 0; i < 400; i++) expect(held.judge(String(i), policy)).not.toBeNull();
    const took = performance.now() - started;
    expect(took).toBeLessThan(1000);
  });

  test('what is held is bounded: the oldest goes first, and what is larger than the bound is not held', async () => {
    const scan = await scanFile(path.join(CORPUS, FILES[0] as string));
    const weight = weightOf(scan.judgeable as Judgeable);
    const held = new HeldFacts(weight * 2.5);
    const policy = inForce({});
    for (const id of ['a', 'b', 'c']) held.keep(id, scan);
    expect(['a', 'b', 'c'].map((id) => held.judge(id, policy) !== null)).toEqual([false, true, true]);
    expect(held.heldBytes).toBe(2 * weight);
    held.keep('b', scan);
    held.keep('d', scan);
    expect(['b', 'c', 'd'].map((id) => held.judge(id, policy) !== null)).toEqual([true, false, true]);
    held.drop('b');
    held.drop('b');
    expect(held.heldBytes).toBe(weight);
    const small = new HeldFacts(weight - 1);
    small.keep('a', scan);
    expect(small.judge('a', policy)).toBeNull();
  });

  test('the estimate is not far from what the facts are as text', async () => {
    for (const name of FILES) {
      const { judgeable } = await scanFile(path.join(CORPUS, name));
      const { facts, globals } = (judgeable as Judgeable).inspected.collector;
      expect(weightOf(judgeable as Judgeable)).toBeGreaterThan(JSON.stringify([facts, globals()]).length / 4);
    }
  });
});

describe('a scanner that is given a policy', () => {
  type Order = Extract<HostMessage, { kind: 'policy' }>;
  const order = (round: number, policy: Partial<ProjectPolicy>, ...artifactIds: string[]): Order => ({
    kind: 'policy',
    round,
    policy: { ...NO_POLICY, ...policy },
    today: TODAY,
    artifactIds,
  });

  function scanner() {
    const pushed: PushItem[] = [];
    const told: HostReply[] = [];
    const outbox = new Outbox((message) => {
      if (message.kind === 'push') pushed.push(...message.batch);
    });
    outbox.give(1000);
    const sessions = new Sessions(outbox, (reply) => told.push(reply));
    const reports = async () => {
      await new Promise((done) => setTimeout(done, 20));
      return pushed.flatMap((item) =>
        item.kind === 'report' ? [[item.artifactId, item.report.verdict] as const] : [],
      );
    };
    used.push(sessions);
    return { sessions, told, reports };
  }
  const used: Sessions[] = [];
  afterEach(async () => {
    const ids = ['a', ...Array.from({ length: 60 }, (_, i) => `m${i}`)];
    for (const sessions of used.splice(0)) await Promise.all(ids.map((id) => sessions.release(id)));
  });

  test('pushes new reports of what it holds and says what it does not', async () => {
    const { sessions, told, reports } = scanner();
    const sha256 = (await scanFile(file('attack.pkl'))).report.sha256 ?? '';
    const exception = { sha256, module: 'os', name: 'system', reason: 'ours', added: TODAY, expires: TODAY };
    await sessions.scan({ artifactId: 'a', path: file('attack.pkl') });
    await sessions.judgeBy(order(1, { exceptions: [exception] }, 'a', 'gone'));
    expect(told.at(-1)).toEqual({ kind: 'rejudged', round: 1, rejudged: 1, missing: ['gone'] });
    await sessions.judgeBy(order(2, {}, 'a'));
    await sessions.release('a');
    await sessions.judgeBy(order(3, {}, 'a'));
    expect(told.at(-1)).toEqual({ kind: 'rejudged', round: 3, rejudged: 0, missing: ['a'] });
    // Reports of one artifact that wait together are one: the newest.
    expect((await reports()).at(-1)).toEqual(['a', 'dangerous']);
  });

  test('scans by it from then on', async () => {
    const { sessions, reports } = scanner();
    const rows = [{ module: 'os', name: 'system', judgement: 'trusted' as const, reason: 'a test' }];
    await sessions.judgeBy(order(1, { rows }));
    await sessions.scan({ artifactId: 'a', path: file('attack.pkl') });
    expect(await reports()).toEqual([['a', 'noFindings']]);
  });

  test('a newer policy ends the round of an older one', async () => {
    const { sessions, told } = scanner();
    const many = path.join(CORPUS, FILES[1] as string);
    const bytes = readFileSync(many);
    const ids = Array.from({ length: 60 }, (_, i) => `m${i}`);
    for (const id of ids) {
      writeFileSync(file(`${id}.pkl`), bytes);
      await sessions.scan({ artifactId: id, path: file(`${id}.pkl`) });
    }
    const lists = Array.from({ length: 40 }, () => ids).flat();
    const first = sessions.judgeBy(order(1, { profile: 'data-only' }, ...lists));
    const second = sessions.judgeBy(order(2, {}, ...ids));
    await Promise.all([first, second]);
    expect(told.filter((reply) => reply.kind === 'rejudged').map((reply) => reply.round)).toEqual([2]);
  });
});
