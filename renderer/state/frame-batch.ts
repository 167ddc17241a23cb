/** Longest wait when no frame is painted: a hidden window paints none, and its scans must go on. */
const PATIENCE_MS = 250;

/** Collects items and hands them on once per animation frame, so that ten thousand messages cause one render. */
export function createFrameBatch<T>(apply: (items: readonly T[]) => void): (item: T) => void {
  let items: T[] = [];
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    timer = undefined;
    const batch = items;
    items = [];
    apply(batch);
  };
  return (item) => {
    items.push(item);
    if (timer !== undefined) return;
    frame = requestAnimationFrame(flush);
    timer = setTimeout(flush, PATIENCE_MS);
  };
}
