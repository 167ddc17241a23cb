import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PolicyState, REQUESTS } from '../../shared/ipc/contract';
import { POLICY_FILE_NAME } from '../../shared/policy/project-policy';
import { Failure } from './failure';
import { PolicyStore } from './policy-store';

const SHA = 'a'.repeat(64);
const row = { module: 'mine', name: 'Net', judgement: 'trusted' as const, reason: 'ours' };
const accept = {
  what: 'accept' as const,
  names: [{ module: 'os', name: 'system' }],
  sha256: SHA,
  file: 'm.pkl',
  reason: 'looked at',
  author: 'Ada',
  expires: '2026-12-24',
};

let folder: string;
let today: string;
let changes: { state: PolicyState; projectFile: string | null }[];
const own = () => path.join(folder, 'data', POLICY_FILE_NAME);
const project = () => path.join(folder, 'project.json');
const store = (projectFile: string | null = null) =>
  new PolicyStore({
    folder: path.join(folder, 'data'),
    projectFile,
    today: () => today,
    onChange: (state, file) => changes.push({ state, projectFile: file }),
  });
const codeOf = (act: () => unknown) => {
  try {
    act();
    return 'nothing thrown';
  } catch (error) {
    return error instanceof Failure ? error.code : String(error);
  }
};

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cuvette-policy-'));
  today = '2026-11-24';
  changes = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('begins with the policy of this computer, which is not there yet and says nothing', async () => {
  const { state } = store();
  expect(state).toMatchObject({ path: own(), isOwn: true, problems: [], today });
  expect(state.policy).toMatchObject({ profile: 'everything-known', rows: [], exceptions: [] });
  expect(state.sha256).toBeUndefined();
  expect(REQUESTS['policy.get'].output(state)).toBe(true);
  await expect(readdir(folder)).resolves.toEqual([]);
});

test('an edit is written, told and there at the next start', async () => {
  const first = store();
  first.edit({ what: 'profile', profile: 'scikit-learn' });
  first.edit({ what: 'putRow', row });
  const state = first.edit(accept);
  expect(changes.map(({ state: { policy } }) => [policy.rows.length, policy.exceptions.length])).toEqual([
    [0, 0],
    [1, 0],
    [1, 1],
  ]);
  expect(state.policy.exceptions[0]).toMatchObject({
    sha256: SHA,
    added: '2026-11-24',
    expires: '2026-12-24',
    author: 'Ada',
  });
  expect(store().state).toEqual(state);
  expect(JSON.parse(await readFile(own(), 'utf8'))).toMatchObject({ version: 1, profile: 'scikit-learn', rows: [row] });
  await expect(readdir(path.dirname(own()))).resolves.toEqual([POLICY_FILE_NAME]);
});

test('rows are changed, renamed and removed; exceptions renewed and revoked', () => {
  const policy = store();
  policy.edit({ what: 'putRow', row });
  policy.edit({ what: 'putRow', row: { ...row, name: 'Other' } });
  policy.edit({ what: 'putRow', row: { ...row, judgement: 'dangerous' } });
  expect(policy.state.policy.rows.map(({ name, judgement }) => [name, judgement])).toEqual([
    ['Net', 'dangerous'],
    ['Other', 'trusted'],
  ]);
  policy.edit({
    what: 'putRow',
    row: { ...row, name: 'Other', reason: 'moved' },
    instead: { module: 'mine', name: 'Net' },
  });
  expect(policy.state.policy.rows).toEqual([{ ...row, name: 'Other', reason: 'moved' }]);
  policy.edit({ what: 'removeRow', module: 'mine', name: 'Other' });
  expect(policy.state.policy.rows).toEqual([]);
  policy.edit(accept);
  policy.edit({ ...accept, expires: '2027-12-24' });
  expect(policy.state.policy.exceptions.map(({ expires }) => expires)).toEqual(['2027-12-24']);
  policy.edit({ what: 'revoke', sha256: SHA, module: 'os', name: 'system' });
  expect(policy.state.policy.exceptions).toEqual([]);
});

