import { useMemo } from 'react';
import { ErrorNote } from '../../components/ErrorNote/ErrorNote';
import { Splits } from '../../components/Splits/Splits';
import { useOpened, useSelection, useSession } from '../../state/hooks';
import { OpcodeTree } from './OpcodeTree';
import { StreamBytes } from './StreamBytes';
import './opcodes.css';

/** The opcodes of one stream, with their bytes below. */
export function OpcodesView() {
  const session = useSession();
  const { status, error, streams, report } = useOpened((state) => state);
  const selectedStream = useSelection((state) => state.stream);
  const stream = useMemo(
    () => streams.find((one) => one.id === selectedStream) ?? streams[0] ?? null,
    [streams, selectedStream],
  );

  if (status === 'failed' && error) {
    return (
      <ErrorNote
        sentence={error.message}
        kept="The report above is kept."
        action={{ title: 'Open again', run: session.opened.retry }}
      />
    );
  }
  if (!stream || !report) {
    return (
      <p className="opcodes-opening muted" role="status">
        {status === 'opening' ? 'The scanner opens the file.' : 'There are no opcodes to show.'}
      </p>
    );
  }
  return (
    <Splits
      id="opcodes.split"
      orientation="vertical"
      panels={[
        {
          id: 'tree',
          name: 'opcodes',
          size: '70%',
          minimum: '120px',
          content: <OpcodeTree key={stream.id} stream={stream} report={report} />,
        },
        {
          id: 'bytes',
          name: 'bytes',
          size: '30%',
          minimum: '60px',
          content: <StreamBytes stream={stream} report={report} />,
        },
      ]}
    />
  );
}
