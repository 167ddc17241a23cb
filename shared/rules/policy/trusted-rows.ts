import type { GlobalUse } from '../../domain/fact';

/**
 * How honest files use a name, one letter a use:
 *
 * | letter | the file                                                                    | opcodes                                |
 * |--------|-----------------------------------------------------------------------------|----------------------------------------|
 * | v      | imports it as a value, such as the type of a column                         |                                        |
 * | n      | rebuilds: has an empty object made by the class's `__new__`                 | NEWOBJ, NEWOBJ_EX; `copyreg` below 2   |
 * | r      | calls it                                                                    | REDUCE, OBJ, INST                      |
 * | b      | gives what it made state                                                    | BUILD                                  |
 * | i      | gives what it made items                                                    | APPENDS, SETITEMS, ADDITEMS            |
 * | p      | names it in a persistent id                                                 | BINPERSID                              |
 *
 * `'vnb'` is what an estimator is: never called, but rebuilt and given its state. Every row covers the import as a value, whether `v`
 * was seen or not: the other uses begin with the same import.
 */
export type UseLetters = string;

/**
 * Trusted globals of one library: module, uses, versions, then the qualified names in it that its honest files use so. Exact matches
 * only. Versions are the first and the last that were seen writing the name (`1.2.1–1.9.1`), or a word for rows written by hand.
 */
export type TrustedRows = readonly (readonly [module: string, uses: UseLetters, versions: string, names: readonly string[]])[];

/** The use behind each letter but `v`, which is none. */
export const USE_BY_LETTER: Readonly<Record<string, GlobalUse>> = {
  n: 'rebuild',
  r: 'call',
  b: 'state',
  i: 'items',
  p: 'storage',
};

/** The uses of a row. */
export function usesOf(letters: UseLetters): readonly GlobalUse[] {
  return [...letters].flatMap((letter) => USE_BY_LETTER[letter] ?? []);
}
