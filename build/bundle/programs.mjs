// What is built from electron/: one self-contained folder per process, whose index.cjs holds everything but the large libraries
// that few runs need: what is imported by `import()` is a file beside it, read when it is asked for. CommonJS, because a sandboxed
// preload must be and Electron before 28 loads no ES-module main; self-contained, because the package then ships no node_modules.
import { builtinModules } from 'node:module';
import path from 'node:path';
import { root } from '../paths.mjs';

/** Every bundle: its entry, and the folders whose change makes it stale. */
export const programs = {
  main: { entry: 'electron/main/index.ts', sources: ['electron', 'shared'] },
  preload: { entry: 'electron/preload/index.ts', sources: ['electron/preload', 'shared'] },
  scanner: { entry: 'electron/scanner/main.ts', sources: ['electron', 'shared'] },
  cli: { entry: 'electron/cli/index.ts', sources: ['electron', 'shared'], startsOften: true },
  bench: { entry: 'build/bench/bench.ts', sources: ['build/bench', 'electron', 'shared'] },
  judge: { entry: 'build/judge/judge.ts', sources: ['build/judge', 'electron', 'shared'] },
  names: { entry: 'build/policy/judge-names.ts', sources: ['build/policy', 'shared'] },
  renderer: { entry: 'renderer/index.html', sources: ['renderer', 'shared'] },
};

/** The bundles the desktop app consists of. */
export const appPrograms = ['main', 'preload', 'scanner', 'renderer'];

/**
 * @param {keyof typeof programs} name
 * @param {string} outDir
 * @returns {import('vite').InlineConfig}
 */
export function programConfig(name, outDir, { watch = false } = {}) {
  const { entry, startsOften } = programs[name];
  return {
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    mode: watch ? 'development' : 'production',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node18',
      outDir,
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      watch: watch ? {} : null,
      rolldownOptions: {
        input: path.join(root, entry),
        external: ['electron', ...builtinModules, /^node:/],
        output: {
          format: 'cjs',
          entryFileNames: startsOften ? 'program.cjs' : 'index.cjs',
          chunkFileNames: '[name].cjs',
        },
      },
    },
  };
}
