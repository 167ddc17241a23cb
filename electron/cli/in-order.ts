/**
 * Runs `work` over items, `width` at a time, and yields results in the order of the items. At most `width` results wait, so memory
 * does not grow with the number of items.
 */
export async function* inOrder<T, R>(
  items: AsyncIterable<T>,
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<{ readonly item: T; readonly result: R }> {
  const running: { readonly item: T; readonly result: Promise<R> }[] = [];
  for await (const item of items) {
    const result = work(item);
    // A failure is thrown when its turn comes, not as an unhandled rejection before.
    result.catch(() => undefined);
    running.push({ item, result });
    if (running.length >= width) {
      const next = running.shift() as (typeof running)[number];
      yield { item: next.item, result: await next.result };
    }
  }
  for (const next of running) yield { item: next.item, result: await next.result };
}
