import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readYaml } from './yaml-documents';

describe('YAML by its library', () => {
  test('tags are kept with their prefix written out, and nothing is made of them', () => {
    const { documents, problems } = readYaml('a: !!python/object/apply:os.system ["x"]\n');
    expect(problems).toEqual([]);
    const value = documents[0]?.entries[0]?.value;
    expect(value).toMatchObject({
      kind: 'sequence',
      tag: 'tag:yaml.org,2002:python/object/apply:os.system',
      start: 35,
    });
    expect(value?.items[0]).toMatchObject({ kind: 'scalar', text: 'x' });
  });

  test('an alias leads to the last anchor before it, and one to nowhere is null', () => {
    const [root] = readYaml('a: &x 1\nb: &x 2\nc: *x\n').documents;
    expect(root?.entries[2]?.value).toMatchObject({ kind: 'alias', text: 'x', target: { text: '2' } });
    expect(readYaml('a: *none\n').problems.length).toBe(1);
  });

  test('keys that are repeated are all there', () => {
    expect(readYaml('a: 1\na: 2\n').documents[0]?.entries.length).toBe(2);
  });

  test.each([
    ['brackets', '['.repeat(5000)],
    ['mappings', '{a: '.repeat(5000)],
    ['dashes', '- '.repeat(5000)],
    ['indents', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['marks', '? '.repeat(5000)],
  ])('%s deeper than is read are a problem with a place', (_, text) => {
    const { documents, problems } = readYaml(text);
    expect(documents).toEqual([]);
    expect(problems[0]?.message).toBe('nested deeper than is read');
  });

  test('any text ends in an answer, with places inside', () => {
    const piece = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '&x ',
      '*x',
      '!t ',
      '|',
      '>',
      '"',
      "'",
      '#',
      '%',
      '---\n',
      '? ',
      '\t',
      'é',
      '<<',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const { problems } = readYaml(text);
        for (const { start, end } of problems) expect(start >= 0 && end <= text.length + 1).toBe(true);
      }),
      { numRuns: 300, seed: 41 },
    );
  });
});
