import type { EntryFact, MemberFlag } from '../../shared/domain/fact';

/** What is odd about a member, as a word with a colour and a sentence. */
export interface FlagWords {
  readonly word: string;
  readonly tone: 'suspicious' | 'inconclusive';
  readonly sentence: string;
}

const WORDS: Readonly<Record<MemberFlag, FlagWords>> = {
  encrypted: {
    word: 'encrypted',
    tone: 'inconclusive',
    sentence: 'It can only be read with its password.',
  },
  link: {
    word: 'link',
    tone: 'suspicious',
    sentence: 'It is a link: what is extracted next may follow it to another place.',
  },
  duplicate: {
    word: 'duplicate',
    tone: 'suspicious',
    sentence: 'More than one member has this name, and readers differ on which they take.',
  },
  hidden: {
    word: 'not in the directory',
    tone: 'suspicious',
    sentence: 'The directory of the archive does not list it; only some readers see it.',
  },
  unsafeName: {
    word: 'unsafe name',
    tone: 'suspicious',
    sentence: 'It would be written outside the folder it is extracted to.',
  },
  headersDiffer: {
    word: 'headers differ',
    tone: 'suspicious',
    sentence: 'The directory and the header before the data say different things about it.',
  },
  flagBits: {
    word: 'odd flag bits',
    tone: 'suspicious',
    sentence: 'Its headers carry bits that some readers refuse and others pass over.',
  },
};

/** The flags that the engine gave a member, in words. */
export function memberFlags({ flags, linkTo }: EntryFact): readonly FlagWords[] {
  return flags.map((flag) => {
    const words = WORDS[flag];
    return flag === 'link' && linkTo !== undefined
      ? { ...words, sentence: `It is a link to ${linkTo}: what is extracted next may follow it there.` }
      : words;
  });
}
