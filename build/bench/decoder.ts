import { readFileSync } from 'node:fs';
import { NODE_PORTS } from '../../electron/adapters/node-ports';
import { MemorySource } from '../../electron/engine/byte-source';
import { Inspection } from '../../electron/engine/inspect';
import { DEFAULT_LIMITS } from '../../shared/domain/limits';
import { callDetail } from '../../shared/rules/call-detail';
import { median } from './whole-process';

const ROUNDS = 9;

/** Opcodes per second of CPU of the warm decoder with facts, checkpoints and coverage, over bytes in memory. */
export async function decoderSpeed(
  file: string,
): Promise<{ readonly opcodes: number; readonly perSecond: number; readonly best: number }> {
  const bytes = new Uint8Array(readFileSync(file));
  const speeds: number[] = [];
  let opcodes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    const inspection = new Inspection({
      fileName: 'bench',
      ports: NODE_PORTS,
      limits: DEFAULT_LIMITS,
      callDetail: callDetail(DEFAULT_LIMITS),
      tick: () => {},
    });
    ({ opcodes } = (await inspection.run(new MemorySource(bytes))).collector);
    const { user, system } = process.cpuUsage(before);
    speeds.push(opcodes / ((user + system) / 1e6));
  }
  return { opcodes, perSecond: median(speeds.slice(2)), best: Math.max(...speeds) };
}
