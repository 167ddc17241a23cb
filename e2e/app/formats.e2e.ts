import path from 'node:path';
import { expect, test } from '../app.fixture';
import { InspectPage, type VerdictWord } from '../pages/inspect-page';

const corpus = path.resolve(import.meta.dirname, '../corpus');

/** An honest and a hostile file of each format, with the word for each. */
const PAIRS: readonly (readonly [file: string, word: VerdictWord])[] = [
  ['safetensors/weights-new.safetensors', 'No findings'],
  ['safetensors/pickle_behind.safetensors', 'Dangerous'],
  ['gguf/llama-new.gguf', 'No findings'],
  ['gguf/template_subclasses.gguf', 'Dangerous'],
  ['onnx/pipeline-new.onnx', 'No findings'],
  ['onnx/python.onnx', 'Dangerous'],
  ['keras/functional-new.keras', 'No findings'],
  ['keras/lambda.keras', 'Dangerous'],
  ['npz/weights-new.npz', 'No findings'],
  ['npz/object.npz', 'Dangerous'],
  ['tar/ustar.tar', 'No findings'],
  ['tar/nested.tar', 'Dangerous'],
  ['7z/pickles-new.7z', 'No findings'],
  ['7z/hostile.7z', 'Dangerous'],
  ['skops/forest-new.skops', 'No findings'],
  ['skops/function_system.skops', 'Dangerous'],
];

test('files of eight formats get the verdict that their bytes deserve', async ({ launch }) => {
  const { page, app } = await launch();
  const inspect = new InspectPage(page);
  await app.drop(PAIRS.map(([file]) => path.join(corpus, file)));
  for (const [file, word] of PAIRS) {
    await inspect.choose(path.basename(file));
    await inspect.expectVerdict(word);
  }
});

test('an encrypted archive is inconclusive until its password opens it', async ({ launch }) => {
  const { page } = await launch({ words: [path.join(corpus, 'zip', 'locked-aes-256-deflated-new.zip')] });
  const inspect = new InspectPage(page);
  await inspect.expectVerdict('Inconclusive');
  await inspect.tryPassword('wrong horse');
  await expect(inspect.passwordDialog).toContainText('Still locked: this password does not open all of it.');
  await inspect.tryPassword('correct horse');
  await expect(inspect.passwordDialog).toBeHidden({ timeout: 15_000 });
  await inspect.expectVerdict('No findings');
  await inspect.showTab('Members');
  await expect(inspect.members.getByRole('row', { name: /^weights\.pkl/ })).toBeVisible();
  await inspect.showTab('Code');
  await expect(inspect.code.getByRole('row').last()).toContainText("return {'weights': [0.25, 0.5");
});

test('the Code tab tells a hostile pickle as Python, and a line leads to its opcode', async ({ launch }) => {
  const { page } = await launch({ words: [path.join(corpus, 'joblib', 'iris_aws_exfil_arrays.joblib')] });
  const inspect = new InspectPage(page);
  await inspect.expectVerdict('Dangerous');
  await inspect.showTab('Code');
  const call = inspect.code.getByRole('row', { name: /v\d+ = system\('curl https\[:\]\/\/attacker\[\.\]example/ });
  await expect(call.getByRole('img', { name: /^Finding, critical/ })).toBeVisible();
  await inspect.code.getByRole('row').last().click();
  await expect(inspect.inspector).toContainText('STOP');
  await call.click();
  await expect(inspect.inspector).toContainText('Pops a callable and an argument tuple');
  await inspect.showTab('Opcodes');
  await expect(inspect.selectedIn(inspect.opcodes)).toContainText('REDUCE');
  await expect.poll(() => inspect.selectedBytes()).toEqual(['52']);
});

test('the Strings tab lists what a hostile pickle points at, defanged, and a row leads to its opcode', async ({
  launch,
}) => {
  const { page, electron } = await launch({ words: [path.join(corpus, 'joblib', 'iris_aws_exfil.joblib')] });
  const inspect = new InspectPage(page);
  await inspect.expectVerdict('Dangerous');
  await inspect.showTab('Strings');
  await expect(inspect.strings.getByRole('row')).toHaveCount(3);
  await page.getByRole('radio', { name: 'URLs 1' }).click();
  const address = inspect.strings.getByRole('row', { name: /hxxps:\/\/attacker\[\.\]example/ });
  await address.click();
  await expect(inspect.inspector).toContainText('hxxps://attacker[.]example');
  await page.getByRole('button', { name: 'STIX' }).click();
  await expect(page.getByText('Copied 1 row as STIX')).toBeVisible();
  const copied = await electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(JSON.parse(copied).objects.map(({ type }: { type: string }) => type)).toEqual([
    'file',
    'url',
    'observed-data',
  ]);
  await address.dblclick();
  await expect(inspect.selectedIn(inspect.opcodes)).toContainText('curl');
});
