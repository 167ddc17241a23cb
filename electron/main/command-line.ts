import path from 'node:path';

/** What the app was started for. */
export interface CommandLine {
  /** Files and folders to open, absolute. */
  readonly paths: readonly string[];
  /** Where to write pictures of every view, instead of working with a person. */
  readonly screenshots: string | null;
}

/**
 * The words meant for the app. Run from source, the app's folder stands somewhere among Electron's own switches: what follows it
 * is ours. `appFolder` is null for a packaged program, whose words are all ours.
 */
export function ownWords(argv: readonly string[], appFolder: string | null): readonly string[] {
  if (appFolder === null) return argv.slice(1);
  const at = argv.findIndex((word, index) => index > 0 && !word.startsWith('-') && path.resolve(word) === appFolder);
  return at < 0 ? [] : argv.slice(at + 1);
}

/**
 * Reads the app's words. Chromium's own switches may stand among them and are passed over; a `--` ends all switches.
 */
export function readCommandLine(words: readonly string[], workingFolder: string): CommandLine {
  const paths: string[] = [];
  let screenshots: string | null = null;
  let onlyPaths = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (onlyPaths || !word.startsWith('-')) paths.push(path.resolve(workingFolder, word));
    else if (word === '--') onlyPaths = true;
    else if (word.startsWith('--screenshot=')) screenshots = path.resolve(workingFolder, word.slice(13));
    else if (word === '--screenshot') screenshots = path.resolve(workingFolder, words[++i] ?? 'screenshots');
  }
  return { paths, screenshots };
}
