import { clipboard } from 'electron';
import type { Handlers } from '../answer';

export function clipboardHandlers(): Pick<Handlers, 'clipboard.write'> {
  return {
    'clipboard.write': ({ text }) => clipboard.writeText(text),
  };
}
