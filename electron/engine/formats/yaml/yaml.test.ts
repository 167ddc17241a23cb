import { describe, expect, test } from 'vitest';
import { resolverOf } from './hydra';
import { namesInText } from './lexical';
import { requestOfTag } from './python-tags';

describe('what YAML asks its loaders for', () => {
  test.each([
    ['python/object/apply:os.system', 'os', 'system', true],
    ['python/object/new:a.b.C', 'a.b', 'C', true],
    ['python/object:C', 'builtins', 'C', true],
    ['python/name:builtins.exec', 'builtins', 'exec', false],
    ['python/module:a.b', 'a.b', '', false],
  ])('the tag %s', (tag, module, name, called) => {
    expect(requestOfTag(`tag:yaml.org,2002:${tag}`, null)).toMatchObject({
      kind: 'object',
      object: { module, name, called },
    });
  });

  test('types ask for nothing, unknown tags of the standard’s own space do', () => {
    for (const type of ['str', 'int', 'python/tuple', 'python/none', 'binary'])
      expect(requestOfTag(`tag:yaml.org,2002:${type}`, null)).toBeNull();
    expect(requestOfTag('!include', null)).toBeNull();
    expect(requestOfTag('tag:yaml.org,2002:java.net.URL', null)?.kind).toBe('code');
    expect(requestOfTag('!ruby/object:X', null)?.kind).toBe('code');
  });

  test('resolvers that compute or read the environment', () => {
    const interpolation = (inside: string) => ['$', '{', inside, '}'].join('');
    expect(resolverOf(interpolation('oc.env:HOME'))?.code).toBe('environmentRead');
    expect(resolverOf(`a ${interpolation('eval:1+1')}`)?.code).toBe('codeTag');
    expect(resolverOf(`${interpolation('model.size')} ${interpolation('oc.select:a')}`)).toBeNull();
  });

  test('names by their spelling, with their places', () => {
    const text = 'x: [\n_target_: os.system\ny: !!python/name:a.b\ntarget: word\n"_target_": "eval"\n';
    const found = [...namesInText(text)].map(({ object, start }) => [`${object.module}.${object.name}`, start]);
    expect(found).toEqual([
      ['os.system', 5],
      ['builtins.eval', text.indexOf('"_target_"') + 1],
      ['a.b', text.indexOf('!!')],
    ]);
  });

  test('spelling takes time in proportion', () => {
    const started = performance.now();
    for (const piece of ['target', '_target_:', '!!python/', '_target_: a.'])
      expect([...namesInText(piece.repeat(200_000))].length).toBeGreaterThanOrEqual(0);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
