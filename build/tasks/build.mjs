// npm run build: every bundle of the product, and nothing else.
import { preparePackages } from '../bootstrap.mjs';
import { appPrograms } from '../bundle/programs.mjs';
import { mustRefresh } from '../bundle/refresh.mjs';

export async function run() {
  await preparePackages();
  mustRefresh([...appPrograms, 'cli']);
}
