import type { ByteRange, EntryPath } from '../../shared/domain/artifact';
import type { Finding } from '../../shared/domain/finding';
import type { Session } from './session';

/** Shows bytes where they speak most: among the opcodes when a stream holds them, else in the hex view. */
export function goToPlace({ opened, selection, view }: Session, entryPath: EntryPath, range: ByteRange): void {
  view.setState({ tab: opened.streamAt(entryPath, range.start) ? 'opcodes' : 'hex' });
  void selection.toRange(entryPath, range);
}

export function goToFinding({ opened, selection, view }: Session, finding: Finding): void {
  view.setState({ tab: opened.streamAt(finding.entryPath, finding.byteOffset) ? 'opcodes' : 'hex' });
  void selection.toFinding(finding);
}
