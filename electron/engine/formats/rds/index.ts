import { MemorySource, SliceSource } from '../../byte-source';
import { latin1 } from '../../decode-text';
import type { EntryContext } from '../../entry-context';
import { type Format, streamOf } from '../../format';
import { openRest } from '../../rest';
import { inspectRestOfStream } from '../../rest-of-stream';
import { StreamCursor } from '../../stream-cursor';
import { type Notation, RInput } from './input';
import { ItemWalker, RDamage, type RListener } from './items';
import { deparse, namesIn, type RValue } from './values';

// biome-ignore lint/suspicious/noControlCharactersInRegex: the version is a binary number
const HEAD = /^(?:(RD[XAB][23]\n)?)(?:([XB])\n(?:\0\0\0[\x02\x03]|[\x02\x03]\0\0\0)|(A)\n[23]\n\d+\n\d+\n)/;

/** Pieces of code shown of one file, and names of packages listed. */
const CODES = 200;
const LISTED = 40;
/** Vectors from this length on are shown as arrays. */
const ARRAY_LENGTH = 32;

/** Saved R objects: `saveRDS` (one object) and `save` (a list of named ones), in R’s three notations, versions 2 and 3. */
export const rdsFormat: Format = {
  certainty: 'magic',
  probe: ({ head }) => HEAD.test(latin1(head.subarray(0, 64))),
  inspect: async (context, content) => {
    const cursor = new StreamCursor(streamOf(content));
    const label = await inspectR(context, cursor);
    return { format: 'rds', formatPath: [label] };
  },
  open: async (source, name) => {
    const place = /^raw vector at (\d{1,15}) of (\d{1,15})$/.exec(name);
    if (place === null) return openRest(source, name);
    return new SliceSource(source, Number(place[1]), Number(place[1]) + Number(place[2]));
  },
};

async function inspectR(context: EntryContext, cursor: StreamCursor): Promise<string> {
  const { note } = context;
  await cursor.fill(64);
  const prefix = cursor.peek() === 0x52 ? latin1(cursor.take(5)) : '';
  const letter = String.fromCharCode(cursor.uint8());
  cursor.uint8();
  const notation: Notation = letter === 'X' ? 'XDR' : letter === 'A' ? 'ASCII' : 'binary';
  const input = new RInput(cursor, notation);
  const teller = new RTeller(context, cursor, notation, prefix !== '');
  const damage = await readAll(input, context, teller);
  if (damage === null && notation === 'ASCII') await input.skipBlanks();
  const end = cursor.position;
  context.coverage.size = Math.max(context.coverage.size, end);
  teller.finish(end);
  if (damage === null) await inspectRestOfStream(context, cursor, 'bytes behind the saved object');
  else {
    const size = await cursor.drain(context.tick);
    context.coverage.size = Math.max(context.coverage.size, size);
    note.malformed(damage.code, `R: ${damage.detail}`, end, end);
    if (end < size) note.gap(end, size, 'behind damage in a saved R object');
  }
  return `${prefix === '' ? 'R object' : 'R data'}, ${notation}`;
}

async function readAll(input: RInput, context: EntryContext, teller: RTeller): Promise<RDamage | null> {
  const version = await input.integer();
  const writer = await input.integer();
  const reader = await input.integer();
  if (version === null || writer === null || reader === null) return new RDamage('truncated', 'ends inside its header');
  context.note.metadata('framework', `R ${(writer >> 16) & 0xff}.${(writer >> 8) & 0xff}.${writer & 0xff}`);
  if (version === 3) {
    const length = await input.integer();
    if (length === null || length < 0 || length > 64 || (await input.characters(length)) === null)
      return new RDamage('truncated', 'ends inside its header');
  }
  const value = await new ItemWalker(input, context, teller).walk();
  if (value instanceof RDamage) return value;
  teller.root(value);
  return null;
}

/** Turns what the walk meets into facts. */
class RTeller implements RListener {
  private readonly context: EntryContext;
  private readonly cursor: StreamCursor;
  private readonly notation: Notation;
  private readonly isData: boolean;
  private explained = 0;
  private codes = 0;
  private readonly namespaces = new Set<string>();
  private readonly natives = new Set<string>();
  private classes: readonly string[] = [];

