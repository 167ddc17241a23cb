import { ByteOffsets } from '../../byte-offsets';
import { decodeUtf8, latin1 } from '../../decode-text';
import type { Content, EntryContext } from '../../entry-context';
import { streamOf } from '../../format';
import { TextFeed } from '../../indicators/text-feed';
import { joinBytes } from '../../join-bytes';
import { leadsOutside } from '../../outside-path';
import { TextCheck } from '../../text-check';

/** An element’s start with the byte behind its start tag. */
export type OnElement = (name: string, attributes: ReadonlyMap<string, string>, position: number) => void;

/** Document types of page and property formats: written by honest programs, and read by nobody. */
const KNOWN_TYPES = /^\s*(?:svg|plist|html|math)\s+PUBLIC\s+["']-\/\/(?:W3C|Apple[\w ]*)\/\//i;
const EXTERNAL = /(?:SYSTEM|PUBLIC\s+(?:"[^"]{0,500}"|'[^']{0,500}'))\s+(?:"([^"]{0,1000})"|'([^']{0,1000})')/g;

/** Problems told one by one. */
const PROBLEMS = 50;
/** Elements in each other; honest ones have some dozens, ensembles of trees some hundreds. */
const DEPTH = 10_000;
const PIECE_BYTES = 64 * 1024;

/**
 * Reads a whole document in pieces and hands out its elements. Document types, entities and inclusions are noted here; what
 * is not well formed is noted and lowers coverage. Nothing is held but the piece in hand and what is between two tags.
 */
export async function readXml(context: EntryContext, content: Content, onElement: OnElement): Promise<void> {
  const { note, coverage } = context;
  let offsets = new ByteOffsets('', 0);
  let baseUnits = 0;
  let baseBytes = 0;
  let problems = 0;
  let lastEvent = 0;
  let depth = 0;
  let stopped: string | null = null;
  const at = (position: number) => baseBytes + offsets.at(position - baseUnits);
  const grow = (position: number) => {
    coverage.size = Math.max(coverage.size, position);
    return position;
  };
  const reader = context.ports.xmlReader({
    open: (name, attributes, position) => {
      depth++;
      lastEvent = position;
      const end = grow(at(position));
      if (/(?:^|:)include$/.test(name) && attributes.has('href'))
        reference(attributes.get('href') ?? '', 'included into the document', end);
      onElement(name, attributes, end);
    },
    close: (_name, position) => {
      depth--;
      lastEvent = position;
    },
    doctype: (text, position) => {
      const end = grow(at(position));
      if (/<!ENTITY/i.test(text)) {
        const detail = 'the document declares entities: expanding them reads files and addresses, or fills the memory';
        note.oddity('entityDeclaration', detail, 0, end);
      } else if (!KNOWN_TYPES.test(text))
        note.oddity('documentType', `the document declares a type of its own: ${text.slice(0, 120).trim()}`, 0, end);
      if (!KNOWN_TYPES.test(text))
        for (const match of text.slice(0, 256 * 1024).matchAll(EXTERNAL))
          reference(match[1] ?? match[2] ?? '', 'an external entity or document type', end);
    },
    problem: (message, position) => {
      if (++problems > PROBLEMS) return;
      const end = grow(at(position));
      note.malformed('badArgument', `not well-formed XML: ${message}`, end, end);
    },
  });
  function reference(target: string, purpose: string, end: number): void {
    const isAddress = /^(?:https?|ftp|jar|gopher|data|php|expect):/i.test(target);
    note.reference(
      { to: isAddress ? 'address' : 'file', target, leavesFolder: !isAddress && leadsOutside(target), purpose },
      end,
      end,
    );
  }

  const isLatin = /encoding=["'](?:iso-8859-1|latin-?1|windows-1252|us-ascii)["']/i.test(
    latin1(content.head.subarray(0, 200)),
  );
  const check = new TextCheck();
  const feed = new TextFeed(note.sieve('document'));
  const stream = streamOf(content);
  let carried: Uint8Array = new Uint8Array(0);
  let size = 0;
  for (let chunk = await stream.pull(); chunk !== null; chunk = await stream.pull()) {
    size += chunk.length;
    context.tick(size);
    grow(size);
    feed.write(chunk);
    if (!check.isText || stopped !== null) continue;
    for (let from = 0; from < chunk.length && check.isText && stopped === null; from += PIECE_BYTES) {
      const part = chunk.subarray(from, from + PIECE_BYTES);
      const piece = carried.length === 0 ? part : joinBytes([carried, part]);
      if (isLatin) {
        write(latin1(piece), piece.length);
        carried = new Uint8Array(0);
        continue;
      }
      const before = check.textBytes;
      check.feed(part);
      // What is half a character goes into the next piece.
      const whole = check.textBytes - before;
      write(decodeUtf8(piece.subarray(0, whole)), whole);
      carried = piece.slice(whole);
    }
  }
  function write(text: string, byteLength: number): void {
    offsets = new ByteOffsets(text, byteLength);
    reader.write(text);
    baseUnits += text.length;
    baseBytes += byteLength;
    if (baseUnits - lastEvent > context.limits.documentBytes) stopped = 'a part longer than is followed';
    else if (depth > DEPTH) stopped = 'elements nested deeper than are followed';
    else if (problems > PROBLEMS) stopped = 'more damage than is followed';
    offsets = new ByteOffsets('', 0);
  }
  feed.end();
  note.explain(0, baseBytes, 'text');
  if (stopped !== null) {
    note.limit('documentBytes', `XML: ${stopped}`, baseBytes, size);
    return;
  }
  reader.end();
  if (baseBytes < size) note.malformed('badArgument', 'bytes that are no text', baseBytes, size);
}
