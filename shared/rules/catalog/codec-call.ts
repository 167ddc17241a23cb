import type { SymbolicValue } from '../../domain/symbol';
import { formatCall } from '../../text/symbol';
import { type Rule, reachedBy } from '../rule';

/** The encodings that Python's own picklers write: bytes as Latin-1 text, below protocol 3. */
const HONEST: ReadonlySet<string> = new Set(['latin1', 'latin-1', 'iso8859-1']);

/** True for `_codecs.encode(text, 'latin1')`. */
export function isHonestEncode(args: SymbolicValue): boolean {
  const codec = args.kind === 'tuple' ? args.items[1] : undefined;
  return codec?.kind === 'str' && HONEST.has(codec.value.toLowerCase());
}

export const codecCall: Rule = {
  id: 'codec-call',
  title: 'Encodes a text by an unusual codec',
  severity: 'medium',
  explanation:
    'Protocols below 3 store bytes as a Latin-1 text that is encoded again at loading. Another codec at this place, such as a compressing one, hides what the bytes are or runs a codec that was registered for the purpose.',
  consequence:
    'The codec runs over a text of the file: a compressing one inflates what it hides, one that was registered for the purpose is code.',
  certainty: 'indication',
  howSure:
    'The call is certain. No pickler writes another codec than Latin-1 at this place, and a codec by itself does no harm.',
  remedy: 'Look at what the resulting bytes are used for before loading the file.',
  severities: [{ severity: 'medium', when: 'any codec but Latin-1' }],
  references: ['https://docs.python.org/3/library/codecs.html#standard-encodings'],
  check: ({ facts }) =>
    facts.flatMap((fact) => {
      if (
        fact.kind !== 'call' ||
        fact.callee.kind !== 'global' ||
        fact.callee.module !== '_codecs' ||
        fact.callee.name !== 'encode'
      )
        return [];
      if (isHonestEncode(fact.arguments)) return [];
      return [
        {
          ...fact,
          severity: 'medium' as const,
          message: `Calls ${formatCall(fact.callee, fact.arguments, 160)}: a codec that no pickler writes.${reachedBy(fact.readers)}`,
        },
      ];
    }),
};
