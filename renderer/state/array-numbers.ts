import type { ArrayFact } from '../../shared/domain/fact';

/** How many elements a shape has: exact, because a shape in a file may multiply to any size. Null where a dimension is no count. */
export function elementsOf(shape: readonly number[]): bigint | null {
  let product = 1n;
  for (const dimension of shape) {
    if (!Number.isSafeInteger(dimension) || dimension < 0) return null;
    product *= BigInt(dimension);
  }
  return product;
}

export const bytesOf = (array: ArrayFact): number => array.range.end - array.range.start;

/** `2 × 3`; a single number has no dimensions. */
export const shapeText = (shape: readonly number[]): string => (shape.length === 0 ? 'scalar' : shape.join(' × '));

export const countText = (count: bigint | null): string => (count === null ? 'not known' : count.toLocaleString('en'));

export interface ArrayTotals {
  readonly elements: bigint;
  readonly bytes: number;
}

export function totalsOf(arrays: readonly ArrayFact[]): ArrayTotals {
  let elements = 0n;
  let bytes = 0;
  for (const array of arrays) {
    elements += elementsOf(array.shape) ?? 0n;
    bytes += bytesOf(array);
  }
  return { elements, bytes };
}

const UNITS: readonly (readonly [bigint, string])[] = [
  [1_000_000_000_000n, 'T'],
  [1_000_000_000n, 'B'],
  [1_000_000n, 'M'],
  [1_000n, 'K'],
];

/** A count as models are spoken of: `7.2 B`, `135 M`, `640`. */
export function shortCount(count: bigint): string {
  if (count < 10_000n) return count.toLocaleString('en');
  for (const [unit, name] of UNITS) {
    if (count < unit) continue;
    const tenths = Number((count * 10n) / unit);
    return `${tenths < 1000 && tenths % 10 !== 0 ? (tenths / 10).toFixed(1) : Math.floor(tenths / 10).toLocaleString('en')} ${name}`;
  }
  return count.toLocaleString('en');
}
