import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
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
}

/** The files of a folder tree with their labels, and those that have none. */
export interface Tree {
  readonly files: readonly Labelled[];
  readonly unlabelled: readonly string[];
}

/**
 * Labels come from `labels*.json` at the top of the tree (`{"pickle/a.pkl": {"label": "malicious", "expect": "dangerous"}}`, or just
 * `{"a.pkl": "benign"}`), else from a folder on the file's way that is called malicious, benign or malformed.
 */
export function readTree(folder: string): Tree {
  const listed = readLabelFiles(folder);
  const files: Labelled[] = [];
  const unlabelled: string[] = [];
  for (const file of walk(folder)) {
    const place = path.join(folder, file);
    const own = listed.get(file);
    const byFolder = file.split('/').find((step): step is Label => (LABELS as readonly string[]).includes(step));
    if (own !== undefined) files.push({ file, path: place, ...own });
    else if (byFolder !== undefined) files.push({ file, path: place, label: byFolder, wanted: null });
    else if (!/^(labels.*\.json|.*\.md)$/.test(file)) unlabelled.push(file);
  }
  return { files, unlabelled };
}

function readLabelFiles(folder: string): Map<string, { label: Label; wanted: string | null }> {
  const found = new Map<string, { label: Label; wanted: string | null }>();
  for (const name of readdirSync(folder).filter((one) => /^labels.*\.json$/.test(one))) {
    const content: unknown = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
    for (const [file, said] of Object.entries(content as Record<string, unknown>)) {
      const row = typeof said === 'string' ? { label: said } : (said as { label?: unknown; expect?: unknown });
      if (!(LABELS as readonly unknown[]).includes(row.label)) throw new Error(`${name}: ${file} has no known label`);
      const wanted = 'expect' in row && typeof row.expect === 'string' ? row.expect : null;
      found.set(file, { label: row.label as Label, wanted });
    }
  }
  for (const file of found.keys())
    if (!existsSync(path.join(folder, file))) throw new Error(`${file} is labelled and not there`);
  return found;
}

function walk(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => statSync(path.join(folder, file)).isFile())
    .sort();
}
