import { ContextMenu } from 'radix-ui';
import { memo } from 'react';
import { formatSize } from '../../../shared/text/size';
import { COMMANDS, runCommand } from '../../commands';
import { Keycap } from '../../components/Keycap/Keycap';
import { ProgressMark, VERDICT_WORDS, VerdictMark } from '../../components/VerdictMark/VerdictMark';
import { shownText } from '../../state/evidence';
import { useQueueItem, useSession } from '../../state/hooks';
import { shownVerdict } from '../../state/queue-item';
import { fractionDone, queueLine } from './queue-line';

const MENU = ['queue.rescan', 'queue.cancel', 'queue.unlock', 'copy.sha256', 'queue.reveal', 'queue.remove'];

interface Props {
  readonly id: string;
  readonly index: number;
  readonly count: number;
  readonly selected: boolean;
}

export const QueueRow = memo(function QueueRow({ id, index, count, selected }: Props) {
  const session = useSession();
  const item = useQueueItem(id);
  if (!item) return null;
  const verdict = shownVerdict(item);
  const name = shownText(item.name);
  const line = queueLine(item);
  const running = item.state === 'running';
  return (
    <ContextMenu.Root onOpenChange={(open) => open && session.show(id)}>
      <ContextMenu.Trigger asChild>
        <div
          id={`queue-${id}`}
          role="option"
          tabIndex={-1}
          aria-selected={selected}
          aria-posinset={index + 1}
          aria-setsize={count}
          aria-label={`${name}, ${verdict ? VERDICT_WORDS[verdict] : running ? 'being scanned' : 'waiting'}, ${line}`}
          className="queue-row"
          onMouseDown={(event) => event.button === 0 && session.show(id)}
        >
          {verdict ? <VerdictMark verdict={verdict} /> : <ProgressMark fraction={fractionDone(item)} />}
          <span className="queue-name truncate" title={item.path}>
            {name}
          </span>
          <span className="queue-size">{formatSize(item.sizeBytes)}</span>
          <span className="queue-line truncate">{line}</span>
          {running && (
            <span
              className="queue-bar"
              role="progressbar"
              aria-label="Read"
              aria-valuenow={Math.floor(fractionDone(item) * 100)}
              aria-valuemin={0}
              aria-valuemax={100}
            >
              <i style={{ width: `${fractionDone(item) * 100}%` }} />
            </span>
          )}
        </div>
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className="menu">
          {COMMANDS.filter((command) => MENU.includes(command.id) && command.enabled(session)).map((command) => (
            <ContextMenu.Item key={command.id} className="menu-item" onSelect={() => runCommand(session, command.id)}>
              {command.title}
              {command.key && <Keycap of={command.key} />}
            </ContextMenu.Item>
          ))}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
});
