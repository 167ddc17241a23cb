/**
 * A value as a pickle describes it, never built: what the symbolic machine knows of a stack item.
 * Trees are bounded by `Limits.symbolNodes` and `Limits.symbolText`; what is left out is said (`truncated`, `unknown`).
 * Plain data, so that it crosses the wire and the `--json` output unchanged.
 */
export type SymbolicValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: string }
  | { readonly kind: 'float'; readonly value: string }
  | { readonly kind: 'str'; readonly value: string; readonly length: number }
  | { readonly kind: 'bytes'; readonly value: string; readonly length: number }
  | { readonly kind: 'global'; readonly module: string; readonly name: string }
  | {
      readonly kind: 'tuple' | 'list' | 'set' | 'frozenset';
      readonly items: readonly SymbolicValue[];
      readonly truncated: boolean;
    }
  | {
      readonly kind: 'dict';
      readonly entries: readonly (readonly [key: SymbolicValue, value: SymbolicValue])[];
      readonly truncated: boolean;
    }
  | { readonly kind: 'call'; readonly callee: SymbolicValue; readonly arguments: SymbolicValue }
  | { readonly kind: 'persistentId'; readonly id: SymbolicValue }
  | { readonly kind: 'array'; readonly dtype: string; readonly shape: readonly number[] }
  /** The machine cannot say: the value was made by an opcode whose details were let go, or read from outside the file. */
  | { readonly kind: 'unknown'; readonly what: string };
