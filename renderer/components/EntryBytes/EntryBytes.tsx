import { useMemo } from 'react';
import type { EntryPath } from '../../../shared/domain/artifact';
import { useOpened, usePages, useSelection, useSession } from '../../state/hooks';
import { errorOf } from '../../state/scanner-client';
import { ErrorNote } from '../ErrorNote/ErrorNote';
import { HexDump } from '../HexDump/HexDump';
import { createPaint } from '../HexDump/paint';

/** The bytes of the entry that the selection lies in, following it: the pane under a list whose rows are places. */
export function EntryBytes({ name, entryPath }: { readonly name: string; readonly entryPath: EntryPath }) {
  const { opened, selection } = useSession();
  const { report, status, error } = useOpened((state) => state);
  const { range, reveal } = useSelection((state) => ({ range: state.range, reveal: state.reveal }));
  const key = entryPath.join('\0');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `entryPath`, `status` for a new visit
  const bytes = useMemo(() => opened.bytes(entryPath), [opened, key, report, status]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `entryPath`
  const paint = useMemo(() => (report ? createPaint(report, entryPath, []) : () => 'b-plain'), [report, key]);
  usePages(bytes?.pages ?? null);
  const failure = bytes?.pages.failure() ?? null;
  if (status === 'failed' && error)
    return (
      <ErrorNote
        sentence={error.message}
        kept="The list above is kept."
        action={{ title: 'Open again', run: opened.retry }}
      />
    );
  if (!bytes) return null;
  if (failure !== null)
    return (
      <ErrorNote
        sentence={errorOf(failure).message}
        kept="The list above is kept."
        action={{ title: 'Read again', run: bytes.pages.retry }}
      />
    );
  return (
    <HexDump
      key={key}
      name={name}
      bytes={bytes}
      paint={paint}
      paintRevision={0}
      selected={range}
      reveal={reveal}
      onSelect={(offset) => void selection.toBytes(entryPath, offset)}
    />
  );
}
