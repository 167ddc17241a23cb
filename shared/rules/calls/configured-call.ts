import type { NamedObjectFact } from '../../domain/fact';
import { effectSentences } from '../effects/effect';
import { readLayers } from '../effects/read-text';
import type { Reading } from '../effects/reading';
import { tellCall } from './call-effects';
import { dottedName, type Known, knownList, knownText, positional } from './known';

const READ = new WeakMap<NamedObjectFact, Reading>();
const VALUES_KEPT = 64;
const CALLED_WITH = ', called with ';
/** Values that say how to call and not with what. */
const SWITCHES: ReadonlySet<string> = new Set(['true', 'false', 'null', 'none', '~', 'args', 'kwds', 'kwargs']);

/** Keys whose values name the object and are given to nobody. */
const NAMING: ReadonlySet<string> = new Set(['name', 'class_name', 'registered_name', 'module', 'trainable', 'dtype']);

/**
 * What the call that a configuration asks for would do. Its arguments are a text in the notation of the configuration: JSON, YAML or words.
 */
export function readConfigured(fact: NamedObjectFact): Reading {
  const known = READ.get(fact);
  if (known !== undefined) return known;
  const name = dottedName(fact.module === '' ? 'builtins' : fact.module, fact.name);
  const args = argumentsIn(fact.arguments, name);
  const reading = readLayers((begun) => {
    if (args.length > 0) tellCall({ name, args: positional(...args) }, begun);
  });
  READ.set(fact, reading);
  return reading;
}

/** The effects of such a call as sentences; that it is a dangerous call is said in front of them. */
export function configuredSentences(reading: Reading | null): readonly string[] {
  return effectSentences((reading?.effects ?? []).filter(({ id }) => id !== 'dangerousCall'));
}

/** The values among the arguments; words without blanks are one list, as `Popen` takes them. */
function argumentsIn(text: string, name: string): readonly Known[] {
  const own = name.slice(name.lastIndexOf('.') + 1);
  const values = valuesIn(text).filter(
    (value) => !SWITCHES.has(value.toLowerCase()) && value !== name && value !== own,
  );
  if (values.length === 0) return [];
  const isOne = values.length === 1 || values.some((value) => /\s/.test(value));
  return isOne ? values.map((value) => knownText(value)) : [knownList(values.map((value) => knownText(value)))];
}

/**
 * Scalars of a flow notation that are no keys: `[curl x]`, `{"args": ["id"]}`, `_args_=["id"]`. A text without brackets is one. Of what a
 * layer is made with and what it is called with, the latter counts.
 */
export function valuesIn(text: string): readonly string[] {
  const called = text.indexOf(CALLED_WITH);
  const body = (called < 0 ? text : text.slice(called + CALLED_WITH.length))
    .trim()
    .replace(/^[A-Za-z_]\w{0,63}=(?!=)/, '');
  if (!/^[[{("']/.test(body)) return body === '' ? [] : [body];
  const values: string[] = [];
  let plain = '';
  let key = '';
  const add = (value: string) => {
    if (value !== '' && values.length < VALUES_KEPT && !NAMING.has(key)) values.push(value);
    plain = '';
    key = '';
  };
  for (let at = 0; at < body.length; at++) {
    const character = body.charAt(at);
    if ((character === '"' || character === "'") && plain.trim() === '') {
      let close = at + 1;
      while (close < body.length && body.charAt(close) !== character) close += body.charAt(close) === '\\' ? 2 : 1;
      const value = body
        .slice(at + 1, close)
        .replaceAll('\\"', '"')
        .replaceAll('\\\\', '\\');
      if (/^\s*:/.test(body.slice(close + 1, close + 9))) key = value;
      else add(value);
      plain = '';
      at = close;
    } else if ('[]{}(),'.includes(character)) add(plain.trim());
    else if (character === ':' && /^\s?$/.test(body.charAt(at + 1))) {
      key = plain.trim() || key;
      plain = '';
    } else plain += character;
  }
  add(plain.trim());
  return values;
}
