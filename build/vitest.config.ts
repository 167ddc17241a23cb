import { defineConfig } from 'vitest/config';
import { rendererPlugins } from './bundle/renderer.mjs';
import { root } from './paths.mjs';

/** Everything that needs no window. A component test asks for a page with `@vitest-environment jsdom` in its first line. */
export default defineConfig({
  root,
  plugins: rendererPlugins(),
  test: {
    include: [
      'shared/**/*.test.ts',
      'electron/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
      'build/**/*.test.ts',
      'e2e/golden/**/*.test.ts',
    ],
    css: false,
    testTimeout: 20_000,
    restoreMocks: true,
  },
});
