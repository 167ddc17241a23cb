import type { CallFact } from '../../domain/fact';
import type { Evidence, Finding } from '../../domain/finding';
import { printable, shorten } from '../../text/printable';
import { formatCall, formatSymbol } from '../../text/symbol';
import { type Effect, effectSentences } from '../effects/effect';
import type { Reading } from '../effects/reading';
import { describeDanger } from '../global-policy';
import { reachedBy } from '../rule';
import { type ResolvedCall, readCall } from './resolve-call';

/** Calls of one artifact that are read for what they would do; the others are told by name and argument only. */
export const CALLS_READ = 100;
const LONGEST_COMMAND = 300;
const LONGEST_CHAIN = 160;

/** A message of a finding, and what belongs to it. */
export interface Told {
  readonly message: string;
  readonly evidence: readonly Evidence[];
}

/**
 * First what is called, then what that does, in sentences, then who gets that far. `reads` is false for calls beyond `CALLS_READ`.
 */
export function tellResolved(fact: CallFact, resolved: ResolvedCall, reads: boolean): Told {
  const { target, danger, reached, text } = resolved;
  const { does } = describeDanger(danger);
  const shown = text === null || text.trim() === '' ? null : shorten(printable(text.trim()), LONGEST_COMMAND);
  const call = reached ? printable(target) : formatCall(fact.callee, fact.arguments, LONGEST_COMMAND);
  const first =
    shown === null
      ? target.endsWith('()')
        ? 'Loading this file runs byte code that it carries.'
        : `Loading this file calls ${call}, which ${does}.`
      : danger === 'command'
        ? `Loading this file runs a shell command: ${shown}`
        : `Loading this file runs Python code: ${shown}`;
  const sentences: string[] = [];
  if (reached) {
    const by = shown === null ? 'It is' : `That is ${printable(target)},`;
    sentences.push(`${by} reached through ${formatSymbol(fact.callee, LONGEST_CHAIN)}.`);
  }
  const reading = reads ? readCall(fact) : null;
  sentences.push(...effectSentences((reading?.effects ?? []).filter((effect) => !isToldAlready(effect, target))));
  const readers = reachedBy(fact.readers).trim();
  if (readers !== '') sentences.push(readers);
  return {
    message: joinSentences(first, sentences),
    evidence: [...textEvidence(resolved, shown), ...layerEvidence(reading)],
  };
}

/** The command or code itself, as it stands in the message. */
function textEvidence({ danger }: ResolvedCall, shown: string | null): readonly Evidence[] {
  return shown === null ? [] : [{ kind: 'text', label: danger === 'command' ? COMMAND : CODE, text: shown }];
}

const COMMAND = 'Command';
const CODE = 'Code';

/** True for a finding that shows the very command or code that would run. */
export function showsWhatRuns({ evidence }: Finding): boolean {
  return evidence.some((one) => one.kind === 'text' && (one.label === COMMAND || one.label === CODE));
}

/** The call itself, which the first sentence is about. */
function isToldAlready({ id, what }: Effect, target: string): boolean {
  return (id === 'dangerousCall' && what.startsWith(`${target},`)) || (id === 'deserialises' && what === target);
}

/** One row for each layer that was decoded. */
export function layerEvidence(reading: Reading | null): readonly Evidence[] {
  return (reading?.layers ?? []).map((text) => ({ kind: 'text', label: 'Decoded', text }));
}

/** A sentence that may end with something from the file, and sentences behind it. */
export function joinSentences(first: string, others: readonly string[]): string {
  if (others.length === 0) return first;
  return `${/[.…!?]$/.test(first) ? first : `${first}.`} ${others.join(' ')}`;
}
