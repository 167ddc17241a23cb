import type { BrowserWindow } from 'electron';
import type { Handlers } from '../answer';
import type { Inspection } from '../inspection';
import type { PolicyStore } from '../policy-store';
import type { SettingsStore } from '../settings';
import { appHandlers } from './app';
import { artifactHandlers } from './artifacts';
import { clipboardHandlers } from './clipboard';
import { policyHandlers } from './policy';
import { scanHandlers } from './scans';
import { settingsHandlers } from './settings';

/** An answer to every row of the contract. A row without one does not compile. */
export function createHandlers(
  inspection: Inspection,
  settings: SettingsStore,
  policy: PolicyStore,
  window: BrowserWindow,
): Handlers {
  return {
    ...appHandlers(inspection),
    ...artifactHandlers(inspection, window),
    ...clipboardHandlers(),
    ...policyHandlers(policy, window),
    ...scanHandlers(inspection),
    ...settingsHandlers(settings),
  };
}
