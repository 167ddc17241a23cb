import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { AppPage } from './pages/app-page';

const root = path.resolve(import.meta.dirname, '..');
const closeMs = 5_000;

/** The app as it runs: its main process, its window. */
export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly child: ChildProcess;
  readonly page: Page;
  readonly app: AppPage;
  /** Everything the main process and its scanners wrote to stderr. */
  readonly stderr: () => string;
}

export interface LaunchOptions {
  /** Words of the command line: files to open. */
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

async function end({ electron, child }: RunningApp): Promise<void> {
  const closed = electron.close().catch(() => {});
  const timeout = new Promise((resolve) => setTimeout(resolve, closeMs));
  await Promise.race([closed, timeout]);
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
}

async function start(userData: string, { words = [], env = {} }: LaunchOptions): Promise<RunningApp> {
  const flags = (process.env.CUVETTE_LAUNCH_FLAGS ?? '').split(' ').filter(Boolean);
  const electron = await _electron.launch({
    args: [...flags, `--user-data-dir=${userData}`, root, ...words],
    cwd: root,
    env: { ...process.env, ...env } as Record<string, string>,
  });
  const child = electron.process();
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const page = await electron.firstWindow();
  await page.waitForLoadState('load');
  return { electron, child, page, app: new AppPage(page), stderr: () => stderr };
}

/**
 * `launch` starts the app with a user-data folder of its own, as often as a test likes; all of them end and all folders go when
 * the test does, whatever happened in it. `scratch` is an empty folder for the test's files.
 */
export const test = base.extend<{ launch: (options?: LaunchOptions) => Promise<RunningApp>; scratch: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  scratch: async ({}, use) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'cuvette-scratch-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  launch: async ({}, use) => {
    const running: RunningApp[] = [];
    const folders: string[] = [];
    await use(async (options = {}) => {
      const userData = await mkdtemp(path.join(os.tmpdir(), 'cuvette-user-'));
      folders.push(userData);
      const app = await start(userData, options);
      running.push(app);
      return app;
    });
    for (const app of running) await end(app);
    for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
});

export { expect } from '@playwright/test';
