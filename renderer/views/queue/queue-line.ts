import { ERROR_SENTENCES } from '../../../shared/domain/error';
import { formatPercent, formatSize } from '../../../shared/text/size';
import { shownText } from '../../state/evidence';
import { worstFirst } from '../../state/facts';
import type { QueueItem } from '../../state/queue-item';

export function fractionDone({ progress }: QueueItem): number {
  if (!progress || progress.totalBytes <= 0) return 0;
  return Math.min(1, progress.readBytes / progress.totalBytes);
}

function secondsLeft({ progress }: QueueItem): string {
  if (!progress || progress.bytesPerSecond <= 0) return '';
  const seconds = Math.ceil((progress.totalBytes - progress.readBytes) / progress.bytesPerSecond);
  return seconds >= 90 ? `, ${Math.round(seconds / 60)} min left` : `, ${seconds} s left`;
}

/** The one line under a name: the worst of it, or how far the scan is. */
export function queueLine(item: QueueItem): string {
  const worst = worstFirst(item.findings)[0];
  switch (item.state) {
    case 'queued':
      return 'waiting';
    case 'running': {
      const { progress } = item;
      if (!progress) return '0 %';
      return `${formatPercent(progress.readBytes, progress.totalBytes)}, ${formatSize(progress.bytesPerSecond)}/s${secondsLeft(item)}`;
    }
    case 'failed':
      return item.error
        ? (ERROR_SENTENCES[item.error.code as keyof typeof ERROR_SENTENCES] ?? item.error.message)
        : 'The scan broke off.';
    case 'cancelled':
      return 'Cancelled: not everything was looked at.';
    case 'done': {
      const { report } = item;
      if (!report) return '';
      if (report.verdict === 'inconclusive') {
        const { explainedBytes, totalBytes, gaps } = report.coverage;
        if (explainedBytes < totalBytes) return `${formatPercent(explainedBytes, totalBytes)} understood`;
        return gaps[0] ? shownText(gaps[0].reason) : 'Not everything was understood.';
      }
      if (report.verdict === 'noFindings' || !worst) return shownText(report.formatPath.join(' › '));
      return shownText(worst.message).replace(/^Loading this file /, '');
    }
  }
}
