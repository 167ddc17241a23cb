// @vitest-environment jsdom
import { cleanup, fireEvent } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { PolicyState } from '../shared/ipc/contract';
import { judgeGlobal } from '../shared/rules/global-policy';
import { BUILT_IN_POLICY, PolicyInForce } from '../shared/rules/policy-in-force';
import { answerOf, parseGlobal } from './state/policy-answer';
import { kerasSample } from './testing/format-samples';
import { renderApp, screen, waitFor, within } from './testing/render-app';
import { dangerousSample, quietSample, suspiciousSample } from './testing/samples';

afterEach(cleanup);

const key = (name: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const banner = () => screen.getByTestId('verdict-banner');
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

/** The suspicious file with its finding selected. */
async function withSuspicious() {
  const app = await renderApp();
  app.bridge.add([suspiciousSample()]);
  await waitFor(() => expect(banner().dataset.verdict).toBe('suspicious'));
  await waitFor(() => expect(app.session.selection.getState().finding).not.toBeNull());
  return app;
}

async function accept(reason = 'looked at') {
  fireEvent.click(await screen.findByRole('button', { name: 'Accept for this file…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Accept for this file' });
  type('Reason', reason);
  return dialog;
}

describe('accepting a finding', () => {
  test('asks for a reason and an end, changes the verdict at once, and is taken back', async () => {
    const { bridge } = await withSuspicious();
    fireEvent.click(button('Accept for this file…'));
    const dialog = await screen.findByRole('dialog', { name: 'Accept for this file' });
    const submit = within(dialog).getByRole('button', { name: 'Accept' }) as HTMLButtonElement;
    expect(submit.disabled).toBe(true);
    type('Reason', '   ');
    expect(submit.disabled).toBe(true);
    type('Reason', ' read by hand ');
    expect((screen.getByLabelText('Accepted by') as HTMLInputElement).value).toBe('Ada');
    expect((screen.getByLabelText('Last day') as HTMLInputElement).value).toBe('2027-02-22');
    fireEvent.click(within(dialog).getByRole('radio', { name: '30 days' }));
    expect((screen.getByLabelText('Last day') as HTMLInputElement).value).toBe('2026-12-24');
    type('Last day', '2026-11-23');
    expect(submit.disabled).toBe(true);
    type('Last day', '2026-12-01');
    fireEvent.click(submit);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(banner().dataset.verdict).toBe('noFindings'));
    expect(banner().textContent).toMatch(/\d+ findings? accepted under the project’s policy/);
    expect(bridge.requests.at(-1)?.input).toMatchObject({
      what: 'accept',
      reason: 'read by hand',
      author: 'Ada',
      expires: '2026-12-01',
    });
    const inspector = screen.getByRole('complementary', { name: 'Inspector' });
    expect(inspector.textContent).toContain('Accepted by Ada until 2026-12-01: read by hand');
    fireEvent.click(within(inspector).getByRole('button', { name: 'Revoke' }));
    await waitFor(() => expect(banner().dataset.verdict).toBe('suspicious'));
  });

  test('leaves the finding in the list, struck, with who and why', async () => {
    const { session } = await withSuspicious();
    const dialog = await accept();
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement);
    await waitFor(() => expect(banner().dataset.verdict).toBe('noFindings'));
    session.view.setState({ tab: 'findings' });
    const grid = await screen.findByRole('grid', { name: 'Findings' });
    const struck = within(grid)
      .getAllByRole('row')
      .filter((row) => row.className.includes('accepted'));
    expect(struck.length).toBeGreaterThan(0);
    expect(struck[0]?.textContent).toContain('Accepted by Ada until 2027-02-22: looked at');
  });

  test('keeps what is selected and does not open the file again', async () => {
    const { bridge, session } = await withSuspicious();
    const before = session.selection.getState();
    const opened = () => bridge.requests.filter(({ name }) => name === 'artifacts.open').length;
    const count = opened();
    const dialog = await accept();
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement);
    await waitFor(() => expect(session.selection.getState().finding?.accepted).toBeDefined());
    expect(session.selection.getState().line).toBe(before.line);
    expect(opened()).toBe(count);
  });

  test('is offered for what is about a name only, and is a command too', async () => {
    const { session } = await withSuspicious();
    key('a', { ctrlKey: true, shiftKey: true });
    await screen.findByRole('dialog', { name: 'Accept for this file' });
    key('Escape');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const { finding } = session.selection.getState();
    if (finding) session.selection.setState({ finding: { ...finding, evidence: [] } });
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Accept for this file…' })).toBeNull());
    key('a', { ctrlKey: true, shiftKey: true });
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('the Policy room', () => {
  const open = async () => {
    fireEvent.click(button('Policy'));
    return screen.findByRole('main', { name: 'Policy' });
  };

  test('is reached by the rail and by key, and left by opening files', async () => {
    const { bridge } = await renderApp();
    await open();
    expect(button('Policy').getAttribute('aria-current')).toBe('page');
    key('1', { altKey: true });
    await waitFor(() => expect(screen.queryByRole('main', { name: 'Policy' })).toBeNull());
    key('2', { altKey: true });
    await screen.findByRole('main', { name: 'Policy' });
    bridge.add([quietSample()]);
    await waitFor(() => expect(screen.queryByRole('main', { name: 'Policy' })).toBeNull());
  });

  test('no key works on a file that is not on the screen', async () => {
    const { session } = await withSuspicious();
    await open();
    key('Delete');
    key('F5');
    expect(session.queue.getState().items.size).toBe(1);
  });

  test('the profile is chosen, with what each admits', async () => {
    const { bridge } = await renderApp();
    const room = await open();
    const radios = within(room).getAllByRole('radio', { name: /^(Data only|scikit-learn|PyTorch|Everything known)$/ });
    expect(radios).toHaveLength(4);
    expect(radios[3]?.getAttribute('aria-checked')).toBe('true');
    expect(room.textContent).toContain('NumPy, SciPy, pandas, joblib and scikit-learn');
    fireEvent.click(radios[0] as HTMLElement);
    await waitFor(() => expect(bridge.requests.at(-1)?.input).toEqual({ what: 'profile', profile: 'data-only' }));
    await waitFor(() => expect(screen.getByRole('contentinfo').textContent).toContain('Policy: Data only'));
  });

  test('lists the globals of open files with why, filters them, and explains the chosen one', async () => {
    const { bridge } = await renderApp();
    bridge.add([dangerousSample(), suspiciousSample(), kerasSample()]);
    await waitFor(() => expect(banner()).toBeTruthy());
    await open();
    const grid = await screen.findByRole('grid', { name: 'Globals' });
    await waitFor(() => expect(within(grid).getAllByRole('row').length).toBeGreaterThan(3));
    expect(within(grid).getAllByRole('row')[0]?.textContent).toContain('dangerous');
    type('Filter globals', 'posix.system');
    await waitFor(() => expect(within(grid).getAllByRole('row')).toHaveLength(1));
    fireEvent.mouseDown(within(grid).getAllByRole('row')[0] as HTMLElement);
    const aside = screen.getByRole('complementary', { name: 'Judgement of a global' });
    expect(aside.textContent).toContain('The built-in rows decide.');
    expect(aside.textContent).toContain('Dangerous: it hands a text to the shell or starts a program.');
    expect(aside.textContent).toContain('1 file asks for it');
    fireEvent.click(within(aside).getByRole('button', { name: 'Show one' }));
    await waitFor(() => expect(banner().textContent).toContain('iris_classifier'));
  });

  test('a row is written, edited and deleted; one that breaks the rules is refused with its place', async () => {
    const { session } = await renderApp();
    await open();
    type('Look up a global', 'mine.models.Net');
    const aside = screen.getByRole('complementary', { name: 'Judgement of a global' });
    expect(aside.textContent).toContain('Unknown: no row is about it.');
    fireEvent.click(within(aside).getByRole('button', { name: 'Write a row about it…' }));
    const form = () => screen.getByRole('form', { name: 'Row' });
    type('Module', 'mine.*');
    type('Reason', 'ours');
    fireEvent.submit(form());
    await waitFor(() => expect(form().textContent).toContain('rows[0].module'));
    type('Module', 'mine.models');
    fireEvent.click(within(form()).getByRole('checkbox', { name: /rebuild/ }));
    fireEvent.submit(form());
    await waitFor(() => expect(session.policy.getState().file?.policy.rows).toHaveLength(1));
    expect(session.policy.getState().file?.policy.rows[0]).toEqual({
      module: 'mine.models',
      name: 'Net',
      judgement: 'trusted',
      uses: ['rebuild'],
      reason: 'ours',
    });
    await waitFor(() =>
      expect(aside.textContent).toContain('A row of this project decides for these uses only: rebuild.'),
    );
    fireEvent.mouseDown(screen.getByRole('tab', { name: /^Rows/ }), { button: 0 });
    const grid = await screen.findByRole('grid', { name: 'Rows' });
    grid.focus();
    key('Home');
    key('Enter');
    expect(form()).toBeTruthy();
    type('Reason', 'still ours');
    fireEvent.submit(form());
    await waitFor(() => expect(grid.textContent).toContain('still ours'));
    grid.focus();
    key('Delete');
    await waitFor(() => expect(session.policy.getState().file?.policy.rows).toHaveLength(0));
  });

  test('exceptions show their file and state, lead to it, and are revoked', async () => {
    await withSuspicious();
    const dialog = await accept('for now');
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement);
    await waitFor(() => expect(banner().dataset.verdict).toBe('noFindings'));
    await open();
    fireEvent.mouseDown(screen.getByRole('tab', { name: /^Exceptions/ }), { button: 0 });
    const grid = await screen.findByRole('grid', { name: 'Exceptions' });
    const row = within(grid).getAllByRole('row')[0] as HTMLElement;
    expect(row.textContent).toContain('Active');
    expect(row.textContent).toContain('for now');
    expect(row.textContent).toContain(suspiciousSample().name);
    fireEvent.click(within(row).getByRole('button', { name: /^Revoke/ }));
    await waitFor(() => expect(screen.getByText('Nothing is accepted.')).toBeTruthy());
  });

  test('a broken file is said, where it breaks, and nothing can be changed', async () => {
    const { bridge, session } = await renderApp();
    await open();
    const state = session.policy.getState().file as PolicyState;
    bridge.emit('policy.state', {
      ...state,
      isOwn: false,
      path: '/project/cuvette.policy.json',
      problems: [{ path: 'rows[0].module', sentence: 'This must be one exact name, without patterns or white space.' }],
    });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('rows[0].module: This must be one exact name');
    expect((screen.getAllByRole('radio', { name: 'Data only' })[0] as HTMLButtonElement).disabled).toBe(true);
    expect(screen.getByRole('contentinfo').textContent).toContain('Policy file broken');
  });
});

describe('looking a global up', () => {
  const known = (module: string, name: string) => judgeGlobal(module, name).class !== 'unknown';

  test('cuts a dotted text where somebody knows the name', () => {
    expect(parseGlobal('os.system', known)).toEqual({ module: 'os', name: 'system' });
    expect(parseGlobal(' sklearn.tree._tree.Tree ', known)).toEqual({ module: 'sklearn.tree._tree', name: 'Tree' });
    expect(parseGlobal('mine.models.Net', known)).toEqual({ module: 'mine.models', name: 'Net' });
    expect(parseGlobal('mine:Outer.Inner', known)).toEqual({ module: 'mine', name: 'Outer.Inner' });
    expect(parseGlobal(':ExampleLayer', known)).toEqual({ module: '', name: 'ExampleLayer' });
    expect(parseGlobal('mine Outer.Inner', known)).toEqual({ module: 'mine', name: 'Outer.Inner' });
    for (const text of ['', 'os', '.', 'os.', '.system', 'a b c', ':']) expect(parseGlobal(text, known)).toBeNull();
  });

  test('says which of rows, profile and built-in rows decides', () => {
    const forest = ['sklearn.ensemble._forest', 'RandomForestClassifier'] as const;
    const strict = new PolicyInForce({ version: 1, profile: 'data-only', rows: [], exceptions: [] }, '2026-11-24');
    expect(answerOf(BUILT_IN_POLICY, ...forest)).toMatchObject({ class: 'trusted', by: 'built-in' });
    expect(answerOf(BUILT_IN_POLICY, ...forest).profile).toBe('The profile Everything known admits it.');
    expect(answerOf(strict, ...forest)).toMatchObject({ class: 'unknown', by: 'profile' });
    expect(answerOf(strict, ...forest).profile).toBe('The profile Data only does not admit it.');
    const row = { module: 'os', name: 'system', judgement: 'trusted' as const, reason: 'a test' };
    const own = new PolicyInForce({ version: 1, profile: 'data-only', rows: [row], exceptions: [] }, '2026-11-24');
    expect(answerOf(own, 'os', 'system')).toMatchObject({
      class: 'trusted',
      by: 'row',
      decided: 'A row of this project decides. Its reason: a test',
      builtIn: 'Dangerous: it hands a text to the shell or starts a program.',
    });
  });
});
