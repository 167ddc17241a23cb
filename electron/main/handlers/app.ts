import { app } from 'electron';
import { RULESET } from '../../../shared/rules/catalog';
import type { Handlers } from '../answer';
import type { Inspection } from '../inspection';

export function appHandlers(inspection: Inspection): Pick<Handlers, 'app.info'> {
  return {
    'app.info': () => ({
      version: app.getVersion(),
      ruleset: RULESET,
      electron: process.versions.electron,
      node: process.versions.node,
      chrome: process.versions.chrome,
      runtime: process.env.CUVETTE_RUNTIME ?? 'official',
      packaged: app.isPackaged,
      scanners: inspection.host.size,
    }),
  };
}
