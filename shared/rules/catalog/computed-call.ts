import { formatCall } from '../../text/symbol';
import { CALLS_READ, tellResolved } from '../calls/call-sentence';
import { resolveCall } from '../calls/resolve-call';
import { describeDanger } from '../global-policy';
import { isHonestGetattr } from '../honest-getattr';
import { type Hit, type Rule, reachedBy } from '../rule';

/** Opcodes that call; the others only write into what they are given. */
const CALLING: ReadonlySet<string> = new Set(['REDUCE', 'NEWOBJ', 'NEWOBJ_EX', 'OBJ', 'INST']);

export const computedCall: Rule = {
  id: 'computed-call',
  title: 'Calls what another call returned',
  severity: 'critical',
  explanation:
    'The callable is not a global of the stream but the result of an earlier call or a value whose origin is not shown. Chains such as getattr(module, name)(…) reach functions without naming them. Where the chain can be followed to its end, the finding says what it amounts to and weighs as much.',
  consequence:
    'A function is called that the stream never names. Which one it is shows in the calls before it, or not at all.',
  certainty: 'unknown',
  howSure:
    'The call is certain, what is called is not. The few ways in which honest picklers fetch a method and call it are known and left out.',
  remedy: 'Do not load the file; look at the calls before this one. A sender can save the weights only.',
  severities: [
    { severity: 'critical', when: 'a chain that leads to what runs commands or code; high where its kind of harm is' },
    { severity: 'medium', when: 'any other call of what is no global of the stream' },
  ],
  references: ['https://github.com/mmaitre314/picklescan/issues/66'],
  check: ({ facts, ordinary }) => {
    let told = 0;
    return facts.flatMap((fact): Hit[] => {
      if (
        fact.kind !== 'call' ||
        fact.callee.kind === 'global' ||
        !CALLING.has(fact.via) ||
        isHonestGetattr(fact.callee) ||
        ordinary.holds(fact)
      )
        return [];
      const call = { kind: 'call' as const, callee: fact.callee, arguments: fact.arguments };
      const resolved = resolveCall(fact);
      if (resolved !== null) {
        const { message, evidence } = tellResolved(fact, resolved, ++told <= CALLS_READ);
        return [
          {
            ...fact,
            severity: describeDanger(resolved.danger).severity,
            message,
            evidence: [call, ...evidence],
          },
        ];
      }
      return [
        {
          ...fact,
          severity: 'medium',
          message: `Calls a value that is no global of the stream: ${formatCall(fact.callee, fact.arguments, 200)}.${reachedBy(fact.readers)}`,
          evidence: [call],
        },
      ];
    });
  },
};
