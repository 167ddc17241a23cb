import { describe, expect, test } from 'vitest';
import { judgeOperation } from './operations';

describe('TorchScript operations', () => {
  test.each([
    ['aten', 'linear', 'known'],
    ['prim', 'RaiseException', 'known'],
    ['quantized', 'linear_dynamic', 'known'],
    ['torch.classes.quantized', 'LinearPackedParamsBase', 'known'],
    ['method', 'forward', 'known'],
    ['aten', 'save', 'notable'],
    ['method', 'save', 'notable'],
    ['aten', 'from_file', 'notable'],
    ['image', 'read_file', 'notable'],
    ['prim', 'rpc_async', 'notable'],
    ['attacker', 'run', 'unknown'],
    ['torch.classes.attacker', 'Runner', 'unknown'],
    ['torch', 'torch', 'unknown'],
    ['ops', 'aten', 'unknown'],
    ['constructor', 'toString', 'unknown'],
  ])('%s::%s is %s', (domain, name, judgement) => {
    expect(judgeOperation('TorchScript', domain, name).class).toBe(judgement);
  });
});
