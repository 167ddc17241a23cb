import { nativeTheme } from 'electron';
import type { Handlers } from '../answer';
import type { SettingsStore } from '../settings';

export function settingsHandlers(store: SettingsStore): Pick<Handlers, 'settings.get' | 'settings.set'> {
  return {
    'settings.get': () => store.settings,
    'settings.set': (settings) => {
      store.setSettings(settings);
      nativeTheme.themeSource = settings.theme;
    },
  };
}
