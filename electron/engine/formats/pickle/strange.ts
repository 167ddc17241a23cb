/** Why the calls are not those of a function pickle: ends the look at one entry, and only that. */
export class Strange extends Error {}
