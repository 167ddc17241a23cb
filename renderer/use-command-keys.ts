import { useEffect } from 'react';
import { COMMANDS, runCommand } from './commands';
import { isTyping, matchesKey } from './keys';
import { useSession } from './state/hooks';

/** Shortcuts of the command table, and commands that the main process sends. */
export function useCommandKeys(): void {
  const session = useSession();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event)) return;
      const { overlay } = session.view.getState();
      if (overlay !== null) {
        // What lies over the frame has the keyboard; the key that opened the palette closes it.
        if (matchesKey(event, 'Mod+K')) {
          event.preventDefault();
          session.view.setState({ overlay: overlay === 'palette' ? null : 'palette' });
        }
        return;
      }
      for (const command of COMMANDS) {
        if (command.key && matchesKey(event, command.key)) {
          event.preventDefault();
          runCommand(session, command.id);
          return;
        }
        const choice = command.choices?.(session).find((one) => one.key && matchesKey(event, one.key));
        if (choice) {
          event.preventDefault();
          runCommand(session, command.id, choice.argument);
          return;
        }
      }
    };
    window.addEventListener('keydown', onKeyDown);
    const stopListening = session.onCommand((command, argument) => runCommand(session, command, argument));
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      stopListening();
    };
  }, [session]);
}
