import type { SymbolicValue } from '../domain/symbol';
import { judgeGlobal, judgeModule } from './global-policy';
import type { Danger } from './policy/dangerous';
import { isModuleImporter } from './policy/function-makers';

/** Helpers of dill that call their first argument. */
const CALLS_FIRST: ReadonlySet<string> = new Set(['_create_type', '_create_ftype', '_create_array']);

/** Types of dill's table that open files, reach attributes by name, or call what they are given. */
const REACHING_TYPE =
  /^(?:AttrGetterType|ItemGetterType|PartialType|ExitType|map|filter|FileType|\w*(?:Buffered|TextWrapper)\w*)$/;

const isDill = (module: string): boolean => module === 'dill' || module.startsWith('dill.');
const textOf = (value: SymbolicValue | undefined): string | null =>
  value?.kind === 'str' && value.length <= value.value.length ? value.value : null;

/**
 * What a helper of dill or cloudpickle does with these arguments: the helpers by themselves are harmless (`policy/function-makers.ts`), and
 * some import, call or hand out what their arguments name. Null for everything else.
 */
export function helperDanger(module: string, name: string, args: SymbolicValue): Danger | null {
  const items = args.kind === 'tuple' || args.kind === 'list' ? args.items : [];
  if (isModuleImporter(module, name)) {
    const imported = textOf(items[0]);
    return imported === null ? 'import' : judgeModule(imported);
  }
  if (!isDill(module)) return null;
  if (name === '_create_namedtuple') {
    // It first looks whether the class is there to be imported: any attribute of any module.
    const [attribute, owner] = [textOf(items[0]), textOf(items[2])];
    return attribute === null || owner === null ? 'import' : judgeModule(`${owner}.${attribute}`);
  }
  if (name === '_load_type') {
    const type = textOf(items[0]);
    return type === null || REACHING_TYPE.test(type) ? 'reflection' : null;
  }
  const [first] = items;
  if (!CALLS_FIRST.has(name) || first?.kind !== 'global') return null;
  return first.module === 'builtins' && first.name === 'type' ? null : judgeGlobal(first.module, first.name).danger;
}

/** What the helper imports, in words; null where it is no import. */
export function importedBy(module: string, name: string, args: SymbolicValue): string | null {
  const items = args.kind === 'tuple' || args.kind === 'list' ? args.items : [];
  if (isModuleImporter(module, name)) return textOf(items[0]) ?? 'a module that is not shown';
  if (!isDill(module) || name !== '_create_namedtuple') return null;
  return `${textOf(items[2]) ?? '?'}.${textOf(items[0]) ?? '?'}`;
}
