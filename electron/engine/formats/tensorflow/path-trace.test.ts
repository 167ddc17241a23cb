import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../shared/domain/limits';
import { Collector } from '../../collector';
import { CoverageMap } from '../../coverage-map';
import { Notes } from '../../notes';
import { PathTrace } from './path-trace';

const node = (
  operation: string,
  inputs: readonly string[] = [],
  texts: readonly string[] = [],
  calls: readonly string[] = [],
) => ({
  operation,
  inputs,
  texts,
  calls,
});

function targets(build: (trace: PathTrace) => void): string[] {
  const collector = new Collector(DEFAULT_LIMITS);
  const trace = new PathTrace();
  build(trace);
  trace.finish(new Notes([], 0, collector, new CoverageMap([], 100), DEFAULT_LIMITS), () => {});
  return collector.facts.flatMap((fact) => (fact.kind === 'reference' ? [fact.target] : [fact.kind]));
}

describe('a path that reaches an operation', () => {
  test('is found through joins and identities', () => {
    const found = targets((trace) => {
      trace.begin(null);
      trace.node('a', node('Const', [], ['/etc/']), 0, 1);
      trace.node('b', node('Const', [], ['job']), 0, 1);
      trace.node('join', node('StringJoin', ['a', 'b:0']), 0, 1);
      trace.node('same', node('Identity', ['join:output:0', '^other']), 0, 1);
      trace.node('save', node('SaveV2', ['same', 'names']), 0, 1);
    });
    expect(found).toEqual(['/etc/']);
  });

  test('is found in the callers of a function, in any order', () => {
    const found = targets((trace) => {
      trace.begin('inner', ['prefix']);
      trace.node('save', node('SaveV2', ['prefix']), 0, 1);
      trace.begin(null);
      trace.node('call', node('PartitionedCall', ['x', 'where'], [], ['outer']), 0, 1);
      trace.node('where', node('Const', [], ['../up']), 0, 1);
      trace.begin('outer', ['a', 'b']);
      trace.node('call', node('PartitionedCall', ['b'], [], ['inner']), 0, 1);
    });
    expect(found).toEqual(['../up']);
  });

  test('that an asset fills is none, in the graph alone', () => {
    const build = (name: string | null) => (trace: PathTrace) => {
      trace.begin(name);
      trace.node('where', node('Const', [], ['/home/x/words']), 0, 1);
      trace.node('table', node('InitializeTableFromTextFileV2', ['t', 'where']), 0, 1);
      trace.feed('where:0');
    };
    expect(targets(build(null))).toEqual([]);
    expect(targets(build('function'))).toEqual(['/home/x/words']);
  });

  test('that is computed is said for checkpointing', () => {
    const found = targets((trace) => {
      trace.begin(null);
      trace.node('code', node('Const', [], ['L3g=']), 0, 1);
      trace.node('where', node('DecodeBase64', ['code']), 0, 1);
      trace.node('save', node('SaveV2', ['where']), 0, 1);
    });
    expect(found).toEqual(['a path that DecodeBase64 computes']);
  });

  test('a circle ends', () => {
    const found = targets((trace) => {
      trace.begin('f', ['x']);
      trace.node('a', node('Identity', ['b']), 0, 1);
      trace.node('b', node('Identity', ['a', 'x']), 0, 1);
      trace.node('call', node('PartitionedCall', ['b'], [], ['f']), 0, 1);
      trace.node('read', node('ReadFile', ['a']), 0, 1);
    });
    expect(found).toEqual([]);
  });

  test('more nodes than are kept are a limit', () => {
    const found = targets((trace) => {
      trace.begin(null);
      trace.node('read', node('ReadFile', ['a']), 0, 1);
      for (let i = 0; i < 200_001; i++) trace.node(`n${i}`, node('NoOp'), 0, 1);
    });
    expect(found).toEqual(['limitReached']);
  });
});
