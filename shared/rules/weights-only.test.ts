import { describe, expect, test } from 'vitest';
import type { Fact, GlobalFact } from '../domain/fact';
import type { SymbolicValue } from '../domain/symbol';
import { preflightWeightsOnly } from './weights-only';

const entryPath = ['net/data.pkl'];
const place = (start: number) => ({ entryPath, range: { start, end: start + 1 } });
const opcodes = (...names: readonly string[]): Fact => ({
  kind: 'opcodeSet',
  ...place(0),
  first: names.map((opcode, offset) => ({ opcode, offset })),
});
const global = (module: string, name: string, start = 5): GlobalFact => ({
  kind: 'global',
  ...place(start),
  module,
  name,
  writtenModule: module,
  writtenName: name,
  opcode: 'GLOBAL',
  dotted: false,
  imports: 1,
  calls: 0,
  builds: 0,
  uses: [],
  onlyArrayClass: false,
  readers: [],
});
const PLAIN = opcodes('PROTO', 'GLOBAL', 'BINPERSID', 'REDUCE', 'STOP');
const stops = (facts: readonly Fact[], globals: readonly GlobalFact[] = [], format: 'torch' | 'torch-tar' = 'torch') =>
  preflightWeightsOnly(facts, globals, format)?.stoppedBy.map(({ what, byteOffset }) => `${what} ${byteOffset}`);

describe('the preflight of weights_only', () => {
  test('takes tensors and their helpers', () => {
    const names = [
      global('torch._utils', '_rebuild_tensor_v2'),
      global('torch', 'FloatStorage'),
      global('collections', 'OrderedDict'),
    ];
    expect(preflightWeightsOnly([PLAIN], names, 'torch')).toEqual({ accepts: true, stoppedBy: [] });
  });

  test('says nothing of what torch.load does not read', () => {
    expect(preflightWeightsOnly([PLAIN], [], 'pickle')).toBeNull();
    expect(preflightWeightsOnly([], [], 'zip')).toBeNull();
    expect(preflightWeightsOnly([], [], 'torch')).toBeNull();
  });

  test('is stopped by names, opcodes, ids and computed calls, in their order', () => {
    const id: SymbolicValue = { kind: 'tuple', items: [{ kind: 'str', value: 'module', length: 6 }], truncated: false };
    const facts: readonly Fact[] = [
      opcodes('PROTO', 'FRAME', 'STACK_GLOBAL'),
      { kind: 'persistentId', ...place(9), id, count: 1 },
      { kind: 'call', ...place(8), via: 'REDUCE', callee: { kind: 'none' }, arguments: { kind: 'none' }, readers: [] },
    ];
    expect(stops(facts, [global('posix', 'system', 7), global('torch', 'float32')])).toEqual([
      'FRAME 1',
      'STACK_GLOBAL 2',
      'posix.system 7',
      'REDUCE on a computed object 8',
      'a persistent id that names no storage 9',
    ]);
  });

  test('is not stopped by other members, which torch.load does not read', () => {
    const elsewhere = { ...global('posix', 'system'), entryPath: ['net/extra/notes'] };
    expect(stops([PLAIN], [elsewhere])).toEqual([]);
  });

  test('refuses TorchScript and the tar form whole', () => {
    expect(
      stops([PLAIN, { kind: 'oddity', entryPath: [], range: { start: 3, end: 4 }, code: 'torchScript', detail: '' }]),
    ).toEqual(['a TorchScript archive 3']);
    expect(stops([PLAIN], [], 'torch-tar')?.[0]).toContain('CVE-2025-32434');
  });

  test('lists a bounded number of reasons', () => {
    const many = Array.from({ length: 500 }, (_, i) => global('some.pkg', `Name${i}`, i));
    expect(stops([PLAIN], many)).toHaveLength(100);
  });
});
