import { useQueueItem } from '../../state/hooks';
import { CoverageSection } from './CoverageSection';
import { LoadersSection } from './LoadersSection';
import { LoadStory } from './LoadStory';
import { DigestSection, ModelSection } from './ModelSection';
import { OperationsSection } from './OperationsSection';
import { ReferencesSection } from './ReferencesSection';
import './overview.css';

/** The file on one page: what loading does, what was understood, what it holds. */
export function OverviewView({ id }: { readonly id: string }) {
  const item = useQueueItem(id);
  if (!item) return null;
  if (!item.report) {
    return (
      <div className="overview">
        <p className="muted">
          {item.state === 'failed' || item.state === 'cancelled'
            ? 'There is no report: the scan did not reach its end.'
            : 'The report is written when the scan ends.'}
        </p>
      </div>
    );
  }
  return (
    <div className="overview">
      <LoadersSection key={id} report={item.report} />
      <LoadStory report={item.report} />
      <ReferencesSection report={item.report} />
      <OperationsSection report={item.report} />
      <div className="overview-side">
        <CoverageSection report={item.report} />
        <DigestSection report={item.report} />
      </div>
      <ModelSection report={item.report} />
    </div>
  );
}
