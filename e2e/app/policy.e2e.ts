import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '../app.fixture';
import { InspectPage } from '../pages/inspect-page';
import { PolicyPage } from '../pages/policy-page';

const corpus = path.resolve(import.meta.dirname, '../corpus');
const forest = path.join(corpus, 'joblib', 'sklearn-pipeline-new.joblib');

/** Asks for `mine.models.Net` and does nothing with it. Written opcode by opcode and never loaded. */
const own = Buffer.concat([
  Buffer.from([0x80, 2, 0x63]),
  Buffer.from('mine.models\nNet\n', 'latin1'),
  Buffer.from('.'),
]);

test('a finding is accepted for its file: the verdict changes at once, and back when it is revoked @smoke', async ({
  launch,
  scratch,
}) => {
  const file = path.join(scratch, 'own.pkl');
  const twin = path.join(scratch, 'own with one more byte.pkl');
  await writeFile(file, own);
  await writeFile(twin, Buffer.concat([own.subarray(0, -1), Buffer.from([0x30, 0x4e]), Buffer.from('.')]));
  const { page, app, electron } = await launch();
  const inspect = new InspectPage(page);
  const policy = new PolicyPage(page);
  await app.drop([file, twin]);
  await inspect.choose('own.pkl');
  await inspect.expectVerdict('Suspicious');
  await policy.accept('read by hand');
  await inspect.expectVerdict('No findings');
  await expect(inspect.banner).toContainText('1 finding accepted under the project’s policy');
  await expect(inspect.inspector).toContainText('read by hand');
  await inspect.showTab('Findings');
  await expect(inspect.findings.getByRole('row')).toContainText('Accepted by');

  // Another file with the same name in it is another file.
  await inspect.choose('own with one more byte.pkl');
  await inspect.expectVerdict('Suspicious');

  const folder = await electron.evaluate(({ app: main }) => main.getPath('userData'));
  const written = JSON.parse(await readFile(path.join(folder, 'cuvette.policy.json'), 'utf8'));
  expect(written.exceptions).toEqual([
    expect.objectContaining({ module: 'mine.models', name: 'Net', reason: 'read by hand', file: 'own.pkl' }),
  ]);

  await inspect.choose('own.pkl');
  await policy.revokeFromInspector();
  await inspect.expectVerdict('Suspicious');
});

test('a profile that admits less makes a model suspicious without a scan, and a row vouches for its names', async ({
  launch,
  scratch,
}) => {
  const model = path.join(scratch, 'model.joblib');
  await copyFile(forest, model);
  const { page, app } = await launch();
  const inspect = new InspectPage(page);
  const policy = new PolicyPage(page);
  await app.drop([model]);
  await inspect.expectVerdict('No findings');
  await policy.open();
  await policy.choose('Data only');
  await expect(inspect.status).toContainText('1 file judged anew');
  await policy.leave();
  await inspect.expectVerdict('Suspicious');
  await expect(inspect.banner).toContainText('outside the profile data-only');
  await policy.open();
  await policy.choose('scikit-learn');
  await policy.leave();
  await inspect.expectVerdict('No findings');
  await policy.open();
  await policy.lookUp('sklearn.pipeline.Pipeline');
  await expect(policy.answer).toContainText('honest files of scikit-learn contain it');
  await policy.writeRow('Dangerous', 'not in this project');
  await expect(policy.answer).toContainText('A row of this project decides');
  await policy.leave();
  await inspect.expectVerdict('Dangerous');
  await expect(inspect.banner).toContainText('not in this project');
});

test('a project’s file is opened by dialog, watched for changes by others, and never written over', async ({
  launch,
  scratch,
}) => {
  const file = path.join(scratch, 'own.pkl');
  await writeFile(file, own);
  const project = path.join(scratch, 'cuvette.policy.json');
  const row = { module: 'mine.models', name: 'Net', judgement: 'trusted', reason: 'our own class' };
  await writeFile(project, JSON.stringify({ version: 1, profile: 'pytorch', rows: [row] }));
  const { page, app, electron } = await launch();
  const inspect = new InspectPage(page);
  const policy = new PolicyPage(page);
  await app.drop([file]);
  await inspect.expectVerdict('Suspicious');
  await electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, project);
  await policy.open();
  await policy.button('Open a project’s file…').click();
  await expect(policy.room).toContainText(project);
  await policy.leave();
  await inspect.expectVerdict('No findings');

  const theirs = JSON.stringify({ version: 1, profile: 'everything-known', rows: [] });
  await writeFile(project, theirs);
  await policy.open();
  await policy.room.getByRole('radio', { name: 'Data only' }).click();
  await expect(policy.room).toContainText('changed by somebody else');
  expect(await readFile(project, 'utf8')).toBe(theirs);
  await expect(policy.room.getByRole('radio', { name: 'Everything known' })).toBeChecked();
  await policy.leave();
  await inspect.expectVerdict('Suspicious');
});
