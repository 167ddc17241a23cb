import { Command } from 'cmdk';
import { useState } from 'react';
import { formatOffset, parseOffset } from '../../../shared/text/hex';
import { formatSize } from '../../../shared/text/size';
import { COMMANDS, type Command as Row, runCommand } from '../../commands';
import { Keycap } from '../../components/Keycap/Keycap';
import { VerdictMark } from '../../components/VerdictMark/VerdictMark';
import { shownText } from '../../state/evidence';
import { useSession, useView } from '../../state/hooks';
import { shownVerdict } from '../../state/queue-item';
import type { Session } from '../../state/session';
import './palette.css';

const OFFERED_FILES = 40;
/** Rows that need a word the palette has another way to give, or that are the palette itself. */
const UNLISTED = ['view.select', 'view.look', 'view.palette'];

interface Line {
  readonly row: Row;
  readonly title: string;
  readonly argument?: string;
  readonly key?: string;
}

function linesOf(session: Session): readonly Line[] {
  return COMMANDS.filter((row) => !UNLISTED.includes(row.id) && row.enabled(session)).flatMap((row): Line[] => {
    if (row.choices) return row.choices(session).map((choice) => ({ row, ...choice }));
    return [{ row, title: row.title, ...(row.key ? { key: row.key } : {}) }];
  });
}

/** Everything the window can do, every file it holds, and any offset, behind one key. */
export function Palette() {
  const session = useSession();
  const overlay = useView((state) => state.overlay);
  const open = overlay === 'palette' || overlay === 'offset';
  if (!open) return null;
  return <OpenPalette session={session} forOffset={overlay === 'offset'} />;
}

function OpenPalette({ session, forOffset }: { readonly session: Session; readonly forOffset: boolean }) {
  const [text, setText] = useState('');
  const close = () => session.view.setState({ overlay: null });
  const run = (id: string, argument?: string) => {
    close();
    runCommand(session, id, argument);
  };
  const offset = parseOffset(text);
  const wanted = text.trim().toLowerCase();
  const lines = forOffset ? [] : linesOf(session).filter((line) => matches(`${line.row.group} ${line.title}`, wanted));
  const files = forOffset || wanted === '' || offset !== null ? [] : filesLike(session, wanted);
  return (
    <Command.Dialog
      open
      onOpenChange={(next) => !next && close()}
      label={forOffset ? 'Go to offset' : 'Command palette'}
      shouldFilter={false}
      loop
      className="palette"
      overlayClassName="palette-shade"
    >
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder={forOffset ? 'Offset: 0x9c41, 9c41h or 40001' : 'Search, go to offset, run a command'}
      />
      <Command.List label={forOffset ? 'Offset' : 'Commands'}>
        {offset !== null && (
          <Command.Item value="go-offset" onSelect={() => run('go.offset', formatOffset(offset))}>
            Go to {formatOffset(offset)}
            <span className="faint">{offset.toLocaleString('en')}</span>
          </Command.Item>
        )}
        {forOffset && offset === null && text !== '' && (
          <Command.Empty>This is no offset. Write 0x9c41, 9c41h or 40001.</Command.Empty>
        )}
        {files.length > 0 && (
          <Command.Group heading="Files">
            {files.map((item) => {
              const verdict = shownVerdict(item);
              return (
                <Command.Item key={item.id} value={`file ${item.id}`} onSelect={() => run('view.select', item.id)}>
                  <span className="palette-file truncate">
                    {verdict && <VerdictMark verdict={verdict} size={13} alone />}
                    {shownText(item.name)}
                  </span>
                  <span className="faint">{formatSize(item.sizeBytes)}</span>
                </Command.Item>
              );
            })}
          </Command.Group>
        )}
        {(['Queue', 'Go', 'View', 'Policy', 'Copy', 'Help'] as const).map((group) => {
          const here = lines.filter((line) => line.row.group === group);
          if (here.length === 0) return null;
          return (
            <Command.Group key={group} heading={group}>
              {here.map((line) => (
                <Command.Item
                  key={`${line.row.id} ${line.argument ?? ''}`}
                  value={`${line.row.id} ${line.argument ?? ''}`}
                  onSelect={() => run(line.row.id, line.argument)}
                >
                  {line.title}
                  {line.key && <Keycap of={line.key} />}
                </Command.Item>
              ))}
            </Command.Group>
          );
        })}
        {!forOffset && offset === null && lines.length + files.length === 0 && (
          <Command.Empty>Nothing is called that.</Command.Empty>
        )}
      </Command.List>
    </Command.Dialog>
  );
}

/** Every word of the search stands somewhere in the text. */
function matches(text: string, wanted: string): boolean {
  const lower = text.toLowerCase();
  return wanted.split(/\s+/).every((word) => lower.includes(word));
}

function filesLike({ queue }: Session, wanted: string) {
  const { visible, items } = queue.getState();
  const found = [];
  for (const id of visible) {
    const item = items.get(id);
    if (item && matches(item.name, wanted)) found.push(item);
    if (found.length >= OFFERED_FILES) break;
  }
  return found;
}
