import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** What one run of a command took, start-up included. */
export interface Run {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMebibytes: number;
}

/** Two commands run in turn, A B A B …: medians, and the median of the pair-wise CPU ratios B/A, which drift of the machine hardly moves. */
export interface Pairing {
  readonly ours: Run;
  readonly theirs: Run;
  readonly wallRatio: number;
  readonly cpuRatio: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

function runOnce(root: string, command: readonly string[]): Run {
  const measured = spawnSync('python3', [path.join(root, 'build/bench/measure.py'), ...command], { encoding: 'utf8' });
  const [wall, cpu, kibibytes, exit] = measured.stdout.trim().split(' ').map(Number) as [
    number,
    number,
    number,
    number,
  ];
  if (measured.status !== 0 || exit > 2) throw new Error(`${command.join(' ')} ended with ${exit}: ${measured.stderr}`);
  return { wallSeconds: wall, cpuSeconds: cpu, peakMebibytes: kibibytes / 1024 };
}

const middle = (runs: readonly Run[]): Run => ({
  wallSeconds: median(runs.map((run) => run.wallSeconds)),
  cpuSeconds: median(runs.map((run) => run.cpuSeconds)),
  peakMebibytes: Math.max(...runs.map((run) => run.peakMebibytes)),
});

/** Measures `ours` against `theirs`, after one run of ours that is not counted. */
export function pair(root: string, ours: readonly string[], theirs: readonly string[], rounds: number): Pairing {
  runOnce(root, ours);
  const pairs = Array.from({ length: rounds }, () => ({ ours: runOnce(root, ours), theirs: runOnce(root, theirs) }));
  return {
    ours: middle(pairs.map((both) => both.ours)),
    theirs: middle(pairs.map((both) => both.theirs)),
    wallRatio: median(pairs.map((both) => both.theirs.wallSeconds / both.ours.wallSeconds)),
    cpuRatio: median(pairs.map((both) => both.theirs.cpuSeconds / both.ours.cpuSeconds)),
  };
}
