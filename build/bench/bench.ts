import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { decoderSpeed } from './decoder';
import { pair } from './whole-process';
import { genops, openssl, picklescan, type Yardstick } from './yardsticks';

const root = process.cwd();
const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'cuvette', 'bench');
const BEGIN = '<!-- bench -->';
const END = '<!-- /bench -->';

interface Case {
  readonly file: string;
  readonly about: string;
  readonly yardsticks: readonly Yardstick[];
  readonly rounds: number;
}

const size = (file: string) => `${(statSync(file).size / 1e6).toFixed(0)} MB`;
const fixed = (value: number, digits = 2) => value.toFixed(digits);

/**
 * Whole processes, start-up included, in turn with a yardstick of the same run: absolute times are noise on shared machines, ratios
 * hold. Input files are made once and kept in the cache folder.
 */
async function main(write: boolean): Promise<void> {
  const made = spawnSync('python3', [path.join(root, 'build/bench/make_inputs.py'), cache], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (made.status !== 0) {
    console.error('The bench needs python3, which makes its input files and runs the yardsticks.');
    process.exitCode = 1;
    return;
  }
  const input = (name: string) => path.join(cache, name);
  const cases: readonly Case[] = [
    { file: input('array.joblib'), about: 'joblib, one 1 GiB array', yardsticks: [openssl()], rounds: 5 },
    {
      file: input('ops.pkl'),
      about: 'pickle, dense with opcodes',
      yardsticks: [genops(), picklescan(cache)],
      rounds: 2,
    },
    {
      file: input('reduce.pkl'),
      about: 'pickle, dense with calls',
      yardsticks: [genops(), picklescan(cache)],
      rounds: 2,
    },
  ];
  const lines = [
    '| file | yardstick | Cuvette wall, CPU | yardstick wall, CPU | yardstick ÷ Cuvette, wall (CPU) | peak memory of Cuvette, of the yardstick |',
    '|---|---|---|---|---|---|',
  ];
  for (const { file, about, yardsticks, rounds } of cases) {
    for (const yardstick of yardsticks) {
      if (yardstick.command === null) {
        console.error(`${yardstick.name}: ${yardstick.missing}, left out.`);
        continue;
      }
      const { ours, theirs, wallRatio, cpuRatio } = pair(
        root,
        [process.execPath, 'out/cli/index.cjs', 'scan', '--json', file],
        yardstick.command(file),
        rounds,
      );
      lines.push(
        `| ${about}, ${size(file)} | ${yardstick.name} | ${fixed(ours.wallSeconds)} s, ${fixed(ours.cpuSeconds)} s | ${fixed(theirs.wallSeconds)} s, ${fixed(theirs.cpuSeconds)} s | ${fixed(wallRatio)} (${fixed(cpuRatio)}) | ${fixed(ours.peakMebibytes, 0)} MiB, ${fixed(theirs.peakMebibytes, 0)} MiB |`,
      );
      console.log(lines.at(-1));
    }
  }
  const { opcodes, perSecond, best } = await decoderSpeed(input('ops.pkl'));
  lines.push(
    '',
    `The warm decoder alone, in one process, with facts, checkpoints and coverage: ${fixed(perSecond / 1e6, 0)} million opcodes per second of CPU (median; best ${fixed(best / 1e6, 0)}), over ${fixed(opcodes / 1e6, 1)} million opcodes.`,
  );
  console.log(lines.at(-1));
  if (write) {
    const page = path.join(root, 'docs/bench.md');
    const text = readFileSync(page, 'utf8');
    const [before, after] = [text.slice(0, text.indexOf(BEGIN) + BEGIN.length), text.slice(text.indexOf(END))];
    writeFileSync(page, `${before}\n${lines.join('\n')}\n${after}`);
  }
}

void main(process.argv.includes('--write'));
