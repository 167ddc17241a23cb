import { describe, expect, test } from 'vitest';
import type { EntryFact } from '../../../shared/domain/fact';
import { kerasSample } from '../../testing/format-samples';
import { memberTree, narrowMembers } from './member-tree';

const { entries } = kerasSample().report;
const NONE: ReadonlySet<string> = new Set();
const shown = (list: readonly EntryFact[]) =>
  memberTree(list, NONE).map(
    (row) => `${'  '.repeat(row.level)}${row.name}${row.flags.map((flag) => ` [${flag.word}]`).join('')}`,
  );

describe('the tree of members', () => {
  test('nests containers and folders, and says what is odd in words', () => {
    expect(shown(entries)).toEqual([
      'metadata.json',
      'config.json',
      'model.weights.h5',
      'assets',
      '  vocab.zip',
      '    words.txt [encrypted]',
      '    words.txt (2) [headers differ] [duplicate]',
      '    ../../.bashrc [unsafe name]',
      '  latest [link]',
      '  hidden.pkl [not in the directory]',
    ]);
  });

  test('knows places among siblings and what a folder holds', () => {
    const rows = memberTree(entries, NONE);
    const assets = rows.find((row) => row.name === 'assets');
    expect(assets).toMatchObject({ level: 0, position: 4, siblings: 4, inside: { count: 3 } });
    expect(memberTree(entries, new Set([assets?.key ?? '']))).toHaveLength(4);
  });

  test('stands folders that hold one folder in one line', () => {
    const [first] = entries;
    const deep = ['code/__torch__/nn/linear.py', 'code/__torch__/nn/act.py', 'data.pkl'].map(
      (path) => ({ ...first, path: [path] }) as EntryFact,
    );
    expect(shown(deep)).toEqual(['code/__torch__/nn', '  linear.py', '  act.py', 'data.pkl']);
    expect(memberTree(deep, new Set([memberTree(deep, NONE)[0]?.key ?? '']))).toHaveLength(2);
  });

  test('narrows to a text or to what is flagged, and keeps the containers around it', () => {
    expect(shown(narrowMembers(entries, 'WORDS', false))).toEqual([
      'assets',
      '  vocab.zip',
      '    words.txt [encrypted]',
      '    words.txt (2) [headers differ] [duplicate]',
    ]);
    expect(narrowMembers(entries, '', true).map((entry) => entry.path.at(-1))).toEqual([
      'assets/vocab.zip',
      'words.txt',
      'words.txt (2)',
      '../../.bashrc',
      'assets/latest',
      'assets/hidden.pkl',
    ]);
  });
});
