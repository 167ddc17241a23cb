import type { Handlers } from '../answer';
import type { Inspection } from '../inspection';

export function scanHandlers(
  inspection: Inspection,
): Pick<Handlers, 'scans.cancel' | 'scans.restart' | 'scans.unlock'> {
  return {
    'scans.cancel': ({ id }) => inspection.host.cancel(inspection.artifact(id).id),
    'scans.restart': ({ id }) => inspection.host.scan(inspection.artifact(id)),
    'scans.unlock': ({ id }) => inspection.host.scan(inspection.artifact(id)),
  };
}
