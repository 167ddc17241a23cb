/** The factory inside h5wasm that its entry calls once: a fresh library for each file, so that no file can leave anything behind for the next. */
declare module '*/h5wasm/dist/esm/hdf5_util.js' {
  const createModule: (options: object) => Promise<import('./h5wasm-module').H5wasmModule>;
  export = createModule;
}
