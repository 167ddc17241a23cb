import type { EntryFact } from '../../shared/domain/fact';

/** What is odd about a member, as a word with a colour and a sentence. */
export interface MemberFlag {
  readonly word: string;
  readonly tone: 'dangerous' | 'suspicious' | 'inconclusive' | 'note';
  readonly sentence: string;
}

const ENCRYPTED: MemberFlag = {
  word: 'encrypted',
  tone: 'inconclusive',
  sentence: 'It can only be read with its password.',
};
const LINK: MemberFlag = {
  word: 'link',
  tone: 'suspicious',
  sentence: 'It is a link: what is extracted next may follow it to another place.',
};
const DUPLICATE: MemberFlag = {
  word: 'duplicate',
  tone: 'suspicious',
  sentence: 'More than one member has this name, and readers differ on which they take.',
};
const HIDDEN: MemberFlag = {
  word: 'not in the directory',
  tone: 'suspicious',
  sentence: 'The directory of the archive does not list it; only some readers see it.',
};
const UNSAFE_NAME: MemberFlag = {
  word: 'unsafe name',
  tone: 'suspicious',
  sentence: 'It would be written outside the folder it is extracted to.',
};
const HEADER: MemberFlag = {
  word: 'headers differ',
  tone: 'suspicious',
  sentence: 'The directory and the header before the data say different things about it.',
};

/** Words of inspectors for one thing, whichever archive it is in. */
const KNOWN: readonly (readonly [pattern: RegExp, flag: MemberFlag])[] = [
  [/encrypt|password/i, ENCRYPTED],
  [/link/i, LINK],
  [/duplicate/i, DUPLICATE],
  [/not in the (?:directory|listing)|hidden/i, HIDDEN],
  [/unsafe|outside/i, UNSAFE_NAME],
  [/header/i, HEADER],
];

/** Absolute paths, drive letters, and steps upward in either slash. */
const LEAVES_FOLDER = /^(?:[/\\]|[a-zA-Z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/;
/** How the engine labels the second and later members of one name. */
const REPEATED = / \(\d+\)$/;

/** Entry paths of a report as keys, to look for the first of two members of one name. */
export function pathKeys(entries: readonly EntryFact[]): ReadonlySet<string> {
  return new Set(entries.map((entry) => entry.path.join('\0')));
}

/** The flags of a member: those that its inspector gave, and what its name alone says. */
export function memberFlags(entry: EntryFact, paths: ReadonlySet<string>): readonly MemberFlag[] {
  const flags = new Set<MemberFlag>();
  for (const flag of entry.flags) {
    const known = KNOWN.find(([pattern]) => pattern.test(flag))?.[1];
    flags.add(known ?? { word: flag, tone: 'note', sentence: flag });
  }
  const name = entry.path.at(-1) ?? '';
  if (REPEATED.test(name) && paths.has([...entry.path.slice(0, -1), name.replace(REPEATED, '')].join('\0')))
    flags.add(DUPLICATE);
  // `zlib` and the like are not names of members but of what was unwrapped; a backslash in them means nothing.
  if (LEAVES_FOLDER.test(name)) flags.add(UNSAFE_NAME);
  return [...flags];
}
