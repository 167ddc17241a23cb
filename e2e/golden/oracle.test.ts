import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { MemorySource } from '../../electron/engine/byte-source';
import { rowsFrom } from '../../electron/engine/formats/pickle/rows';
import { inspectBytes } from '../../electron/scanner/testing/scan-bytes';
import { ARGUMENTS } from '../../shared/pickle/arguments';
import { OPCODES, opcodeByCode } from '../../shared/pickle/opcodes';
import { CORPUS } from './corpus';

const ORACLE = path.join(CORPUS, 'oracle');

interface RecordedRow {
  readonly name: string;
  readonly code: number;
  readonly arg: string | null;
  readonly stackBefore: readonly string[];
  readonly stackAfter: readonly string[];
  readonly proto: number;
}

interface RecordedCase {
  readonly file: string;
  readonly ops: readonly (readonly [name: string, offset: number])[];
  readonly end: number;
}

const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

const CASES = readdirSync(ORACLE).filter((name) => name.endsWith('.json') && name !== 'opcodes.json');

describe('what CPython’s pickletools says', () => {
  test('the opcode table is its table', () => {
    const recorded = read<RecordedRow[]>(path.join(ORACLE, 'opcodes.json'));
    const ours = OPCODES.map(({ name, code, argument, stackBefore, stackAfter, proto }) => ({
      name,
      code,
      arg: argument,
      stackBefore,
      stackAfter,
      proto,
    }));
    const byName = <T extends { readonly name: string }>(rows: readonly T[]) =>
      [...rows].sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(OPCODES).toHaveLength(68);
    expect(byName(ours)).toEqual(byName(recorded));
    expect(new Set(recorded.flatMap(({ arg }) => arg ?? []))).toEqual(new Set(Object.keys(ARGUMENTS)));
  });

  test('there are recordings', () => expect(CASES.length).toBeGreaterThan(30));

  test.each(CASES)('%s: the same opcodes at the same offsets', async (name) => {
    const recorded = read<RecordedCase>(path.join(ORACLE, name));
    const file = existsSync(path.join(CORPUS, recorded.file))
      ? path.join(CORPUS, recorded.file)
      : path.join(ORACLE, recorded.file);
    const bytes = new Uint8Array(readFileSync(file));
    const { streams } = await inspectBytes(bytes);
    const stream = streams[0];
    expect(stream).toBeDefined();
    if (stream === undefined) return;
    const rows: [string, number][] = [];
    for await (const row of rowsFrom(new MemorySource(bytes), stream, stream.checkpoints.before(0)))
      rows.push([opcodeByCode(row.code)?.name ?? '?', row.offset]);
    expect(rows).toEqual(recorded.ops);
    expect(stream.end).toBe(recorded.end);
    expect(stream.rows).toBe(recorded.ops.length);
  });
});
