import { collect } from '../../collect';
import { decodeUtf8 } from '../../decode-text';
import type { Content } from '../../entry-context';
import { type Format, streamOf } from '../../format';
import { TextCheck } from '../../text-check';
import { scriptInterpreter } from '../program/programs';
import { isTextContent } from '../text/probe';
import { pythonNames } from './python-names';

/** Lines that only Python has: an import, and a definition or a `__main__` check. */
const IMPORT = /^(?:import [A-Za-z_][\w.]*(?: as \w+)?|from [\w.]+ import [\w*(, ]+)\s*(?:#.*)?$/m;
const BODY =
  /^(?:\s*(?:async )?def \w+\(.*|class \w+.*:\s*|if __name__ ==.*|@\w[\w.]*.*|\s+return\b.*|\w[\w.]* = \w[\w.]*\(.*)$/m;

function isPython(content: Content): boolean {
  if (!isTextContent(content)) return false;
  if (/\.pyi?$|\.pyw$/i.test(content.name)) return true;
  if (/python/.test(scriptInterpreter(content.head) ?? '')) return true;
  if (/\.(?:md|rst|txt|html?|json|ya?ml|csv)$/i.test(content.name)) return false;
  const beginning = decodeUtf8(content.head.subarray(0, 16 * 1024));
  return IMPORT.test(beginning) && BODY.test(beginning);
}

/** Source is read to this length; longer files are data that somebody gave the name of a script. */
const SOURCE_BYTES = 4 * 1024 * 1024;

/** Python source that nobody runs by opening the file: shown, with the names it uses. Who loads it says so in a fact of their own. */
export const pythonSourceFormat: Format = {
  certainty: 'text',
  probe: isPython,
  inspect: async (context, content) => {
    const { bytes, totalBytes } = await collect(streamOf(content), SOURCE_BYTES, context.tick);
    context.coverage.size = Math.max(context.coverage.size, totalBytes);
    if (totalBytes > bytes.length)
      context.note.limit('documentBytes', 'Python source longer than is read', bytes.length, totalBytes);
    context.note.sieve('source', 'code').read(bytes, 0, bytes.length, 0);
    const check = new TextCheck();
    check.feed(bytes);
    context.note.explain(0, check.textBytes, 'text');
    if (check.textBytes < bytes.length)
      context.note.malformed('badArgument', 'bytes that are no text', check.textBytes, bytes.length);
    const text = decodeUtf8(bytes.subarray(0, check.textBytes));
    context.note.code(
      {
        language: 'python',
        title: content.name === '' ? 'Python source' : content.name,
        text,
        runs: 'onRequest',
        names: pythonNames(text, context.limits.codeNames + 1),
      },
      0,
      bytes.length,
    );
    return { format: 'python-source', formatPath: ['Python source'] };
  },
};
