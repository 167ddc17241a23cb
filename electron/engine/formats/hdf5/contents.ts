import type { Contents } from './walk';

/** What kind of HDF5 file it is, and the lines of its summary. */
export interface ContentsDescription {
  readonly label: string;
  readonly metadata: readonly (readonly [key: string, value: string])[];
}

/** Attributes of the root that say who wrote the file, with what they are called in the summary. */
const STATED: readonly (readonly [attribute: string, key: string])[] = [
  ['keras_version', 'keras'],
  ['backend', 'backend'],
  ['PYTABLES_FORMAT_VERSION', 'PyTables format'],
  ['encoding-type', 'encoding'],
  ['encoding-version', 'encoding version'],
  ['license', 'licence'],
  ['creator', 'producer'],
  ['Conventions', 'conventions'],
];

/** Tells writers apart by the attributes of the root and the names of groups. */
export function describeContents(contents: Contents): ContentsDescription {
  const { root, filters, datasets, parameters } = contents;
  const metadata: (readonly [string, string])[] = [];
  const label = labelOf(contents);
  if (label.startsWith('keras')) metadata.push(['framework', 'Keras']);
  if (label === 'pandas') metadata.push(['framework', 'pandas']);
  for (const [attribute, key] of STATED) {
    const value = root.get(attribute);
    if (value !== undefined && value !== '') metadata.push([key, value]);
  }
  metadata.push(['datasets', String(datasets)], ['elements', String(parameters)]);
  if (filters.size > 0) metadata.push(['filters', [...filters].slice(0, 10).join(', ')]);
  return { label, metadata };
}

function labelOf({ root, groups, pandas }: Contents): string {
  if (root.has('model_config') || root.has('training_config')) return 'keras';
  if (root.has('layer_names') || groups.has('/_layer_checkpoint_dependencies')) return 'keras weights';
  if ([...groups].some((path) => path.startsWith('/layers/') && path.endsWith('/vars'))) return 'keras weights';
  if (pandas) return 'pandas';
  if (root.has('PYTABLES_FORMAT_VERSION')) return 'pytables';
  return 'hdf5';
}
