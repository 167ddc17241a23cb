import type { IndicatorTable } from './indicator-table';
import type { IndicatorSieve } from './sieve';

/** Printable characters in a row below which there is no text between bytes that nobody understands. */
const SHORTEST_RUN = 8;
const LONGEST_RUN = 64 * 1024;

/** The printable runs in bytes that no format explains, as far as the artifact's budget for such bytes goes. */
export class UnexplainedTexts {
  private readonly sieve: IndicatorSieve;
  private readonly table: IndicatorTable;
  private readonly run = new Uint8Array(LONGEST_RUN);
  private length = 0;
  private position = 0;

  constructor(sieve: IndicatorSieve, table: IndicatorTable) {
    this.sieve = sieve;
    this.table = table;
  }

  /** True while further bytes are worth reading. */
  get wants(): boolean {
    return this.table.unexplainedLeft > 0;
  }

  write(chunk: Uint8Array): void {
    const looked = Math.min(chunk.length, this.table.unexplainedLeft);
    this.table.unexplainedLeft -= looked;
    for (let at = 0; at < looked; at++) {
      const byte = chunk[at];
      if ((byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d) {
        if (this.length === LONGEST_RUN) this.flush(this.position + at);
        this.run[this.length++] = byte;
      } else if (this.length > 0) this.flush(this.position + at);
    }
    if (looked < chunk.length) this.flush(this.position + looked);
    this.position += chunk.length;
  }

  end(): void {
    this.flush(this.position);
  }

  /** The run ended before `end`. */
  private flush(end: number): void {
    if (this.length >= SHORTEST_RUN) this.sieve.literal(this.run, 0, this.length, end - this.length);
    this.length = 0;
  }
}
