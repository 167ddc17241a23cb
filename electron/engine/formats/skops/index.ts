import type { ZipDirectory } from '../../archive/directory';
import { inspectLeftovers } from '../../archive/leftovers';
import { checkCrc, crcOf, findMembers, inspectMember, type Member } from '../../archive/members';
import { explainStructure } from '../../archive/structure';
import { type ByteSource, readWhole, SliceSource } from '../../byte-source';
import { SourceStream } from '../../byte-stream';
import { collect } from '../../collect';
import { CoverageMap } from '../../coverage-map';
import type { EntryContext } from '../../entry-context';
import { inflatedStream } from '../../inflated-stream';
import { JsonError, JsonReader, type JsonValue } from '../../json-reader';
import { Notes } from '../../notes';
import type { ZipFlavour } from '../zip';
import { fieldsOf, noteNodes, type SchemaSummary } from './nodes';

const SCHEMA = 'schema.json';

/** `skops.io.dump` writes its schema at the root of the archive, whatever else is there. */
function isSkopsDirectory(directory: ZipDirectory): boolean {
  return directory.entries.some(({ name }) => name === SCHEMA);
}

/** Takes a skops file apart: the schema node by node, arrays by what they are, and both held against one another. */
async function inspectSkops(
  context: EntryContext,
  source: ByteSource,
  directory: ZipDirectory,
): Promise<readonly string[]> {
  const members = (await findMembers(context, source, directory)).sort((a, b) => a.dataStart - b.dataStart);
  const summaries: Schema[] = [];
  for (const member of members) {
    const schema = member.name === SCHEMA ? await readMember(context, source, member) : null;
    const summary = schema === null ? null : inspectSchema(context, member, schema);
    if (schema !== null && summary !== null) {
      summaries.push(summary);
      bookSchema(context, member, schema, summary.coverage);
      continue;
    }
    const streams = context.streams.length;
    await inspectMember(context, source, member);
    if (context.streams.length > streams && /\.np[yz]$/.test(member.name))
      context.note.oddity(
        'unexpectedPickle',
        `${member.name} holds pickled objects, which skops never writes and refuses to load`,
        member.dataStart,
        member.dataEnd,
      );
  }
  for (const summary of summaries) holdAgainstMembers(context, summary, members);
  explainStructure(context, directory, members);
  await inspectLeftovers(context, source, directory, members);
  return summaries.length > 0 ? ['skops', 'zip'] : ['zip'];
}

/** What a schema says, and which of its bytes were understood. */
interface Schema extends SchemaSummary {
  readonly coverage: CoverageMap;
}

/** A schema in memory with what its bytes came from. */
interface SchemaBytes {
  readonly bytes: Uint8Array;
  readonly crc32: number | null;
  readonly isStored: boolean;
}

async function readMember(context: EntryContext, source: ByteSource, member: Member): Promise<SchemaBytes | null> {
  const { documentBytes } = context.limits;
  const slice = new SliceSource(source, member.dataStart, member.dataEnd);
  if (member.method === 0) {
    if (slice.size > documentBytes) return null;
    return { bytes: await readWhole(slice, 0, slice.size), crc32: await crcOf(context, slice), isStored: true };
  }
  if (member.method !== 8) return null;
  const { stream, end } = inflatedStream(context, 'deflate', new SourceStream(slice));
  const { bytes, totalBytes } = await collect(stream, documentBytes, context.tick);
  const whole = end.failure === null && end.limit === null && totalBytes === bytes.length;
  return whole ? { bytes, crc32: end.crc32, isStored: false } : null;
}

/** Notes of the schema as an entry of its own, with the places inside it. Null when it is no schema of skops. */
function inspectSchema(context: EntryContext, member: Member, { bytes, isStored }: SchemaBytes): Schema | null {
  const path = [...context.entryPath, member.label];
  const base = context.absoluteBase === null || !isStored ? null : context.absoluteBase + member.dataStart;
  const coverage = new CoverageMap(path, bytes.length);
  const note = new Notes(path, base, context.collector, coverage, context.limits);
  note.sieve('document', 'escaped').read(bytes, 0, bytes.length, 0);
  let schema: JsonValue;
  try {
    const reader = new JsonReader(bytes);
    schema = reader.value();
    reader.blank();
    if (reader.at < bytes.length) throw new JsonError('something follows the schema', reader.at);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const detail = `the schema is not JSON: ${error.message}`;
    note.malformed('headerInvalid', detail, error.offset, error.offset + 1);
    context.note.gap(member.dataStart, member.dataEnd, detail);
    return null;
  }
  const fields = fieldsOf(schema);
  if (!fields.has('__loader__') && !fields.has('_skops_version')) return null;
  note.explain(0, bytes.length, 'text');
  const summary = noteNodes(context, note, schema);
  summarise(context, fields, summary);
  return { ...summary, coverage };
}

function summarise(context: EntryContext, fields: ReadonlyMap<string, JsonValue>, summary: SchemaSummary): void {
  const { note } = context;
  const shown = (key: string) => {
    const value = fields.get(key);
    return value?.kind === 'string' || value?.kind === 'number' ? value.text : null;
  };
  note.metadata('framework', `skops ${shown('_skops_version') ?? ''}`.trim());
  if (summary.rootClass !== null) note.metadata('class', summary.rootClass);
  const protocol = shown('protocol');
  if (protocol !== null) note.metadata('protocol', protocol);
  note.metadata('nodes', String(summary.nodes));
}

function bookSchema(context: EntryContext, member: Member, schema: SchemaBytes, inside: CoverageMap): void {
  const { coverage, collector, entryPath, absoluteBase } = context;
  const range = { start: member.dataStart, end: member.dataEnd };
  const gaps = inside.gaps();
  coverage.delegate(range, gaps.length === 0 ? range.end - range.start : 0, gaps);
  checkCrc(context, member, schema.crc32);
  if (absoluteBase !== null && !schema.isStored)
    collector.region('compressed', absoluteBase + range.start, absoluteBase + range.end);
  collector.add({
    kind: 'entry',
    entryPath,
    range,
    path: [...entryPath, member.label],
    format: 'skops schema',
    method: schema.isStored ? 'stored' : 'deflate',
    storedBytes: range.end - range.start,
    inflatedBytes: schema.bytes.length,
    flags: member.flags,
  });
}

/** Every member that a node reads must be there once. Members that no node reads are inspected all the same. */
function holdAgainstMembers(context: EntryContext, { files }: SchemaSummary, members: readonly Member[]): void {
  const counts = new Map<string, number>();
  for (const { name } of members) counts.set(name, (counts.get(name) ?? 0) + 1);
  const missing = [...files.keys()].filter((name) => !counts.has(name));
  if (missing.length > 0)
    context.note.malformed(
      'entryUnreadable',
      `the schema reads ${missing.length} members that are not in the archive, the first is ${missing[0]?.slice(0, 100)}`,
      0,
      0,
    );
  const repeated = [...files.keys()].filter((name) => (counts.get(name) ?? 0) > 1);
  if (repeated.length > 0)
    context.note.oddity(
      'duplicateMember',
      `the schema reads ${repeated[0]?.slice(0, 100)}, which is in the archive more than once`,
      0,
      0,
    );
}

/** Archives that `skops.io.dump` writes. */
export const skopsFlavour: ZipFlavour = { format: 'skops', recognises: isSkopsDirectory, inspect: inspectSkops };
