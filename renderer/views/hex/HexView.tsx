import { useMemo, useState } from 'react';
import type { EntryPath } from '../../../shared/domain/artifact';
import { formatEntryPath } from '../../../shared/domain/artifact';
import { formatOffset } from '../../../shared/text/hex';
import { formatSize } from '../../../shared/text/size';
import { ErrorNote } from '../../components/ErrorNote/ErrorNote';
import { HexDump } from '../../components/HexDump/HexDump';
import { createPaint } from '../../components/HexDump/paint';
import { OffsetField } from '../../components/OffsetField/OffsetField';
import { shownText } from '../../state/evidence';
import { useOpened, usePages, useSelection, useSession } from '../../state/hooks';
import { samePath } from '../../state/place';
import { errorOf } from '../../state/scanner-client';
import { FindBytes } from './FindBytes';
import './hex.css';

/** Members offered for choosing here; the Members tab lists them all. */
const OFFERED_ENTRIES = 200;

/** The bytes of the file or of a member. What is selected elsewhere is selected here. */
export function HexView() {
  const { opened, selection } = useSession();
  const { report, status, error, streams } = useOpened((state) => state);
  const { entryPath, range, reveal } = useSelection((state) => state);
  const key = entryPath.join('\0');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `entryPath`, `status` for a new visit
  const bytes = useMemo(() => opened.bytes(entryPath), [opened, key, report, status]);
  usePages(bytes?.pages ?? null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `entryPath`
  const paint = useMemo(() => {
    if (!report) return () => 'b-plain';
    const here = streams.filter((stream) => samePath(stream.entryPath, entryPath)).slice(0, 16);
    return createPaint(report, entryPath, here.map(opened.rows, opened));
  }, [report, key, streams, opened]);
  const [found, setFound] = useState('');

  if (status === 'failed' && error) {
    return (
      <ErrorNote
        sentence={error.message}
        kept="The report above is kept."
        action={{ title: 'Open again', run: opened.retry }}
      />
    );
  }
  if (!report || !bytes) {
    return (
      <p className="hex-opening muted" role="status">
        {report
          ? 'The bytes of this member cannot be shown: the report does not list it.'
          : 'The scanner opens the file.'}
      </p>
    );
  }
  const failure = bytes.pages.failure();
  return (
    <div className="column">
      <div className="toolbar">
        <EntryChooser entryPath={entryPath} />
        <OffsetField onGo={(offset) => void selection.toBytes(entryPath, Math.min(offset, bytes.sizeBytes - 1))} />
        <FindBytes entryPath={entryPath} from={range?.end ?? 0} onAnswer={setFound} />
        <span className="muted truncate" role="status">
          {found}
        </span>
        <span className="spacer" />
        {range && (
          <span className="muted mono">
            {formatOffset(range.start)}, {(range.end - range.start).toLocaleString('en')}{' '}
            {range.end - range.start === 1 ? 'byte' : 'bytes'}
          </span>
        )}
      </div>
      {failure !== null && (
        <ErrorNote
          sentence={errorOf(failure).message}
          kept="The bytes already read are kept."
          action={{ title: 'Read again', run: bytes.pages.retry }}
        />
      )}
      <HexDump
        key={key}
        name="Bytes"
        bytes={bytes}
        paint={paint}
        paintRevision={0}
        selected={range}
        reveal={reveal}
        onSelect={(offset) => void selection.toBytes(entryPath, offset)}
      />
    </div>
  );
}

function EntryChooser({ entryPath }: { readonly entryPath: EntryPath }) {
  const { selection } = useSession();
  const report = useOpened((state) => state.report);
  const paths = useMemo(() => {
    const all: EntryPath[] = [[], ...(report?.entries ?? []).slice(0, OFFERED_ENTRIES).map((entry) => entry.path)];
    return all.some((path) => samePath(path, entryPath)) ? all : [...all, entryPath];
  }, [report, entryPath]);
  if (paths.length < 2 || !report) return null;
  return (
    <select
      className="field hex-entry"
      aria-label="Member"
      value={paths.findIndex((path) => samePath(path, entryPath))}
      onChange={(event) => void selection.toRange(paths[Number(event.target.value)] ?? [], { start: 0, end: 1 })}
    >
      {paths.map((path, index) => (
        <option key={path.join('\0')} value={index}>
          {path.length === 0 ? `the file itself, ${formatSize(report.sizeBytes)}` : shownText(formatEntryPath(path))}
        </option>
      ))}
    </select>
  );
}
