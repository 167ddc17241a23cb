// The one door to every script: `node build/run.mjs <task> [arguments]`, from a bare clone on. Node built-ins only, up
// to the point where a task has prepared its packages.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';

const [name = 'start', ...rest] = process.argv.slice(2);
const file = path.join(root, 'build', 'tasks', `${name}.mjs`);
if (!/^[a-z]+$/.test(name) || !existsSync(file)) {
  process.stderr.write(`There is no task called ${name}.\n`);
  process.exit(2);
}
try {
  const task = await import(pathToFileURL(file).href);
  const code = await task.run(rest);
  if (typeof code === 'number') process.exitCode = code;
} catch (error) {
  process.stderr.write(`✗ ${process.env.CUVETTE_TRACE ? error.stack : error.message}\n`);
  process.exitCode = 1;
}
