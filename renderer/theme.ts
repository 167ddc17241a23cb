import { useLayoutEffect, useSyncExternalStore } from 'react';
import { useSettings } from './state/hooks';

const SYSTEM_DARK = '(prefers-color-scheme: dark)';

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia?.(SYSTEM_DARK);
  query?.addEventListener('change', listener);
  return () => query?.removeEventListener('change', listener);
}

/** The theme on the screen, after the setting and the system's wish; sets it on the page. */
export function useTheme(): 'light' | 'dark' {
  const setting = useSettings((state) => state.theme);
  const systemDark = useSyncExternalStore(subscribe, () => window.matchMedia?.(SYSTEM_DARK)?.matches ?? true);
  const theme = setting === 'system' ? (systemDark ? 'dark' : 'light') : setting;
  // Before anything is drawn on a canvas in the theme's colours.
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return theme;
}
