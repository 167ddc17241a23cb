import type { ByteSource } from '../../byte-source';
import { MemorySource } from '../../byte-source';
import { decodeUtf8 } from '../../decode-text';
import type { EntryContext } from '../../entry-context';
import type { IndicatorSieve } from '../../indicators/sieve';
import { type Hdf5Data, Hdf5Error, type Hdf5File } from '../../ports';
import { readStorage } from './object-header';
import { isPayload, withoutPadding } from './payload';
import { noteExternalStorage, noteFilters, noteOtherFile, noteSources } from './references';
import type { Superblock } from './superblock';

/** Objects and attributes followed in one file. */
const OBJECTS = 100_000;
/** Values that are held to be looked at: of one dataset or attribute, and of all in a file. */
const VALUE_BYTES = 16 * 1024 * 1024;
const ALL_VALUE_BYTES = 256 * 1024 * 1024;
/** Elements of one dataset that are looked at one by one. */
const ELEMENTS = 10_000;
/** Deepest path. */
const DEPTH = 200;

/** What a walk found beside its facts. */
export interface Contents {
  /** Texts of the attributes of the root, by name; shortened. */
  readonly root: ReadonlyMap<string, string>;
  readonly groups: ReadonlySet<string>;
  readonly pandas: boolean;
  readonly datasets: number;
  readonly parameters: number;
  readonly filters: ReadonlySet<string>;
  /** What was not read of it; the library refused it or a bound was reached. */
  readonly unread: number;
}

/** Walks every object of the file, each once however many links lead to it. Never throws for what is in the file. */
export class Walk {
  private readonly context: EntryContext;
  private readonly source: ByteSource;
  private readonly file: Hdf5File;
  private readonly superblock: Superblock;
  private readonly seen = new Set<number>();
  private readonly root = new Map<string, string>();
  private readonly groups = new Set<string>();
  private readonly filters = new Set<string>();
  private pandas = false;
  private datasets = 0;
  private parameters = 0;
  private heldBytes = 0;
  private readonly sieve: IndicatorSieve;
  private visited = 0;
  private unread = 0;

  constructor(context: EntryContext, source: ByteSource, file: Hdf5File, superblock: Superblock) {
    this.context = context;
    this.source = source;
    this.file = file;
    this.superblock = superblock;
    this.sieve = context.note.sieve('metadata');
  }

