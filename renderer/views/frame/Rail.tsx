import { CircleQuestionMark, ListChecks, Monitor, Moon, Search, Sun } from 'lucide-react';
import { runCommand } from '../../commands';
import { useSession, useSettings, useView } from '../../state/hooks';
import type { Theme } from '../../state/settings';
import type { Room } from '../../state/view';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
export const THEME_WORDS: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };

const ROOMS: readonly { readonly room: Room; readonly title: string; readonly Icon: typeof Search }[] = [
  { room: 'inspect', title: 'Inspect', Icon: Search },
  { room: 'policy', title: 'Policy', Icon: ListChecks },
];

/** The rooms of the window; below them what concerns all of them. */
export function Rail() {
  const session = useSession();
  const theme = useSettings((state) => state.theme);
  const here = useView((state) => state.room);
  const Icon = theme === 'light' ? Sun : theme === 'dark' ? Moon : Monitor;
  return (
    <nav className="rail" aria-label="Rooms">
      {ROOMS.map(({ room, title, Icon: RoomIcon }) => (
        <button
          type="button"
          key={room}
          className="rail-item"
          title={title}
          aria-label={title}
          aria-current={room === here ? 'page' : undefined}
          onClick={() => runCommand(session, 'view.room', room)}
        >
          <RoomIcon aria-hidden />
        </button>
      ))}
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
