import type { ZipDirectory } from '../../archive/directory';
import { inspectLeftovers } from '../../archive/leftovers';
import { findMembers, inspectMember } from '../../archive/members';
import { explainStructure } from '../../archive/structure';
import type { ByteSource } from '../../byte-source';
import type { EntryContext, MemberRole } from '../../entry-context';
import { inspectExtraText } from '../torch/small-members';
import type { ZipFlavour } from '../zip';
import { inspectManifest } from './manifest';
import { inspectPython } from './python';

const MANIFEST = 'MAR-INF/MANIFEST.json';

/** Model archives of TorchServe: a manifest, a model, Python that the server runs, and files for it. */
export const torchserveFlavour: ZipFlavour = {
  format: 'torchserve',
  recognises: ({ entries }) => entries.some(({ name }) => name.toLowerCase() === MANIFEST.toLowerCase()),
  inspect: inspectArchive,
};

async function inspectArchive(
  context: EntryContext,
  source: ByteSource,
  directory: ZipDirectory,
): Promise<readonly string[]> {
  const members = (await findMembers(context, source, directory)).sort((a, b) => a.dataStart - b.dataStart);
  for (const member of members) await inspectMember(context, source, member, { role: roleOf(member.name) });
  explainStructure(context, directory, members);
  await inspectLeftovers(context, source, directory, members);
  return ['TorchServe', 'zip'];
}

function roleOf(name: string): MemberRole {
  if (name.toLowerCase() === MANIFEST.toLowerCase()) return { yieldsTo: 'magic', inspect: inspectManifest };
  if (/\.py$/i.test(name)) return { yieldsTo: 'magic', inspect: inspectPython };
  return { yieldsTo: 'all', inspect: inspectExtraText };
}
