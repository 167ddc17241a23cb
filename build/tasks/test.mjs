// npm test: everything. A step that fails does not hide the next one; the last line is the sum of them all.

import { preparePython } from '../bootstrap/python.mjs';
import { say } from '../bootstrap/say.mjs';
import { preparePackages, prepareWindow } from '../bootstrap.mjs';
import { bundles, endToEnd, lint, types, unit } from '../testing/steps.mjs';
import { add, createTally, isGood, summary } from '../testing/tally.mjs';

/** Without a runtime no window opens: the run then says so and counts as failed, with everything else done. */
async function window() {
  try {
    return await prepareWindow({ hidden: process.env.CI === 'true' });
  } catch (error) {
    say(`No window: ${error.message}`);
    return null;
  }
}

export async function run(rest) {
  await preparePackages();
  const python = await preparePython();
  if (python !== null) process.env.CUVETTE_PYTHON = python;
  const tally = createTally();
  add(tally, types());
  add(tally, lint());
  add(tally, await unit());
  const built = bundles();
  add(tally, built);
  if (built.failed === 0) {
    const ready = await window();
    add(tally, ready ? await endToEnd(ready, rest) : { passed: 0, failed: 1 });
  }
  process.stdout.write(`\n${summary(tally)}\n`);
  return isGood(tally) ? 0 : 1;
}
