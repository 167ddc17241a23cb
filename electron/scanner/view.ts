import type { EntryPath } from '../../shared/domain/artifact';
import type { Answers, OpcodeColumns, Query, RowFilter } from '../../shared/ipc/messages';
import { OP, opcodeByCode } from '../../shared/pickle/opcodes';
import { FileSource } from '../adapters/file-source';
import { NODE_PORTS } from '../adapters/node-ports';
import type { ByteSource } from '../engine/byte-source';
import { openEntry } from '../engine/entry-reader';
import { pseudoPython } from '../engine/formats/pickle/pseudo-python';
import { replayStep } from '../engine/formats/pickle/replay';
import { argumentText, type Row, rowsFrom } from '../engine/formats/pickle/rows';
import type { StreamIndex } from '../engine/formats/pickle/stream-index';
import { CuvetteErrorException } from './view-error';

const IMPORTS: ReadonlySet<number> = new Set([OP.GLOBAL, OP.STACK_GLOBAL, OP.INST, OP.EXT1, OP.EXT2, OP.EXT4]);
const CALLS: ReadonlySet<number> = new Set([OP.REDUCE, OP.NEWOBJ, OP.NEWOBJ_EX, OP.OBJ, OP.INST, OP.BUILD]);

/** Opcodes told as pseudo-Python, and the longest line of it. */
const PSEUDO_OPCODES = 2_000_000;
const PSEUDO_WIDTH = 400;
const SEARCH_PIECE = 1024 * 1024;

/**
 * One artifact held ready to be shown: answers what the window asks about rows, bytes and stack, from the file itself. Opens the file
 * anew and lets go of it in `close`. Entries are opened when first asked for; the last one is kept.
 */
export class View {
  private readonly file: FileSource;
  private readonly streams: readonly StreamIndex[];
  private readonly passwords: readonly string[];
  private entry: { readonly key: string; readonly source: ByteSource } | null = null;
  /** Reads share the file's buffers, so queries take turns. */
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(file: FileSource, streams: readonly StreamIndex[], passwords: readonly string[]) {
    this.file = file;
    this.streams = streams;
    this.passwords = passwords;
  }

  static async open(path: string, streams: readonly StreamIndex[], passwords: readonly string[] = []): Promise<View> {
    return new View(await FileSource.open(path), streams, passwords);
  }

