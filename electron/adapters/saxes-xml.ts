import { SaxesParser } from 'saxes';
import type { XmlHandlers, XmlReader } from '../engine/ports';

/** XML by the library `saxes`: streamed, well-formedness checked, document types shown and never followed. */
export function xmlReader(handlers: XmlHandlers): XmlReader {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const at = () => parser.position;
  parser.on('opentag', ({ name, attributes }) =>
    handlers.open(name, new Map(Object.entries(attributes as Record<string, string>)), at()),
  );
  parser.on('closetag', ({ name }) => handlers.close(name, at()));
  parser.on('doctype', (text) => handlers.doctype(text, at()));
  parser.on('error', ({ message }) => handlers.problem(plain(message), at()));
  return {
    write: (text) => {
      parser.write(text);
    },
    end: () => {
      parser.close();
    },
  };
}

/** Without the library’s own line and column, which do not count bytes, and the full stop of its sentence. */
const plain = (message: string) => message.slice(0, 200).replace(/^\d+:\d+: |\.$/g, '');
