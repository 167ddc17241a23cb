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

/** Limits for a machine: together the scanners take at most three quarters of its memory. */
export function limitsFor(cores: number, memoryBytes: number): ScannerLimits {
  const memoryMb = memoryBytes / 1024 / 1024;
  const scanners = clamp(Math.min(cores, memoryMb / 1024), 1, 8);
  const residentMb = clamp((memoryMb * 0.75) / scanners, 1024, 8192);
  const heapMb = clamp(residentMb * 0.75, 512, 4096);
  return { scanners, residentMb, heapMb, silenceMs: 20_000, cancelMs: 2_000 };
}

/** Limits for this machine. `CUVETTE_SILENCE_MS` and `CUVETTE_RESIDENT_MB` replace two of them. */
export function limitsOfThisMachine(): ScannerLimits {
  const limits = limitsFor(os.availableParallelism(), os.totalmem());
  return {
    ...limits,
    silenceMs: Number(process.env.CUVETTE_SILENCE_MS) || limits.silenceMs,
    residentMb: Number(process.env.CUVETTE_RESIDENT_MB) || limits.residentMb,
  };
}
