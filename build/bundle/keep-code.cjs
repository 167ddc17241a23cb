// node keep-code.cjs FOLDER: runs the program of a folder once and keeps its compiled code beside it, for with-code.cjs.
const { readFileSync, writeFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const path = require('node:path');
const { Script } = require('node:vm');

const folder = path.resolve(process.argv[2]);
const file = path.join(folder, 'program.cjs');
const script = new Script(wrap(readFileSync(file, 'utf8')), { filename: file });
process.argv.splice(1, 2, file, '--version');
// What was compiled in the run is kept, too.
process.on('exit', () => writeFileSync(path.join(folder, 'program.code'), script.createCachedData()));
// Its chunks ask for it by name.
const program = { exports: {}, loaded: true };
require.cache[file] = program;
script.runInThisContext()(program.exports, createRequire(file), program, file, folder);