  /** Answers one query. `cancelled` is asked now and then by the long ones. Throws `CuvetteErrorException` for what is not there. */
  answer(query: Query, cancelled: () => boolean): Promise<Answers[keyof Answers]> {
    const answer = this.turn.then(() => this.respond(query, cancelled));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  async close(): Promise<void> {
    await this.turn;
    await this.file.close();
  }

  private async respond(query: Query, cancelled: () => boolean): Promise<Answers[keyof Answers]> {
    if (cancelled()) throw new CuvetteErrorException('cancelled');
    switch (query.what) {
      case 'streams':
        return this.streams.map(({ entryPath, start, end, rows }, id) => ({ id, entryPath, start, end, rows }));
      case 'rows':
        return this.rows(this.stream(query.stream), query.from, query.count);
      case 'rowAt':
        return { row: (await this.rowAt(this.stream(query.stream), query.offset)).row };
      case 'filter':
        return this.filter(this.stream(query.stream), query.filter, query.limit, cancelled);
      case 'closingRow':
        return { row: await this.closingRow(this.stream(query.stream), query.row, cancelled) };
      case 'step': {
        const index = this.stream(query.stream);
        const { offset } = await this.row(index, query.row);
        return replayStep(await this.source(index.entryPath), index, query.row, offset, cancelled);
      }
      case 'pseudoPython':
        return this.pseudoPython(this.stream(query.stream), query.lines, cancelled);
      case 'bytes': {
        const source = await this.source(query.entryPath);
        return {
          offset: query.offset,
          bytes: (await source.read(query.offset, query.length)).slice(),
          sizeBytes: source.size,
        };
      }
      case 'findBytes':
        return { offset: await this.findBytes(query.entryPath, query.offset, query.bytes, cancelled) };
    }
  }

  private async pseudoPython(
    index: StreamIndex,
    lines: number,
    cancelled: () => boolean,
  ): Promise<Answers['pseudoPython']> {
    const limits = { lines, opcodes: PSEUDO_OPCODES, width: PSEUDO_WIDTH };
    const told = await pseudoPython(await this.source(index.entryPath), index, limits, cancelled);
    if (cancelled()) throw new CuvetteErrorException('cancelled');
    return {
      lines: told.lines.map(({ text }) => text),
      start: Float64Array.from(told.lines, ({ start }) => start),
      end: Float64Array.from(told.lines, ({ end }) => end),
      truncated: told.truncated,
    };
  }

  private stream(id: number): StreamIndex {
    const index = this.streams[id];
    if (index === undefined) throw new CuvetteErrorException('badMessage');
    return index;
  }

  private async source(entryPath: EntryPath): Promise<ByteSource> {
    const key = entryPath.join('\0');
    if (entryPath.length === 0) return this.file;
    if (this.entry?.key === key) return this.entry.source;
    const source = await openEntry(this.file, entryPath, NODE_PORTS, this.passwords);
    if (source === null) throw new CuvetteErrorException('notFound');
    this.entry = { key, source };
    return source;
  }

  private async rows(index: StreamIndex, from: number, count: number): Promise<OpcodeColumns> {
    const rows: { row: Row; text: string }[] = [];
    if (from < index.rows && count > 0) {
      for await (const row of rowsFrom(await this.source(index.entryPath), index, index.checkpoints.before(from))) {
        if (row.row >= from) rows.push({ row, text: argumentText(row) });
        if (rows.length >= count) break;
      }
    }
    return {
      from,
      offset: Float64Array.from(rows, ({ row }) => row.offset),
      end: Float64Array.from(rows, ({ row }) => row.end),
      code: Uint8Array.from(rows, ({ row }) => row.code),
      stackDepth: Uint32Array.from(rows, ({ row }) => row.stackDepth),
      markDepth: Uint32Array.from(rows, ({ row }) => row.markDepth),
      memo: Float64Array.from(rows, ({ row }) => row.memo),
      argument: rows.map(({ text }) => text),
    };
  }

  private async row(index: StreamIndex, wanted: number): Promise<Row> {
    for await (const row of rowsFrom(await this.source(index.entryPath), index, index.checkpoints.before(wanted)))
      if (row.row === wanted) return row;
    throw new CuvetteErrorException('badMessage');
  }

  private async rowAt(index: StreamIndex, offset: number): Promise<{ row: number }> {
    let found = 0;
    for await (const row of rowsFrom(
      await this.source(index.entryPath),
      index,
      index.checkpoints.beforeOffset(offset),
    )) {
      if (row.offset > offset) break;
      found = row.row;
    }
    return { row: found };
  }

  private async filter(
    index: StreamIndex,
    filter: RowFilter,
    limit: number,
    cancelled: () => boolean,
  ): Promise<Answers['filter']> {
    const found: number[] = [];
    const matches = matcher(filter);
    let truncated = false;
    for await (const row of rowsFrom(await this.source(index.entryPath), index, index.checkpoints.before(0))) {
      if ((row.row & 0xfff) === 0) {
        if (cancelled()) throw new CuvetteErrorException('cancelled');
        await new Promise((next) => setImmediate(next));
      }
      if (!matches(row)) continue;
      if (found.length >= limit) {
        truncated = true;
        break;
      }
      found.push(row.row);
    }
    return { rows: Float64Array.from(found), truncated };
  }

  private async closingRow(index: StreamIndex, start: number, cancelled: () => boolean): Promise<number | null> {
    let depth = -1;
    for await (const row of rowsFrom(await this.source(index.entryPath), index, index.checkpoints.before(start))) {
      if (row.row < start) continue;
      if (row.row === start) depth = row.markDepth;
      else if (row.markDepth <= depth) return row.row - 1;
      if ((row.row & 0xffff) === 0 && cancelled()) throw new CuvetteErrorException('cancelled');
    }
    return null;
  }

  private async findBytes(
    entryPath: EntryPath,
    from: number,
    wanted: Uint8Array,
    cancelled: () => boolean,
  ): Promise<number | null> {
    const source = await this.source(entryPath);
    for (let offset = from; offset < source.size; offset += SEARCH_PIECE) {
      if (cancelled()) throw new CuvetteErrorException('cancelled');
      const piece = Buffer.from(await source.read(offset, SEARCH_PIECE + wanted.length - 1));
      const at = piece.indexOf(wanted);
      if (at >= 0) return offset + at;
    }
    return null;
  }
}

/** What a filter asks of a row. A regular expression that is none matches nothing; the window says so before it asks. */
function matcher(filter: RowFilter): (row: Row) => boolean {
  if (filter.kind === 'imports') return (row) => IMPORTS.has(row.code);
  if (filter.kind === 'calls') return (row) => CALLS.has(row.code);
  const line = (row: Row) => `${opcodeByCode(row.code)?.name ?? ''} ${argumentText(row)}`;
  if (!filter.regex) {
    const wanted = filter.text.toLowerCase();
    return (row) => line(row).toLowerCase().includes(wanted);
  }
  try {
    const expression = new RegExp(filter.text, 'i');
    return (row) => expression.test(line(row));
  } catch {
    return () => false;
  }
}
