import { type BrowserWindow, dialog, shell } from 'electron';
import { FORMATS, type FormatRow } from '../../../shared/formats';
import type { Handlers } from '../answer';
import type { Inspection } from '../inspection';
import { samplePaths } from '../samples';

type Names =
  | 'artifacts.pickFiles'
  | 'artifacts.pickFolder'
  | 'artifacts.addSamples'
  | 'artifacts.addDropped'
  | 'artifacts.remove'
  | 'artifacts.open'
  | 'artifacts.reveal';

const rows: readonly FormatRow[] = FORMATS;
const modelExtensions = [...new Set(rows.flatMap(({ extensions }) => extensions))].sort();
/** Everything first, because a name promises nothing; then each format of the table that has extensions. */
const filters = [
  { name: 'All files', extensions: ['*'] },
  { name: 'Model files', extensions: modelExtensions },
  ...rows
    .filter(({ extensions }) => extensions.length > 0)
    .map(({ label, extensions }) => ({ name: label, extensions: [...extensions] })),
];

export function artifactHandlers(inspection: Inspection, window: BrowserWindow): Pick<Handlers, Names> {
  const pick = async (properties: ('openFile' | 'openDirectory' | 'multiSelections')[]) => {
    const chosen = await dialog.showOpenDialog(window, { properties: [...properties, 'multiSelections'], filters });
    return { added: await inspection.addPaths(chosen.filePaths) };
  };
  return {
    'artifacts.pickFiles': () => pick(['openFile']),
    'artifacts.pickFolder': () => pick(['openDirectory']),
    'artifacts.addSamples': async () => ({ added: await inspection.addPaths(samplePaths()) }),
    'artifacts.addDropped': async ({ paths }) => ({ added: await inspection.addPaths(paths) }),
    'artifacts.remove': ({ ids }) => inspection.remove(ids),
    'artifacts.open': async ({ id }) => ({ scanner: await inspection.host.open(inspection.artifact(id)) }),
    'artifacts.reveal': ({ id }) => shell.showItemInFolder(inspection.artifact(id).path),
  };
}
