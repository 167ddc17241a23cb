import { VERDICTS, type Verdict, verdictRank } from '../../shared/domain/verdict';
import { type QueueItem, shownVerdict } from './queue-item';

export type QueueFilter = 'all' | Verdict;
export type QueueSort = 'worst' | 'added' | 'name';

/** Numbers over the whole queue, for chips and the status bar. */
export interface QueueSummary {
  readonly total: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly queued: number;
  readonly running: number;
  readonly bytesPerSecond: number;
  readonly totalBytes: number;
}

export function summarise(items: ReadonlyMap<string, QueueItem>): QueueSummary {
  const counts: Record<Verdict, number> = { dangerous: 0, suspicious: 0, inconclusive: 0, noFindings: 0 };
  let queued = 0;
  let running = 0;
  let bytesPerSecond = 0;
  let totalBytes = 0;
  for (const item of items.values()) {
    const verdict = shownVerdict(item);
    if (verdict) counts[verdict]++;
    totalBytes += item.sizeBytes;
    if (item.state === 'queued') queued++;
    if (item.state === 'running') {
      running++;
      bytesPerSecond += item.progress?.bytesPerSecond ?? 0;
    }
  }
  return { total: items.size, counts, queued, running, bytesPerSecond, totalBytes };
}

/** Bucket for "worst first": verdicts that ask for a look, then what is under way, then the quiet ones. */
function bucketOf(item: QueueItem): number {
  const verdict = shownVerdict(item);
  if (verdict === 'noFindings') return 5;
  if (verdict) return verdictRank(verdict);
  return item.state === 'running' ? 3 : 4;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Ids to show, in order. Buckets instead of a comparison sort: this runs once per frame over the whole queue while scans go on. */
export function arrange(
  items: ReadonlyMap<string, QueueItem>,
  filter: QueueFilter,
  sort: QueueSort,
): readonly string[] {
  const shown: QueueItem[] = [];
  for (const item of items.values()) if (filter === 'all' || shownVerdict(item) === filter) shown.push(item);
  if (sort === 'name')
    return shown.sort((a, b) => collator.compare(a.name, b.name) || a.order - b.order).map((item) => item.id);
  if (sort === 'added') return shown.map((item) => item.id);
  const buckets: string[][] = [];
  for (const item of shown) {
    const bucket = bucketOf(item);
    buckets[bucket] ??= [];
    buckets[bucket].push(item.id);
  }
  return buckets.flat();
}

/** The verdicts in the order the chips stand in. */
export const CHIP_ORDER: readonly Verdict[] = VERDICTS;
