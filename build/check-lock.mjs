// Every optional (platform) package that package-lock.json names must have an entry of its own, or `npm ci` refuses the
// lock on that platform. npm writes such a lock when a registry lacks one of the packages.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
const present = new Set(Object.keys(packages).map((key) => key.replace(/^.*node_modules\//, '')));
const missing = Object.entries(packages).flatMap(([key, { optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !present.has(name))
    .map(([name, version]) => `${name}@${version}, which ${key || 'the project'} names`),
);
if (missing.length > 0) {
  process.stderr.write(`package-lock.json is not whole. It lacks\n  ${missing.join('\n  ')}\n`);
  process.exitCode = 1;
}
