import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, violationsIn } from './violations';

const root = path.resolve(import.meta.dirname, '../..');

const sources = ['shared', 'electron', 'renderer', 'e2e', 'build'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mts)$/.test(name))
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`),
);

test('every source file keeps to its room', () => {
  expect(sources.length).toBeGreaterThan(20);
  const found = sources
    .filter((file) => !file.startsWith('build/layers/layers.test'))
    .flatMap((file) => violationsIn(file, readFileSync(path.join(root, file), 'utf8')));
  expect(found).toEqual([]);
});

test('every room that has source is a project of the solution', () => {
  const solution = readFileSync(path.join(root, 'tsconfig.json'), 'utf8');
  const rooms = new Set(sources.map((file) => /^electron\/[^/]+|^[^/]+/.exec(file)?.[0] ?? file));
  for (const room of rooms) expect(solution, room).toContain(`"./${room}"`);
});

/** The check must see what is planted, or its silence means nothing. */
describe('planted violations are found', () => {
  const planted: readonly [file: string, source: string, complaint: RegExp][] = [
    ['shared/domain/x.ts', `import fs from 'node:fs';`, /without Node/],
    ['shared/domain/x.ts', `import { join } from 'path';`, /without Node/],
    ['shared/rules/x.ts', `import { inspect } from '../../electron/engine/inspect';`, /may not import electron/],
    ['shared/rules/x.ts', `import type { Requests } from '../ipc/contract';`, /may not import shared\/ipc/],
    ['shared/text/x.ts', `import type { Rectangle } from 'electron';`, /without Electron/],
    ['electron/engine/x.ts', `import { REQUESTS } from '../../shared/ipc/contract';`, /may not import shared\/ipc/],
    ['electron/engine/x.ts', `const fs = await import('node:fs/promises');`, /without Node/],
    ['electron/engine/x.ts', `import { FileSource } from '../adapters/file-source';`, /may not import electron/],
    ['electron/adapters/x.ts', `export { inspect } from '../engine/inspect';`, /may not import electron\/engine/],
    ['electron/main/x.ts', `import { inspect } from '../engine/inspect';`, /may not import electron\/engine/],
    ['electron/main/x.ts', `import { App } from '../../renderer/App';`, /may not import renderer/],
    ['electron/main/x.ts', `import { ipcMain } from 'electron';`, /may not use ipcMain/],
    ['electron/preload/x.ts', `import { contextBridge } from 'electron';`, /may not use contextBridge/],
    ['electron/preload/index.ts', `const fs = require('fs');`, /without Node/],
    ['electron/cli/x.ts', `import { app } from 'electron';`, /without Electron/],
    ['electron/cli/x.ts', `import { settings } from '../main/settings';`, /may not import electron\/main/],
    ['renderer/views/hex/x.tsx', `import type { Cursor } from '../../../electron/engine/cursor';`, /may not import/],
    ['renderer/views/hex/x.tsx', `import { Findings } from '../findings/Findings';`, /strangers/],
    ['renderer/views/hex/x.tsx', `const sent = window.cuvette.request('app.info');`, /may not use window.cuvette/],
    ['renderer/x.tsx', `import { readFile } from 'node:fs';`, /without Node/],
    ['e2e/app/x.e2e.ts', `import { root } from '../../build/paths.mjs';`, /may not import build/],
    ['shared/x.ts', `export const a = 1;`, /lies in no room/],
    ['renderer/x.tsx', `export default function App() {}`, /default export/],
    ['renderer/x.tsx', `export { App as default };`, /default export/],
  ];
  test.each(planted)('%s: %s', (file, source, complaint) => {
    const found = violationsIn(file, source);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(complaint);
  });
});

test('what is allowed stays allowed', () => {
  const fine: readonly [file: string, source: string][] = [
    [
      'electron/main/ipc.ts',
      `import { ipcMain } from 'electron';\nimport { REQUESTS } from '../../shared/ipc/contract';`,
    ],
    ['electron/preload/index.ts', `import { contextBridge } from 'electron';`],
    ['electron/adapters/x.ts', `import type { ByteSource } from '../engine/byte-source';\nimport fs from 'node:fs';`],
    ['renderer/bridge.ts', `export const bridge = window.cuvette;`],
    ['renderer/views/hex/x.tsx', `/** As window.cuvette does. */\nimport { Row } from './Row';\nimport 'cmdk';`],
    ['shared/domain/x.test.ts', `import { test } from 'vitest';`],
  ];
  for (const [file, source] of fine) expect(violationsIn(file, source)).toEqual([]);
});

test('an import is seen in every way to write it', () => {
  const source = [
    `import a from 'one';`,
    `import {\n  b,\n  type C,\n} from 'two';`,
    `import 'three';`,
    `export * from "four";`,
    `const d = await import('five');`,
    `const e = require('six');`,
    `type F = import('seven').F;`,
    `// import g from 'not this';`,
    `/* import h from 'nor this'; */`,
  ].join('\n');
  expect([...importsOf(source)].sort()).toEqual(['five', 'four', 'one', 'seven', 'six', 'three', 'two']);
});

test('a text that talks of importing is no import', () => {
  const source = [
    `const rows = [['import', 'what a file asks for from', 'x'], ["export", 'from', 'y']];`,
    `const python = "__import__('os').system('id')";`,
    `export const title = 'A dangerous import', from = 'here';`,
  ].join('\n');
  expect(importsOf(source)).toEqual([]);
});
