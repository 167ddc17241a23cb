import type { Progress } from '../../shared/ipc/messages';
import { printable, shorten } from '../../shared/text/printable';
import { formatPercent, formatSize } from '../../shared/text/size';

/** One line on a terminal that is written over: what is being read, how far, how fast. Silent elsewhere. */
export class ProgressLine {
  private shown = false;
  private readonly stream: NodeJS.WriteStream;
  private readonly enabled: boolean;

  constructor(stream: NodeJS.WriteStream, enabled: boolean) {
    this.stream = stream;
    this.enabled = enabled;
  }

  update(path: string, progress: Progress): void {
    if (!this.enabled) return;
    const line = `${formatPercent(progress.readBytes, progress.totalBytes)}  ${formatSize(progress.bytesPerSecond)}/s  ${printable(path)}`;
    this.stream.write(`\r\x1b[K${shorten(line, Math.max(20, (this.stream.columns ?? 80) - 1))}`);
    this.shown = true;
  }

  clear(): void {
    if (this.shown) this.stream.write('\r\x1b[K');
    this.shown = false;
  }
}
