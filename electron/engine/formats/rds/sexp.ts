import { NULL_VALUE, type RValue, UNBOUND } from './values';

/** Types of items: R’s own (`Rinternals.h`) and the markers of its serialisation (`serialize.c`). */
export const SEXP = {
  symbol: 1,
  pairs: 2,
  closure: 3,
  environment: 4,
  promise: 5,
  call: 6,
  special: 7,
  builtin: 8,
  chars: 9,
  logical: 10,
  integer: 13,
  real: 14,
  complex: 15,
  strings: 16,
  dots: 17,
  vector: 19,
  expression: 20,
  bytecode: 21,
  pointer: 22,
  weak: 23,
  raw: 24,
  s4: 25,
  altrep: 238,
  attrPairs: 239,
  attrCall: 240,
  baseEnvironment: 241,
  emptyEnvironment: 242,
  repReference: 243,
  repDefinition: 244,
  baseNamespace: 247,
  persistent: 248,
  namespace: 249,
  package: 250,
  missing: 251,
  unbound: 252,
  globalEnvironment: 253,
  nil: 254,
  reference: 255,
} as const;

/** Types of our own for the cells of byte code, beyond those of R. */
export const CODE_CALL = 1006;
export const CODE_PAIRS = 1002;

/** Types inside which calls are part of code. */
export const CODE: ReadonlySet<number> = new Set([
  SEXP.call,
  SEXP.closure,
  SEXP.promise,
  SEXP.bytecode,
  CODE_CALL,
  CODE_PAIRS,
]);

/** Items that are nothing but their type. */
export const SIMPLE: ReadonlyMap<number, RValue> = new Map<number, RValue>([
  [SEXP.nil, NULL_VALUE],
  [SEXP.unbound, UNBOUND],
  [SEXP.missing, { kind: 'symbol', name: '' }],
  [SEXP.emptyEnvironment, { kind: 'environment' }],
  [SEXP.baseEnvironment, { kind: 'environment' }],
  [SEXP.globalEnvironment, { kind: 'environment' }],
  [SEXP.baseNamespace, { kind: 'namespace', name: 'base' }],
]);

/** Vectors of numbers: what they are called and the width of an element in bytes. */
export const NUMBERS: ReadonlyMap<number, readonly ['integer' | 'logical' | 'real' | 'complex', number]> = new Map([
  [SEXP.logical, ['logical', 4]],
  [SEXP.integer, ['integer', 4]],
  [SEXP.real, ['real', 8]],
  [SEXP.complex, ['complex', 16]],
]);
