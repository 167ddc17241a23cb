import type { ZipDirectory } from '../../archive/directory';
import { inspectLeftovers } from '../../archive/leftovers';
import { checkCrc, crcOf, findMembers, inspectMember, type Member } from '../../archive/members';
import { explainStructure } from '../../archive/structure';
import { Budget } from '../../budget';
import { type ByteSource, readWhole, SliceSource } from '../../byte-source';
import { type ByteStream, SourceStream } from '../../byte-stream';
import { latin1 } from '../../decode-text';
import type { EntryContext, MemberRole } from '../../entry-context';
import { streamOf } from '../../format';
import { inflatedStream } from '../../inflated-stream';
import { PeekedStream } from '../../peeked-stream';
import { opcodeCensus } from '../pickle/opcode-census';
import type { RebuiltTensor } from '../pickle/tensor-table';
import { hasProto, tryPickle } from '../pickle/trial';
import { inspectPython } from '../torchserve/python';
import type { ZipFlavour } from '../zip';
import { noteBytecode } from './bytecode';
import { inspectScript } from './script';
import { inspectExtraText, isPlainTorchText, isTorchText } from './small-members';
import { noteStorageId, type StorageReference } from './storages';
import { noteTensors } from './tensors';

/** True for a directory that PyTorch wrote: `<prefix>/data.pkl` beside `<prefix>/version` or `<prefix>/data/…`. */
function isTorchDirectory(directory: ZipDirectory): boolean {
  const names = new Set(directory.entries.map((entry) => entry.name));
  for (const name of names) {
    if (isPackageMark(name)) return true;
    if (!name.endsWith('/data.pkl')) continue;
    const prefix = name.slice(0, -'data.pkl'.length);
    if (
      names.has(`${prefix}version`) ||
      names.has(`${prefix}.format_version`) ||
      [...names].some((other) => other.startsWith(`${prefix}data/`))
    )
      return true;
  }
  return false;
}

/** A member that every archive of torch.package has (torch/package/package_exporter.py). */
const isPackageMark = (name: string) => /^[^/]+\/\.data\/(extern_modules|python_version)$/.test(name);

/** Takes a PyTorch archive apart: pickles are walked, storages held against what the pickles ask for, the small texts read. */
async function inspectTorch(
  context: EntryContext,
  source: ByteSource,
  directory: ZipDirectory,
): Promise<readonly string[]> {
  const members = (await findMembers(context, source, directory)).sort((a, b) => a.dataStart - b.dataStart);
  const storages = new Map<string, StorageReference>();
  const tensors: (RebuiltTensor & { readonly folder: string })[] = [];
  const isPackage = members.some(({ name }) => isPackageMark(name));
  const notStorages = members.filter((member) => !isStorageName(member.name));
  for (const member of notStorages) {
    if (await explainText(context, source, member)) continue;
    if (isNativeCode(member.name)) noteNativeCode(context, member);
    const folder = tensorFolder(member.name);
    await inspectMember(context, source, member, {
      onPersistentId: (id) => noteStorageId(storages, id, folder),
      ...((isPackage || isLoadedPickle(member.name)) && { onTensor: (tensor) => tensors.push({ ...tensor, folder }) }),
      ...roleOf(member.name),
    });
    if (context.entryPath.length === 0 && member.encryption === null && member.name.endsWith('/data.pkl'))
      await countOpcodes(context, source, member);
    if (isBytecode(member.name) && member.encryption === null) await noteOperators(context, source, member);
  }
  const script = members.find((member) => /(^|\/)(constants\.pkl|code\/.*\.py)$/.test(member.name));
  if (script !== undefined) {
    context.collector.add(
      {
        kind: 'oddity',
        entryPath: context.entryPath,
        range: { start: script.headerOffset, end: script.dataEnd },
        code: 'torchScript',
        detail: 'the archive holds TorchScript: torch.load hands it to torch.jit.load',
      },
      'torchScript',
    );
  }
  for (const member of members) if (isStorageName(member.name)) await explainStorage(context, source, member, storages);
  reportMissing(context, members, storages);
  const places = new Map(
    members
      .filter(({ method }) => method === 0)
      .map(({ name, dataStart, dataEnd }) => [storagePath(name), { start: dataStart, end: dataEnd }]),
  );
  noteTensors(context, tensors, ({ folder, storage }) => places.get(folder + storage.key));
  explainStructure(context, directory, members);
  await inspectLeftovers(context, source, directory, members);
  summarise(context, storages, tensors.length, script !== undefined);
  return [script !== undefined ? 'TorchScript' : isPackage ? 'PyTorch package' : 'PyTorch', 'zip'];
}

