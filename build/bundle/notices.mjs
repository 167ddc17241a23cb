// The licences of what is bundled, as their authors ask: one text beside the app. Everything that the bundles import is a
// devDependency, so the roots are named here; a test holds them to what the sources import.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';

/** Packages that the sources of the product import. */
export const BUNDLED = [
  '@fontsource-variable/inter',
  '@fontsource-variable/jetbrains-mono',
  '@huggingface/jinja',
  '@tanstack/react-virtual',
  'cmdk',
  'get-nonce',
  'h5wasm',
  'lucide-react',
  'radix-ui',
  'react',
  'react-dom',
  'react-resizable-panels',
  'saxes',
  'tailwindcss',
  'yaml',
  'zustand',
];

const folderOf = (name) => path.join(root, 'node_modules', name);

/** The roots and everything below them. */
export function bundledPackages(roots = BUNDLED) {
  const seen = new Set();
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name) || !existsSync(folderOf(name))) continue;
    seen.add(name);
    const { dependencies = {} } = JSON.parse(readFileSync(path.join(folderOf(name), 'package.json'), 'utf8'));
    waiting.push(...Object.keys(dependencies));
  }
  return [...seen].sort();
}

/** One section a package: name, version, licence, and the licence's text where the package carries it. */
export function notices() {
  return bundledPackages()
    .map((name) => {
      const { version, license } = JSON.parse(readFileSync(path.join(folderOf(name), 'package.json'), 'utf8'));
      const file = readdirSync(folderOf(name)).find((one) => /^(licen[cs]e|copying)(\.|$)/i.test(one));
      const text = file === undefined ? '' : readFileSync(path.join(folderOf(name), file), 'utf8').trim();
      return `${name} ${version} (${license ?? 'see below'})\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
