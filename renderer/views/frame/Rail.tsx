import { CircleQuestionMark, Monitor, Moon, Search, Sun } from 'lucide-react';
import { runCommand } from '../../commands';
import { useSession, useSettings } from '../../state/hooks';
import type { Theme } from '../../state/settings';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
export const THEME_WORDS: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };

/** The rooms of the window; below them what concerns all of them. */
export function Rail() {
  const session = useSession();
  const theme = useSettings((state) => state.theme);
  const Icon = theme === 'light' ? Sun : theme === 'dark' ? Moon : Monitor;
  return (
    <nav className="rail" aria-label="Rooms">
      <span className="rail-item" aria-current="page" title="Inspect" role="img" aria-label="Inspect">
        <Search aria-hidden />
      </span>
      <span className="spacer" />
      <button
        type="button"
        className="rail-item"
        title={`Theme: ${THEME_WORDS[theme]}`}
        aria-label={`Theme: ${THEME_WORDS[theme]}; change`}
        onClick={() => runCommand(session, 'view.theme', NEXT[theme])}
      >
        <Icon aria-hidden />
      </button>
      <button
        type="button"
        className="rail-item"
        title="Keys"
        aria-label="Keys"
        onClick={() => runCommand(session, 'help.keys')}
      >
        <CircleQuestionMark aria-hidden />
      </button>
    </nav>
  );
}
