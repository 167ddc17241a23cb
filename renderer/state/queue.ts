import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CuvetteError } from '../../shared/domain/error';
import type { ArtifactInfo, EventPayload } from '../../shared/ipc/contract';
import type { PushItem } from '../../shared/ipc/messages';
import type { QueueItem } from './queue-item';
import { arrange, type QueueFilter, type QueueSort, type QueueSummary, summarise } from './queue-order';

export interface QueueState {
  /** Changed in place; `revision` says when. Items themselves are immutable, so a row re-renders only for its own news. */
  readonly items: ReadonlyMap<string, QueueItem>;
  readonly revision: number;
  readonly filter: QueueFilter;
  readonly sort: QueueSort;
  readonly visible: readonly string[];
  readonly summary: QueueSummary;
}

export interface Queue extends StoreApi<QueueState> {
  add(infos: readonly ArtifactInfo[]): void;
  scanState(change: EventPayload<'scan.state'>): void;
  push(items: readonly PushItem[]): void;
  /** Forgets what a scan said, because it starts again. */
  reset(ids: readonly string[]): void;
  remove(ids: readonly string[]): void;
  show(filter: QueueFilter): void;
  sortBy(sort: QueueSort): void;
}

function withPush(item: QueueItem, news: PushItem): QueueItem {
  switch (news.kind) {
    case 'progress':
      return { ...item, progress: news.progress, state: item.report ? item.state : 'running' };
    case 'findings':
      return { ...item, findings: [...item.findings, ...news.findings], verdictSoFar: news.verdictSoFar };
    case 'report':
      return {
        ...item,
        state: 'done',
        report: news.report,
        findings: news.report.findings,
        verdictSoFar: null,
        progress: null,
        error: null,
      };
  }
}

export function createQueue(): Queue {
  const items = new Map<string, QueueItem>();
  let added = 0;
  const store = createStore<QueueState>(() => ({
    items,
    revision: 0,
    filter: 'all',
    sort: 'worst',
    visible: [],
    summary: summarise(items),
  }));

  const refresh = (change: Partial<Pick<QueueState, 'filter' | 'sort'>> = {}) => {
    const state = { ...store.getState(), ...change };
    store.setState({
      ...change,
      revision: state.revision + 1,
      visible: arrange(items, state.filter, state.sort),
      summary: summarise(items),
    });
  };

  return {
    ...store,
    add(infos) {
      for (const info of infos) {
        if (items.has(info.id)) continue;
        items.set(info.id, {
          ...info,
          order: added++,
          state: 'queued',
          progress: null,
          findings: [],
          verdictSoFar: null,
          report: null,
          error: null,
        });
      }
      refresh();
    },
    scanState(change) {
      const item = items.get(change.id);
      if (!item) return;
      // Events and port messages race: news of a start may arrive behind the report of a short scan.
      const starting = change.state === 'queued' || change.state === 'running';
      if (starting && item.report) return;
      const { error = null } = change;
      items.set(item.id, {
        ...item,
        state: change.state,
        progress: change.state === 'running' ? item.progress : null,
        error: error as CuvetteError | null,
      });
      refresh();
    },
    push(news) {
      for (const one of news) {
        const item = items.get(one.artifactId);
        if (item) items.set(item.id, withPush(item, one));
      }
      refresh();
    },
    reset(ids) {
      for (const id of ids) {
        const item = items.get(id);
        if (item)
          items.set(id, {
            ...item,
            state: 'queued',
            progress: null,
            findings: [],
            verdictSoFar: null,
            report: null,
            error: null,
          });
      }
      refresh();
    },
    remove(ids) {
      for (const id of ids) items.delete(id);
      refresh();
    },
    show: (filter) => refresh({ filter }),
    sortBy: (sort) => refresh({ sort }),
  };
}
