import { printable, shorten } from '../../text/printable';
import { type Effect, type EffectId, shownThing } from './effect';

/** In what language a text is to be read. */
export type TextLanguage = 'shell' | 'cmd' | 'powershell' | 'python' | 'script';

/** A text that waits to be read, and how many layers lie above it. */
export interface WaitingText {
  readonly language: TextLanguage;
  readonly text: string;
  readonly depth: number;
}

/** Characters read for one call, over all its layers; and how they may nest. */
const CHARACTERS = 128 * 1024;
export const DEEPEST = 8;
const EFFECTS_KEPT = 64;
const LAYERS_KEPT = 8;
const LAYER_SHOWN = 500;
const WAITING = 64;

/**
 * What was found out about one call: effects, the layers that had to be taken off, and what is still to be read. It carries the bounds:
 * when they are used up nothing more is read, and that is said as an effect.
 */
export class Reading {
  readonly effects: Effect[] = [];
  /** What encoded or disguised layers hold, outermost first, shortened. */
  readonly layers: string[] = [];
  private readonly waiting: WaitingText[] = [];
  private characters = CHARACTERS;
  /** Depth of the text that is being read. */
  depth = 0;

  add(id: EffectId, what = ''): void {
    const shown = shownThing(what);
    if (this.effects.length >= EFFECTS_KEPT || this.has(id, shown)) return;
    this.effects.push({ id, what: shown });
  }

  has(id: EffectId, what?: string): boolean {
    return this.effects.some((effect) => effect.id === id && (what === undefined || effect.what === what));
  }

  /** Notes what a layer holds. */
  layer(text: string): void {
    const shown = shorten(printable(text.trim()), LAYER_SHOWN);
    if (shown === '' || this.layers.length >= LAYERS_KEPT || this.layers.includes(shown)) return;
    this.layers.push(shown);
  }

  /** A text inside the one that is being read: it is read afterwards. */
  later(language: TextLanguage, text: string): void {
    if (this.depth + 1 >= DEEPEST || this.waiting.length >= WAITING) {
      this.add('hidden', 'nested too deeply');
      return;
    }
    this.waiting.push({ language, text, depth: this.depth + 1 });
  }

  /** The next text to read; undefined at the end. */
  next(): WaitingText | undefined {
    const next = this.waiting.shift();
    if (next !== undefined) this.depth = next.depth;
    return next;
  }

  /** Takes this much of what may be read; false when it is used up. */
  spend(characters: number): boolean {
    if (this.characters < characters) {
      this.add('hidden', 'too long to be read');
      return false;
    }
    this.characters -= characters;
    return true;
  }
}
