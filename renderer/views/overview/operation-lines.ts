import type { OperationFact, OperationFamily } from '../../../shared/domain/fact';
import { severityRank } from '../../../shared/domain/finding';
import type { GlobalClass } from '../../../shared/domain/report';
import type { OperationJudgement } from '../../../shared/rules/policy/operations';

/** One operation of the graph over all members, with its judgement. */
export interface OperationLine {
  readonly key: string;
  /** Its first place, for the way to the bytes. */
  readonly first: OperationFact;
  /** The operator set or namespace; the family's name for its own. */
  readonly set: string;
  readonly count: number;
  readonly class: OperationJudgement['class'];
  readonly tone: GlobalClass;
  /** The end of a sentence, for one with an effect. */
  readonly does: string;
}

const TONE_ORDER: Readonly<Record<GlobalClass, number>> = { dangerous: 0, unknown: 1, trusted: 2 };

function toneOf(judgement: OperationJudgement): GlobalClass {
  if (judgement.class === 'known') return 'trusted';
  if (judgement.class === 'unknown') return 'unknown';
  const rank = severityRank(judgement.row.severity);
  return rank >= severityRank('high') ? 'dangerous' : rank >= severityRank('medium') ? 'unknown' : 'trusted';
}

/** Operations summed up by family, set and name: what does most harm first, then what is there most often. */
export function operationLines(
  facts: readonly OperationFact[],
  judge: (family: OperationFamily, domain: string, name: string) => OperationJudgement,
): readonly OperationLine[] {
  const sums = new Map<string, { readonly first: OperationFact; count: number }>();
  for (const fact of facts) {
    const key = `${fact.family}\0${fact.domain}\0${fact.name}`;
    const held = sums.get(key);
    if (held) held.count += fact.count;
    else sums.set(key, { first: fact, count: fact.count });
  }
  const lines = [...sums].map(([key, { first, count }]): OperationLine => {
    const judgement = judge(first.family, first.domain, first.name);
    return {
      key,
      first,
      set: first.domain === '' ? first.family : first.domain,
      count,
      class: judgement.class,
      tone: toneOf(judgement),
      does: judgement.class === 'notable' ? judgement.row.does : '',
    };
  });
  const order = (line: OperationLine) => TONE_ORDER[line.tone] * 2 + Number(line.class === 'known');
  return lines.sort((a, b) => order(a) - order(b) || b.count - a.count);
}
