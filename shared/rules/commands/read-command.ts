import type { Reading } from '../effects/reading';
import { isForWindows, readCmd } from './cmd-reader';
import { NOTHING } from './flow';
import { argument } from './program';
import { ShellReader } from './shell-reader';

/** Reads a command that is one text, for whichever shell it is written. */
export function readCommandText(text: string, reading: Reading): void {
  if (isForWindows(text)) readCmd(text, reading);
  else new ShellReader(reading).read(text);
}

/** Reads a command that is a list of words, which no shell looks at. */
export function readCommandWords(words: readonly string[], reading: Reading): void {
  if (reading.spend(words.reduce((sum, word) => sum + word.length, 1)))
    new ShellReader(reading).runWords(words.map(argument), NOTHING);
}
