import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Rectangle } from 'electron';
import { REQUESTS, type Settings } from '../../shared/ipc/contract';
import { boolean, type Guard, object, optional } from '../../shared/ipc/guard';

/** Where the window stood when it was last moved. */
export interface WindowState {
  readonly bounds?: Rectangle;
  readonly isMaximized?: boolean;
}

/** Longest path that is remembered. */
const longestPath = 32_768;

const coordinate = ((value: unknown) => Number.isSafeInteger(value)) as Guard<number>;
const isWindowState = object({
  bounds: optional(object({ x: coordinate, y: coordinate, width: coordinate, height: coordinate })),
  isMaximized: optional(boolean),
});

const isPath = ((value: unknown) =>
  typeof value === 'string' && path.isAbsolute(value) && value.length <= longestPath) as Guard<string>;

const defaults: Settings = { theme: 'system', layout: [] };

/** What the user arranged, kept as one small JSON file. A file that cannot be read or understood counts as absent. */
export class SettingsStore {
  readonly #file: string;
  #settings = defaults;
  #window: WindowState = {};
  #policyFile: string | null = null;

  constructor(folder: string) {
    this.#file = path.join(folder, 'settings.json');
    try {
      const found = JSON.parse(readFileSync(this.#file, 'utf8'));
      if (REQUESTS['settings.get'].output(found.settings)) this.#settings = found.settings;
      if (isWindowState(found.window)) this.#window = found.window;
      if (isPath(found.policyFile)) this.#policyFile = found.policyFile;
    } catch {
      // First start, or a damaged file: the defaults stand.
    }
  }

  get settings(): Settings {
    return this.#settings;
  }

  get window(): WindowState {
    return this.#window;
  }

  /** The project's policy that was open last; null for the one of this computer. The page cannot name it. */
  get policyFile(): string | null {
    return this.#policyFile;
  }

  setPolicyFile(file: string | null): void {
    if (file === this.#policyFile) return;
    this.#policyFile = file;
    this.#save();
  }

  setSettings(settings: Settings): void {
    this.#settings = settings;
    this.#save();
  }

  setWindow(window: WindowState): void {
    this.#window = window;
    this.#save();
  }

  /** Written beside its place and moved in, so that a crash leaves the old file or the new one. */
  #save(): void {
    mkdirSync(path.dirname(this.#file), { recursive: true });
    const fresh = `${this.#file}.new`;
    writeFileSync(
      fresh,
      JSON.stringify({ settings: this.#settings, window: this.#window, policyFile: this.#policyFile }, null, 2),
    );
    renameSync(fresh, this.#file);
  }
}
