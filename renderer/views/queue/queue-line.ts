import { ERROR_SENTENCES } from '../../../shared/domain/error';
import type { Report } from '../../../shared/domain/report';
import { formatPercent, formatSize } from '../../../shared/text/size';
import { shownText } from '../../state/evidence';
import { worstFirst } from '../../state/facts';
import { formatLabel } from '../../state/format-label';
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

/** What a person calls the format: the innermost of the path, which says more than the wrapper around it. */
const formatOf = (report: Report): string => shownText(report.formatPath.at(-1) ?? formatLabel(report.format));

/** A pickle needs no label: it is what these files are until something else is said. */
const isPickle = (report: Report): boolean => report.streams.length > 0;

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
        if (report.locked) return `${formatOf(report)}: encrypted`;
        if (explainedBytes < totalBytes) return `${formatPercent(explainedBytes, totalBytes)} understood`;
        return gaps[0] ? shownText(gaps[0].reason) : 'Not everything was understood.';
      }
      if (report.verdict === 'noFindings' || !worst) {
        const accepted = report.accepted === 0 ? '' : `, ${report.accepted.toLocaleString('en')} accepted`;
        return `${shownText(report.formatPath.join(' › '))}${accepted}`;
      }
      const line = shownText(worst.message).replace(/^Loading this file /, '');
      const format = formatOf(report);
      // The sentence of a rule may begin with the loader that gives the format its name.
      const saysFormat = line.startsWith(format.split(' ')[0] as string);
      return isPickle(report) || saysFormat ? line : `${format}: ${line}`;
    }
  }
}
