import type { CodeFact } from '../../domain/fact';
import { type EffectId, effectSentences } from '../effects/effect';
import { readText } from '../effects/read-text';
import type { Reading } from '../effects/reading';

const READ = new WeakMap<CodeFact, Reading>();

/** What source code that the file carries would do when it runs. */
export function readCode(fact: CodeFact): Reading {
  const known = READ.get(fact);
  if (known !== undefined) return known;
  const reading = readText('python', fact.text);
  READ.set(fact, reading);
  return reading;
}

/**
 * Effects that are worth a word of code which somebody wrote: to read a file, to print or to look around is what code does, and the names
 * it uses are judged one by one.
 */
const WORTH_TELLING: ReadonlySet<EffectId> = new Set<EffectId>([
  'reverseShell',
  'downloadRun',
  'remoteCode',
  'destroys',
  'credentials',
  'metadata',
  'environment',
  'sendsOut',
  'dnsOut',
  'persistence',
  'login',
  'escalates',
  'miner',
  'weakens',
  'installs',
]);

/**
 * The effects of carried code as sentences. Of code that works on what it is given, that it deletes a file or asks an address says nothing:
 * what it happens to must stand in the code itself. All environment variables are handed to programs every day, and seldom sent.
 */
export function codeSentences(reading: Reading | null): readonly string[] {
  const effects = (reading?.effects ?? []).filter(({ id }) => WORTH_TELLING.has(id));
  const isSent = effects.some(({ id, what }) => (id === 'sendsOut' || id === 'dnsOut') && what !== '');
  return effectSentences(effects.filter(({ id, what }) => what !== '' || (id === 'environment' && isSent)));
}
