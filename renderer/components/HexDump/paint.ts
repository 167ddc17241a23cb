import type { EntryPath } from '../../../shared/domain/artifact';
import type { Region, RegionKind } from '../../../shared/domain/coverage';
import { severityRank } from '../../../shared/domain/finding';
import type { Report } from '../../../shared/domain/report';
import { ARGUMENTS } from '../../../shared/pickle/arguments';
import { opcodeByCode } from '../../../shared/pickle/opcodes';
import { regionsOf, samePath } from '../../state/place';
import type { RowPages } from '../../state/row-pages';

/** The class of a byte by its offset in the entry. */
export type BytePaint = (offset: number) => string;

const REGION_CLASS: Readonly<Record<RegionKind, string>> = {
  opcodes: 'b-plain',
  text: 'b-text',
  array: 'b-data',
  container: 'b-container',
  compressed: 'b-data',
  data: 'b-data',
  unexplained: 'b-unexplained',
};

function regionAt(regions: readonly Region[], offset: number): Region | undefined {
  let low = 0;
  let high = regions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((regions[middle] as Region).start <= offset) low = middle + 1;
    else high = middle;
  }
  const region = regions[low - 1];
  return region && offset < region.end ? region : undefined;
}

const isText = (argument: string | null) => argument !== null && /string/.test(argument);

/** Colours bytes: findings first, then opcodes and their arguments where their rows are held, then the region they lie in. */
export function createPaint(report: Report, entryPath: EntryPath, streams: readonly RowPages[]): BytePaint {
  const regions = [...regionsOf(report, entryPath)].sort((a, b) => a.start - b.start);
  const hits = report.findings
    .filter(
      (finding) =>
        samePath(finding.entryPath, entryPath) &&
        severityRank(finding.severity) >= severityRank('medium') &&
        finding.accepted === undefined,
    )
    .map((finding) => ({
      start: finding.byteOffset,
      end: finding.byteOffset + finding.byteLength,
      tone: severityRank(finding.severity) >= severityRank('high') ? 'b-dangerous' : 'b-suspicious',
    }));
  return (offset) => {
    // A finding over a whole array or member would drown everything else in its colour.
    for (const hit of hits) if (offset >= hit.start && offset < hit.end && hit.end - hit.start <= 4096) return hit.tone;
    for (const rows of streams) {
      if (offset < rows.stream.start || offset >= rows.stream.end) continue;
      const line = rows.covering(offset);
      if (!line) continue;
      const row = opcodeByCode(line.code);
      if (offset === line.offset) return 'b-opcode';
      if (row && isText(row.argument) && ARGUMENTS[row.argument as keyof typeof ARGUMENTS]) return 'b-text';
      return 'b-data';
    }
    const region = regionAt(regions, offset);
    return region ? REGION_CLASS[region.kind] : 'b-plain';
  };
}
