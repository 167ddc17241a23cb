import { useQueueItem, useSelection } from '../../state/hooks';
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
      {indicator && <IndicatorSection fact={indicator} />}
      {array && <TensorSection array={array} />}
      {code && !isLine && <CodeSection key={`${code.fact.title} ${code.fact.range.start}`} spot={code} />}
      {!array && !indicator && (!code || isLine) && line && item.report && (
        <OpcodeSection line={line} report={item.report} entryPath={entryPath} />
      )}
      {!array && !indicator && !code && !line && range && item.report && (
        <RangeSection range={range} entryPath={entryPath} report={item.report} />
      )}
      {finding && <FindingSection finding={finding} item={item} />}
    </aside>
  );
}
