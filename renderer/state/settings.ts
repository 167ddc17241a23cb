import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Settings as SavedSettings } from '../../shared/ipc/contract';
import type { WindowBridge } from '../bridge';

export type Theme = SavedSettings['theme'];

export interface SettingsState {
  readonly theme: Theme;
  readonly layout: Readonly<Record<string, readonly number[]>>;
  readonly loaded: boolean;
}

export interface Settings extends StoreApi<SettingsState> {
  load(): Promise<void>;
  setTheme(theme: Theme): void;
  /** Remembers sizes under a group's name: whole numbers, pixels or thousandths as the group likes. */
  setLayout(key: string, sizes: readonly number[]): void;
}

const SAVE_DELAY_MS = 400;

export function createSettings(bridge: WindowBridge): Settings {
  const store = createStore<SettingsState>(() => ({ theme: 'system', layout: {}, loaded: false }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const { theme, layout } = store.getState();
      void bridge.request('settings.set', {
        theme,
        layout: Object.entries(layout).map(([key, sizes]) => ({ key, sizes })),
      });
    }, SAVE_DELAY_MS);
  };
  return {
    ...store,
    async load() {
      const reply = await bridge.request('settings.get', undefined);
      if (!reply.ok) return store.setState({ loaded: true });
      const layout = Object.fromEntries(reply.value.layout.map(({ key, sizes }) => [key, sizes]));
      store.setState({ theme: reply.value.theme, layout, loaded: true });
    },
    setTheme(theme) {
      store.setState({ theme });
      save();
    },
    setLayout(key, sizes) {
      store.setState({
        layout: { ...store.getState().layout, [key]: sizes.map((size) => Math.max(0, Math.round(size))) },
      });
      save();
    },
  };
}
