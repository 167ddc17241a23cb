import type { GlobalUse } from '../domain/fact';
import type { Limits } from '../domain/limits';
import type { SymbolicValue } from '../domain/symbol';
import { isHonestEncode } from './catalog/codec-call';
import { judgeGlobal } from './global-policy';

/** What the engine is told about a global's calls; the shape of its `CallDetail` port. */
export interface CallDetailRow {
  readonly judged: boolean;
  readonly dangerous: boolean;
  readonly calls: number;
  readonly keep?: (args: SymbolicValue) => boolean;
  readonly covered?: readonly GlobalUse[];
  readonly uncoveredCalls?: number;
}

/** How many calls of a global the engine keeps whole: many where arguments decide, few where the name says it all. */
export function callDetail(limits: Limits): (module: string, name: string) => CallDetailRow {
  return (module, name) => {
    if (module === '_codecs' && name === 'encode')
      return {
        judged: false,
        dangerous: false,
        calls: limits.judgedCallsPerCallee,
        keep: (args) => !isHonestEncode(args),
      };
    const { class: judgement, uses } = judgeGlobal(module, name);
    const judged = judgement !== 'trusted';
    return {
      judged,
      dangerous: judgement === 'dangerous',
      calls: judged ? limits.judgedCallsPerCallee : limits.plainCallsPerCallee,
      // From the first use on that no honest file makes, a trusted name is followed like a stranger.
      covered: uses,
      uncoveredCalls: limits.judgedCallsPerCallee,
    };
  };
}