test('an edit that breaks the rules is refused, and nothing is written', async () => {
  const policy = store();
  for (const edit of [
    { what: 'putRow', row: { ...row, module: 'mine.*' } },
    { what: 'putRow', row: { ...row, reason: ' ' } },
    { ...accept, expires: '2026-11-23' },
    { ...accept, sha256: 'short' },
    { ...accept, names: [...accept.names, ...accept.names] },
  ] as const)
    expect(codeOf(() => policy.edit(edit))).toBe('policyInvalid');
  expect(changes).toEqual([]);
  await expect(readdir(folder)).resolves.toEqual([]);
});

describe('with a project file', () => {
  beforeEach(() => writeFile(project(), '{"version":1,"profile":"pytorch"}'));

  test('it is opened, remembered, and left again', () => {
    const policy = store();
    expect(policy.open(project())).toMatchObject({ path: project(), isOwn: false, policy: { profile: 'pytorch' } });
    expect(changes.at(-1)?.projectFile).toBe(project());
    expect(store(project()).state.policy.profile).toBe('pytorch');
    expect(policy.useOwn()).toMatchObject({ path: own(), isOwn: true, policy: { profile: 'everything-known' } });
    expect(changes.at(-1)?.projectFile).toBeNull();
  });

  test('what somebody else wrote is read again and never written over', async () => {
    const policy = store(project());
    const theirs = '{"version":1,"profile":"data-only"}';
    await writeFile(project(), theirs);
    expect(codeOf(() => policy.edit({ what: 'putRow', row }))).toBe('policyChanged');
    expect(await readFile(project(), 'utf8')).toBe(theirs);
    expect(policy.state.policy.profile).toBe('data-only');
    expect(policy.edit({ what: 'putRow', row }).policy).toMatchObject({ profile: 'data-only', rows: [row] });
  });

  test('changes on disk count when somebody looks again, and only then', async () => {
    const policy = store(project());
    expect(policy.refresh()).toBe(false);
    await writeFile(project(), '{"version":1,"profile":"data-only"}');
    expect(policy.refresh()).toBe(true);
    expect(changes.at(-1)?.state.policy.profile).toBe('data-only');
    today = '2026-11-25';
    expect(policy.refresh()).toBe(true);
    expect(changes.at(-1)?.state.today).toBe('2026-11-25');
  });

  test('a broken or missing one is said and judged by nothing, is not written, and comes back when it is mended', async () => {
    await writeFile(project(), '{"version":1,"profile":"none"}');
    const policy = store(project());
    expect(policy.state.problems).toEqual([{ path: 'profile', sentence: expect.stringContaining('data-only') }]);
    expect(policy.state.policy.profile).toBe('everything-known');
    expect(codeOf(() => policy.edit({ what: 'putRow', row }))).toBe('policyInvalid');
    expect(codeOf(() => store().open(project()))).toBe('policyInvalid');
    await rm(project());
    policy.refresh();
    expect(policy.state.problems[0]?.sentence).toBe('The file is not there.');
    expect(codeOf(() => policy.edit({ what: 'putRow', row }))).toBe('policyInvalid');
    await writeFile(project(), '{"version":1,"profile":"pytorch"}');
    policy.refresh();
    expect(policy.state).toMatchObject({ problems: [], policy: { profile: 'pytorch' } });
  });

  test('a new one is written only where nothing is', async () => {
    const policy = store();
    policy.edit({ what: 'putRow', row });
    const fresh = path.join(folder, 'fresh.json');
    expect(policy.saveAs(fresh)).toMatchObject({ path: fresh, isOwn: false });
    expect(JSON.parse(await readFile(fresh, 'utf8')).rows).toEqual([row]);
    expect(codeOf(() => policy.saveAs(project()))).toBe('policyExists');
    expect(await readFile(project(), 'utf8')).toBe('{"version":1,"profile":"pytorch"}');
  });
});

test('a place that cannot be written is said', async () => {
  await writeFile(path.join(folder, 'in-the-way'), 'a file where a folder should be');
  expect(codeOf(() => store().saveAs(path.join(folder, 'in-the-way', 'policy.json')))).toBe('policyNotWritten');
});
