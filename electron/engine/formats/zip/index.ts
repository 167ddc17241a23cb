import type { FormatId } from '../../../../shared/formats';
import { looksLikeZip, readDirectory, type ZipDirectory } from '../../archive/directory';
import { inspectLeftovers, leftoversOf } from '../../archive/leftovers';
import { findMembers, inspectMember, openStored } from '../../archive/members';
import { explainStructure } from '../../archive/structure';
import { type ByteSource, SliceSource } from '../../byte-source';
import type { EntryContext } from '../../entry-context';
import { type Format, sourceOf } from '../../format';
import type { Ports } from '../../ports';
import { silentContext } from '../../silent-context';

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
    probe: async (content) =>
      content.kind === 'source' ? looksLikeZip(content.source, content.head) : isZipHead(content.head),
    inspect: async (context, content) => {
      const source = sourceOf(content);
      const directory = await readDirectory(source, context.limits.entries);
      const flavour = flavours.find((candidate) => candidate.recognises(directory));
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
async function openMember(source: ByteSource, label: string, ports: Ports): Promise<ByteSource | null> {
  const context = silentContext(source, ports);
  const directory = await readDirectory(source, context.limits.entries);
  const members = await findMembers(context, source, directory);
  const member = members.find((candidate) => candidate.label === label);
  if (member === undefined) {
    const leftover = leftoversOf(source, directory, members).find(({ name }) => name === label);
    return leftover === undefined ? null : new SliceSource(source, leftover.start, leftover.end);
  }
  return openStored(source, member, ports);
}
