/** One row of the table of rooms: what the files under `path` may know. The longest matching path wins. */
export interface Room {
  /** A folder, or a file without its extension. */
  readonly path: string;
  /** Folders and files of the source tree it may import; itself is always allowed. */
  readonly imports: readonly string[];
  readonly node?: true;
  readonly electron?: true;
  /** Packages from npm; `any` where the runtime is not shipped or has a page's freedom. */
  readonly packages?: readonly string[] | 'any';
}

/** THE table of who may import whom. A new room is a row here and a project in tsconfig.json. */
export const ROOMS: readonly Room[] = [
  { path: 'shared/platform', imports: [] },
  { path: 'shared/version', imports: [] },
  { path: 'shared/domain', imports: ['shared/platform', 'shared/policy'] },
  { path: 'shared/formats', imports: ['shared/domain'] },
  { path: 'shared/pickle', imports: ['shared/domain', 'shared/text', 'shared/formats'] },
  { path: 'shared/text', imports: ['shared/domain', 'shared/pickle', 'shared/formats'] },
  { path: 'shared/policy', imports: [] },
  {
    path: 'shared/rules',
    imports: ['shared/domain', 'shared/pickle', 'shared/text', 'shared/formats', 'shared/policy'],
  },
  { path: 'shared/ipc', imports: ['shared'] },
  { path: 'shared/testing', imports: ['shared'] },
  {
    path: 'electron/engine',
    imports: ['shared/domain', 'shared/pickle', 'shared/rules', 'shared/text', 'shared/formats', 'shared/platform'],
  },
  {
    path: 'electron/adapters',
    imports: [
      'shared',
      'electron/engine/ports',
      'electron/engine/byte-source',
      'electron/engine/adler32',
      'node_modules/h5wasm',
    ],
    node: true,
    packages: 'any',
  },
  {
    path: 'electron/scanner',
    imports: ['shared', 'electron/engine', 'electron/adapters'],
    node: true,
    electron: true,
  },
  {
    path: 'electron/cli',
    imports: ['shared', 'electron/engine', 'electron/adapters', 'electron/scanner'],
    node: true,
  },
  { path: 'electron/main', imports: ['shared', 'electron/adapters'], node: true, electron: true },
  { path: 'electron/preload', imports: ['shared/ipc', 'shared/domain'], electron: true },
  { path: 'renderer/bridge', imports: ['shared/ipc', 'shared/domain'] },
  { path: 'renderer', imports: ['shared'], packages: 'any' },
  {
    path: 'e2e/golden',
    imports: ['shared', 'electron/engine', 'electron/adapters', 'electron/scanner', 'electron/cli'],
    node: true,
    packages: 'any',
  },
  { path: 'e2e', imports: ['shared'], node: true, packages: 'any' },
  { path: 'build', imports: ['shared', 'electron', 'renderer', 'e2e'], node: true, packages: 'any' },
];

/** Names that one file alone may use. */
export const RESERVED: readonly { readonly word: RegExp; readonly name: string; readonly only: string }[] = [
  { word: /\bipcMain\b/, name: 'ipcMain', only: 'electron/main/ipc.ts' },
  { word: /\bcontextBridge\b/, name: 'contextBridge', only: 'electron/preload/index.ts' },
  {
    word: /\bwindow\s*\.\s*cuvette\b|\bglobalThis\s*\.\s*cuvette\b/,
    name: 'window.cuvette',
    only: 'renderer/bridge.ts',
  },
];

/** Folders whose children are strangers to one another: `views/a` may not import `views/b`. */
export const STRANGERS: readonly string[] = ['renderer/views'];
