import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'vitest';
import { scanBytes } from '../../electron/scanner/testing/scan-bytes';
import { readCorpus } from './corpus';
import { expectSound } from './sound';

/** Mutants of each corpus file. More of them, and others: `CUVETTE_MUTANTS=500 CUVETTE_SEED=7`. A failure is the same failure tomorrow. */
const MUTANTS = Number(process.env.CUVETTE_MUTANTS ?? 6);
const SEED = Number(process.env.CUVETTE_SEED ?? 20261124);

/** A small generator of numbers (mulberry32): mutations need variety, not secrecy. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Bytes that tend to matter: extremes of lengths and counts, and a flipped bit. */
function mutate(whole: Uint8Array, random: () => number): Uint8Array {
  const bytes = whole.slice();
  const at = Math.floor(random() * bytes.length);
  const pick = Math.floor(random() * 5);
  if (pick === 0) bytes[at] = 0xff;
  else if (pick === 1) bytes[at] = 0;
  else if (pick === 2) bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(random() * 8));
  else if (pick === 3) bytes.fill(0xff, at, at + 4);
  else return bytes.slice(0, at);
  return bytes;
}

describe('damaged corpus files end in an answer that holds together', () => {
  const random = numbers(SEED);
  const files = readCorpus().map(({ file, path: place }) => ({ file, place, seed: Math.floor(random() * 2 ** 31) }));

  test.each(files)(
    '$file',
    async ({ place, seed }) => {
      const whole = new Uint8Array(readFileSync(place));
      const own = numbers(seed + SEED);
      for (let i = 0; i < MUTANTS && whole.length > 0; i++) {
        const mutant = mutate(whole, own);
        expectSound(await scanBytes(mutant, path.basename(place)), mutant.length);
      }
    },
    20_000 + MUTANTS * 500,
  );
});
