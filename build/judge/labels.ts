import { existsSync, lstatSync, opendirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a file is, as its maker says. `malformed` files are damaged without intent: any answer but green is right. */
export const LABELS = ['malicious', 'benign', 'malformed'] as const;
export type Label = (typeof LABELS)[number];

/** A labelled file; `wanted` is the least verdict its maker asks for, where one is given. */
export interface Labelled {
  readonly file: string;
  readonly path: string;
  readonly label: Label;
  readonly wanted: string | null;
  /** The technique that it shows, where its maker says one. */
  readonly technique: string | null;
  /** True where its maker says that loading it runs a command or code. */
  readonly runs: boolean;
}

/** What corpora call their folders. */
const FOLDERS: ReadonlyMap<string, Label> = new Map([
  ...['malicious', 'malware', 'hostile', 'unsafe', 'evil', 'bad', 'positive'].map(
    (name) => [name, 'malicious'] as const,
  ),
  ...['benign', 'clean', 'safe', 'legitimate', 'good', 'negative'].map((name) => [name, 'benign'] as const),
  ...['malformed', 'damaged', 'broken', 'corrupt', 'corrupted'].map((name) => [name, 'malformed'] as const),
]);
/** Files that speak of the others. */
const ABOUT = /^(?:labels[^/]*\.(?:json|csv)|.*\.md|\.gitkeep|\.DS_Store)$/i;

type Row = Omit<Labelled, 'file' | 'path'>;

/** Labels by the path below the tree's top, and what could not be read of them. */
export interface Labels {
  readonly rows: ReadonlyMap<string, Row>;
  readonly complaints: readonly string[];
}

/**
 * Labels of a tree: `labels*.json` at its top (`{"pickle/a.pkl": {"label": "malicious", "expect": "dangerous"}}` or `{"a.pkl": "benign"}`),
 * `labels*.csv` (`path,label`), and files given by name. A label file that cannot be read is a complaint, and no reason to stop.
 */
export function readLabels(folder: string, more: readonly string[] = []): Labels {
  const rows = new Map<string, Row>();
  const complaints: string[] = [];
  const files = [...more];
  try {
    for (const name of entriesOf(folder))
      if (/^labels[^/]*\.(json|csv)$/.test(name)) files.push(path.join(folder, name));
  } catch (error) {
    complaints.push(`${folder}: ${textOf(error)}`);
  }
  for (const file of files.sort()) {
    try {
      const text = readFileSync(file, 'utf8');
      for (const [name, said] of file.endsWith('.csv') ? fromCsv(text) : Object.entries(JSON.parse(text) as object)) {
        const row = rowOf(said);
        if (row === null) complaints.push(`${path.basename(file)}: ${name} has no known label`);
        else rows.set(name.split(path.sep).join('/'), row);
      }
    } catch (error) {
      complaints.push(`${file}: ${textOf(error)}`);
    }
  }
  for (const file of rows.keys())
    if (!existsSync(path.join(folder, file))) complaints.push(`${file} is labelled and not there`);
  return { rows, complaints };
}

function fromCsv(text: string): readonly (readonly [string, unknown])[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .flatMap((line, i) => {
      const comma = line.lastIndexOf(',');
      const label = line.slice(comma + 1).trim();
      if (comma < 0 || (i === 0 && label.toLowerCase() === 'label')) return [];
      return [[line.slice(0, comma).trim().replace(/^"|"$/g, ''), label.replace(/^"|"$/g, '')] as const];
    });
}

function rowOf(said: unknown): Row | null {
  const row = (typeof said === 'string' ? { label: said } : (said ?? {})) as Record<string, unknown>;
  const label = typeof row.label === 'string' ? FOLDERS.get(row.label.toLowerCase()) : undefined;
  if (label === undefined) return null;
  return {
    label,
    wanted: typeof row.expect === 'string' ? row.expect : null,
    technique: typeof row.technique === 'string' ? row.technique : null,
    runs: row.runs === true,
  };
}

/** A file that has a label, or the name of one that has none. */
export type Found = Labelled | string;

/**
 * Walks a tree without following links and without holding it in memory: only regular files, each with its label from the label files, else
 * from the innermost folder on its way that is called like one. Folders that cannot be opened are told to `complain`.
 */
export function* walkTree(folder: string, labels: Labels, complain: (text: string) => void): Generator<Found> {
  const open: string[] = [''];
  while (open.length > 0) {
    const inside = open.pop() as string;
    let names: string[];
    try {
      names = entriesOf(path.join(folder, inside)).sort();
    } catch (error) {
      complain(`${inside}: ${textOf(error)}`);
      continue;
    }
    const folders: string[] = [];
    for (const name of names) {
      const file = inside === '' ? name : `${inside}/${name}`;
      const place = path.join(folder, file);
      let kind: ReturnType<typeof lstatSync>;
      try {
        kind = lstatSync(place);
      } catch (error) {
        complain(`${file}: ${textOf(error)}`);
        continue;
      }
      if (kind.isDirectory()) folders.push(file);
      else if (kind.isFile()) {
        const row = labels.rows.get(file) ?? byFolder(file);
        if (row !== null) yield { file, path: place, ...row };
        else if (!ABOUT.test(name)) yield file;
      }
    }
    open.push(...folders.reverse());
  }
}

function byFolder(file: string): Row | null {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (ABOUT.test(name)) return null;
  for (const step of file.split('/').slice(0, -1).reverse()) {
    const label = FOLDERS.get(step.toLowerCase());
    if (label !== undefined) return { label, wanted: null, technique: null, runs: false };
  }
  return null;
}

function entriesOf(folder: string): string[] {
  const names: string[] = [];
  const opened = opendirSync(folder);
  try {
    for (let entry = opened.readSync(); entry !== null; entry = opened.readSync()) names.push(entry.name);
  } finally {
    opened.closeSync();
  }
  return names;
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
