import type { PushItem, ScannerMessage } from '../../shared/ipc/messages';

/** Pieces of news in one message at most. */
const BATCH = 256;

/**
 * What waits to be pushed to the window. Nothing leaves without credit, and nothing unbatched: newer progress of an artifact replaces
 * older, findings are merged, and a report replaces both, so that the outbox never grows beyond one item of each kind per artifact.
 */
export class Outbox {
  private readonly waiting = new Map<string, PushItem>();
  private readonly send: (message: ScannerMessage) => void;
  private credit = 0;
  private scheduled = false;

  constructor(send: (message: ScannerMessage) => void) {
    this.send = send;
  }

  put(item: PushItem): void {
    const key = `${item.kind}:${item.artifactId}`;
    if (item.kind === 'findings') {
      const earlier = this.waiting.get(key);
      const merged = earlier?.kind === 'findings' ? [...earlier.findings, ...item.findings] : item.findings;
      this.waiting.set(key, { ...item, findings: merged });
    } else {
      if (item.kind === 'report') {
        this.waiting.delete(`progress:${item.artifactId}`);
        this.waiting.delete(`findings:${item.artifactId}`);
      }
      this.waiting.set(key, item);
    }
    this.schedule();
  }

  /** The window has handled messages: as many more may leave. */
  give(count: number): void {
    this.credit += count;
    this.schedule();
  }

  /** A new window: what was given before is void. */
  reset(): void {
    this.credit = 0;
  }

  private schedule(): void {
    if (this.scheduled || this.credit <= 0 || this.waiting.size === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.flush();
    });
  }

  private flush(): void {
    while (this.credit > 0 && this.waiting.size > 0) {
      const batch: PushItem[] = [];
      for (const [key, item] of this.waiting) {
        batch.push(item);
        this.waiting.delete(key);
        if (batch.length >= BATCH) break;
      }
      this.credit--;
      this.send({ kind: 'push', batch });
    }
  }
}
