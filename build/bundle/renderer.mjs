// How the window's page is built: Vite, React, Tailwind, for Chrome 114 and newer.
import path from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { root } from '../paths.mjs';

const chrome = 114;

/**
 * Chrome 114 (Electron 25) drops any declaration that uses `var(--x,)` when --x is registered without an initial value,
 * so Tailwind's ring-*, blur, backdrop-* and drop-shadow-* vanish there (tailwindcss#15657). Takes those registrations
 * out and switches on Tailwind's own reset for browsers without @property, which does the same job.
 * @returns {import('vite').Plugin}
 */
function tailwindOnOldChrome() {
  return {
    name: 'cuvette:tailwind-on-old-chrome',
    enforce: 'pre',
    transform(code, id) {
      if (!/\.css($|\?)/.test(id) || !code.includes('@property --tw-')) return null;
      const unregistered = code.replace(
        /@property\s+--tw-[\w-]+\s*\{\s*syntax:\s*"\*";\s*inherits:\s*false;?\s*\}/g,
        '',
      );
      const reset = unregistered.replace(
        /(@layer properties\s*\{\s*)@supports [^{]+\{/,
        '$1@supports (display: block) {',
      );
      return { code: reset, map: null };
    },
  };
}

/** Shared by the build, the dev server and the component tests. */
export const rendererPlugins = () => [react(), tailwindcss(), tailwindOnOldChrome()];

/**
 * @param {string} outDir
 * @returns {import('vite').InlineConfig}
 */
export function rendererConfig(outDir) {
  return {
    configFile: false,
    root: path.join(root, 'renderer'),
    base: './',
    publicDir: false,
    logLevel: 'warn',
    plugins: rendererPlugins(),
    css: { transformer: 'lightningcss', lightningcss: { targets: { chrome: chrome << 16 } } },
    build: {
      target: `chrome${chrome}`,
      outDir,
      emptyOutDir: false,
      modulePreload: false,
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2_000,
    },
    server: { host: '127.0.0.1', port: 5173 },
  };
}
