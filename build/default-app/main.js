// Stands in for Electron's own default app, which the carried runtime lacks: with it `electron <folder> [arguments]`
// and `electron -r <module> <folder>` (which Playwright uses) behave as they do everywhere.
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');
const Module = require('node:module');

/** Splits the command line into modules to load first and the app. `process.argv` stays whole, as Electron leaves it. */
function readCommandLine(words) {
  const required = [];
  for (let i = 0; i < words.length; i++) {
    if (words[i] === '-r' || words[i] === '--require') required.push(words[++i]);
    else if (!words[i].startsWith('-')) return { required, target: words[i] };
  }
  return { required, target: null };
}

function describe(target) {
  const folder = path.resolve(target);
  if (!fs.statSync(folder).isDirectory()) return { folder: path.dirname(folder), entry: folder };
  const about = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return { folder, entry: path.resolve(folder, about.main ?? 'index.js'), about };
}

const { required, target } = readCommandLine(process.argv.slice(1));
if (target === null) {
  console.error('usage: electron <app folder>');
  app.exit(2);
} else {
  for (const name of required) require(path.resolve(name));
  const { folder, entry, about } = describe(target);
  process.defaultApp = true;
  if (about?.name) app.setName(about.productName ?? about.name);
  if (about?.version) app.setVersion(about.version);
  app.setAppPath(folder);
  Module._load(entry, Module, true);
}
