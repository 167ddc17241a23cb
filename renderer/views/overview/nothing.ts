import { isComplete } from '../../../shared/domain/coverage';
import type { CodeFact } from '../../../shared/domain/fact';
import type { Report } from '../../../shared/domain/report';
import { CODE_NOUNS } from '../../state/code-names';

/** Says that nothing is imported or called only of what was understood: the rest of a file may do anything. */
export function nothingSentence(report: Report): string {
  const { streams, operations, code, verdict } = report;
  // A program under another name, or a name that is computed, is no step and no harmless file either.
  if (verdict === 'dangerous' || verdict === 'suspicious')
    return 'No import, call or reference stands in it as such. What loading it would do is in the findings.';
  if (!isComplete(report.coverage) || report.error) {
    return streams.length + operations.length + code.length === 0
      ? 'Nothing is known of what loading it would do: not all of it was understood.'
      : 'What was understood imports nothing and calls nothing. What was not understood may do anything.';
  }
  const carried = sentenceOfCode(code);
  if (streams.length > 0) return `Loading it would import nothing and call nothing.${carried}`;
  if (operations.length > 0) {
    const families = [...new Set(operations.map((fact) => fact.family))].join(' and ');
    return `Loading it would import nothing and call nothing. The operations of its graph are all ${families}’s own, and only compute.${carried}`;
  }
  return carried === ''
    ? 'It holds data and no instructions: loading it would import nothing and call nothing.'
    : `Loading it would import nothing and call nothing.${carried}`;
}

/** What is said of code that is no step of the story. */
function sentenceOfCode(code: Report['code']): string {
  const nouns = (runs: CodeFact['runs']) => [
    ...new Set(code.filter((fact) => fact.runs === runs).map((fact) => CODE_NOUNS[fact.language])),
  ];
  const used = nouns('using').join(' and ');
  const asked = nouns('onRequest').join(' and ');
  return [
    used === '' ? '' : ` Its ${used} runs when the model is used, and no name in it is flagged.`,
    asked === '' ? '' : ` The ${asked} that it carries runs only if somebody asks for it.`,
  ].join('');
}
