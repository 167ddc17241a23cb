import { describe, expect, test } from 'vitest';
import { assemble, type Instruction } from '../engine/testing/assemble';
import { scanBytes } from './testing/scan-bytes';

/** What files of other people taught: each case is one that was answered wrongly. */
const text = (content: string) => new TextEncoder().encode(content);
const shown = async (bytes: Uint8Array, name: string) => {
  const { verdict, format, findings } = await scanBytes(bytes, name);
  return { verdict, format, messages: findings.map(({ message }) => message).join('\n') };
};

const global = (module: string, name: string): Instruction[] => [
  ['SHORT_BINUNICODE', module],
  ['SHORT_BINUNICODE', name],
  ['STACK_GLOBAL'],
];
/** The verdict of a pickle of protocol 4 with these instructions. */
const of = async (...instructions: Instruction[]) =>
  (await scanBytes(assemble(['PROTO', 4], ...instructions, ['STOP']), 'm.pkl')).verdict;

describe('files that came from outside', () => {
  test('a chat template in YAML is judged as one in JSON', async () => {
    const evil = "chat_template:\n  \"{{ config.__class__.__init__.__globals__['os'].system('echo inert') }}\"\n";
    expect(await shown(text(evil), 'config.yaml')).toMatchObject({ verdict: 'dangerous', format: 'yaml' });
    const named = 'chat_template:\n  - name: tool\n    template: "{{ \'\'.__class__.__mro__ }}"\n';
    expect(await shown(text(named), 'config.yaml')).toMatchObject({ verdict: 'dangerous' });
    const honest = 'chat_template: "{% for m in messages %}{{ m.content }}{% endfor %}"\n';
    expect(await shown(text(honest), 'config.yaml')).toMatchObject({ verdict: 'noFindings' });
  });

  test('source in the place of a Lambda’s function name is code', async () => {
    const layer = { class_name: 'Lambda', config: { name: 'f', function: 'lambda x: eval(\'print("inert")\')' } };
    const model = { class_name: 'Sequential', config: { name: 'm', layers: [layer] }, keras_version: '2.4.0' };
    expect(await shown(text(JSON.stringify(model)), 'model.json')).toMatchObject({ verdict: 'dangerous' });
  });

  test('a SavedModel without a version is one all the same', async () => {
    const node = [0x0a, 3, ...text('bad'), 0x12, 6, ...text('PyFunc')];
    const graph = [0x0a, node.length, ...node];
    const meta = [0x12, graph.length, ...graph];
    const answer = await shown(Uint8Array.from([0x12, meta.length, ...meta]), 'saved_model.pb');
    expect(answer).toMatchObject({ verdict: 'suspicious', format: 'tensorflow' });
    expect(answer.messages).toContain('PyFunc');
  });

  test('a LightGBM model of version 2 ends with its importances', async () => {
    const tree = 'tree\nversion=v2\nnum_class=1\n\nTree=0\nnum_leaves=1\nshrinkage=1\n\n\n';
    const model = `${tree}feature importances:\nage=12\n\npandas_categorical:null\n`;
    expect(await shown(text(model), 'model.txt')).toMatchObject({ verdict: 'noFindings', format: 'lightgbm' });
    expect(await shown(text(tree), 'model.txt')).toMatchObject({ verdict: 'inconclusive' });
  });

  test('a partial over a trusted function is a value, and calls nothing until somebody calls it', async () => {
    const partial = (module: string, name: string): Instruction[] => [
      ...global('functools', 'partial'),
      ...global(module, name),
      ['TUPLE1'],
      ['REDUCE'],
    ];
    expect(await of(...partial('gensim.models.tfidfmodel', 'smartirs_wlocal'))).toBe('noFindings');
    expect(await of(...partial('gensim.models.tfidfmodel', 'smartirs_wlocal'), ['EMPTY_TUPLE'], ['REDUCE'])).toBe(
      'suspicious',
    );
    expect(await of(...partial('mine', 'f'))).toBe('dangerous');
    expect(await of(...partial('os', 'system'))).toBe('dangerous');
  });

  test('the globals of a module that dill gives a function are unknown, and those of a dangerous module dangerous', async () => {
    const made = (module: string): Instruction[] => [
      ...global('dill._dill', '_create_function'),
      ['NONE'],
      ...global(module, '__dict__'),
      ['TUPLE2'],
      ['REDUCE'],
    ];
    expect(await of(...made('mine.models'))).toBe('suspicious');
    expect(await of(...made('os'))).toBe('dangerous');
    expect(await of(...global('mine.models', '__dict__'))).toBe('dangerous');
    const written: Instruction[] = [['MARK'], ['SHORT_BINUNICODE', 'f'], ['NONE'], ['SETITEMS']];
    expect(await of(...made('mine.models'), ['POP'], ...global('mine.models', '__dict__'), ...written)).toBe(
      'dangerous',
    );
  });
});