  constructor(context: EntryContext, cursor: StreamCursor, notation: Notation, isData: boolean) {
    this.context = context;
    this.cursor = cursor;
    this.notation = notation;
    this.isData = isData;
  }

  numbers(type: 'integer' | 'logical' | 'real' | 'complex', count: number, start: number, end: number): void {
    if (count < ARRAY_LENGTH) return;
    const { note, coverage } = this.context;
    coverage.size = Math.max(coverage.size, end);
    note.explain(this.explained, start, 'data');
    const order = this.notation === 'XDR' ? '>' : '<';
    const dtype =
      this.notation === 'ASCII' ? type : `${order}${type === 'real' ? 'f8' : type === 'complex' ? 'c16' : 'i4'}`;
    note.array({ name: null, dtype, shape: [count], order: 'C' }, start, end);
    this.explained = end;
  }

  async raw(bytes: Uint8Array | null, start: number, end: number): Promise<void> {
    const { context } = this;
    if (bytes === null) return;
    const source = new MemorySource(bytes);
    if (!(await context.recognises(source))) return;
    context.coverage.size = Math.max(context.coverage.size, end);
    context.note.explain(this.explained, start, 'data');
    const outcome = await context.member({
      name: `raw vector at ${start} of ${end - start}`,
      absoluteBase: context.absoluteBase === null ? null : context.absoluteBase + start,
      content: { source },
    });
    context.coverage.delegate({ start, end }, outcome.explainedBytes, outcome.gaps);
    this.explained = end;
  }

  closure(value: RValue, start: number): void {
    this.code(value, 'a function', 'using', start);
  }

  promise(value: RValue, inEnvironment: boolean, start: number): void {
    if (!inEnvironment) {
      this.grow();
      const detail = `a promise that evaluates ${deparse(value).slice(0, 200)} as soon as somebody looks at the object`;
      this.context.note.oddity('unboundPromise', detail, start, this.context.coverage.size);
    }
    this.code(value, 'a promise', inEnvironment ? 'using' : 'loading', start);
  }

  activeBinding(name: string, value: RValue, start: number): void {
    this.code(value, `a function that runs when ${name.slice(0, 60)} is read`, 'using', start);
  }

  call(value: RValue, start: number): void {
    const names = namesIn(value);
    // Formulas and arithmetic stand in every fitted model.
    if (names.some((name) => /^[A-Za-z.]/.test(name)))
      this.code(value, 'a call that is kept as data', 'onRequest', start);
  }

  attribute(name: string, value: RValue): void {
    if (name === 'class' && value.kind === 'texts') this.classes = value.texts;
  }

  namespace(name: string): void {
    if (this.namespaces.size < LISTED) this.namespaces.add(name);
  }

  native(what: string): void {
    this.natives.add(what);
  }

  /** The object itself, once it was read. */
  root(value: RValue): void {
    const { note } = this.context;
    if (this.isData && value.kind === 'pairs') {
      const names = value.parts.slice(0, LISTED).map(({ tag }) => tag ?? '?');
      note.metadata('objects', names.join(', '));
    }
    // The attributes of the outermost object come last.
    if (this.classes.length > 0 && !this.isData) note.metadata('class', this.classes.join(', '));
  }

  finish(end: number): void {
    const { note } = this.context;
    note.explain(this.explained, end, 'data');
    if (this.namespaces.size > 0) note.metadata('packages', [...this.namespaces].join(', '));
    if (this.natives.size > 0) note.metadata('not in the file', [...this.natives].join(', '));
    if (this.codes > CODES) note.limit('codes', 'more pieces of code than are shown and judged', 0, end);
  }

  private code(value: RValue, title: string, runs: 'loading' | 'using' | 'onRequest', start: number): void {
    if (++this.codes > CODES) return;
    this.grow();
    const text = deparse(value);
    this.context.note.code(
      { language: 'r', title, text, runs, names: namesIn(value) },
      start,
      this.context.coverage.size,
    );
  }

  /** Where the bytes come by once their count is not known yet; facts need it. */
  private grow(): void {
    const { coverage } = this.context;
    coverage.size = Math.max(coverage.size, this.cursor.position);
  }
}
