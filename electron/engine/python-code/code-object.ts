/**
 * Which of the three layouts CPython has used since 3.6 a code object has. Nothing in the bytes says so.
 * - `3.6`: 3.6 and 3.7
 * - `3.8`: 3.8 to 3.10, with positional-only arguments
 * - `3.11`: 3.11 and later, with qualified name, kinds of local variables and a table of exception handlers
 */
export type CodeLayout = '3.6' | '3.8' | '3.11';

/** A function, class body or module as CPython compiled it: decoded, never run. */
export interface CodeObject {
  readonly layout: CodeLayout;
  readonly name: string;
  /** `Class.method` where the layout has it, else the name. */
  readonly qualifiedName: string;
  readonly fileName: string;
  readonly firstLine: number;
  readonly argumentCount: number;
  readonly keywordOnlyCount: number;
  /** Local variables as the code object itself counts them; -1 where it does not say. */
  readonly localCount: number;
  readonly stackSize: number;
  readonly flags: number;
  readonly bytecode: Uint8Array;
  readonly constants: readonly PythonValue[];
  /** `co_names`: globals and attributes that the bytecode uses, by index. */
  readonly names: readonly string[];
  /** Local variables by index: arguments first. From 3.11 on cells and free variables follow in the same numbering. */
  readonly locals: readonly string[];
  /** What the `f` operands count in: `locals` itself from 3.11 on, cells and then free variables before. */
  readonly cells: readonly string[];
  /** From 3.11 on: what each of `locals` is, as `CO_FAST_LOCAL`, `CO_FAST_CELL` and `CO_FAST_FREE` in bits. */
  readonly kinds: Uint8Array;
  /** How many variables of functions around it the code reads: the last of `cells`. */
  readonly freeCount: number;
  /** From 3.11 on: the table of exception handlers. */
  readonly exceptionTable: Uint8Array;
}

/** Bits of `CodeObject.kinds`. */
export const LOCAL_KIND = 0x20;
export const CELL_KIND = 0x40;
export const FREE_KIND = 0x80;

/** The kinds of variables where they come as three lists, in the order of CPython: variables, cells that are no variable, free variables. */
export function kindsOf(locals: readonly string[], cells: readonly string[], free: readonly string[]): Uint8Array {
  const own = new Set(locals);
  const inCells = new Set(cells);
  return Uint8Array.from([
    ...locals.map((name) => (inCells.has(name) ? LOCAL_KIND | CELL_KIND : LOCAL_KIND)),
    ...cells.filter((name) => !own.has(name)).map(() => CELL_KIND),
    ...free.map(() => FREE_KIND),
  ]);
}

/** A constant as code carries it. Long payloads are views of the input; nothing is made of them. */
export type PythonValue =
  | { readonly kind: 'none' | 'true' | 'false' | 'ellipsis' | 'null' }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'tuple' | 'list' | 'set' | 'frozenset' | 'slice'; readonly items: readonly PythonValue[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [PythonValue, PythonValue])[] }
  | { readonly kind: 'code'; readonly code: CodeObject }
  /** Something that is not known: what it says in words. */
  | { readonly kind: 'unknown'; readonly what: string };

const VARIADIC = 0x04;
const KEYWORDS = 0x08;

/** The argument names in the order of the signature, with their stars. */
export function argumentNames(code: CodeObject): readonly string[] {
  const { locals, argumentCount, keywordOnlyCount, flags } = code;
  const positional = locals.slice(0, Math.max(0, argumentCount));
  const keywordOnly = locals.slice(argumentCount, argumentCount + Math.max(0, keywordOnlyCount));
  const next = argumentCount + keywordOnlyCount;
  const rest = flags & VARIADIC ? [`*${locals[next] ?? '?'}`] : keywordOnly.length > 0 ? ['*'] : [];
  const more = flags & KEYWORDS ? [`**${locals[next + (flags & VARIADIC ? 1 : 0)] ?? '?'}`] : [];
  return [...positional, ...rest, ...keywordOnly, ...more];
}

/** Code objects of one tree, values looked at to find them, and bytes of bytecode: shared parts can be told many times. */
const TREE_CODES = 2000;
const TREE_VALUES = 200_000;
const TREE_BYTES = 2 * 1024 * 1024;

export interface CodeTree {
  /** Outer first, each once. */
  readonly codes: readonly CodeObject[];
  /** False when there are more than are looked at. */
  readonly whole: boolean;
}

/** A code object and those among its constants, at every depth. Bounded. */
export function codeTree(outer: CodeObject): CodeTree {
  const found = new Set<CodeObject>([outer]);
  const looked = new Set<PythonValue>();
  let bytes = outer.bytecode.length;
  let whole = true;
  for (const code of found) {
    const waiting = [...code.constants].reverse();
    for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
      if (looked.has(value)) continue;
      looked.add(value);
      if (looked.size > TREE_VALUES || found.size >= TREE_CODES || bytes > TREE_BYTES) {
        whole = false;
        break;
      }
      if (value.kind === 'code') {
        if (!found.has(value.code)) bytes += value.code.bytecode.length;
        found.add(value.code);
      } else if ('items' in value) for (let i = value.items.length - 1; i >= 0; i--) waiting.push(value.items[i]);
      else if (value.kind === 'dict') for (const [key, item] of value.entries) waiting.push(item, key);
    }
    if (!whole) break;
  }
  return { codes: [...found], whole };
}
