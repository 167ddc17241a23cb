import { readDirectory } from '../../archive/directory';
import { inspectLeftovers } from '../../archive/leftovers';
import { findMembers, inspectMember } from '../../archive/members';
import { explainStructure } from '../../archive/structure';
import type { ByteSource } from '../../byte-source';
import type { EntryContext } from '../../entry-context';

/** Takes a plain zip archive apart: every member by every reading of the directory, each inspected by its content. */
export async function inspectZip(context: EntryContext, source: ByteSource): Promise<readonly string[]> {
  const directory = await readDirectory(source, context.limits.entries);
  const members = await findMembers(context, source, directory);
  for (const member of members.sort((a, b) => a.dataStart - b.dataStart)) await inspectMember(context, source, member);
  explainStructure(context, directory, members);
  await inspectLeftovers(context, source, directory, members);
  return ['zip'];
}
