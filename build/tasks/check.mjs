// npm run check: what needs no window. The one command before a commit.
import { preparePackages } from '../bootstrap.mjs';
import { lint, types, unit } from '../testing/steps.mjs';
import { add, createTally, isGood, summary } from '../testing/tally.mjs';

export async function run(rest) {
  await preparePackages();
  const tally = createTally();
  add(tally, types());
  add(tally, lint());
  add(tally, await unit(rest));
  process.stdout.write(`\n${summary(tally)}\n`);
  return isGood(tally) ? 0 : 1;
}
