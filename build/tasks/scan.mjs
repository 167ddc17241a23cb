// npm run -s scan -- FILE…: the command line, in this very process. Nothing of Electron is looked at.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { preparePackages } from '../bootstrap.mjs';
import { isFresh } from '../bundle/fingerprint.mjs';
import { mustRefresh } from '../bundle/refresh.mjs';
import { callerFolder, out } from '../paths.mjs';

export async function run(rest) {
  if (!isFresh('cli')) {
    await preparePackages();
    mustRefresh(['cli']);
  }
  const program = path.join(out, 'cli', 'index.cjs');
  process.chdir(callerFolder());
  process.argv = [process.argv[0], program, ...rest];
  await import(pathToFileURL(program).href);
}
