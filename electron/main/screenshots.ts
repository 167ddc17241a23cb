import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserWindow } from 'electron';
import { sendEvent } from './ipc';

/**
 * The tabs of the page, as its command `view.tab` takes them. A view that not every file has is taken of the open file that has most of
 * it, which the page finds by its command `view.look`.
 */
const views = [
  { view: 'overview', of: 'chosen' },
  { view: 'findings', of: 'chosen' },
  { view: 'opcodes', of: 'chosen' },
  { view: 'hex', of: 'chosen' },
  { view: 'code', of: 'richest' },
  { view: 'tensors', of: 'richest' },
  { view: 'strings', of: 'richest' },
  { view: 'members', of: 'richest' },
] as const;
/** The global that the picture of the Policy room explains. */
const lookedUp = 'os.system';
/** The first of the queue, which stands worst first. */
const worst = '0';
const sizes = [
  { suffix: '', width: 1440, height: 900 },
  { suffix: '-small', width: 960, height: 600 },
] as const;
const themes = ['light', 'dark'] as const;

const pauseMs = 120;
/** A view that has not come to rest by then is taken as it is. */
const patienceMs = 6_000;

/** Takes a picture once two in a row are the same: whatever the page was loading or drawing has then arrived. */
async function pictureAtRest(window: BrowserWindow): Promise<Buffer> {
  const start = Date.now();
  let last: Buffer = Buffer.alloc(0);
  for (;;) {
    await sleep(pauseMs);
    const next = (await window.webContents.capturePage()).toPNG();
    if (next.equals(last) || Date.now() - start > patienceMs) return next;
    last = next;
  }
}

/** Writes pictures of the page into a folder, driving it by its own commands. */
export class ScreenshotTour {
  readonly #window: BrowserWindow;
  readonly #folder: string;

  constructor(window: BrowserWindow, folder: string) {
    this.#window = window;
    this.#folder = folder;
  }

  /** The window before anything is open. */
  async takeWelcome(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    for (const theme of themes) await this.#take('welcome', theme, sizes[0]);
  }

  /** Every view of what is open; `artifact` names the file to look at, else it is the worst one. */
  async takeViews(artifact: string | null): Promise<void> {
    for (const size of sizes)
      for (const theme of themes)
        for (const { view, of } of views) {
          if (of === 'richest') this.#run('view.look', view);
          else {
            this.#run('view.select', artifact ?? worst);
            this.#run('view.tab', view);
          }
          await this.#take(view, theme, size);
        }
    for (const size of sizes)
      for (const theme of themes) {
        this.#run('policy.lookUp', lookedUp);
        await this.#take('policy', theme, size);
      }
    this.#run('view.room', 'inspect');
  }

  #run(command: string, argument: string): void {
    sendEvent(this.#window.webContents, 'app.command', { command, argument });
  }

  async #take(name: string, theme: (typeof themes)[number], size: (typeof sizes)[number]): Promise<void> {
    this.#window.setContentSize(size.width, size.height);
    this.#run('view.theme', theme);
    // The pointer would light up whatever it happens to lie on.
    this.#window.webContents.sendInputEvent({ type: 'mouseMove', x: 1, y: 1 });
    const file = path.join(this.#folder, `${name}-${theme}${size.suffix}.png`);
    await writeFile(file, await pictureAtRest(this.#window));
    console.error(`wrote ${file}`);
  }
}
