/** Why code was not understood to the end: ends the walk of one tree, and only that. */
export class CodeDoubt extends Error {}
