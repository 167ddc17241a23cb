import type { CuvetteError, Result } from '../../shared/domain/error';
import { isWindowMessage } from '../../shared/ipc/guards';
import type {
  Answers,
  OpcodeColumns,
  PushItem,
  Query,
  ScannerMessage,
  StreamInfo,
  WindowMessage,
} from '../../shared/ipc/messages';
import { OP, opcodeByCode } from '../../shared/pickle/opcodes';
import type { ScannerPort } from '../bridge';
import type { Sample } from './samples';
import type { TinyLine } from './tiny-pickle';

type AnyAnswer = Answers[keyof Answers];

function columns(lines: readonly TinyLine[], from: number): OpcodeColumns {
  return {
    from,
    offset: Float64Array.from(lines, (line) => line.offset),
    end: Float64Array.from(lines, (line) => line.end),
    code: Uint8Array.from(lines, (line) => line.code),
    stackDepth: Uint32Array.from(lines, (line) => line.stackDepth),
    markDepth: Uint32Array.from(lines, (line) => line.markDepth),
    memo: Float64Array.from(lines, (line) => line.memo),
    argument: lines.map((line) => line.argument),
  };
}

const IMPORTS: readonly number[] = [OP.GLOBAL, OP.STACK_GLOBAL, OP.INST];
const CALLS: readonly number[] = [OP.REDUCE, OP.NEWOBJ, OP.NEWOBJ_EX, OP.OBJ, OP.INST, OP.BUILD];

function matching(lines: readonly TinyLine[], filter: Extract<Query, { what: 'filter' }>['filter']): readonly number[] {
  const wanted = (line: TinyLine): boolean => {
    if (filter.kind === 'imports') return IMPORTS.includes(line.code);
    if (filter.kind === 'calls') return CALLS.includes(line.code);
    const text = `${opcodeByCode(line.code)?.name} ${line.argument}`;
    return filter.regex
      ? new RegExp(filter.text, 'i').test(text)
      : text.toLowerCase().includes(filter.text.toLowerCase());
  };
  return lines.flatMap((line, row) => (wanted(line) ? [row] : []));
}

/** Answers every query over a sample's own bytes. */
export function answerQuery(sample: Sample, query: Query): AnyAnswer {
  const stream = 'stream' in query ? sample.streams[query.stream] : undefined;
  const lines = stream?.lines ?? [];
  const entry =
    'entryPath' in query ? sample.entries.find((one) => one.path.join('\0') === query.entryPath.join('\0')) : undefined;
  switch (query.what) {
    case 'streams':
      return sample.streams.map(
        (one, id): StreamInfo => ({
          id,
          entryPath: one.entryPath,
          start: one.start,
          end: one.lines.at(-1)?.end ?? one.start,
          rows: one.lines.length,
        }),
      );
    case 'rows':
      return columns(lines.slice(query.from, query.from + query.count), query.from);
    case 'rowAt':
      return {
        row: Math.max(
          0,
          lines.findLastIndex((line) => line.offset <= query.offset),
        ),
      };
    case 'filter': {
      const rows = matching(lines, query.filter);
      return { rows: Float64Array.from(rows.slice(0, query.limit)), truncated: rows.length > query.limit };
    }
    case 'closingRow': {
      const depth = lines[query.row]?.markDepth ?? 0;
      const closing = lines.findIndex(
        (line, row) =>
          row > query.row &&
          line.markDepth === depth + 1 &&
          (opcodeByCode(line.code)?.stackBefore ?? []).some((item) => item === 'mark'),
      );
      return { row: closing < 0 ? null : closing };
    }
    case 'step': {
      const line = lines[query.row] as TinyLine;
      const after = lines[query.row + 1]?.markDepth ?? 0;
      const memoWrite = line.code === OP.MEMOIZE ? { index: line.memo, text: line.before[0]?.text ?? '' } : null;
      return {
        row: query.row,
        before: { stack: line.before, hidden: 0, marks: line.markDepth },
        after: { stack: line.after, hidden: 0, marks: after },
        memoWrite,
        memoSize: line.memoSize,
      };
    }
    case 'pseudoPython': {
      // One line for each call and the end, as the real one would tell them.
      const all = lines.filter(({ code }) => code === OP.REDUCE || code === OP.BUILD || code === OP.STOP);
      const told = all.slice(0, query.lines);
      return {
        lines: told.map((line) => `v = ${line.after[0]?.text ?? line.before[0]?.text ?? 'None'}`),
        start: Float64Array.from(told, ({ offset }) => offset),
        end: Float64Array.from(told, ({ end }) => end),
        truncated: all.length > query.lines,
      };
    }
    case 'bytes': {
      const bytes = entry?.bytes ?? new Uint8Array();
      return {
        offset: query.offset,
        bytes: bytes.slice(query.offset, query.offset + query.length),
        sizeBytes: bytes.length,
      };
    }
    case 'findBytes': {
      const bytes = entry?.bytes ?? new Uint8Array();
      for (let at = query.offset; at + query.bytes.length <= bytes.length; at++) {
        if (query.bytes.every((byte, index) => bytes[at + index] === byte)) return { offset: at };
      }
      return { offset: null };
    }
  }
}

/** A scanner over samples: spends credit on pushes, answers queries, and refuses what the guards refuse. */
export class FakeScanner {
  readonly asked: Query[] = [];
  credit = 0;
  private readonly outbox: PushItem[][] = [];
  private listener: ((data: unknown) => void) | null = null;
  private readonly samples = new Map<string, Sample>();
  answer: (sample: Sample, query: Query) => AnyAnswer = answerQuery;
  /** The error that a query is answered with instead; null for none. */
  refuse: (query: Query) => CuvetteError | null = () => null;

  readonly port: ScannerPort = {
    post: (message) => this.receive(structuredClone(message)),
    listen: (listener) => {
      this.listener = listener;
    },
    close: () => {
      this.listener = null;
    },
  };

  hold(artifactId: string, sample: Sample): void {
    this.samples.set(artifactId, sample);
  }

  push(...batch: PushItem[]): void {
    this.outbox.push(batch);
    this.drain();
  }

  private drain(): void {
    while (this.credit > 0 && this.listener) {
      const batch = this.outbox.shift();
      if (!batch) return;
      this.credit--;
      this.send({ kind: 'push', batch });
    }
  }

  private send(message: ScannerMessage): void {
    const data = structuredClone(message);
    queueMicrotask(() => this.listener?.(data));
  }

  private receive(message: WindowMessage): void {
    if (!isWindowMessage(message)) throw new Error(`the guards refuse ${JSON.stringify(message)}`);
    if (message.kind === 'credit') {
      this.credit += message.count;
      this.drain();
    }
    if (message.kind !== 'query') return;
    this.asked.push(message.query);
    const sample = this.samples.get(message.artifactId);
    const refusal = this.refuse(message.query);
    const result: Result<AnyAnswer> = refusal
      ? { ok: false, error: refusal }
      : sample
        ? { ok: true, value: this.answer(sample, message.query) }
        : { ok: false, error: { code: 'unknownArtifact', message: 'This artifact is not open.' } };
    this.send({ kind: 'answer', requestId: message.requestId, result });
  }
}