/** `<prefix>/data/0`, and TorchScript's `<prefix>/constants/0`. */
function isStorageName(name: string): boolean {
  return /^[^/]+\/((data|constants|tensors)\/[^/]+|\.data\/[^/]+\.storage)$/.test(name);
}

/** `data/0` of `<prefix>/data/0`, and of torch.package's `<prefix>/.data/0.storage`. */
const storagePath = (name: string) =>
  name.slice(name.indexOf('/') + 1).replace(/^\.data\/([^/]+)\.storage$/, 'data/$1');

/** Where the storages of a pickle stand: `data/` for `data.pkl`, `constants/` for `constants.pkl` (torch/csrc/jit/serialization/export_module.cpp). */
const tensorFolder = (name: string) =>
  name.endsWith('/constants.pkl') || name.endsWith('/bytecode.pkl') ? 'constants/' : 'data/';

/** The pickles that loading reads for the model itself. */
const isLoadedPickle = (name: string) => /^[^/]+\/(data|constants)\.pkl$/i.test(name);

/** TorchScript source; the same names with `.debug_pkl` are pickles. */
const isScript = (name: string) => /^[^/]+\/code\/.*\.py$/i.test(name);

/** Members that their names say more of than their bytes. */
function roleOf(name: string): { readonly role: MemberRole } | undefined {
  if (isScript(name)) return { role: { yieldsTo: 'magic', inspect: inspectScript } };
  // torch.package imports the Python that it brings along.
  if (/\.py$/i.test(name)) return { role: { yieldsTo: 'magic', inspect: inspectPython } };
  return isExtra(name) || isTorchText(storagePath(name))
    ? { role: { yieldsTo: 'all', inspect: inspectExtraText } }
    : undefined;
}

/** Files that a program asked to be saved along; it gets them back as bytes. */
const isExtra = (name: string) => /^[^/]+\/(extra\/.|\.data\/(extern_modules|python_version|version)$)/.test(name);

/** Machine code as AOTInductor and others put into archives: libraries, GPU code. */
const isNativeCode = (name: string) => /\.(so|so\.[0-9.]+|dll|dylib|pyd|cubin|hsaco|fatbin|ptx|spv)$/i.test(name);

function noteNativeCode({ note }: EntryContext, { name, dataStart, dataEnd }: Member): void {
  note.reference(
    {
      to: 'library',
      target: name,
      leavesFolder: false,
      purpose: 'machine code in the archive, run by the loader of compiled models',
    },
    dataStart,
    dataEnd,
  );
}

/** What the interpreter for mobiles runs. */
const isBytecode = (name: string) => /^[^/]+\/bytecode\.pkl$/i.test(name);

function noteOperators(context: EntryContext, source: ByteSource, member: Member): Promise<void> {
  return noteBytecode(context, [...context.entryPath, member.label], storedAgain(context, source, member));
}

/** A member's content once more, apart from what the inspection may spend. */
function storedAgain(context: EntryContext, source: ByteSource, member: Member): ByteStream {
  const slice = new SliceSource(source, member.dataStart, member.dataEnd);
  const apart = { ...context, budget: new Budget(context.limits, slice.size) };
  const stored = new SourceStream(slice);
  return member.method === 0 ? stored : inflatedStream(apart, 'deflate', stored).stream;
}

/** What `data.pkl` is made of, for the question whether `weights_only` takes it. */
async function countOpcodes(context: EntryContext, source: ByteSource, member: Member): Promise<void> {
  const pickle = storedAgain(context, source, member);
  const first = await opcodeCensus(pickle, 1, context.tick);
  context.collector.add({
    kind: 'opcodeSet',
    entryPath: [...context.entryPath, member.label],
    range: { start: 0, end: pickle.position },
    first,
  });
}

/** Raw numbers: explained when a pickle asks for just this many, and when they are not themselves a pickle in disguise. */
async function explainStorage(
  context: EntryContext,
  source: ByteSource,
  member: Member,
  storages: ReadonlyMap<string, StorageReference>,
): Promise<void> {
  const reference = storages.get(storagePath(member.name));
  const bytes = member.dataEnd - member.dataStart;
  const slice = new SliceSource(source, member.dataStart, member.dataEnd);
  const head = await readWhole(slice, 0, 64 * 1024);
  const disguised = hasProto(head) && tryPickle(head, head.length === bytes).acted;
  const isPlain = member.method === 0 && member.encryption === null;
  if (!isPlain && reference !== undefined && reference.bytes !== null) {
    const hidesPickle = member.encryption === null && (await beginsPickle(storedAgain(context, source, member)));
    await inspectMember(context, source, member, hidesPickle ? {} : { role: storageRole(reference.bytes) });
    return;
  }
  if (!isPlain || disguised || reference === undefined || reference.bytes !== bytes) {
    await inspectMember(context, source, member);
    return;
  }
  checkCrc(context, member, await crcOf(context, slice));
  context.coverage.explain(member.dataStart, member.dataEnd);
  const { collector, entryPath, absoluteBase } = context;
  if (absoluteBase !== null) collector.region('array', absoluteBase + member.dataStart, absoluteBase + member.dataEnd);
  collector.add({
    kind: 'entry',
    entryPath,
    range: { start: member.dataStart, end: member.dataEnd },
    path: [...entryPath, member.label],
    format: `storage, ${reference.elements} × ${reference.className.replace(/Storage$/, '')}`,
    method: 'stored',
    storedBytes: bytes,
    inflatedBytes: member.inflatedBytes,
    flags: member.flags,
  });
}

