import { createContext, type RefObject, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { OpenedState } from './opened';
import type { Pages } from './pages';
import type { PolicyStoreState } from './policy';
import type { QueueState } from './queue';
import type { QueueItem } from './queue-item';
import type { SelectionState } from './selection';
import type { Session, StatusState } from './session';
import type { SettingsState } from './settings';
import type { ViewState } from './view';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('no session');
  return session;
}

export const useQueue = <T>(select: (state: QueueState) => T): T => useStore(useSession().queue, useShallow(select));
export const useOpened = <T>(select: (state: OpenedState) => T): T => useStore(useSession().opened, useShallow(select));
export const useSelection = <T>(select: (state: SelectionState) => T): T =>
  useStore(useSession().selection, useShallow(select));
export const useSettings = <T>(select: (state: SettingsState) => T): T =>
  useStore(useSession().settings, useShallow(select));
export const useView = <T>(select: (state: ViewState) => T): T => useStore(useSession().view, useShallow(select));
export const usePolicy = <T>(select: (state: PolicyStoreState) => T): T =>
  useStore(useSession().policy, useShallow(select));
export const useStatus = <T>(select: (state: StatusState) => T): T => useStore(useSession().status, useShallow(select));
export const useCurrentId = (): string | null => useStore(useSession().current, (state) => state.id);

/** One item; the caller renders again only for its own news. */
export function useQueueItem(id: string | null): QueueItem | undefined {
  return useStore(useSession().queue, (state) => (id === null ? undefined : state.items.get(id)));
}

/** Renders again whenever a page arrives. */
export function usePages(pages: Pages<unknown> | null): number {
  return useSyncExternalStore(pages ? pages.subscribe : () => () => undefined, pages ? pages.revision : () => 0);
}

/** A search field that takes the keyboard when somebody wishes to search in what is shown. */
export function useFindField(): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  const wish = useView((state) => state.find);
  const answered = useRef(wish);
  useEffect(() => {
    if (answered.current === wish) return;
    answered.current = wish;
    field.current?.focus();
    field.current?.select();
  }, [wish]);
  return field;
}
