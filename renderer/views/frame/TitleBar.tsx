import { runCommand } from '../../commands';
import { Keycap } from '../../components/Keycap/Keycap';
import { useSession } from '../../state/hooks';
import './frame.css';

export function TitleBar() {
  const session = useSession();
  return (
    <header className="title-bar">
      <b>Cuvette</b>
      <button type="button" className="title-palette" onClick={() => runCommand(session, 'view.palette')}>
        Search, go to offset, run a command
        <Keycap of="Mod+K" />
      </button>
      <span className="title-end" />
    </header>
  );
}
