import type { EntryContext } from '../../entry-context';
import { leavesFolder } from '../../outside-path';
import type { Hdf5Data } from '../../ports';

/** Filters that the library brings itself, by number. */
const BUILT_IN = 6;
/** Registered filters that honest files use and that only pack numbers (HDF5 registered filter plugins). Their code is installed, not brought by a file. */
const REGISTERED: ReadonlySet<number> = new Set([
  305, 307, 32000, 32001, 32004, 32005, 32008, 32013, 32014, 32015, 32017, 32018, 32019, 32024, 32026, 32028,
]);

/** Another file that a link, a virtual dataset or external storage leads to. */
export function noteOtherFile(context: EntryContext, file: string, purpose: string, at: number): void {
  context.note.reference({ to: 'file', target: file, leavesFolder: leavesFolder(file), purpose }, at, at);
}

/** Where the values of a dataset come from, when they are not all in the file. */
export function noteSources(context: EntryContext, path: string, { sources }: Hdf5Data, at: number): void {
  const files = new Set(sources.map(({ file }) => file).filter((file) => file !== '.'));
  for (const file of files) noteOtherFile(context, file, `source of the virtual dataset ${path}`, at);
}

/** Raw data in other files: taken from the folder of the program and not that of the file, and read as they are (CVE-2026-1669). */
export function noteExternalStorage(context: EntryContext, path: string, files: readonly string[], at: number): void {
  for (const file of new Set(files)) {
    noteOtherFile(context, file, `raw data of the dataset ${path}`, at);
    context.note.oddity('externalStorage', `the raw data of ${path} are the bytes of another file, ${file}`, at, at);
  }
}

/** A filter by a number that nobody registered is a library that the computer would have to have. */
export function noteFilters(
  context: EntryContext,
  path: string,
  filters: readonly { readonly id: number; readonly name: string }[],
  at: number,
): void {
  for (const { id, name } of filters)
    if (id > BUILT_IN && !REGISTERED.has(id))
      context.note.reference(
        {
          to: 'library',
          target: `HDF5 filter ${id} ${name}`.trim(),
          leavesFolder: false,
          purpose: `unpacks the dataset ${path}`,
        },
        at,
        at,
      );
}
