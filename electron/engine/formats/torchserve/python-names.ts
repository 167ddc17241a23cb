import { scriptTokens } from '../torch/script-tokens';

/** Names collected of one file; more are a limit of the note that takes them. */
const NAMES = 4000;

/**
 * What Python source imports and calls by name, with the names that it gives to imports put back: `import os as o; o.system(x)` is
 * `os.system`. Found by tokens alone, so that source that does not parse is read as well; names made at run time are not seen.
 */
export function pythonNames(source: string): string[] {
  const names = new Set<string>();
  const aliases = new Map<string, string>();
  let statement: 'import' | 'from' | 'names' | null = null;
  let module = '';
  let imported = '';
  let isAlias = false;
  let previous = '';
  let depth = 0;
  let last = 0;
  for (const { kind, value, start, end } of scriptTokens(source)) {
    if (names.size >= NAMES) break;
    const newLine = depth === 0 && source.slice(last, start).includes('\n');
    last = end;
    if (newLine || value === ';') statement = null;
    if (kind === 'other') {
      if (value === '(' && previous !== '') names.add(resolve(aliases, previous));
      if (value === '(' || value === '[' || value === '{') depth++;
      if (value === ')' || value === ']' || value === '}') depth = Math.max(0, depth - 1);
      // `from .near import x`: a dot that stands before any name.
      if (value === '.' && statement === 'from' && module === '') module = '.';
      previous = '';
      continue;
    }
    previous = '';
    if (kind === 'text') continue;
    if (statement === null && value === 'import') statement = 'import';
    else if (statement === null && value === 'from') {
      statement = 'from';
      module = '';
    } else if (statement === 'from' && value === 'import') statement = 'names';
    else if (statement === 'from') module += value;
    else if (statement !== null && value === 'as') isAlias = true;
    else if (statement !== null && isAlias) {
      aliases.set(value, imported);
      isAlias = false;
    } else if (statement === 'import') {
      imported = value;
      names.add(value);
    } else if (statement === 'names') {
      imported = `${module}.${value}`;
      aliases.set(value, imported);
      names.add(imported);
    } else previous = value;
  }
  return [...names];
}

function resolve(aliases: ReadonlyMap<string, string>, name: string): string {
  const dot = name.indexOf('.');
  const root = dot < 0 ? name : name.slice(0, dot);
  const meant = aliases.get(root);
  return meant === undefined ? name : meant + (dot < 0 ? '' : name.slice(dot));
}
