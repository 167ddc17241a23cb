import { useCallback, useState } from 'react';
import type { StreamInfo } from '../../../shared/ipc/messages';
import { useSession } from '../../state/hooks';
import type { Fold } from './outline';

/** Which groups of a stream are folded. Where a group ends is asked once, when it is folded. */
export function useFolds(stream: StreamInfo) {
  const { opened } = useSession();
  const [folds, setFolds] = useState<readonly Fold[]>([]);

  const toggle = useCallback(
    (row: number) => {
      let folded = false;
      setFolds((before) => {
        folded = before.some((fold) => fold.row === row);
        return folded ? before.filter((fold) => fold.row !== row) : before;
      });
      opened
        .ask({ what: 'closingRow', stream: stream.id, row })
        .then(({ row: closing }) => {
          if (!folded && closing !== null)
            setFolds((before) => [...before.filter((fold) => fold.row !== row), { row, closing }]);
        })
        .catch(() => undefined);
    },
    [opened, stream.id],
  );

  /** Opens the groups that hide a row. */
  const unfoldAround = useCallback((row: number) => {
    setFolds((before) => {
      const kept = before.filter((fold) => row <= fold.row || row >= fold.closing);
      return kept.length === before.length ? before : kept;
    });
  }, []);

  return { folds, toggle, unfoldAround };
}
