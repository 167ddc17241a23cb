import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ByteRange, EntryPath } from '../../shared/domain/artifact';
import type { ArrayFact, CodeFact, IndicatorFact } from '../../shared/domain/fact';
import { type Finding, findingKey } from '../../shared/domain/finding';
import { factsOf, worstFirst } from './facts';
import type { Opened } from './opened';
import { samePath } from './place';
import type { OpcodeLine } from './row-pages';

/** A piece of code that is looked at, and a name or line in it. */
export interface CodeSpot {
  readonly fact: CodeFact;
  readonly name: string | null;
  /** Counted from 0. */
  readonly line: number | null;
  /** The bytes that say this line, where they are known; else the whole piece is meant. */
  readonly range?: ByteRange;
}

/** What is looked at, once for all views: a finding, an opcode and bytes that belong together. */
export interface SelectionState {
  readonly entryPath: EntryPath;
  readonly range: ByteRange | null;
  readonly stream: number | null;
  readonly line: OpcodeLine | null;
  readonly finding: Finding | null;
  readonly array: ArrayFact | null;
  readonly code: CodeSpot | null;
  readonly indicator: IndicatorFact | null;
  /** Counts selections that should be scrolled to; a click on what is visible does not move the view. */
  readonly reveal: number;
}

const NOTHING: SelectionState = {
  entryPath: [],
  range: null,
  stream: null,
  line: null,
  finding: null,
  array: null,
  code: null,
  indicator: null,
  reveal: 0,
};

export interface Selection extends StoreApi<SelectionState> {
  clear(): void;
  /** The same findings judged under another policy: the one that is selected stays so where it is still there. */
  judgedAnew(findings: readonly Finding[]): void;
  toFinding(finding: Finding): Promise<void>;
  toRow(stream: number, row: number): Promise<void>;
  toBytes(entryPath: EntryPath, offset: number): Promise<void>;
  /** Bytes that need not be an opcode: a gap, a match. */
  toRange(entryPath: EntryPath, range: ByteRange): Promise<void>;
  toArray(array: ArrayFact): Promise<void>;
  /** An address, path, command or secret with its bytes. */
  toIndicator(indicator: IndicatorFact): Promise<void>;
  /** A piece of code with the finding that is about it. */
  toCode(spot: CodeSpot): Promise<void>;
}

/** The same rule at the same place: a policy may change what is said and how bad it is. */
const isSameHit = (a: Finding, b: Finding): boolean =>
  a.ruleId === b.ruleId && a.byteOffset === b.byteOffset && samePath(a.entryPath, b.entryPath);

export function createSelection(opened: Opened): Selection {
  const store = createStore<SelectionState>(() => NOTHING);
  let turn = 0;

  const select = (change: Partial<SelectionState>) => {
    turn++;
    store.setState({ ...NOTHING, ...change, reveal: store.getState().reveal + 1 });
    return turn;
  };

  /** Adds the opcode at the selected bytes once the scanner has named it, unless something else was selected meanwhile. */
  const addLine = async (entryPath: EntryPath, offset: number, mine: number, widen: boolean) => {
    const stream = opened.streamAt(entryPath, offset);
    if (!stream) return;
    try {
      const { row } = await opened.ask({ what: 'rowAt', stream: stream.id, offset });
      const line = await opened.rows(stream).load(row);
      if (turn !== mine || offset >= line.end) return;
      const { report } = opened.getState();
      const finding =
        store.getState().finding ?? (report ? factsOf(report, entryPath).at(line.offset, line.end).finding : null);
      store.setState({
        stream: stream.id,
        line,
        finding,
        ...(widen ? { range: { start: line.offset, end: line.end } } : {}),
      });
    } catch {
      // The bytes stay selected; the tree shows its own error and offers to try again.
    }
  };

  return {
    ...store,
    clear: () => void select({}),
    judgedAnew(findings) {
      const { finding } = store.getState();
      if (finding) store.setState({ finding: findings.find((one) => isSameHit(one, finding)) ?? null });
    },
    async toFinding(finding) {
      const range = { start: finding.byteOffset, end: finding.byteOffset + finding.byteLength };
      const current = store.getState().finding;
      if (current && findingKey(current) === findingKey(finding) && store.getState().line) {
        store.setState({ reveal: store.getState().reveal + 1 });
        return;
      }
      const mine = select({ entryPath: finding.entryPath, range, finding });
      await addLine(finding.entryPath, finding.byteOffset, mine, finding.byteLength === 0);
    },
    async toRow(streamId, row) {
      const mine = ++turn;
      const stream = opened.getState().streams.find((one) => one.id === streamId);
      if (!stream) return;
      try {
        const line = await opened.rows(stream).load(row);
        if (turn !== mine) return;
        const { report } = opened.getState();
        const finding = report ? factsOf(report, stream.entryPath).at(line.offset, line.end).finding : null;
        select({
          entryPath: stream.entryPath,
          range: { start: line.offset, end: line.end },
          stream: streamId,
          line,
          finding,
        });
      } catch {
        // The row's page did not come; the tree shows why.
      }
    },
    async toBytes(entryPath, offset) {
      const mine = select({ entryPath, range: { start: offset, end: offset + 1 } });
      await addLine(entryPath, offset, mine, true);
    },
    async toRange(entryPath, range) {
      const mine = select({ entryPath, range });
      await addLine(entryPath, range.start, mine, false);
    },
    async toArray(array) {
      const mine = select({ entryPath: array.entryPath, range: array.range, array });
      await addLine(array.entryPath, array.range.start, mine, false);
    },
    async toIndicator(indicator) {
      const mine = select({ entryPath: indicator.entryPath, range: indicator.range, indicator });
      await addLine(indicator.entryPath, indicator.range.start, mine, false);
    },
    async toCode(code) {
      const { entryPath } = code.fact;
      const range = code.range ?? code.fact.range;
      const { report } = opened.getState();
      const here = (finding: Finding) =>
        finding.byteOffset >= range.start &&
        finding.byteOffset < Math.max(range.end, range.start + 1) &&
        samePath(finding.entryPath, entryPath);
      const current = store.getState().finding;
      const finding = current && here(current) ? current : (worstFirst(report?.findings.filter(here) ?? [])[0] ?? null);
      const mine = select({ entryPath, range, code, finding });
      await addLine(entryPath, range.start, mine, false);
    },
  };
}
