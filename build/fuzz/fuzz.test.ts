import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { expectSound } from '../../e2e/golden/sound';
import { WRAPPERS } from '../../e2e/golden/wrappers';
import { scanBytes } from '../../electron/scanner/testing/scan-bytes';
import type { Report } from '../../shared/domain/report';
import { damaged, damagedBehind, jumbled } from './damage';
import { makeProgram, type Program } from './program';
import { Random } from './random';

/** Programs of each kind. More of them, and others: `CUVETTE_FUZZ=100000 CUVETTE_SEED=7`. A failure is the same failure tomorrow. */
const PROGRAMS = Number(process.env.CUVETTE_FUZZ ?? 1500);
const SEED = Number(process.env.CUVETTE_SEED ?? 20261124);
const PATIENCE = 30_000 + PROGRAMS * 40;

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const IN_A_LITERAL = new Set(['bytes in a pickle', 'base64 in a pickle']);
const wrappers = Object.entries(WRAPPERS);

/** What must not depend on whether the bytes can be read again. Who stops where does: a frame too long for the file shows at its end. */
const essence = ({ verdict, globals }: Report) => ({
  verdict,
  globals: globals.map(({ module, name, class: judged }) => `${judged} ${module}.${name}`).sort(),
});

/** Every report of every program is sound; `check` says what else is right. */
async function hunt(make: (random: Random) => Program, check: (report: Report, program: Program) => void) {
  const seeds = new Random(SEED);
  for (let i = 0; i < PROGRAMS; i++) {
    const seed = Math.floor(seeds.next() * 2 ** 31);
    const program = make(new Random(seed));
    try {
      const report = await scanBytes(program.bytes);
      expectSound(report, program.bytes.length);
      check(report, program);
    } catch (error) {
      throw new Error(`program ${i}, seed ${seed}: ${hex(program.bytes)}`, { cause: error });
    }
  }
}

describe('generated pickles', () => {
  test(
    'that honest picklers could have written raise no alarm',
    () =>
      hunt(
        (random) => makeProgram('benign', random),
        (report) => expect(report.verdict).toBe('noFindings'),
      ),
    PATIENCE,
  );

  test(
    'that call something dangerous are dangerous, however they come to it',
    () =>
      hunt(
        (random) => makeProgram('sink', random),
        (report) => expect(report.verdict).toBe('dangerous'),
      ),
    PATIENCE,
  );

  test(
    'that break behind the call are dangerous all the same',
    () =>
      hunt(
        (random) => damagedBehind(makeProgram('sink', random), random),
        (report) => expect(report.verdict).toBe('dangerous'),
      ),
    PATIENCE,
  );

  test(
    'that are damaged anywhere end in an answer that holds together',
    () =>
      hunt(
        (random) => damaged(makeProgram(random.pick(['benign', 'sink']), random), random),
        () => {},
      ),
    PATIENCE,
  );

  test(
    'that are opcodes in any order end in an answer that holds together',
    () =>
      hunt(
        (random) => jumbled(random, [makeProgram('sink', random), makeProgram('benign', random)]),
        () => {},
      ),
    PATIENCE,
  );

  test(
    'say the same whether their bytes can be read again or come by once',
    async () => {
      const seeds = new Random(SEED + 1);
      for (let i = 0; i < PROGRAMS; i++) {
        const seed = Math.floor(seeds.next() * 2 ** 31);
        const random = new Random(seed);
        const sink = makeProgram('sink', random);
        const { bytes } = random.chance(0.5) ? damaged(sink, random) : sink;
        const plain = await scanBytes(bytes);
        if (plain.format !== 'pickle') continue;
        const streamed = await scanBytes(new Uint8Array(deflateSync(bytes)));
        if (streamed.formatPath.length < 2) continue;
        expect(essence(streamed), `seed ${seed}: ${hex(bytes)}`).toEqual(essence(plain));
      }
    },
    PATIENCE * 2,
  );

  test(
    'are found in every container',
    async () => {
      const seeds = new Random(SEED + 2);
      for (let i = 0; i < PROGRAMS; i++) {
        const seed = Math.floor(seeds.next() * 2 ** 31);
        const random = new Random(seed);
        const { bytes } = makeProgram('sink', random);
        const [outer, wrap] = random.pick(wrappers);
        const [inner, wrapFirst] = random.pick(wrappers);
        // A tar archive inside a literal begins like nothing and is data.
        const twice = random.chance(0.3) && !IN_A_LITERAL.has(outer);
        const content = new Uint8Array(wrap(twice ? new Uint8Array(wrapFirst(bytes)) : bytes));
        const report = await scanBytes(content);
        expectSound(report, content.length);
        expect(report.verdict, `seed ${seed}, ${outer}${twice ? ` around ${inner}` : ''}: ${hex(bytes)}`).toBe(
          'dangerous',
        );
      }
    },
    PATIENCE * 2,
  );
});
