/** Trusted globals of one library: module, then the qualified names in it that its honest files contain. Exact matches only. */
export type TrustedRows = readonly (readonly [module: string, names: readonly string[]])[];
