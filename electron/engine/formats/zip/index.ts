import { type FormatId, formatRow } from '../../../../shared/formats';
import { looksLikeZip, readDirectory, type ZipDirectory } from '../../archive/directory';
import { openEncrypted } from '../../archive/encryption';
import { inspectLeftovers, leftoversOf } from '../../archive/leftovers';
import { codecOf, findMembers, inspectMember, openStored } from '../../archive/members';
import { explainStructure } from '../../archive/structure';
import { type ByteSource, MemorySource, SliceSource } from '../../byte-source';
import { collect } from '../../collect';
import { SHOWN_BYTES } from '../../collect-inflated';
import type { EntryContext } from '../../entry-context';
import { type Format, sourceOf } from '../../format';
import { inflatedStream } from '../../inflated-stream';
import type { Ports } from '../../ports';
import { silentContext } from '../../silent-context';
import { isTarHead } from '../tar/header';

/** A kind of file that is a zip archive with members of its own making: PyTorch, NumPy’s npz, Keras … told by the directory. */
export interface ZipFlavour {
  readonly format: FormatId;
  recognises(directory: ZipDirectory): boolean;
  /** Takes the archive apart and answers what it is, outermost first. Every byte of the archive is this inspector’s to explain. */
  inspect(context: EntryContext, source: ByteSource, directory: ZipDirectory): Promise<readonly string[]>;
}

const isZipHead = (head: Uint8Array) => head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);

/** Zip archives: the first flavour that recognises the directory takes it, else every member is inspected by its content. */
export function zipFormat(flavours: readonly ZipFlavour[]): Format {
  return {
    certainty: 'magic',
    needsAnywhere: isZipHead,
    probe: async (content) => {
      if (content.kind === 'stream') return isZipHead(content.head);
      // The last member of a tar may be a zip: its end record is then near the end of the tar, which inspects it as that member.
      if (isTarHead(content.head) && !isZipHead(content.head)) return false;
      return looksLikeZip(content.source, content.head);
    },
    inspect: async (context, content) => {
      const source = sourceOf(content);
      const directory = await readDirectory(source, context.limits.entries);
      // The first takes it. What another would find is judged only member by member then, which must not go unsaid.
      const [flavour, ...others] = flavours.filter((candidate) => candidate.recognises(directory));
      if (others.length > 0) {
        const labels = [flavour, ...others].map(({ format }) => formatRow(format).label);
        context.note.oddity('polyglot', `the archive can be read as ${labels.join(' and as ')}`, 0, 1);
      }
      return flavour === undefined
        ? { format: 'zip', formatPath: await inspectZip(context, source, directory) }
        : { format: flavour.format, formatPath: await flavour.inspect(context, source, directory) };
    },
    open: openMember,
  };
}

/** Takes a zip archive apart: every member by every reading of the directory, each inspected by its content. */
export async function inspectZip(
  context: EntryContext,
  source: ByteSource,
  directory: ZipDirectory,
): Promise<readonly string[]> {
  const members = await findMembers(context, source, directory);
  for (const member of members.sort((a, b) => a.dataStart - b.dataStart)) await inspectMember(context, source, member);
  explainStructure(context, directory, members);
  await inspectLeftovers(context, source, directory, members);
  return ['zip'];
}

/** Members are found as the inspection found them. */
async function openMember(
  source: ByteSource,
  label: string,
  ports: Ports,
  passwords: readonly string[],
): Promise<ByteSource | null> {
  const context = silentContext(source, ports, passwords);
  const directory = await readDirectory(source, context.limits.entries);
  const members = await findMembers(context, source, directory);
  const member = members.find((candidate) => candidate.label === label);
  if (member === undefined) {
    const leftover = leftoversOf(source, directory, members).find(({ name }) => name === label);
    return leftover === undefined ? null : new SliceSource(source, leftover.start, leftover.end);
  }
  const opened = await openEncrypted(context, source, member);
  if (opened === null) return openStored(source, member, ports);
  const codec = codecOf(opened.method);
  const stream =
    codec === null ? opened.stream() : inflatedStream(context, codec, opened.stream(), member.inflatedBytes).stream;
  return new MemorySource((await collect(stream, SHOWN_BYTES, () => {})).bytes);
}
