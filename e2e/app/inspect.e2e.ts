import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '../app.fixture';
import { InspectPage } from '../pages/inspect-page';

const text = (value: string) => Buffer.concat([Buffer.from([0x8c, value.length]), Buffer.from(value, 'latin1')]);

/** Written opcode by opcode and never loaded: `os.system('echo inert')`, and its result thrown away. */
const shell = Buffer.concat([
  Buffer.from([0x80, 4]),
  text('posix'),
  text('system'),
  Buffer.from([0x93]),
  text('echo inert'),
  Buffer.from([0x85, 0x52, 0x30, 0x4e, 0x2e]),
]);
const reduceOffset = shell.indexOf(0x52, shell.indexOf('inert'));

const corpus = path.resolve(import.meta.dirname, '../corpus');

/** The number 7. */
const seven = Buffer.from('80044b072e', 'hex');
/** The number 7 that breaks off before its STOP. */
const broken = seven.subarray(0, 4);

test('the window begins as a drop target and takes real files @smoke', async ({ launch, scratch }) => {
  const file = path.join(scratch, 'shell.pkl');
  await writeFile(file, shell);
  const { page, app } = await launch();
  const inspect = new InspectPage(page);
  await expect(inspect.welcome).toContainText('Files are read, never loaded. Nothing leaves this computer.');
  await app.drop([file]);
  await inspect.expectVerdict('Dangerous');
  await expect(inspect.banner).toContainText('echo inert');
  await expect(inspect.welcome).toBeHidden();
});

test('each verdict has its word, and a folder brings all that is in it', async ({ launch, scratch }) => {
  const folder = path.join(scratch, 'models', 'deep');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'shell.pkl'), shell);
  await writeFile(path.join(folder, 'seven.pkl'), seven);
  await writeFile(path.join(folder, 'broken.pkl'), broken);
  const { page, app } = await launch();
  const inspect = new InspectPage(page);
  await app.drop([path.join(scratch, 'models')]);
  await expect(inspect.file('seven.pkl')).toBeVisible();
  for (const [name, word] of [
    ['shell.pkl', 'Dangerous'],
    ['seven.pkl', 'No findings'],
    ['broken.pkl', 'Inconclusive'],
  ] as const) {
    await inspect.choose(name);
    await inspect.expectVerdict(word);
  }
});

test('a finding leads to its opcode and its bytes', async ({ launch, scratch }) => {
  const file = path.join(scratch, 'shell.pkl');
  await writeFile(file, shell);
  const { page } = await launch({ words: [file] });
  const inspect = new InspectPage(page);
  await inspect.expectVerdict('Dangerous');
  await inspect.showTab('Findings');
  await inspect.findings.getByRole('row', { name: /shell command/ }).dblclick();
  await expect(inspect.selectedIn(inspect.opcodes)).toContainText('REDUCE');
  await expect(inspect.selectedIn(inspect.opcodes)).toContainText(`0x${reduceOffset.toString(16)}`);
  await expect.poll(() => inspect.selectedBytes()).toEqual(['52']);
  await expect(inspect.inspector).toContainText('Pops a callable and an argument tuple');
  await expect(inspect.inspector.getByTestId('stack-change')).toContainText('posix.system');
});

test('an array leads to its bytes', async ({ launch }) => {
  const { page } = await launch({ words: [path.join(corpus, 'joblib', 'iris_aws_exfil_arrays.joblib')] });
  const inspect = new InspectPage(page);
  await inspect.expectVerdict('Dangerous');
  await inspect.showTab('Tensors');
  await inspect.tensors.getByRole('row').first().click();
  await expect(inspect.inspector).toContainText('First values');
  await inspect.tensors.press('Enter');
  await expect(inspect.tab('Hex')).toHaveAttribute('aria-selected', 'true');
  await expect(inspect.inspector).toContainText('2 × 3');
});

test('members are a tree that is moved through by keyboard', async ({ launch }) => {
  const { page } = await launch({ words: [path.join(corpus, 'torch', 'state-dict-old.pt')] });
  const inspect = new InspectPage(page);
  await inspect.expectVerdict('No findings');
  await inspect.showTab('Members');
  await inspect.members.focus();
  await inspect.press('Home');
  await expect(inspect.members.getByRole('row', { expanded: true }).first()).toBeVisible();
  await inspect.press('ArrowDown');
  await expect(inspect.inspector).toContainText('pickle');
  await inspect.press('Enter');
  await expect(inspect.opcodes).toBeVisible();
});

test('everything goes by keyboard', async ({ launch, scratch }) => {
  const file = path.join(scratch, 'shell.pkl');
  await writeFile(file, shell);
  const { electron, page } = await launch({ words: [file] });
  const inspect = new InspectPage(page);
  await inspect.expectVerdict('Dangerous');
  await inspect.runFromPalette('show opcodes');
  await expect(inspect.opcodes).toBeVisible();
  await inspect.opcodes.focus();
  await inspect.press('Home');
  await expect(inspect.selectedIn(inspect.opcodes)).toContainText('PROTO');
  await inspect.press('ArrowDown');
  await expect(inspect.selectedIn(inspect.opcodes)).toContainText("'posix'");
  await inspect.runFromPalette(`0x${reduceOffset.toString(16)}`);
  await expect(inspect.selectedIn(inspect.opcodes)).toContainText('REDUCE');
  await inspect.runFromPalette('copy sha');
  const digest = createHash('sha256').update(shell).digest('hex');
  await expect.poll(() => electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(digest);
  await inspect.runFromPalette('theme light');
  await expect.poll(() => inspect.theme()).toBe('light');
  await inspect.press('Control+k');
  await inspect.press('Escape');
  await inspect.press('Delete');
  await expect(inspect.welcome).toBeVisible();
});

test('tabs stand only where there is something to show', async ({ launch, scratch }) => {
  const file = path.join(scratch, 'seven.pkl');
  await writeFile(file, seven);
  const { page } = await launch({ words: [file] });
  const inspect = new InspectPage(page);
  await inspect.expectVerdict('No findings');
  expect(await inspect.tabNames()).toEqual(['Overview', 'Opcodes', 'Code', 'Hex']);
});

test('the overview tells loaders apart, and a finding leads to the page of its rule', async ({ launch }) => {
  const { page, app } = await launch();
  const inspect = new InspectPage(page);
  await app.drop([path.join(corpus, 'joblib', 'between_arrays.joblib')]);
  await inspect.expectVerdict('Dangerous');
  await expect(inspect.loaders.getByRole('row', { name: /^joblib\.load Calls posix\.system/ })).toBeVisible();
  await expect(inspect.loaders.getByRole('row', { name: /^pickle\.load, C unpickler Gives up/ })).toBeVisible();
  const row = inspect.loaders.getByRole('button', { name: 'pickle.load, C unpickler' });
  await row.focus();
  await inspect.press('Enter');
  await expect(row).toHaveAttribute('aria-expanded', 'true');
  await expect(inspect.loaders.getByRole('listitem').last()).toContainText('numpy.dtype');
  await inspect.showTab('Findings');
  await expect(inspect.inspector.getByText('gives up at 0xe0')).toHaveCount(3);
  await inspect.press('Control+i');
  await expect(inspect.rulePage).toContainText('Calls something dangerous');
  await inspect.press('Escape');
  await expect(inspect.rulePage).toBeHidden();
});
