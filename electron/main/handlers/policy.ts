import { type BrowserWindow, dialog, shell } from 'electron';
import { POLICY_FILE_NAME } from '../../../shared/policy/project-policy';
import type { Handlers } from '../answer';
import type { PolicyStore } from '../policy-store';

type Names = 'policy.get' | 'policy.edit' | 'policy.open' | 'policy.saveAs' | 'policy.useOwn' | 'policy.reveal';

const filters = [
  { name: 'Policy', extensions: ['json'] },
  { name: 'All files', extensions: ['*'] },
];

export function policyHandlers(store: PolicyStore, window: BrowserWindow): Pick<Handlers, Names> {
  return {
    'policy.get': () => store.state,
    'policy.edit': (edit) => store.edit(edit),
    'policy.open': async () => {
      const { filePaths } = await dialog.showOpenDialog(window, { properties: ['openFile'], filters });
      return filePaths[0] === undefined ? store.state : store.open(filePaths[0]);
    },
    'policy.saveAs': async () => {
      const { filePath } = await dialog.showSaveDialog(window, { defaultPath: POLICY_FILE_NAME, filters });
      return filePath === undefined || filePath === '' ? store.state : store.saveAs(filePath);
    },
    'policy.useOwn': () => store.useOwn(),
    'policy.reveal': () => shell.showItemInFolder(store.file),
  };
}
