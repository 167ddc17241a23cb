import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const here = import.meta.dirname;
const folder = mkdtempSync(path.join(tmpdir(), 'cuvette-code-'));
afterAll(() => rmSync(folder, { recursive: true }));
const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [path.join(folder, 'index.cjs'), ...args], { encoding: 'utf8' });

describe('a program beside its compiled code', () => {
  writeFileSync(
    path.join(folder, 'program.cjs'),
    "exports.name = 'program';\nconst { hello } = require('./chunk.cjs');\nconsole.log(hello(), process.argv.slice(2).join(' '), require.main === undefined);\n",
  );
  writeFileSync(
    path.join(folder, 'chunk.cjs'),
    "const { name } = require('./program.cjs');\nexports.hello = () => 'hello from ' + name;\n",
  );
  copyFileSync(path.join(here, 'with-code.cjs'), path.join(folder, 'index.cjs'));
  const code = path.join(folder, 'program.code');

  test('runs without it, with it, and with code that is none', () => {
    const plain = run('a', 'b');
    expect(plain.stdout).toMatch(/^hello from program a b /);
    expect(plain.status).toBe(0);
    const kept = spawnSync(process.execPath, [path.join(here, 'keep-code.cjs'), folder], { encoding: 'utf8' });
    expect(kept.stdout).toMatch(/^hello from program --version /);
    expect(readFileSync(code).length).toBeGreaterThan(100);
    expect(run('a', 'b').stdout).toBe(plain.stdout);
    for (const spoiled of [Buffer.alloc(0), Buffer.from('no code'), readFileSync(code).subarray(0, 200)]) {
      writeFileSync(code, spoiled);
      expect(run('a', 'b').stdout).toBe(plain.stdout);
    }
  });
});
