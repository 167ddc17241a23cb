/**
 * Where something that goes through a pipe comes from.
 * - `text`: known, in `text`
 * - `download`: fetched from the address in `from`
 * - `remote`: sent by whoever sits at the other end of a connection
 * - `secret`, `data`: read from a file or the environment
 * - `fifo`: read from a named pipe, into which the other end of a connection may write
 * - `shell`: what a shell prints that is fed from outside
 */
export type Origin = 'nothing' | 'text' | 'download' | 'remote' | 'secret' | 'data' | 'fifo' | 'shell' | 'unknown';

/** What goes through a pipe, into a file or into a word, as far as it can be told. */
export interface Flow {
  readonly origin: Origin;
  /** The whole text where it is known. */
  readonly text: string | null;
  /** The address or file it comes from. */
  readonly from: string;
  /** True when a decoder made the text. */
  readonly decoded: boolean;
}

export const NOTHING: Flow = { origin: 'nothing', text: null, from: '', decoded: false };
export const UNKNOWN: Flow = { origin: 'unknown', text: null, from: '', decoded: false };

export const textFlow = (text: string, decoded = false): Flow => ({ origin: 'text', text, from: '', decoded });
export const flowFrom = (origin: Origin, from: string): Flow => ({ origin, text: null, from, decoded: false });

/** The same data after a program that changes it in a way that cannot be followed. */
export const changed = (flow: Flow): Flow =>
  flow.text === null ? flow : { origin: 'unknown', text: null, from: flow.from, decoded: flow.decoded };

const WEIGHT: Readonly<Record<Origin, number>> = {
  nothing: 0,
  text: 1,
  unknown: 2,
  data: 3,
  fifo: 3,
  download: 4,
  remote: 5,
  shell: 6,
  secret: 7,
};

/** True for data that somebody may want to have. */
export const isTaken = ({ origin }: Flow): boolean => origin === 'secret' || origin === 'data';

/** Two outputs one behind the other: a text where both are, else what weighs more. */
export function joinFlows(first: Flow, second: Flow): Flow {
  if (first.origin === 'nothing') return second;
  if (second.origin === 'nothing') return first;
  if (first.text !== null && second.text !== null)
    return textFlow(`${first.text}\n${second.text}`.slice(0, 65_536), first.decoded || second.decoded);
  return WEIGHT[second.origin] > WEIGHT[first.origin] ? second : first;
}

/** The flow of most weight among those that go into a word or a file. */
export function heaviest(flows: readonly Flow[]): Flow {
  return flows.reduce((worst, flow) => (WEIGHT[flow.origin] > WEIGHT[worst.origin] ? flow : worst), NOTHING);
}
