import type { FactKind } from '../../shared/domain/fact';
import type { Report } from '../../shared/domain/report';

/** Facts of a kind that were counted and not listed. Kinds that are told apart by a code are counted per code: `operation ONNX`. */
export function omittedOf(report: Report, kind: FactKind | 'finding'): number {
  return Object.entries(report.omitted)
    .filter(([key]) => key === kind || key.startsWith(`${kind} `))
    .reduce((sum, [, count]) => sum + count, 0);
}
