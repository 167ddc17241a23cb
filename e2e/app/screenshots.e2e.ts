import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '../app.fixture';

const corpus = path.resolve(import.meta.dirname, '../corpus');

/** Width and height as a PNG file says them. */
async function sizeOf(file: string): Promise<[number, number]> {
  const bytes = await readFile(file);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

test('a tour writes a picture of every view, in both themes and two sizes, each of a file that has it, and ends the app @full', async ({
  launch,
  scratch,
}) => {
  const model = path.join(scratch, 'seven.pkl');
  await writeFile(model, Buffer.from('80044b072e', 'hex'));
  const folder = path.join(scratch, 'pictures');
  const arrays = path.join(corpus, 'joblib', 'iris_aws_exfil_arrays.joblib');
  const archive = path.join(corpus, 'torch', 'state-dict-old.pt');
  const { electron } = await launch({ words: ['--screenshot', folder, model, arrays, archive] });
  await electron.waitForEvent('close', { timeout: 55_000 });
  const views = ['overview', 'findings', 'opcodes', 'hex', 'code', 'tensors', 'strings', 'members', 'policy'];
  const themes = ['light', 'dark'];
  const large = ['welcome', ...views].flatMap((view) => themes.map((theme) => `${view}-${theme}.png`));
  const small = views.flatMap((view) => themes.map((theme) => `${view}-${theme}-small.png`));
  expect((await readdir(folder)).sort()).toEqual([...large, ...small].sort());
  for (const name of large) expect(await sizeOf(path.join(folder, name)), name).toEqual([1440, 900]);
  for (const name of small) expect(await sizeOf(path.join(folder, name)), name).toEqual([960, 600]);
  // A view that the file on the screen does not have would be a second picture of its overview.
  const overview = await readFile(path.join(folder, 'overview-light.png'));
  for (const view of ['tensors', 'strings', 'members'])
    expect((await readFile(path.join(folder, `${view}-light.png`))).equals(overview), view).toBe(false);
});
