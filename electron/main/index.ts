import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { app, nativeTheme } from 'electron';
import { today } from '../adapters/clock';
import { ownWords, readCommandLine } from './command-line';
import { createHandlers } from './handlers';
import { Inspection } from './inspection';
import { onPageReady, serveRequests } from './ipc';
import { installMenu } from './menu';
import { ORIGIN } from './page-address';
import { PolicyStore } from './policy-store';
import { declareScheme, servePage } from './protocol';
import { samplePaths, tourSample } from './samples';
import { limitsOfThisMachine } from './scanner-limits';
import { ScreenshotTour } from './screenshots';
import { SettingsStore } from './settings';
import { createWindow, denyPermissions, lockPages, reviveCrashedPage } from './window';

/** The development server's page is trusted too, but never by a packaged app. */
const devPage = app.isPackaged ? undefined : process.env.CUVETTE_DEV_URL;
const isTrusted = (url: string) => url.startsWith(`${ORIGIN}/`) || (devPage !== undefined && url.startsWith(devPage));

const words = ownWords(process.argv, app.isPackaged ? null : app.getAppPath());
const { paths, screenshots } = readCommandLine(words, process.cwd());

/** How often the policy's file and the day are looked at while nobody comes back to the window. */
const lookAgainMs = 60_000;

declareScheme();
lockPages(isTrusted);
// enableSandbox() would override --no-sandbox, without which Chromium does not start as root; the window asks for its own.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
// A tour of pictures starts from nothing, whoever else runs.
if (screenshots !== null) app.setPath('userData', mkdtempSync(path.join(os.tmpdir(), 'cuvette-tour-')));

/** Files that the system asks for before there is a window to show them in. */
let openLater: string[] = [...paths];
let open = (files: readonly string[]) => {
  openLater.push(...files);
};
app.on('open-file', (event, file) => {
  event.preventDefault();
  open([file]);
});

async function start(): Promise<void> {
  await app.whenReady();
  denyPermissions();
  servePage(path.join(__dirname, '../renderer'));
  const settings = new SettingsStore(app.getPath('userData'));
  nativeTheme.themeSource = settings.settings.theme;
  const window = createWindow(settings.window, nativeTheme.shouldUseDarkColors);
  const inspection = new Inspection(limitsOfThisMachine());
  const policy = new PolicyStore({
    folder: app.getPath('userData'),
    projectFile: settings.policyFile,
    today,
    onChange: (state, projectFile) => {
      settings.setPolicyFile(projectFile);
      inspection.setPolicy(state);
    },
  });
  inspection.setPolicy(policy.state);
  // What an editor or the project's history wrote into the file counts from the moment somebody looks again; so does a new day.
  window.on('focus', () => policy.refresh());
  setInterval(() => policy.refresh(), lookAgainMs).unref();
  serveRequests(createHandlers(inspection, settings, policy, window), isTrusted);
  onPageReady(isTrusted, (page) => inspection.connect(page));
  installMenu(window.webContents);
  reviveCrashedPage(window);

  window.on('close', () => settings.setWindow({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }));
  app.on('second-instance', (_event, _words, _folder, second) => {
    open((second as { paths: readonly string[] }).paths);
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('will-quit', () => inspection.host.close());
  await window.loadURL(devPage ?? `${ORIGIN}/index.html`);

  if (screenshots !== null) {
    const tour = new ScreenshotTour(window, screenshots);
    await inspection.whenConnected();
    await tour.takeWelcome();
    const isSet = openLater.length === 0;
    await inspection.addPaths(isSet ? samplePaths() : openLater);
    await inspection.host.whenIdle();
    await tour.takeViews(isSet ? tourSample : null);
    app.quit();
    return;
  }
  open = (files) => void inspection.addPaths(files);
  open(openLater);
  openLater = [];
}

app.on('window-all-closed', () => app.quit());
// A second start hands its files to the first one's window.
if (app.requestSingleInstanceLock({ paths })) {
  start().catch((error: unknown) => {
    console.error(error);
    app.exit(1);
  });
} else app.quit();