  async run(): Promise<Contents> {
    const waiting = ['/'];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (++this.visited > OBJECTS) {
        this.limit('entries', 'more objects than are followed');
        break;
      }
      this.context.tick(this.superblock.start);
      const object = path;
      const at = this.attempt(object, () => this.absolute(this.file.address(object))) ?? this.superblock.start;
      if (object !== '/' && this.seen.has(at)) continue;
      this.seen.add(at);
      await this.attributes(object, at);
      const kind = object === '/' ? 'group' : this.attempt(object, () => this.file.kind(object));
      if (kind === 'dataset') await this.dataset(object, at);
      if (kind !== 'group') continue;
      this.groups.add(object);
      const children = this.children(object, at);
      for (let i = children.length - 1; i >= 0; i--) waiting.push(children[i]);
    }
    const { root, groups, pandas, datasets, parameters, filters, unread } = this;
    return { root, groups, pandas, datasets, parameters, filters, unread };
  }

  /** Paths of the objects in a group. Links that lead out of the file are noted here. */
  private children(path: string, at: number): string[] {
    const found: string[] = [];
    const depth = path.split('/').length;
    for (const name of this.attempt(path, () => this.file.names(path)) ?? []) {
      const child = `${path === '/' ? '' : path}/${name}`;
      if (++this.visited > OBJECTS) break;
      const kind = this.attempt(child, () => this.file.kind(child));
      if (kind === 'external') {
        const target = this.attempt(child, () => this.file.externalTarget(child));
        if (target !== null) noteOtherFile(this.context, target.file, `external link ${child} to ${target.object}`, at);
      } else if (kind === 'soft')
        continue; // A link to nothing: no object of the file.
      else if (kind === 'unknown') this.refused(child, 'the link leads to nothing that can be read');
      else if (depth >= DEPTH) this.limit('depth', 'groups nested deeper than are followed');
      else if (kind !== null) found.push(child);
    }
    return found;
  }

  private async attributes(path: string, at: number): Promise<void> {
    for (const name of this.attempt(path, () => this.file.attributeNames(path)) ?? []) {
      if (++this.visited > OBJECTS) return;
      const data = this.attempt(path, () => this.file.attribute(path, name));
      if (data === null) continue;
      if (name === 'pandas_type') this.pandas = true;
      if (path === '/') this.root.set(name, '');
      if (!holdsBytes(data)) continue;
      const values = this.values(path, name, data, at);
      if (values === null) continue;
      if (path === '/' && values.length === 1) this.root.set(name, decodeUtf8(values[0].subarray(0, 200)));
      await this.elements(`${path} @${name}`, name, data, values, at);
    }
  }

  private async dataset(path: string, at: number): Promise<void> {
    const { context } = this;
    const data = this.attempt(path, () => this.file.dataset(path));
    if (data === null) return;
    this.datasets++;
    if (data.kind === 'number') this.parameters += data.elements;
    const storage = await readStorage(this.source, this.superblock, at - this.superblock.base);
    const { start, end } = storage.contiguous ?? { start: at, end: at };
    context.note.array({ name: path, dtype: data.dtype, shape: data.shape ?? [], order: 'C' }, start, end);
    const filters = this.attempt(path, () => this.file.filters(path)) ?? [];
    for (const { id, name } of filters) this.filters.add(name || String(id));
    noteFilters(context, path, filters, at);
    noteSources(context, path, data, at);
    noteExternalStorage(context, path, storage.externalFiles, at);
    if (data.sources.length > 0 || storage.externalFiles.length > 0) return;
    const isBytes = data.kind === 'number' && data.elementBytes === 1 && (data.shape?.length ?? 0) <= 1;
    if (!isBytes && !holdsBytes(data)) return;
    const values = this.values(path, null, data, at);
    if (values !== null) await this.elements(path, '', data, values, at);
  }

  /** Values that are small enough to be looked at; null, and a gap, when they are not or cannot be read. */
  private values(path: string, attribute: string | null, data: Hdf5Data, at: number): readonly Uint8Array[] | null {
    const bytes = data.elements * data.elementBytes;
    const tooLarge = Math.max(bytes, data.chunkBytes ?? 0) > VALUE_BYTES;
    // Large rows of plain bytes are pictures and the like: they are arrays.
    if (tooLarge && data.kind === 'number') return null;
    if (tooLarge || this.heldBytes + bytes > ALL_VALUE_BYTES) {
      this.unread++;
      this.context.note.limit('held', `${path} holds more bytes than are looked at`, at, at);
      return null;
    }
    const values = this.attempt(path, () => this.file.values(path, attribute));
    for (const value of values ?? []) this.heldBytes += value.length;
    return values;
  }

  /** Inspects elements that are files of their own. */
  private async elements(
    label: string,
    name: string,
    data: Hdf5Data,
    values: readonly Uint8Array[],
    at: number,
  ): Promise<void> {
    const isText = data.kind === 'text';
    const single = values.length === 1;
    for (let i = 0; i < values.length; i++) {
      if (i >= ELEMENTS) {
        // Words of a vocabulary and the like: what no pickle can be need not be looked at.
        if (!isText) this.limit('elements', `${label} has more elements than are looked at`);
        return;
      }
      const bytes = isText || data.kind === 'opaque' ? withoutPadding(values[i]) : values[i];
      if (isText && !(bytes[0] === 0x7b && bytes[1] === 0x22)) this.sieve.readHeld(bytes, at, at);
      if (!(await isPayload(this.context, name, bytes, isText))) continue;
      const { gaps } = await this.context.member({
        name: single ? label : `${label} [${i}]`,
        absoluteBase: null,
        content: { source: new MemorySource(bytes.slice()) },
      });
      this.context.coverage.delegate({ start: at, end: at }, 0, gaps);
      this.unread += gaps.length;
    }
  }

  private absolute(address: number): number {
    return this.superblock.base + address;
  }

  /** What the library refuses is damage of the file; everything else that is thrown is not for here. */
  private attempt<T>(path: string, call: () => T): T | null {
    try {
      return call();
    } catch (error) {
      if (!(error instanceof Hdf5Error)) throw error;
      this.refused(path, error.message);
      return null;
    }
  }

  private refused(path: string, why: string): void {
    const { start } = this.superblock;
    this.unread++;
    this.context.note.malformed('entryUnreadable', `${path} cannot be read: ${why}`, start, start + 8);
  }

  private limit(limit: string, detail: string): void {
    const { start } = this.superblock;
    this.unread++;
    this.context.note.limit(limit, detail, start, start + 8);
  }
}

/** Texts, opaque bytes and sequences can hold files of their own. */
function holdsBytes({ kind }: Hdf5Data): boolean {
  return kind === 'text' || kind === 'opaque' || kind === 'sequence';
}
