import type { ElectronApplication, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Bridge } from '../../shared/ipc/contract';

interface Logged {
  readonly names: Record<string, string>;
  readonly states: string[];
  restarted: number;
}

/** What the main process tells the page about scans, noted in the page itself: `a.pkl running`, `a.pkl failed timedOut`. */
export class ScanLog {
  readonly #page: Page;
  readonly #electron: ElectronApplication;

  private constructor(page: Page, electron: ElectronApplication) {
    this.#page = page;
    this.#electron = electron;
  }

  static async start(page: Page, electron: ElectronApplication): Promise<ScanLog> {
    await page.evaluate(() => {
      const { cuvette } = window as unknown as { cuvette: Bridge };
      const log: Logged = { names: {}, states: [], restarted: 0 };
      Object.assign(window, { scanLog: log });
      cuvette.on('artifacts.added', ({ items }) => {
        for (const { id, name } of items) log.names[id] = name;
      });
      cuvette.on('scan.state', ({ id, state, error }) => {
        log.states.push([log.names[id], state, error?.code].filter(Boolean).join(' '));
      });
      cuvette.on('scanners.state', ({ restarted }) => {
        log.restarted = restarted;
      });
    });
    return new ScanLog(page, electron);
  }

  /** Opens files as the system's file manager would ask for it. */
  async open(...files: string[]): Promise<void> {
    await this.#electron.evaluate(({ app }, paths) => {
      for (const file of paths) app.emit('open-file', { preventDefault() {} }, file);
    }, files);
  }

  read(): Promise<Logged> {
    return this.#page.evaluate(() => (window as unknown as { scanLog: Logged }).scanLog);
  }

  async expectState(line: string): Promise<void> {
    await expect.poll(async () => (await this.read()).states, { timeout: 15_000 }).toContain(line);
  }

  /** Process ids of the scanners that run now. */
  async scannerPids(): Promise<number[]> {
    const read = () =>
      this.#electron.evaluate(({ app }) =>
        app
          .getAppMetrics()
          .filter(({ name }) => name?.startsWith('cuvette-scanner-'))
          .map(({ pid }) => pid),
      );
    await expect.poll(async () => (await read()).length).toBeGreaterThan(0);
    return read();
  }
}
