import { useQueueItem, useSelection } from '../../state/hooks';
import { FindingSection } from './FindingSection';
import { OpcodeSection } from './OpcodeSection';
import { RangeSection } from './RangeSection';
import './inspector.css';

/** The selected thing: the finding and why, the opcode and what it does here, its bytes. */
export function Inspector({ id }: { readonly id: string }) {
  const item = useQueueItem(id);
  const { finding, line, range, entryPath } = useSelection((state) => state);
  if (!item) return null;
  const empty = !finding && !line && !range;
  return (
    <aside className="inspector" aria-label="Inspector">
      {empty && (
        <p className="muted">
          {item.report
            ? 'Nothing is selected. A finding, an opcode or a byte that is selected is explained here.'
            : 'What is selected is explained here.'}
        </p>
      )}
      {line && item.report && <OpcodeSection line={line} report={item.report} entryPath={entryPath} />}
      {!line && range && item.report && <RangeSection range={range} entryPath={entryPath} report={item.report} />}
      {finding && <FindingSection finding={finding} item={item} />}
    </aside>
  );
}
