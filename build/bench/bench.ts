import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { scanFile } from '../../electron/scanner/scan';
import { type BenchCase, CASES } from './cases';

const rounds = 3;

async function write(file: string, { pieces }: BenchCase): Promise<void> {
  const handle = await open(file, 'w');
  for (const piece of pieces()) await handle.write(piece);
  await handle.close();
}

/** The quickest of several runs: the one that the rest of the machine disturbed least. */
async function quickest(work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/**
 * Times mean nothing across machines, so each case is also given as a ratio to SHA-256 of the same file in the same run: 1.0 is as
 * fast as the bytes can be digested. A scan digests too.
 */
async function measure(folder: string, benchCase: BenchCase): Promise<string> {
  const file = path.join(folder, 'case.pkl');
  await write(file, benchCase);
  const digestMs = await quickest(() => pipeline(createReadStream(file), createHash('sha256')));
  const { report } = await scanFile(file);
  if (report.error || report.verdict !== 'noFindings')
    throw new Error(`${benchCase.name}: ${report.error?.message ?? report.verdict}`);
  const scanMs = await quickest(() => scanFile(file));
  const cells = [
    benchCase.name.padEnd(28),
    `${(report.sizeBytes / 1e6 / (scanMs / 1000)).toFixed(0)} MB/s`.padStart(10),
    `${(report.opcodes / 1e6 / (scanMs / 1000)).toFixed(1)} M opcodes/s`.padStart(18),
    `${(scanMs / digestMs).toFixed(2)} × SHA-256`.padStart(16),
  ];
  return cells.join('');
}

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'cuvette-bench-'));
  try {
    for (const benchCase of CASES) console.log(await measure(folder, benchCase));
    console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

void main();
