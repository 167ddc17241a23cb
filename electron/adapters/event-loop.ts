/** Resolves after the event loop came around once: timers, messages and reads that were waiting have had their turn. */
export const turn = (): Promise<void> => new Promise((done) => setImmediate(done));
