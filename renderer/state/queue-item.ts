import type { CuvetteError } from '../../shared/domain/error';
import type { Finding } from '../../shared/domain/finding';
import type { Report } from '../../shared/domain/report';
import { type Verdict, verdictRank } from '../../shared/domain/verdict';
import type { ArtifactInfo } from '../../shared/ipc/contract';
import type { Progress } from '../../shared/ipc/messages';

export type ScanState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** One artifact of the queue. Replaced, never changed, when there is news about it. */
export interface QueueItem extends ArtifactInfo {
  readonly order: number;
  readonly state: ScanState;
  readonly progress: Progress | null;
  readonly findings: readonly Finding[];
  readonly verdictSoFar: Verdict | null;
  readonly report: Report | null;
  readonly error: CuvetteError | null;
}

/** The verdict to show; null while nothing can be said. A scan that broke off is never better than inconclusive. */
export function shownVerdict(item: QueueItem): Verdict | null {
  if (item.report) return item.report.verdict;
  const brokeOff = item.state === 'failed' || item.state === 'cancelled';
  const soFar = item.verdictSoFar;
  if (soFar !== null && verdictRank(soFar) < verdictRank('inconclusive')) return soFar;
  return brokeOff ? 'inconclusive' : null;
}
