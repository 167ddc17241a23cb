import type { CodeInventory } from '../../../shared/domain/fact';
import type { BytecodeVersion, VersionGuess } from './bytecode';
import { type CodeObject, codeTree } from './code-object';
import { CodeDoubt, verifyCode } from './verify-code';

/** Entries kept of one list. A longer inventory is not complete. */
const ENTRIES = 2000;

/** Instructions followed of one tree, on all paths. */
const VISITS = 200_000;

/** The lists of an inventory while code is walked. */
export class InventoryBuilder {
  functions = 0;
  /** Instructions that may still be followed. */
  visits = VISITS;
  readonly imports = new Set<string>();
  readonly bindings = new Map<string, Set<string>>();
  readonly definitions = new Set<string>();
  readonly globals = new Set<string>();
  readonly imported = new Set<string>();
  readonly attributes = new Set<string>();
  readonly stores = new Set<string>();
  readonly superAttributes = new Set<string>();
  readonly formats = new Set<string>();
  readonly keywords = new Set<string>();
  readonly locals = new Set<string>();
  readonly bases = new Set<string>();
  readonly loadCalls = new Set<string>();

  /** Binds a name of the module to what was imported. */
  bind(name: string, path: string): void {
    const known = this.bindings.get(name) ?? new Set();
    known.add(path);
    this.bindings.set(name, known);
  }

  finish(doubt: string): CodeInventory {
    const list = (items: Iterable<string>): readonly string[] => [...items].slice(0, ENTRIES);
    const sets = [
      this.imports,
      this.definitions,
      this.globals,
      this.imported,
      this.attributes,
      this.stores,
      this.superAttributes,
      this.formats,
      this.keywords,
      this.locals,
      this.bases,
      this.loadCalls,
    ];
    const tooMany = this.bindings.size > ENTRIES || sets.some(({ size }) => size > ENTRIES);
    return {
      doubt: doubt === '' && tooMany ? 'more names than are kept' : doubt,
      functions: this.functions,
      imports: list(this.imports),
      bindings: [...this.bindings]
        .slice(0, ENTRIES)
        .flatMap(([name, paths]) => [...paths].slice(0, 16).map((path) => [name, path] as const)),
      definitions: list(this.definitions),
      globals: list(this.globals),
      imported: list(this.imported),
      attributes: list(this.attributes),
      stores: list(this.stores),
      superAttributes: list(this.superAttributes),
      formats: list(this.formats),
      keywords: list(this.keywords),
      locals: list(this.locals),
      bases: list(this.bases),
      loadCalls: list(this.loadCalls),
    };
  }
}

/**
 * Everything that a tree of code objects reads, writes, imports and defines, if the bytecode is such as a compiler makes: walked along every
 * path with the kinds of values on its stack (`verify-code.ts`). Where several versions fit, under each of them. `doubt` says why not.
 */
export function inventoryOf(outer: CodeObject, guess: VersionGuess, known: string | null = null): CodeInventory {
  const builder = new InventoryBuilder();
  const tree = codeTree(outer);
  let doubt = guess.fits ? '' : 'the instructions fit no known CPython';
  // The version that a header names reads it, whatever the bytes look like.
  if (known !== null && guess.versions[0]?.version !== known) doubt = 'code of another version than its header says';
  if (!tree.whole) doubt = 'more code than is looked at';
  for (const version of guess.versions) if (doubt === '') doubt = walk(tree.codes, outer, version, builder);
  builder.functions = tree.codes.length;
  return builder.finish(doubt);
}

function walk(
  codes: readonly CodeObject[],
  outer: CodeObject,
  version: BytecodeVersion,
  builder: InventoryBuilder,
): string {
  const classBodies = new Set<CodeObject>();
  try {
    // Outer code comes before what it makes, so that the body of a class is known as one when it is reached.
    for (const code of codes) verifyCode(code, version, code === outer, classBodies, builder);
  } catch (error) {
    if (error instanceof CodeDoubt) return error.message;
    throw error;
  }
  return '';
}
