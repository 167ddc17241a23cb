import { formatCall } from '../../text/symbol';
import { isHonestGetattr } from '../honest-getattr';
import { ordinaryEntries } from '../ordinary-code/ordinary-entries';
import { type Rule, reachedBy } from '../rule';

/** Opcodes that call; the others only write into what they are given. */
const CALLING: ReadonlySet<string> = new Set(['REDUCE', 'NEWOBJ', 'NEWOBJ_EX', 'OBJ', 'INST']);

export const computedCall: Rule = {
  id: 'computed-call',
  title: 'Calls what another call returned',
  severity: 'medium',
  explanation:
    'The callable is not a global of the stream but the result of an earlier call or a value whose origin is not shown. Chains such as getattr(module, name)(…) reach functions without naming them.',
  remedy: 'Do not load the file; look at the calls before this one.',
  references: ['https://github.com/mmaitre314/picklescan/issues/66'],
  check: ({ facts }) => {
    const ordinary = ordinaryEntries(facts);
    return facts.flatMap((fact) => {
      if (
        fact.kind !== 'call' ||
        fact.callee.kind === 'global' ||
        !CALLING.has(fact.via) ||
        isHonestGetattr(fact.callee) ||
        ordinary.holds(fact)
      )
        return [];
      return [
        {
          ...fact,
          severity: 'medium' as const,
          message: `Calls a value that is no global of the stream: ${formatCall(fact.callee, fact.arguments, 200)}.${reachedBy(fact.readers)}`,
          evidence: [{ kind: 'call' as const, callee: fact.callee, arguments: fact.arguments }],
        },
      ];
    });
  },
};
