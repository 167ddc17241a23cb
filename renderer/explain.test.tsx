// @vitest-environment jsdom
import { cleanup, fireEvent } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { ruleById } from '../shared/rules/catalog';
import { evidenceMarkdown } from './state/evidence';
import { reachOf } from './state/loader-steps';
import type { QueueItem } from './state/queue-item';
import { tensorsSample } from './testing/format-samples';
import { renderApp, screen, waitFor, within } from './testing/render-app';
import { dangerousSample, suspiciousSample } from './testing/samples';
import { storyBesideLoaders } from './views/overview/story';

afterEach(cleanup);

const row = (table: HTMLElement, name: RegExp) => within(table).getByRole('row', { name });
const loaders = async () =>
  (await screen.findByText('What each loader would do', {}, { timeout: 5000 })).closest('section') as HTMLElement;

describe('the loader table', () => {
  test('has a row for each program, the worst one open, and its steps lead to the bytes', async () => {
    const { bridge, session } = await renderApp();
    bridge.add([dangerousSample()]);
    const section = await loaders();
    const names = within(section)
      .getAllByRole('rowheader')
      .map((cell) => cell.textContent);
    expect(names).toEqual([
      'pickle.load, C unpickler',
      'pickle.load, Python unpickler',
      'joblib.load',
      'torch.load',
      'torch.load(weights_only=True)',
    ]);
    expect(row(section, /^joblib.load/).textContent).toMatch(/Calls posix\.system\('curl https\[:\]/);
    const first = within(section).getByRole('button', { name: 'pickle.load, C unpickler' });
    expect(first.getAttribute('aria-expanded')).toBe('true');
    const step = within(section).getByRole('button', { name: /Calls posix\.system/ });
    fireEvent.click(step);
    await waitFor(() => expect(session.view.getState().tab).toBe('opcodes'));
  });

  test('opens one row at a time and says which it is', async () => {
    const { bridge } = await renderApp();
    bridge.add([dangerousSample()]);
    const section = await loaders();
    const [first, other] = ['pickle.load, C unpickler', 'joblib.load'].map((name) =>
      within(section).getByRole('button', { name }),
    ) as [HTMLElement, HTMLElement];
    fireEvent.click(other);
    expect(other.getAttribute('aria-expanded')).toBe('true');
    expect(first.getAttribute('aria-expanded')).toBe('false');
    expect(within(section).getAllByRole('list')).toHaveLength(1);
    fireEvent.click(other);
    expect(within(section).queryAllByRole('list')).toEqual([]);
  });

  test('is one line where none of the programs reads the file', async () => {
    const { bridge } = await renderApp();
    bridge.add([tensorsSample()]);
    expect(await screen.findByText(/None of pickle.load, joblib.load and torch.load/)).toBeTruthy();
    expect(screen.queryByText('What each loader would do')).toBeNull();
  });

  test('leaves to the story only what it does not have', () => {
    const { report } = dangerousSample();
    expect(storyBesideLoaders(report)).toEqual([]);
    const cut = {
      ...report,
      loaders: report.loaders.map((outcome) => ({ ...outcome, steps: outcome.steps.slice(0, 2) })),
    };
    expect(storyBesideLoaders(cut)).toHaveLength(2);
  });

  test('is what the inspector says of an opcode', () => {
    const { report } = dangerousSample();
    const call = report.calls.at(-1);
    if (call === undefined) throw new Error('no call');
    const words = reachOf(report, call.entryPath, call.range.start).map((one) => `${one.program} ${one.words}`);
    expect(words.slice(0, 4)).toEqual(['pickleC runs it', 'picklePython runs it', 'joblib runs it', 'torch runs it']);
    expect(reachOf(report, ['elsewhere'], 3).map(({ words: said }) => said)).not.toContain('runs it');
  });
});

describe('what a finding means', () => {
  test('stands in the inspector in four parts, with the page of the rule behind its name', async () => {
    const { bridge } = await renderApp();
    bridge.add([suspiciousSample()]);
    const finding = await screen.findByRole('region', { name: 'Finding' });
    for (const title of ['What it means', 'What would happen', 'How sure', 'What to do'])
      expect(within(finding).getByText(title)).toBeTruthy();
    expect(finding.textContent).toContain('Not vouched for.');
    fireEvent.click(within(finding).getByTitle('About the rule unknown-global'));
    const page = await screen.findByRole('dialog', { name: ruleById('unknown-global')?.title as string });
    expect(within(page).getByText(/any name in no list/)).toBeTruthy();
    fireEvent.click(within(page).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  test('is a key away, and a name in the list of findings', async () => {
    const { bridge } = await renderApp();
    bridge.add([dangerousSample()]);
    await screen.findByRole('region', { name: 'Finding' });
    fireEvent.keyDown(document.body, { key: 'i', ctrlKey: true });
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Close' }));
    fireEvent.mouseDown(await screen.findByRole('tab', { name: /^Findings/ }), { button: 0 });
    const list = await screen.findByRole('grid', { name: 'Findings' });
    fireEvent.click(within(list).getByTitle('About the rule dangerous-import'));
    expect(await screen.findByRole('dialog', { name: 'Imports something dangerous' })).toBeTruthy();
  });

  test('is copied as Markdown in which the file’s own text is only text', async () => {
    const { bridge } = await renderApp();
    bridge.add([dangerousSample()]);
    fireEvent.click(await screen.findByRole('button', { name: 'Copy as Markdown' }));
    await waitFor(() => expect(bridge.clipboard).toHaveLength(1));
    expect(bridge.clipboard[0]).toMatch(/^### Calls something dangerous \(critical\)\n\n```text\nCRITICAL/);
    expect(bridge.clipboard[0]).toMatch(/\*\*How sure\.\*\* Certain\./);
    const { report } = dangerousSample();
    const [finding] = report.findings;
    if (finding === undefined) throw new Error('no finding');
    const item = { name: 'x', sizeBytes: 1, report } as QueueItem;
    const text = evidenceMarkdown(item, { ...finding, message: '```` [link](https://attacker.example)' });
    expect(text).toContain('\n`````text\n');
    expect(text).toContain('\n`````\n');
  });
});
