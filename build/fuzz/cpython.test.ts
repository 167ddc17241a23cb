import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { scanBytes } from '../../electron/scanner/testing/scan-bytes';
import { askPython, missing, READERS, whatIsSaid } from './cpython';
import { damaged, jumbled } from './damage';
import { makeProgram, type Program } from './program';
import { Random } from './random';

/** Programs given to CPython. More of them, and others: `CUVETTE_ORACLE=100000 CUVETTE_SEED=7 CUVETTE_PYTHON=/path/to/python3`. */
const PROGRAMS = Number(process.env.CUVETTE_ORACLE ?? 3000);
const SEED = Number(process.env.CUVETTE_SEED ?? 20261124);
const python = process.env.CUVETTE_PYTHON ?? 'python3';
const hasPython = spawnSync(python, ['-c', 'import _pickle'], { stdio: 'ignore' }).status === 0;
if (!hasPython) console.log('The comparison with CPython’s unpicklers is left out: there is no python3.');

/** A program that begins with PROTO, so that it is taken for a pickle however soon it breaks. */
function marked(program: Program, random: Random): Program {
  if (program.bytes[0] === 0x80) return program;
  return { ...program, bytes: Uint8Array.from([0x80, random.below(6), ...program.bytes]) };
}

function make(random: Random): Program {
  const kind = random.below(4);
  if (kind === 0) return makeProgram(random.pick(['benign', 'sink']), random);
  const sink = makeProgram('sink', random);
  return kind === 3 ? jumbled(random, [sink, makeProgram('benign', random)]) : damaged(sink, random);
}

describe.skipIf(!hasPython)('CPython’s unpicklers, with a find_class that imports nothing', () => {
  test(
    'come to no name and no call that is not said to be reached',
    async () => {
      const seeds = new Random(SEED + 3);
      const programs = Array.from({ length: PROGRAMS }, () => {
        const random = new Random(Math.floor(seeds.next() * 2 ** 31));
        return marked(make(random), random);
      });
      const answers = askPython(
        python,
        programs.map(({ bytes }) => bytes),
      );
      expect(answers).toHaveLength(PROGRAMS);
      const differences: string[] = [];
      let reached = 0;
      let said = 0;
      for (const [i, program] of programs.entries()) {
        const answer = answers?.[i];
        if (answer === undefined) break;
        const report = await scanBytes(program.bytes);
        for (const reader of READERS) {
          reached += answer[reader].imports.length;
          said += [...whatIsSaid(report, reader).imports].filter((name) => !name.startsWith('copyreg ')).length;
        }
        const lines = missing(report, answer);
        if (lines.length > 0)
          differences.push(
            `${lines.join(', ')}: ${Buffer.from(program.bytes).toString('hex')} ${JSON.stringify(answer)}`,
          );
      }
      if (process.env.CUVETTE_ORACLE !== undefined) console.log(`${reached} names reached, ${said} said to be`);
      expect(differences.slice(0, 20)).toEqual([]);
    },
    30_000 + PROGRAMS * 60,
  );
});
