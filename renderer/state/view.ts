import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CuvetteError } from '../../shared/domain/error';

export const TABS = ['overview', 'findings', 'opcodes', 'code', 'tensors', 'hex', 'strings', 'members'] as const;
export type Tab = (typeof TABS)[number];

/** What lies over the frame: one thing at a time. */
export type Overlay = 'palette' | 'offset' | 'keys' | 'password' | 'accept' | 'rule' | null;

/** The rooms of the rail. */
export const ROOMS = ['inspect', 'policy'] as const;
export type Room = (typeof ROOMS)[number];

/** One sentence what happened, one what was kept, one button to go on. */
export interface Notice {
  readonly sentence: string;
  readonly kept: string;
  readonly action: { readonly title: string; readonly run: () => void } | null;
}

export interface ViewState {
  readonly room: Room;
  /** The global that the Policy room looks at, as it was typed or chosen. */
  readonly lookUp: string;
  /** Counts the wishes to look a global up: its field takes the keyboard. */
  readonly lookUps: number;
  /** True while a row about that global is being written. */
  readonly isWritingRow: boolean;
  /** The tab asked for; the detail shows Overview when the artifact has no such tab. */
  readonly tab: Tab;
  readonly overlay: Overlay;
  /** The rule whose page is open while the overlay is `rule`. */
  readonly rule: string | null;
  readonly stepping: boolean;
  /** Counts the wishes to search in what is shown: its search field takes the keyboard. */
  readonly find: number;
  readonly notice: Notice | null;
}

export type View = StoreApi<ViewState>;

export function createView(): View {
  return createStore<ViewState>(() => ({
    room: 'inspect',
    lookUp: '',
    lookUps: 0,
    isWritingRow: false,
    tab: 'overview',
    overlay: null,
    rule: null,
    stepping: false,
    find: 0,
    notice: null,
  }));
}

export function noticeOf(error: CuvetteError, kept: string, action: Notice['action'] = null): Notice {
  return { sentence: error.message, kept, action };
}
