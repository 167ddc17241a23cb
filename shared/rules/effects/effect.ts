import { printable, shorten } from '../../text/printable';

/**
 * What a command or a piece of code would do, worst first. Closed: a reader names one of these or says nothing. Each is a sentence for
 * somebody who knows no shell; `what` is the thing it happens to, as the file has it, and may be empty.
 */
export const EFFECTS = {
  reverseShell: (what) => `It gives ${what || 'another computer'} a shell on this computer.`,
  downloadRun: (what) => `It downloads a program${what && ` from ${what}`} and runs it.`,
  remoteCode: (what) => `It runs whatever ${what || 'another computer'} sends it.`,
  destroys: (what) => `It deletes or overwrites ${what || 'data'}.`,
  credentials: (what) => `It reads ${what || 'credentials'}.`,
  metadata: (what) => `It asks the cloud’s metadata service for credentials${what && ` (${what})`}.`,
  environment: (what) => `It reads ${what || 'all environment variables'}, which can hold keys.`,
  sendsOut: (what) => `It sends data${what ? ` to ${what}` : ' to another computer'}.`,
  dnsOut: (what) => `It sends data out in the name of a DNS lookup${what && ` (${what})`}.`,
  persistence: (what) => `It arranges to be run again later${what && `: ${what}`}.`,
  login: (what) => `It lets somebody log in to this computer${what && `: ${what}`}.`,
  escalates: (what) => `It takes the rights of an administrator${what && `: ${what}`}.`,
  miner: (what) => `It mines a cryptocurrency${what && ` (${what})`}.`,
  weakens: (what) => `It switches off protection or removes traces${what && `: ${what}`}.`,
  native: (what) => `It loads native code${what && `: ${what}`}.`,
  deserialises: (what) => `It loads further serialised data${what && ` with ${what}`}, which can run code.`,
  hidden: (what) => `It runs something that cannot be told from the file${what && ` (${what})`}.`,
  dangerousCall: (what) => `It calls ${what}.`,
  installs: (what) => `It installs software${what && `: ${what}`}.`,
  listens: (what) => `It waits for connections from outside${what && ` (${what})`}.`,
  download: (what) => `It downloads ${what || 'a file'}.`,
  contacts: (what) => `It opens a network connection${what && ` to ${what}`}.`,
  stops: (what) => `It stops programs or the computer${what && `: ${what}`}.`,
  writesFile: (what) => `It writes ${what || 'a file'}.`,
  unknownProgram: (what) => `It runs ${what || 'a program'}, which is not known here.`,
  startsProgram: (what) => `It starts ${what || 'a program'}.`,
  readsFile: (what) => `It reads ${what || 'a file'}.`,
  looksAround: (what) => `It asks about this computer and its user${what && ` (${what})`}.`,
  printsText: () => 'It prints text.',
} as const satisfies Readonly<Record<string, (what: string) => string>>;
export type EffectId = keyof typeof EFFECTS;

/** One effect, and what it happens to: ready to be shown, empty where that is not known. */
export interface Effect {
  readonly id: EffectId;
  readonly what: string;
}

/** Effects in the order of `EFFECTS`: worst first. */
export const EFFECT_IDS = Object.keys(EFFECTS) as readonly EffectId[];
const RANKS: ReadonlyMap<EffectId, number> = new Map(EFFECT_IDS.map((id, rank) => [id, rank]));
const rankOf = ({ id }: Effect): number => RANKS.get(id) ?? 0;

/** Things told of one kind of effect; the rest is counted. */
const TOLD_THINGS = 3;
/** Kinds of effects that are told. */
const TOLD_KINDS = 4;

/** A text of the file as it may stand in one of these sentences. */
export function shownThing(text: string, longest = 100): string {
  return shorten(printable(text.trim()), longest);
}

/**
 * Effects as sentences, worst first, at most four: things of one kind share a sentence. Printing is only worth a word where nothing else
 * happens.
 */
export function effectSentences(effects: readonly Effect[]): readonly string[] {
  const things = new Map<EffectId, string[]>();
  for (const { id, what } of [...effects].sort((a, b) => rankOf(a) - rankOf(b))) {
    const known = things.get(id) ?? [];
    if (what !== '' && !known.includes(what)) known.push(what);
    things.set(id, known);
  }
  leaveOutWhatFollows(things);
  const told = [...things].slice(0, TOLD_KINDS).map(([id, whats]) => EFFECTS[id](inWords(whats)));
  const left = things.size - told.length;
  return left > 0 ? [...told, `It does ${left === 1 ? 'one more thing' : `${left} more things`}.`] : told;
}

/** Effects that are part of these and tell nothing more where those are told: to download and run is to connect, to download and to write. */
const PARTS: readonly (readonly [whole: EffectId, parts: readonly EffectId[]])[] = [
  ['reverseShell', ['contacts', 'writesFile', 'startsProgram', 'hidden']],
  ['downloadRun', ['contacts', 'download', 'writesFile']],
  ['sendsOut', ['contacts', 'download']],
  ['dnsOut', ['contacts']],
  ['metadata', ['contacts', 'download']],
  ['download', ['contacts']],
];

/** The host of an address as it is shown. */
const hostIn = (what: string): string => what.replace(/^[a-z0-9+]+\[:\]\/\//, '').split(/[/?#:]/, 1)[0] ?? '';

function leaveOutWhatFollows(things: Map<EffectId, string[]>): void {
  for (const [whole, parts] of PARTS) {
    const hosts = things.get(whole)?.map(hostIn);
    if (hosts === undefined) continue;
    for (const part of parts) {
      const left =
        things
          .get(part)
          ?.filter((what) => (part === 'contacts' || part === 'download') && !hosts.includes(hostIn(what))) ?? [];
      if (left.length > 0) things.set(part, left);
      else things.delete(part);
    }
  }
  if (things.size > 1) things.delete('printsText');
}

function inWords(whats: readonly string[]): string {
  const told = whats.slice(0, TOLD_THINGS);
  const rest = whats.length - told.length;
  if (rest > 0) return `${told.join(', ')} and ${rest} more`;
  return told.length < 2 ? (told[0] ?? '') : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`;
}
