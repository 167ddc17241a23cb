import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import type { WindowBridge } from './bridge';
import { SessionContext } from './state/hooks';
import { createSession, type Session } from './state/session';
import { useTheme } from './theme';
import './styles/global.css';

function Themed() {
  useTheme();
  return <App />;
}

/** Draws the window over a bridge: the preload's, or the one of the preview and the tests. */
export function start(bridge: WindowBridge, root: HTMLElement): Session {
  const session = createSession(bridge);
  createRoot(root).render(
    <StrictMode>
      <SessionContext value={session}>
        <Themed />
      </SessionContext>
    </StrictMode>,
  );
  void session.start();
  return session;
}
