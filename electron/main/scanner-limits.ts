import os from 'node:os';

/** What one scanner may take from the machine before it is stopped. */
export interface ScannerLimits {
  /** Scanners at most. */
  readonly scanners: number;
  /** V8's heap; Electron's pointer cage allows no more than 4 GB. */
  readonly heapMb: number;
  /** All memory of the process, typed arrays and buffers included: V8 does not bound those. */
  readonly residentMb: number;
  /** Longest silence of a scanner that is at work. It beats every second, so this is a hang. */
  readonly silenceMs: number;
  /** How long a cancelled scan may take to say so. */
  readonly cancelMs: number;
}

const clamp = (value: number, low: number, high: number) => Math.round(Math.min(high, Math.max(low, value)));

/** Limits for this machine: together the scanners take at most three quarters of its memory. `silenceMs` overrides, for tests. */
export function limitsFor(cores: number, memoryBytes: number, silenceMs = 20_000): ScannerLimits {
  const memoryMb = memoryBytes / 1024 / 1024;
  const scanners = clamp(Math.min(cores, memoryMb / 1024), 1, 8);
  const residentMb = clamp((memoryMb * 0.75) / scanners, 1024, 8192);
  return { scanners, residentMb, heapMb: clamp(residentMb * 0.75, 512, 4096), silenceMs, cancelMs: 2_000 };
}

export function limitsOfThisMachine(): ScannerLimits {
  const silenceMs = Number(process.env.CUVETTE_SILENCE_MS) || undefined;
  return limitsFor(os.availableParallelism(), os.totalmem(), silenceMs);
}