/** True for content that is a pickle which would do something. */
async function beginsPickle(stream: ByteStream): Promise<boolean> {
  const { head } = await PeekedStream.peek(stream);
  return hasProto(head) && tryPickle(head, false).acted;
}

/** Raw numbers that somebody compressed or encrypted: PyTorch stores them, and reads compressed ones as well. */
function storageRole(bytes: number): MemberRole {
  return {
    yieldsTo: 'none',
    inspect: async (context, content) => {
      const stream = streamOf(content);
      let size = 0;
      for (let chunk = await stream.pull(); chunk !== null; chunk = await stream.pull()) {
        size += chunk.length;
        context.tick(size);
      }
      context.coverage.size = Math.max(context.coverage.size, size);
      if (size !== bytes) context.note.gap(0, size, 'a storage of another size than its pickle says');
      else context.note.explain(0, size, 'array');
      return { format: 'torch', formatPath: ['storage'] };
    },
  };
}

/** A pickle that asks for a storage the archive does not hold cannot be loaded: said, with the rest judged as it is. */
function reportMissing(
  context: EntryContext,
  members: readonly Member[],
  storages: ReadonlyMap<string, StorageReference>,
): void {
  const present = new Set(
    members.filter((member) => isStorageName(member.name)).map((member) => storagePath(member.name)),
  );
  const missing = [...storages.keys()].filter((key) => !present.has(key));
  if (missing.length === 0) return;
  const detail = `${missing.length} storages are named and not in the archive, the first is ${missing[0]}`;
  const { collector, coverage, entryPath } = context;
  const range = { start: 0, end: 0 };
  collector.add({ kind: 'malformed', entryPath, range, code: 'entryUnreadable', detail, stops: [] }, 'entryUnreadable');
  coverage.declareGap(0, 0, detail);
}

async function explainText(context: EntryContext, source: ByteSource, member: Member): Promise<boolean> {
  const name = member.name.slice(member.name.indexOf('/') + 1);
  if (!isTorchText(name) || member.method !== 0 || member.encryption !== null || member.dataEnd - member.dataStart > 64)
    return false;
  const slice = new SliceSource(source, member.dataStart, member.dataEnd);
  const content = latin1(await readWhole(slice, 0, 64));
  if (!isPlainTorchText(name, content)) return false;
  checkCrc(context, member, await crcOf(context, slice));
  const { collector, coverage, entryPath, absoluteBase } = context;
  coverage.explain(member.dataStart, member.dataEnd);
  if (absoluteBase !== null) collector.region('text', absoluteBase + member.dataStart, absoluteBase + member.dataEnd);
  const range = { start: member.dataStart, end: member.dataEnd };
  collector.add({
    kind: 'entry',
    entryPath,
    range,
    path: [...entryPath, member.label],
    format: 'text',
    method: 'stored',
    storedBytes: content.length,
    inflatedBytes: content.length,
    flags: member.flags,
  });
  if (name === 'byteorder' || name === 'version')
    collector.add({
      kind: 'metadata',
      entryPath,
      range,
      key: name === 'version' ? 'archive version' : 'byte order',
      value: content.trim(),
    });
  return true;
}

function summarise(
  context: EntryContext,
  storages: ReadonlyMap<string, StorageReference>,
  tensors: number,
  script: boolean,
): void {
  const { collector, entryPath } = context;
  const range = { start: 0, end: 0 };
  const add = (key: string, value: string) => collector.add({ kind: 'metadata', entryPath, range, key, value });
  add('framework', script ? 'PyTorch, TorchScript' : 'PyTorch');
  if (tensors > 0) add('tensors', String(tensors));
  let elements = 0;
  for (const storage of storages.values()) elements += storage.elements;
  if (storages.size > 0) add('storages', `${storages.size}, ${elements} elements`);
}

/** Archives that `torch.save` and `torch.jit.save` write. */
export const torchFlavour: ZipFlavour = { format: 'torch', recognises: isTorchDirectory, inspect: inspectTorch };
