// Step 1: the npm packages, installed again only when package-lock.json says something new.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from '../bundle/lock.mjs';
import { out, root } from '../paths.mjs';
import { must, npm, say } from './say.mjs';

const mark = path.join(root, 'node_modules', '.cuvette-lock');

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Node 20.19 or newer is needed, this is ${process.version}.`);
}

async function isInstalled(wanted) {
  const found = await readFile(mark, 'utf8').catch(() => '');
  return found === wanted;
}

export async function installPackages() {
  const lock = await readFile(path.join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  if (await isInstalled(wanted)) return;
  await withLock(path.join(out, '.packages-lock'), async () => {
    if (await isInstalled(wanted)) return;
    say('Installing npm packages (npm ci)');
    must(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    await writeFile(mark, wanted);
  });
}
