import type { EventName, RequestName } from './contract';

/** The names under which Electron carries the rows of `contract.ts`; preload and main process build them here and nowhere else. */
export const requestChannel = (name: RequestName) => `cuvette:request:${name}`;
export const eventChannel = (name: EventName) => `cuvette:event:${name}`;

/** Preload → main: the page listens. */
export const READY_CHANNEL = 'cuvette:ready';

/** Main → preload, with one port; re-posted to the page as `{ type: PORT_CHANNEL, scanner }`. */
export const PORT_CHANNEL = 'cuvette:port';
