import type { CuvetteError, Result } from '../../shared/domain/error';
import { isScannerMessage } from '../../shared/ipc/guards';
import { type Answer, type Answers, INITIAL_CREDIT, type PushItem, type Query } from '../../shared/ipc/messages';
import type { ScannerPort } from '../bridge';

/** A question that got no answer. Carries the error as data, so that a view can show its sentence. */
export class QueryError extends Error {
  readonly error: CuvetteError;
  constructor(error: CuvetteError) {
    super(error.message);
    this.error = error;
  }
}

/** What a rejected promise says, as data. */
export function errorOf(reason: unknown): CuvetteError {
  if (reason instanceof QueryError) return reason.error;
  return { code: 'internal', message: 'Cuvette made a mistake.', detail: String(reason) };
}

export interface ScannerClient {
  attach(scanner: number, port: ScannerPort): void;
  query<Q extends Query>(scanner: number, artifactId: string, query: Q, signal?: AbortSignal): Promise<Answer<Q>>;
}

interface Pending {
  /** False while it waits for its scanner's first port. */
  sent: boolean;
  readonly scanner: number;
  readonly settle: (result: Result<Answers[keyof Answers]>) => void;
}

/**
 * Talks to the scanners: one port each, by number. `onPush` gets every batch together with `handled`, which gives the scanner its
 * credit back: a window that cannot keep up slows the scanner down instead of filling its own memory.
 */
export function createScannerClient(onPush: (batch: readonly PushItem[], handled: () => void) => void): ScannerClient {
  const ports = new Map<number, ScannerPort>();
  const pending = new Map<number, Pending>();
  const waitingForPort = new Map<number, Set<() => void>>();
  let lastRequestId = 0;

  const receive = (port: ScannerPort) => (data: unknown) => {
    if (!isScannerMessage(data)) return;
    if (data.kind === 'push') {
      onPush(data.batch, () => port.post({ kind: 'credit', count: 1 }));
      return;
    }
    pending.get(data.requestId)?.settle(data.result);
  };

  return {
    attach(scanner, port) {
      ports.get(scanner)?.close();
      for (const question of [...pending.values()]) {
        if (question.sent && question.scanner === scanner)
          question.settle({ ok: false, error: { code: 'scannerCrashed', message: 'The scanner was started again.' } });
      }
      ports.set(scanner, port);
      port.listen(receive(port));
      port.post({ kind: 'credit', count: INITIAL_CREDIT });
      for (const send of waitingForPort.get(scanner) ?? []) send();
      waitingForPort.delete(scanner);
    },

    query<Q extends Query>(scanner: number, artifactId: string, query: Q, signal?: AbortSignal) {
      return new Promise<Answer<Q>>((resolve, reject) => {
        const requestId = ++lastRequestId;
        const settle = (result: Result<Answers[keyof Answers]>) => {
          if (!pending.delete(requestId)) return;
          signal?.removeEventListener('abort', abort);
          if (result.ok) resolve(result.value as Answer<Q>);
          else reject(new QueryError(result.error));
        };
        const send = () => {
          const question = pending.get(requestId);
          if (!question) return;
          question.sent = true;
          ports.get(scanner)?.post({ kind: 'query', requestId, artifactId, query });
        };
        const abort = () => {
          ports.get(scanner)?.post({ kind: 'cancelQuery', requestId });
          settle({ ok: false, error: { code: 'cancelled', message: 'The question was withdrawn.' } });
        };
        pending.set(requestId, { scanner, settle, sent: false });
        if (signal?.aborted) return abort();
        signal?.addEventListener('abort', abort, { once: true });
        if (ports.has(scanner)) return send();
        // The port may come after the answer that names it: both travel on their own way.
        const line = waitingForPort.get(scanner) ?? new Set();
        line.add(send);
        waitingForPort.set(scanner, line);
      });
    },
  };
}
