import { useMemo } from 'react';
import type { Report } from '../../../shared/domain/report';
import type { StreamInfo } from '../../../shared/ipc/messages';
import { ErrorNote } from '../../components/ErrorNote/ErrorNote';
import { HexDump } from '../../components/HexDump/HexDump';
import { createPaint } from '../../components/HexDump/paint';
import { usePages, useSelection, useSession } from '../../state/hooks';
import { samePath } from '../../state/place';
import { errorOf } from '../../state/scanner-client';

/** The bytes of the entry that the stream lies in, following the selection. */
export function StreamBytes({ stream, report }: { readonly stream: StreamInfo; readonly report: Report }) {
  const { opened, selection } = useSession();
  const rows = useMemo(() => opened.rows(stream), [opened, stream]);
  const bytes = useMemo(() => opened.bytes(stream.entryPath), [opened, stream]);
  const paint = useMemo(() => createPaint(report, stream.entryPath, [rows]), [report, stream, rows]);
  const revision = usePages(rows.pages);
  usePages(bytes?.pages ?? null);
  const { range, reveal, entryPath } = useSelection(({ range, reveal, entryPath }) => ({ range, reveal, entryPath }));
  if (!bytes) return null;
  const failure = bytes.pages.failure();
  if (failure !== null)
    return (
      <ErrorNote
        sentence={errorOf(failure).message}
        kept="The opcodes are kept."
        action={{ title: 'Read again', run: bytes.pages.retry }}
      />
    );
  return (
    <HexDump
      name="Bytes of the stream"
      bytes={bytes}
      paint={paint}
      paintRevision={revision}
      selected={samePath(entryPath, stream.entryPath) ? range : null}
      reveal={reveal}
      onSelect={(offset) => void selection.toBytes(stream.entryPath, offset)}
    />
  );
}
