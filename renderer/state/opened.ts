import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EntryPath } from '../../shared/domain/artifact';
import type { CuvetteError } from '../../shared/domain/error';
import type { Report } from '../../shared/domain/report';
import type { Answer, PseudoProgram, Query, StreamInfo } from '../../shared/ipc/messages';
import type { WindowBridge } from '../bridge';
import { type BytePages, createBytePages } from './byte-pages';
import { entrySize, samePath } from './place';
import { createRowPages, type RowPages } from './row-pages';
import { errorOf, QueryError, type ScannerClient } from './scanner-client';

/** Lines that are told of one stream: as many as are coloured without a pause. */
const PROGRAM_LINES = 5000;
const HELD_PROGRAMS = 16;

/** The artifact on the screen and what its scanner answers about it. */
export interface OpenedState {
  readonly id: string | null;
  readonly report: Report | null;
  readonly status: 'none' | 'opening' | 'ready' | 'failed';
  readonly error: CuvetteError | null;
  readonly streams: readonly StreamInfo[];
}

export interface Opened extends StoreApi<OpenedState> {
  open(id: string, report: Report): void;
  close(): void;
  /** Takes the report of another policy on the same scan: what is shown of the bytes stays. */
  judgedAnew(report: Report): void;
  retry(): void;
  ask<Q extends Query>(query: Q, signal?: AbortSignal): Promise<Answer<Q>>;
  rows(stream: StreamInfo): RowPages;
  bytes(entryPath: EntryPath): BytePages | null;
  /** A stream as the Python program that it amounts to; asked for once. */
  program(stream: number, signal: AbortSignal): Promise<PseudoProgram>;
  /** The stream that holds an offset of an entry. */
  streamAt(entryPath: EntryPath, offset: number): StreamInfo | null;
}

const CLOSED: OpenedState = { id: null, report: null, status: 'none', error: null, streams: [] };

export function createOpened(bridge: WindowBridge, client: ScannerClient): Opened {
  const store = createStore<OpenedState>(() => CLOSED);
  let scanner = -1;
  let visit = new AbortController();
  const rowPages = new Map<number, RowPages>();
  const bytePages = new Map<string, BytePages>();
  const programs = new Map<number, PseudoProgram>();

  const leave = () => {
    visit.abort();
    visit = new AbortController();
    rowPages.clear();
    bytePages.clear();
    programs.clear();
  };

  const askHere = async <Q extends Query>(query: Q, signal?: AbortSignal): Promise<Answer<Q>> => {
    const { id } = store.getState();
    if (id === null) throw new QueryError({ code: 'unknownArtifact', message: 'This artifact is not open.' });
    return client.query(scanner, id, query, signal);
  };

  const enter = async (id: string, report: Report, signal: AbortSignal) => {
    store.setState({ id, report, status: 'opening', error: null, streams: [] });
    try {
      const reply = await bridge.request('artifacts.open', { id });
      if (signal.aborted) return;
      if (!reply.ok) throw new QueryError(reply.error);
      scanner = reply.value.scanner;
      const streams = await client.query(scanner, id, { what: 'streams' }, signal);
      if (!signal.aborted) store.setState({ status: 'ready', streams });
    } catch (reason) {
      if (!signal.aborted) store.setState({ status: 'failed', error: errorOf(reason) });
    }
  };

  return {
    ...store,
    open(id, report) {
      leave();
      void enter(id, report, visit.signal);
    },
    close() {
      leave();
      store.setState(CLOSED);
    },
    judgedAnew: (report) => store.setState({ report }),
    retry() {
      const { id, report } = store.getState();
      if (id === null || report === null) return;
      leave();
      void enter(id, report, visit.signal);
    },
    /** A scanner that was started again has forgotten the artifact: it is opened there once more before the question is repeated. */
    async ask(query, signal) {
      try {
        return await askHere(query, signal);
      } catch (reason) {
        const { code } = errorOf(reason);
        const { id } = store.getState();
        if ((code !== 'scannerCrashed' && code !== 'unknownArtifact') || id === null || signal?.aborted) throw reason;
        const reply = await bridge.request('artifacts.open', { id });
        if (!reply.ok) throw new QueryError(reply.error);
        scanner = reply.value.scanner;
        return askHere(query, signal);
      }
    },
    rows(stream) {
      let held = rowPages.get(stream.id);
      if (!held) {
        held = createRowPages(stream, (query, signal) => this.ask(query, signal));
        rowPages.set(stream.id, held);
      }
      return held;
    },
    bytes(entryPath) {
      const { report } = store.getState();
      const key = entryPath.join('\0');
      const held = bytePages.get(key);
      if (held || !report) return held ?? null;
      const size = entrySize(report, entryPath);
      if (size === null) return null;
      const made = createBytePages(entryPath, size, (query, signal) => this.ask(query, signal));
      bytePages.set(key, made);
      return made;
    },
    async program(stream, signal) {
      const held = programs.get(stream);
      if (held) return held;
      const here = visit;
      const told = await this.ask({ what: 'pseudoPython', stream, lines: PROGRAM_LINES }, signal);
      if (visit === here) {
        programs.set(stream, told);
        if (programs.size > HELD_PROGRAMS) programs.delete(programs.keys().next().value as number);
      }
      return told;
    },
    streamAt(entryPath, offset) {
      return (
        store
          .getState()
          .streams.find(
            (stream) => samePath(stream.entryPath, entryPath) && offset >= stream.start && offset < stream.end,
          ) ?? null
      );
    },
  };
}
