/** A bounded store of pages that are fetched when looked at. The page used longest ago goes first. */
export interface Pages<P> {
  get(page: number): P | undefined;
  /** Fetches what is missing; a page that is under way is not asked for twice. */
  want(first: number, last: number): void;
  load(page: number): Promise<P>;
  values(): IterableIterator<P>;
  subscribe(listener: () => void): () => void;
  revision(): number;
  /** Why pages stay away; null while all is well. */
  failure(): unknown;
  retry(): void;
}

export function createPages<P>(
  pageCount: number,
  capacity: number,
  fetchPage: (page: number, signal: AbortSignal) => Promise<P>,
): Pages<P> {
  const pages = new Map<number, P>();
  const underWay = new Map<number, { promise: Promise<P>; abort: AbortController; pinned: boolean }>();
  const listeners = new Set<() => void>();
  let revision = 0;
  let failure: unknown = null;

  const changed = () => {
    revision++;
    for (const listener of listeners) listener();
  };

  const load = (page: number, pinned: boolean): Promise<P> => {
    const held = pages.get(page);
    if (held !== undefined) return Promise.resolve(held);
    const running = underWay.get(page);
    if (running) {
      running.pinned ||= pinned;
      return running.promise;
    }
    const abort = new AbortController();
    const promise = fetchPage(page, abort.signal)
      .then((value) => {
        pages.set(page, value);
        while (pages.size > capacity) pages.delete(pages.keys().next().value as number);
        failure = null;
        return value;
      })
      .catch((reason: unknown) => {
        if (!abort.signal.aborted) failure = reason;
        throw reason;
      })
      .finally(() => {
        underWay.delete(page);
        changed();
      });
    underWay.set(page, { promise, abort, pinned });
    return promise;
  };

  return {
    get(page) {
      const value = pages.get(page);
      if (value !== undefined) {
        pages.delete(page);
        pages.set(page, value);
      }
      return value;
    },
    want(first, last) {
      if (failure !== null) return;
      const from = Math.max(0, first);
      const to = Math.min(pageCount - 1, last);
      // What was asked for and has scrolled away is withdrawn, so that a fast drag does not queue up a thousand pages.
      for (const [page, request] of underWay)
        if (!request.pinned && (page < from - 1 || page > to + 1)) request.abort.abort();
      for (let page = from; page <= to; page++) if (!pages.has(page)) load(page, false).catch(() => undefined);
    },
    load: (page) => load(page, true),
    values: () => pages.values(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    revision: () => revision,
    failure: () => failure,
    retry() {
      failure = null;
      changed();
    },
  };
}
