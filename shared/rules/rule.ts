import type { Place } from '../domain/artifact';
import type { Fact } from '../domain/fact';
import type { Evidence, Finding, Severity } from '../domain/finding';
import type { JudgedGlobal } from '../domain/report';
import type { FormatId } from '../formats';
import type { FileExceptions, PolicyInForce } from './policy-in-force';

/** What rules look at: every fact of an artifact, its globals already judged by name, and what the file calls itself. */
export interface RuleInput {
  readonly facts: readonly Fact[];
  readonly globals: readonly JudgedGlobal[];
  readonly fileName: string;
  readonly format: FormatId;
  /** What judges names. */
  readonly policy: PolicyInForce;
  /** The policy's exceptions about this file, by name, whether or not they have expired. */
  readonly exceptions: FileExceptions;
}

/** A check with everything a person needs to understand its hits. Ids are stable for ever. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  /** The worst severity that the rule gives. */
  readonly severity: Severity;
  /** What a hit means, in two or three neutral sentences. */
  readonly explanation: string;
  /** What to do about it. */
  readonly remedy: string;
  readonly references: readonly string[];
  check(input: RuleInput): readonly Hit[];
}

/** A hit before it knows its rule. */
export interface Hit extends Place {
  readonly severity: Severity;
  readonly message: string;
  readonly evidence?: readonly Evidence[];
}

/** The finding that a hit of a rule becomes. */
export function toFinding(rule: Rule, hit: Hit): Finding {
  return {
    ruleId: rule.id,
    severity: hit.severity,
    message: hit.message,
    entryPath: hit.entryPath,
    byteOffset: hit.range.start,
    byteLength: Math.max(0, hit.range.end - hit.range.start),
    evidence: hit.evidence ?? [],
  };
}

/** Who gets as far as a fact: a phrase for a message, empty when every loader does. */
export function reachedBy(readers: readonly string[]): string {
  const loaders = readers.filter((reader) => reader !== 'pickletools');
  if (loaders.length === 3) return '';
  if (loaders.length === 0) return ' No known loader gets this far.';
  const names: Readonly<Record<string, string>> = {
    c: 'the C unpickler',
    cFile: 'the C unpickler over an unbuffered file',
    python: 'the Python unpickler (joblib)',
  };
  return ` Reached by ${loaders.map((loader) => names[loader] ?? loader).join(' and ')} only.`;
}
