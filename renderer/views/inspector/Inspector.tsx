import type { IndicatorFact } from '../../../shared/domain/fact';
import type { Finding } from '../../../shared/domain/finding';
import type { Report } from '../../../shared/domain/report';
import { carriedSecret } from '../../../shared/rules/catalog/carried-secret';
import { useQueueItem, useSelection } from '../../state/hooks';
import { samePath } from '../../state/place';
import { isStreamCode } from '../../state/stream-code';
import { CodeSection } from './CodeSection';
import { FindingSection } from './FindingSection';
import { IndicatorSection } from './IndicatorSection';
import { OpcodeSection } from './OpcodeSection';
import { RangeSection } from './RangeSection';
import { TensorSection } from './TensorSection';
import './inspector.css';

/** The selected thing: the finding and why, the opcode and what it does here, its bytes. */
export function Inspector({ id }: { readonly id: string }) {
  const item = useQueueItem(id);
  const { finding, line, range, entryPath, array, code, indicator } = useSelection((state) => state);
  if (!item) return null;
  // A line of what a pickle does is an opcode, and explained as one.
  const isLine = code !== null && code.line !== null && line !== null && isStreamCode(code.fact);
  const named = indicator ?? (item.report && secretOf(item.report, finding));
  const empty = !finding && !line && !range;
  return (
    <aside className="inspector" aria-label="Inspector">
      {empty && (
        <p className="muted">
          {item.report
            ? 'Nothing is selected. A finding, an opcode, code, a tensor or a byte that is selected is explained here.'
            : 'What is selected is explained here.'}
        </p>
      )}
      {named && <IndicatorSection fact={named} />}
      {array && <TensorSection array={array} />}
      {code && !isLine && <CodeSection key={`${code.fact.title} ${code.fact.range.start}`} spot={code} />}
      {!array && !named && (!code || isLine) && line && item.report && (
        <OpcodeSection line={line} report={item.report} entryPath={entryPath} />
      )}
      {!array && !named && !code && !line && range && item.report && (
        <RangeSection range={range} entryPath={entryPath} report={item.report} />
      )}
      {finding && <FindingSection finding={finding} item={item} />}
    </aside>
  );
}

/** The secret that a finding is about: it is explained masked, and its opcode is not, which would show it. */
function secretOf(report: Report, finding: Finding | null): IndicatorFact | null {
  if (finding === null || finding.ruleId !== carriedSecret.id) return null;
  return (
    report.indicators.find(
      ({ secret, range, entryPath }) =>
        secret !== null && range.start === finding.byteOffset && samePath(entryPath, finding.entryPath),
    ) ?? null
  );
}
