import type { Page } from '@playwright/test';

/** What a test does with the window as a whole. Selectors live in `e2e/pages` and nowhere else. */
export class AppPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Drops files and folders by their real paths, as the file manager would, in the middle of the window. */
  async drop(paths: readonly string[]): Promise<void> {
    const { width, height } = await this.#page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    const at = { x: Math.round(width / 2), y: Math.round(height / 2) };
    const session = await this.#page.context().newCDPSession(this.#page);
    const data = { items: [], files: [...paths], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, ...at, data });
    await session.detach();
  }
}
