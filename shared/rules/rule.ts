import type { Place } from '../domain/artifact';
import type { Fact } from '../domain/fact';
import { type Evidence, type Finding, SEVERITIES, type Severity } from '../domain/finding';
import type { JudgedGlobal } from '../domain/report';
import type { FormatId } from '../formats';
import type { OrdinaryEntries } from './ordinary-code/ordinary-entries';
import type { FileExceptions, PolicyInForce } from './policy-in-force';

/** What rules look at: every fact of an artifact, its globals already judged by name, and what the file calls itself. */
export interface RuleInput {
  readonly facts: readonly Fact[];
  readonly globals: readonly JudgedGlobal[];
  readonly fileName: string;
  readonly format: FormatId;
  /** Which of the carried code is ordinary. */
  readonly ordinary: OrdinaryEntries;
  /** What judges names. */
  readonly policy: PolicyInForce;
  /** The policy's exceptions about this file, by name, whether or not they have expired. */
  readonly exceptions: FileExceptions;
}

/**
 * How sure a hit is of what it says.
 * - `certain`: it stands in the bytes that are shown; only what it is meant for may be open
 * - `unknown`: something is there whose effect nobody has vouched for; harmless files look the same
 * - `indication`: it fits an attack, and accidents and odd tools as well
 */
export type Certainty = 'certain' | 'unknown' | 'indication';

/** When a rule gives which severity: one row of the table on its page. */
export interface SeverityRow {
  readonly severity: Severity;
  readonly when: string;
}

/** A check with everything a person needs to understand its hits. Ids are stable for ever. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  /** The worst severity that the rule gives. */
  readonly severity: Severity;
  /** What a hit means, in two or three neutral sentences. */
  readonly explanation: string;
  /** What would happen if the file were loaded or used all the same. */
  readonly consequence: string;
  readonly certainty: Certainty;
  /** How sure a hit is, and what would make it a false alarm. */
  readonly howSure: string;
  /** What to do about it: who got the file, and the honest sender. */
  readonly remedy: string;
  /** Worst first. */
  readonly severities: readonly SeverityRow[];
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

/** Codes of a table as rows, worst first: `high: a, b`. */
export function severityRows(table: Readonly<Record<string, Severity>>): readonly SeverityRow[] {
  return [...SEVERITIES].reverse().flatMap((severity) => {
    const codes = Object.keys(table).filter((code) => table[code] === severity);
    return codes.length === 0 ? [] : [{ severity, when: codes.map(codeWords).join(', ') }];
  });
}

/** `frameTooLong` → `frame too long`. */
const codeWords = (code: string): string => code.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

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
