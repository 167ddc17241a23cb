import { expect, test } from 'vitest';
import { createPages } from './pages';

const tick = () => new Promise((resolve) => setTimeout(resolve));

test('a page under way is asked for once, and the one used longest ago goes first', async () => {
  const asked: number[] = [];
  const pages = createPages(100, 2, async (page) => {
    asked.push(page);
    return page;
  });
  await Promise.all([pages.load(1), pages.load(1)]);
  await pages.load(2);
  pages.get(1);
  await pages.load(3);
  expect(asked).toEqual([1, 2, 3]);
  expect([pages.get(1), pages.get(2), pages.get(3)]).toEqual([1, undefined, 3]);
});

test('what has scrolled away is withdrawn, what somebody waits for is not', async () => {
  const signals = new Map<number, AbortSignal>();
  const pages = createPages(100, 8, (page, signal) => {
    signals.set(page, signal);
    return new Promise<number>(() => undefined);
  });
  void pages.load(50);
  pages.want(0, 1);
  pages.want(90, 91);
  expect([0, 1, 50, 90].map((page) => signals.get(page)?.aborted)).toEqual([true, true, false, false]);
});

test('a failure is kept until somebody tries again', async () => {
  let broken = true;
  const pages = createPages(10, 8, async (page) => {
    if (broken) throw new Error('no');
    return page;
  });
  pages.want(0, 0);
  await tick();
  expect(pages.failure()).toBeInstanceOf(Error);
  broken = false;
  pages.retry();
  pages.want(0, 0);
  await tick();
  expect([pages.failure(), pages.get(0)]).toEqual([null, 0]);
});
