import { useQueueItem } from '../../state/hooks';
import { CoverageSection } from './CoverageSection';
import { LoadStory } from './LoadStory';
import { DigestSection, ModelSection } from './ModelSection';
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
      <LoadStory report={item.report} />
      <CoverageSection report={item.report} />
      <ModelSection report={item.report} />
      <DigestSection report={item.report} />
    </div>
  );
}
