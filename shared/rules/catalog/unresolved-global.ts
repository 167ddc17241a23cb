import type { SymbolicValue } from '../../domain/symbol';
import { printable, shorten } from '../../text/printable';
import { formatSymbol } from '../../text/symbol';
import { resolveText } from '../calls/resolve-call';
import { describeDanger, judgeGlobal } from '../global-policy';
import { type Hit, type Rule, reachedBy } from '../rule';

/** True for a name that the stream computes; one that is only no longer known may have been a plain text. */
const isMade = (value: SymbolicValue): boolean => value.kind === 'call' || value.kind === 'persistentId';

export const unresolvedGlobal: Rule = {
  id: 'unresolved-global',
  title: 'Imports a name that the file does not show',
  severity: 'high',
  explanation:
    'STACK_GLOBAL takes the module and the name from the stack. Here they are not plain texts of the stream but computed, overwritten or too long, so what is imported shows only when the file is loaded, or where the texts can be worked out. Honest writers always put the two texts into the stream; a name that is made by a call or taken from the loading program is hidden on purpose.',
  consequence: 'Any name of any module can be imported here, and called by the opcodes that follow.',
  certainty: 'indication',
  howSure:
    'That the name is not shown is certain. Picklers always write both texts into the stream; besides a crafted file only a damaged one looks like this.',
  remedy: 'Do not load the file. If it may be damaged, get it again and compare digests.',
  severities: [
    { severity: 'high', when: 'a name that can be worked out and is known for harm, or one that the stream computes' },
    { severity: 'medium', when: 'any other import whose name is not shown' },
  ],
  references: ['https://github.com/protectai/modelscan/issues/85'],
  check: ({ facts }) =>
    facts.flatMap((fact): Hit[] => {
      if (fact.kind !== 'unresolvedGlobal') return [];
      const [module, name] = [resolveText(fact.module), resolveText(fact.name)];
      const parts = `whose module is ${formatSymbol(fact.module, 80)} and whose name is ${formatSymbol(fact.name, 80)}`;
      const judgement = module === null || name === null ? null : judgeGlobal(module, name);
      const danger = judgement?.danger ?? null;
      const comesTo = judgement === null ? '' : ` That is ${shorten(printable(`${module}.${name}`), 120)}`;
      const does = danger === null ? '' : `, which ${describeDanger(danger).does}`;
      return [
        {
          ...fact,
          severity: danger !== null || isMade(fact.module) || isMade(fact.name) ? 'high' : 'medium',
          message: `Imports a global ${parts}.${comesTo === '' ? '' : `${comesTo}${does}.`}${reachedBy(fact.readers)}`,
        },
      ];
    }),
};
