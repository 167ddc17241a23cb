import type { ConfigurationLoader } from '../../shared/domain/fact';
import type { Notes } from './notes';

/** Different names that are told of one entry. More are not honest: what is behind them is a limit. */
const NAMES = 2000;

/**
 * Notes names that a configuration asks its loader for, each once: a model of a thousand layers asks for few classes, and only the name is
 * judged. The first place is kept.
 */
export class NamedObjects {
  private readonly seen = new Set<string>();
  private readonly note: Notes;
  private readonly loader: ConfigurationLoader;

  constructor(note: Notes, loader: ConfigurationLoader) {
    this.note = note;
    this.loader = loader;
  }

  /** `called` says whether the loader calls it or makes an instance of it. */
  add(module: string, name: string, called: boolean, args: string, start: number, end: number): void {
    const key = `${module}\0${name}\0${called}`;
    if (this.seen.has(key) || this.seen.size > NAMES) return;
    this.seen.add(key);
    if (this.seen.size > NAMES) {
      this.note.limit('names', `more names than are judged that ${this.loader} would import`, start, end);
      return;
    }
    this.note.namedObject({ loader: this.loader, module, name, called, arguments: args }, start, end);
  }

  /** A dotted path: what stands before the last dot is the module. */
  addPath(path: string, called: boolean, args: string, start: number, end: number): void {
    const dot = path.lastIndexOf('.');
    this.add(dot < 0 ? '' : path.slice(0, dot), path.slice(dot + 1), called, args, start, end);
  }
}
