import type { ConfigurationLoader } from '../../shared/domain/fact';
import type { Notes } from './notes';

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
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.note.namedObject({ loader: this.loader, module, name, called, arguments: args }, start, end);
  }

  /** A dotted path: what stands before the last dot is the module. */
  addPath(path: string, called: boolean, args: string, start: number, end: number): void {
    const dot = path.lastIndexOf('.');
    this.add(dot < 0 ? '' : path.slice(0, dot), path.slice(dot + 1), called, args, start, end);
  }
}
