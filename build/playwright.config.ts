import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { root } from './paths.mjs';

/** The whole app in a real window: one at a time, because a window that is not in front is throttled. */
export default defineConfig({
  testDir: path.join(root, 'e2e', 'app'),
  testMatch: '*.e2e.ts',
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  forbidOnly: true,
  outputDir: path.join(root, 'test-results'),
  use: { trace: 'retain-on-failure' },
});
