/** What the engine needs from the process it runs in. Each port has one adapter in `electron/adapters`. */
export interface Ports {
  readonly sha256: () => Hasher;
  readonly inflate: Inflate;
  /** CRC-32 (IEEE) of `bytes` going on from `previous`. */
  readonly crc32: (bytes: Uint8Array, previous: number) => number;
  /** Milliseconds since some start. */
  readonly now: () => number;
  readonly parseJinja: ParseJinja;
}

/** A running digest. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Lower-case hex. May be called once. */
  finish(): string;
}

/** How compressed bytes are wrapped: raw deflate as in zip members, or zlib (RFC 1950) as joblib writes them. */
export type InflateMethod = 'deflate' | 'zlib';

/**
 * Inflates what `pull` yields. Yields chunks that are valid until the next one is asked for; ends when the compressed stream says so.
 * `consumed()` is then the number of compressed bytes used. Throws `InflateError` for damaged data; what was yielded before stands.
 */
export type Inflate = (method: InflateMethod, pull: () => Promise<Uint8Array | null>) => Inflation;

export interface Inflation extends AsyncIterable<Uint8Array> {
  consumed(): number;
}

/** Compressed data that breaks off or contradicts itself. */
export class InflateError extends Error {}

/** The shape of a Jinja template in the plain form of `templates/plain-form.ts`. Never renders; whatever the parser refuses is an answer. */
export type ParseJinja = (template: string) => JinjaParse;

export type JinjaParse = { readonly nodes: readonly JinjaNode[] } | { readonly failure: string };

/**
 * What a node is, and what its children are:
 * - `string`, `number`, `name`: none; `text` is what stands in the template
 * - `attribute`: the object; `text` is the attribute. `subscript`: object, index. `slice`: start, stop, step, each maybe `none`
 * - `call`: callee, arguments. `keyword`: the value of the argument called `text`. `filter`: operand, arguments; `text` is the filter
 * - `binary`: left, right; `text` is the operator. `minus`: operand
 * - `list`: items of a list or tuple. `dict`: keys and values in turn. `choice`: the values it may have
 * - `output`: what is printed one after the other, by a block that is assigned or a macro that is called
 * - `set`: target, value. `for`: target, iterable, body. `none` and `other`: whatever else is in it
 */
export type JinjaNodeKind =
  | 'string'
  | 'number'
  | 'name'
  | 'attribute'
  | 'subscript'
  | 'slice'
  | 'call'
  | 'keyword'
  | 'filter'
  | 'binary'
  | 'minus'
  | 'list'
  | 'dict'
  | 'choice'
  | 'output'
  | 'set'
  | 'for'
  | 'none'
  | 'other';

/** A node of a parsed template, no deeper than a walk by recursion can bear. */
export interface JinjaNode {
  readonly kind: JinjaNodeKind;
  readonly text: string;
  readonly children: readonly JinjaNode[];
}
