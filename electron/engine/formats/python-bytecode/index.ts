import { readDocument } from '../../document';
import type { Content, EntryContext } from '../../entry-context';
import type { Format } from '../../format';
import { isMarshalledCode, readAs, readMarshal } from '../../python-code/marshal';
import { type CodeUse, noteMarshalled } from '../../python-code/note-code';
import { type PycHeader, readPycHeader } from '../../python-code/pyc';

/**
 * Compiled Python: a .pyc, or what `marshal.dumps` makes of a code object. The header of a .pyc is its magic. Bare marshal data has none:
 * it must begin with a code object and be read to its end.
 */
export const pythonBytecodeFormat: Format = {
  certainty: 'structure',
  probe: (content) => readPycHeader(content.head) !== null || isCode(content),
  inspect: async (context, content) => {
    const document = await readDocument(context, content, null);
    const name = 'Python bytecode';
    if (document === null) return { format: 'python-bytecode', formatPath: [name] };
    const header = readPycHeader(document);
    return { format: 'python-bytecode', formatPath: [inspectCode(context, document, header)] };
  },
};

function isCode({ head, ...content }: Content): boolean {
  const size = content.kind === 'source' ? content.source.size : content.stream.size;
  return isMarshalledCode(head, size === null || size <= head.length);
}

function inspectCode(context: EntryContext, bytes: Uint8Array, header: PycHeader | null): string {
  const { note } = context;
  const start = header?.codeStart ?? 0;
  const version = header?.version ?? null;
  note.explain(0, start, 'container');
  note.metadata('language', version === null ? 'Python bytecode' : `bytecode of CPython ${version}`);
  const name = version === null ? 'Python bytecode' : `Python ${version} bytecode`;
  const marshalled = bytes.subarray(start);
  if (header !== null && version === null) {
    note.gap(start, bytes.length, `bytecode of a Python that is not decoded (magic number ${header.magic})`);
    return name;
  }
  const use: CodeUse = { title: 'compiled Python', runs: 'loading', version, isWhole: true };
  if (!noteMarshalled(note, marshalled, use, start, bytes.length)) {
    const { reason, consumed } = readAs(marshalled, '3.11');
    note.malformed('truncated', `compiled Python that cannot be read: ${reason}`, start + consumed, bytes.length);
    return name;
  }
  const consumed = Math.max(...readMarshal(marshalled).map((reading) => reading.consumed));
  note.explain(start, start + consumed, 'text');
  if (start + consumed < bytes.length) {
    note.oddity('trailingBytes', 'bytes follow the end of the code', start + consumed, bytes.length);
    note.gap(start + consumed, bytes.length, 'bytes after the code');
  }
  return name;
}
