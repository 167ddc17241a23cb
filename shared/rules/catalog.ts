import { carriedCode } from './catalog/carried-code';
import { carriedSecret } from './catalog/carried-secret';
import { changedGlobal } from './catalog/changed-global';
import { codecCall } from './catalog/codec-call';
import { computedCall } from './catalog/computed-call';
import { damaged } from './catalog/damaged';
import { dangerousCall } from './catalog/dangerous-call';
import { dangerousImport } from './catalog/dangerous-import';
import { expiredException } from './catalog/expired-exception';
import { extensionCode } from './catalog/extension-code';
import { extensionMismatch } from './catalog/extension-mismatch';
import { graphOperation } from './catalog/graph-operation';
import { limitReached } from './catalog/limit-reached';
import { namedObject } from './catalog/named-object';
import { noted } from './catalog/noted';
import { outsideReference } from './catalog/outside-reference';
import { persistentId } from './catalog/persistent-id';
import { projectPolicy } from './catalog/project-policy';
import { specialState } from './catalog/special-state';
import { unknownGlobal } from './catalog/unknown-global';
import { unresolvedGlobal } from './catalog/unresolved-global';
import { untrustedUse } from './catalog/untrusted-use';
import { unusual } from './catalog/unusual';
import type { Rule } from './rule';

/** The version of the rules and rows, shown wherever a verdict is: verdicts are comparable only under the same one. */
export const RULESET = '2026.11';

/** THE ordered list of rules. Findings come out in this order. */
export const RULES: readonly Rule[] = [
  dangerousCall,
  changedGlobal,
  specialState,
  dangerousImport,
  projectPolicy,
  namedObject,
  carriedCode,
  graphOperation,
  outsideReference,
  computedCall,
  unresolvedGlobal,
  unknownGlobal,
  untrustedUse,
  extensionCode,
  persistentId,
  codecCall,
  unusual,
  extensionMismatch,
  damaged,
  limitReached,
  expiredException,
  carriedSecret,
  noted,
];

/** The rule of an id; undefined for ids of other versions. */
export function ruleById(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}
