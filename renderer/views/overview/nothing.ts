import { isComplete } from '../../../shared/domain/coverage';
import type { Report } from '../../../shared/domain/report';

/** Says that nothing is imported or called only of what was understood: the rest of a file may do anything. */
export function nothingSentence(report: Report): string {
  const { streams, operations, code } = report;
  if (!isComplete(report.coverage) || report.error) {
    return streams.length + operations.length + code.length === 0
      ? 'Nothing is known of what loading it would do: not all of it was understood.'
      : 'What was understood imports nothing and calls nothing. What was not understood may do anything.';
  }
  const onRequest = code.length > 0 ? ' The code that it carries runs only if somebody asks for it.' : '';
  if (streams.length > 0) return `Loading it would import nothing and call nothing.${onRequest}`;
  if (operations.length > 0) {
    const families = [...new Set(operations.map((fact) => fact.family))].join(' and ');
    return `Loading it would import nothing and call nothing. The operations of its graph are all ${families}’s own, and only compute.${onRequest}`;
  }
  return `It holds data and no instructions: loading it would import nothing and call nothing.${onRequest}`;
}
