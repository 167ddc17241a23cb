// Makes a bare clone runnable with nothing but Node's own modules: npm packages, an Electron runtime, the system
// libraries it needs, a display. It says what it does, and does nothing twice.
import { findDisplay } from './bootstrap/display.mjs';
import { installLibraries } from './bootstrap/libraries.mjs';
import { installPackages, requireNode } from './bootstrap/packages.mjs';
import { executable, findRuntime } from './bootstrap/runtime.mjs';
import { say } from './bootstrap/say.mjs';

/** Enough for everything that opens no window. */
export async function preparePackages() {
  requireNode();
  await installPackages();
}

/** @param {{hidden?: boolean}} [options] `hidden` keeps the windows off the user's own display */
export async function prepareWindow(options) {
  const runtime = await findRuntime();
  installLibraries(runtime.dist);
  const display = await findDisplay(options);
  say(
    `Electron ${runtime.version} (${runtime.source})${display.DISPLAY ? ` on a display of its own, ${display.DISPLAY}` : ''}`,
  );
  return {
    ...runtime,
    executable: executable(runtime.dist),
    flags: launchFlags(display),
    env: { ...process.env, ...display, ELECTRON_OVERRIDE_DIST_PATH: runtime.dist, CUVETTE_RUNTIME: runtime.source },
  };
}

/** Chromium refuses to run as root with its own sandbox; the windows' own sandboxing stays as configured. */
function launchFlags(display) {
  const flags = [];
  if (process.platform === 'linux' && process.getuid?.() === 0) flags.push('--no-sandbox');
  if (display.CUVETTE_HEADLESS) flags.push('--disable-gpu');
  return flags;
}
