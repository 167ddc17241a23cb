import type { ByteRange, EntryPath } from '../../shared/domain/artifact';
import type { ArrayFact, CodeFact, IndicatorFact } from '../../shared/domain/fact';
import type { Finding } from '../../shared/domain/finding';
import { codeAt, lineOfOffset } from './code-names';
import type { Session } from './session';

/** Shows bytes where they speak most: among the opcodes when a stream holds them, else in the hex view. */
export function goToPlace({ opened, selection, view }: Session, entryPath: EntryPath, range: ByteRange): void {
  view.setState({ tab: opened.streamAt(entryPath, range.start) ? 'opcodes' : 'hex' });
  void selection.toRange(entryPath, range);
}

/** Shows bytes as bytes, whatever else they are. */
export function goToBytes({ selection, view }: Session, entryPath: EntryPath, range: ByteRange): void {
  view.setState({ tab: 'hex' });
  void selection.toRange(entryPath, range);
}

/** Shows where a finding stands: in the code that it is about, among the opcodes, or in the bytes. */
export function goToFinding(session: Session, finding: Finding): void {
  const { opened, selection, view } = session;
  const { report } = opened.getState();
  const stream = opened.streamAt(finding.entryPath, finding.byteOffset);
  const isAboutCode = finding.ruleId === 'carried-code' || !stream;
  const code = report && isAboutCode ? codeAt(report, finding.entryPath, finding.byteOffset) : null;
  if (code) {
    selection.setState({ finding });
    goToCode(session, code, finding.byteOffset === code.range.start ? null : lineOfOffset(code, finding.byteOffset));
    return;
  }
  view.setState({ tab: stream ? 'opcodes' : 'hex' });
  void selection.toFinding(finding);
}

export function goToCode({ selection, view }: Session, fact: CodeFact, line: number | null = null): void {
  view.setState({ tab: 'code' });
  void selection.toCode({ fact, name: null, line });
}

/** Shows the bytes of an array, which stays selected as one. */
export function goToArray({ selection, view }: Session, array: ArrayFact): void {
  view.setState({ tab: 'hex' });
  void selection.toArray(array);
}

/** Shows the bytes of an address, path, command or secret among the opcodes when a stream holds them, else as bytes. */
export function goToIndicator({ opened, selection, view }: Session, indicator: IndicatorFact): void {
  view.setState({ tab: opened.streamAt(indicator.entryPath, indicator.range.start) ? 'opcodes' : 'hex' });
  void selection.toRange(indicator.entryPath, indicator.range);
}
