// Whether a bundle is up to date, cheaply: names, sizes and times of its sources, never their contents.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { out, root } from '../paths.mjs';
import { programs } from './programs.mjs';

const always = ['build/bundle', 'package-lock.json'];
const isTest = (name) => /\.(test|e2e)\.tsx?$/.test(name) || name.endsWith('.md');

function note(hash, name) {
  const file = path.join(root, name);
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return;
  if (found.isDirectory()) for (const child of readdirSync(file).sort()) note(hash, `${name}/${child}`);
  else if (!isTest(name)) hash.update(`${name} ${found.size} ${found.mtimeMs}\n`);
}

export function fingerprint(program) {
  const hash = createHash('sha256');
  for (const name of [...always, ...programs[program].sources]) note(hash, name);
  return hash.digest('hex');
}

const stampFile = (program) => path.join(out, 'stamps', program);

export function isFresh(program) {
  try {
    return readFileSync(stampFile(program), 'utf8') === fingerprint(program);
  } catch {
    return false;
  }
}

export { stampFile };
