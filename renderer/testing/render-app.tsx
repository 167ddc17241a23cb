import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { App } from '../App';
import { SessionContext } from '../state/hooks';
import { createSession, type Session } from '../state/session';
import { createFakeBridge, type FakeBridge } from './fake-bridge';

/** What jsdom lacks and Chromium has. Nothing is laid out, so sizes stay at their assumed values. */
function completeJsdom(): void {
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  Element.prototype.scrollIntoView ??= () => undefined;
  Element.prototype.hasPointerCapture ??= () => false;
}

export interface RenderedApp {
  readonly bridge: FakeBridge;
  readonly session: Session;
}

/** The whole window over a fake bridge. */
export async function renderApp(bridge = createFakeBridge()): Promise<RenderedApp> {
  completeJsdom();
  cleanup();
  const session = createSession(bridge);
  render(
    <SessionContext value={session}>
      <App />
    </SessionContext>,
  );
  await session.start();
  return { bridge, session };
}

export { screen, waitFor, within };
