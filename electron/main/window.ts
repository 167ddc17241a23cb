import path from 'node:path';
import { app, BrowserWindow, type Rectangle, screen, session, shell } from 'electron';
import type { WindowState } from './settings';

/** Where the window stood last time, when a screen is still there. */
function visibleBounds(bounds: Rectangle | undefined): Partial<Rectangle> {
  if (!bounds) return { width: 1440, height: 900 };
  const { workArea } = screen.getDisplayMatching(bounds);
  const isVisible =
    bounds.x < workArea.x + workArea.width &&
    bounds.x + bounds.width > workArea.x &&
    bounds.y < workArea.y + workArea.height &&
    bounds.y + bounds.height > workArea.y;
  return isVisible ? bounds : { width: bounds.width, height: bounds.height };
}

/** The one window. Its settings are asserted one by one in e2e/app/security.e2e.ts. */
export function createWindow(state: WindowState, isDark: boolean): BrowserWindow {
  const window = new BrowserWindow({
    ...visibleBounds(state.bounds),
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Cuvette',
    autoHideMenuBar: true,
    backgroundColor: isDark ? '#101215' : '#ffffff',
    webPreferences: {
      preload: path.join(__dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  if (state.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  return window;
}

const crashPauseMs = 5_000;

/**
 * A page that crashes is loaded again and told everything anew; its scanners do not notice. One that crashes again at once would
 * do so for ever, so the app ends.
 */
export function reviveCrashedPage(window: BrowserWindow): void {
  let crashedAt = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    console.error(`The window's process ended: ${reason}`);
    const isAgain = Date.now() - crashedAt < crashPauseMs;
    crashedAt = Date.now();
    if (isAgain) app.exit(1);
    else window.webContents.reload();
  });
}

/** Web addresses the page may hand to the user's browser. Nothing opens inside the app. */
const isWebAddress = (url: string) => url.startsWith('https://');

/** Locks every page that will ever exist: it stays where it is, opens nothing, is granted nothing. */
export function lockPages(isTrusted: (url: string) => boolean): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (!isTrusted(url)) event.preventDefault();
    });
    contents.on('will-redirect', (event, url) => {
      if (!isTrusted(url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isWebAddress(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
  });
}

/** Must run once the app is ready: no permission of any kind, no device, no download. */
export function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.setDevicePermissionHandler(() => false);
  session.defaultSession.on('will-download', (event) => event.preventDefault());
}
