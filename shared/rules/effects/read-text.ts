import { readCmd } from '../commands/cmd-reader';
import { readPowershell } from '../commands/powershell-reader';
import { readCommandText } from '../commands/read-command';
import { readScript } from '../commands/script-reader';
import { readPython } from '../python-text/python-reader';
import { Reading, type TextLanguage } from './reading';

const READERS: Readonly<Record<TextLanguage, (text: string, reading: Reading) => void>> = {
  shell: readCommandText,
  cmd: readCmd,
  powershell: readPowershell,
  python: readPython,
  script: readScript,
};

/**
 * Reads what `begin` finds and everything that turns up inside of it, layer by layer, within the bounds of a `Reading`. The same texts give
 * the same answer; nothing is run, and nothing leaves the process.
 */
export function readLayers(begin: (reading: Reading) => void): Reading {
  const reading = new Reading();
  begin(reading);
  for (let next = reading.next(); next !== undefined; next = reading.next()) READERS[next.language](next.text, reading);
  return reading;
}

/** What a text would do when it is run as this. */
export function readText(language: TextLanguage, text: string): Reading {
  return readLayers((reading) => READERS[language](text, reading));
}
