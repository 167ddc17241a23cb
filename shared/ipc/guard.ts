/**
 * Runtime checks for everything that crosses between processes. A guard is a predicate that narrows: it never throws, never
 * coerces, and refuses keys it does not know. Small on purpose: a schema library would be the largest part of the preload.
 */
export type Guard<T> = (value: unknown) => value is T;

/** The type a guard narrows to. */
export type Guarded<G> = G extends Guard<infer T> ? T : never;

/** Absent: `undefined` or `null` (structured clone keeps both). */
export const nothing = ((value: unknown) => value === undefined || value === null) as Guard<void>;

export const boolean = ((value: unknown) => typeof value === 'boolean') as Guard<boolean>;

/** A safe, non-negative integer: sizes, counts, offsets, indexes. */
export const integer = ((value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0) as Guard<number>;

/** Any string. */
export const string = ((value: unknown) => typeof value === 'string') as Guard<string>;

/** A string of at most `maximum` UTF-16 units. */
export function text(maximum: number): Guard<string> {
  return ((value: unknown) => typeof value === 'string' && value.length <= maximum) as Guard<string>;
}

/** Exactly this value. */
export function literal<const T extends string | number | boolean>(expected: T): Guard<T> {
  return ((value: unknown) => value === expected) as Guard<T>;
}

/** One of several shapes. */
export function union<G extends readonly Guard<unknown>[]>(...guards: G): Guard<Guarded<G[number]>> {
  return ((value: unknown) => guards.some((guard) => guard(value))) as Guard<Guarded<G[number]>>;
}

/** The shape or nothing. */
export function optional<T>(guard: Guard<T>): Guard<T | undefined> {
  return ((value: unknown) => value === undefined || guard(value)) as Guard<T | undefined>;
}

/** An array of at most `maximum` items of one shape. */
export function array<T>(guard: Guard<T>, maximum: number): Guard<readonly T[]> {
  return ((value: unknown) =>
    Array.isArray(value) && value.length <= maximum && value.every((item) => guard(item))) as Guard<readonly T[]>;
}

type Shape = Readonly<Record<string, Guard<unknown>>>;
type OptionalKeys<S extends Shape> = { [K in keyof S]: undefined extends Guarded<S[K]> ? K : never }[keyof S];
type Plain<T> = { readonly [K in keyof T]: T[K] };
export type Shaped<S extends Shape> = Plain<
  { [K in Exclude<keyof S, OptionalKeys<S>>]: Guarded<S[K]> } & { [K in OptionalKeys<S>]?: Guarded<S[K]> }
>;

/** An object with these keys and no others. */
export function object<const S extends Shape>(shape: S): Guard<Shaped<S>> {
  const keys = Object.keys(shape);
  return ((value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const record = value as Record<string, unknown>;
    for (const key of Object.keys(record)) if (!keys.includes(key)) return false;
    return keys.every((key) => (shape[key] as Guard<unknown>)(Object.hasOwn(record, key) ? record[key] : undefined));
  }) as Guard<Shaped<S>>;
}
