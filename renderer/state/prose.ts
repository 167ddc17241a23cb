import type { Evidence, Finding } from '../../shared/domain/finding';
import type { SymbolicValue } from '../../shared/domain/symbol';
import { printable } from '../../shared/text/printable';
import { formatCall } from '../../shared/text/symbol';

/** A piece of a sentence: plain words, or code that comes from the file. */
export type ProsePart = string | { readonly code: string };
export type Prose = readonly ProsePart[];

export const plainText = (prose: Prose): string =>
  prose.map((part) => (typeof part === 'string' ? part : part.code)).join('');

/** Shorter than this, a match in a sentence is chance. */
const SHORTEST_CODE = 2;
/** Rules cut what they quote; this much of its beginning is enough to know it again. */
const KNOWN_BEGINNING = 24;

function textsIn(value: SymbolicValue): readonly string[] {
  if (value.kind === 'str' || value.kind === 'bytes') return [printable(value.value)];
  if (value.kind !== 'tuple' && value.kind !== 'list') return [];
  const words = value.items.flatMap((item) => (item.kind === 'str' ? [printable(item.value)] : []));
  return [words.join(' '), ...value.items.flatMap(textsIn)];
}

function quotable(evidence: Evidence): readonly string[] {
  switch (evidence.kind) {
    case 'global':
      return [printable(evidence.module === '' ? evidence.name : `${evidence.module}.${evidence.name}`)];
    case 'call':
      return [formatCall(evidence.callee, evidence.arguments, 300), ...textsIn(evidence.arguments)];
    case 'text':
      return [printable(evidence.text)];
  }
}

/** Where a text stands in a sentence, also when the sentence has only its beginning and an ellipsis. */
function spanOf(message: string, text: string): readonly [start: number, end: number] | null {
  if (text.length < SHORTEST_CODE) return null;
  const whole = message.indexOf(text);
  if (whole >= 0) return [whole, whole + text.length];
  if (text.length <= KNOWN_BEGINNING) return null;
  const start = message.indexOf(text.slice(0, KNOWN_BEGINNING));
  const end = start < 0 ? -1 : message.indexOf('…', start);
  return end < 0 ? null : [start, end + 1];
}

/** A finding's message with what it quotes from the file set apart. The longest quotation wins; the rest stays plain. */
export function findingProse(finding: Finding): Prose {
  const { message } = finding;
  const candidates = finding.evidence
    .flatMap(quotable)
    .sort((a, b) => b.length - a.length)
    .map((text) => spanOf(message, text));
  const span = candidates.find((one) => one !== null);
  if (!span) return [message];
  const [start, end] = span;
  return [message.slice(0, start), { code: message.slice(start, end) }, message.slice(end)];
}
