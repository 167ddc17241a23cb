import { describe, expect, test } from 'vitest';
import type { CallFact } from '../../domain/fact';
import type { SymbolicValue } from '../../domain/symbol';
import { valuesIn } from '../calls/configured-call';
import { resolveCall } from '../calls/resolve-call';
import { inflateText } from '../layers/inflate';
import { effectSentences } from './effect';
import { readText } from './read-text';
import type { TextLanguage } from './reading';

const LANGUAGES: readonly TextLanguage[] = ['shell', 'cmd', 'powershell', 'python', 'script'];

/** The same numbers in every run (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Pieces that mean something to one reader or another. */
const PIECES = [
  ...'()[]{}<>|&;$`"\'\\#%^=+-*/:,.!@~ \n\t',
  ...[
    '$(',
    '${',
    '$((',
    '<(',
    '<<EOF',
    '<<<',
    '>>',
    '&&',
    '||',
    '2>&1',
    "$'",
    '"""',
    "f'{",
    "b'",
    'IFS',
    'echo ',
    'printf ',
    '%s',
    '\\x41',
  ],
  ...[
    'curl ',
    'sh ',
    'bash -c ',
    '| sh',
    'base64 -d',
    'eval ',
    'for x in ',
    'do ',
    'python3 -c ',
    'powershell -enc ',
    'cmd /c ',
    'find . -exec ',
  ],
  ...[
    'exec(',
    'eval(',
    'getattr(',
    '__import__("os")',
    '.system(',
    'lambda x: ',
    ' for x in ',
    'import os\n',
    'from os import *\n',
    'def f():\n',
    '[::-1]',
    '*9999999',
    'chr(',
    '.join(',
  ],
  ...[
    'IEX ',
    'New-Object Net.WebClient',
    '.DownloadString(',
    '[char]',
    ' -join ',
    ' -f ',
    '$env:X',
    '::',
    'FromBase64String(',
  ],
  ...[
    'aGVsbG8gd29ybGQ=',
    '/dev/tcp/1.2.3.4/5',
    '~/.ssh/id_rsa',
    'https://attacker.example/x',
    '\u0000',
    '\ud800',
    '\u202e',
    'é',
    '𝐞𝐱𝐞𝐜',
  ],
];

const repeated =
  (length: number) =>
  (piece: string): string =>
    piece.repeat(Math.ceil(length / piece.length));

/** Texts that are there to take long. */
const ADVERSARIAL: readonly string[] = [
  'find . -exec ',
  'sudo ',
  ',',
  '$a=',
  'return ',
  '& ',
  '$($(',
  '`$(',
  '"$(',
  '${a:-${',
  '((((',
  '[[[[',
  '{"a":{',
  'a.b.c.d',
  'a(b)(c)[d]',
  'x = x + "a"\n',
  'x = x.a()\n',
  'x = [x, x]\n',
  "x = x * 9 + 'a'\n",
  "exec('",
  'exec(exec(exec(',
  'not not - - ',
  'lambda: lambda: ',
  'f"{f"{',
  'a if b else ',
  'with a as b, c as d, ',
  'a=$a$a;',
  'cat <<A\nA\n',
  'echo a|',
  'f(){ f|f;};',
  '{a,b}',
  'printf %s%s a b c;',
  'sh -c "sh -c \'',
  'for i in a; do eval "',
  'set x=%x%%x%&',
  'tr a-z b-y|',
  'sed s/a/aa/g|',
  "'{0}' -f ",
  '[char]65+',
  "echo 'a b c' | xargs ",
].map(repeated(100 * 1024));

describe('bounds of the readers', { timeout: 120_000 }, () => {
  test('any text ends in sentences, and the same text in the same', () => {
    const random = randomNumbers(20261124);
    for (let round = 0; round < 2500; round++) {
      const text = Array.from({ length: 1 + random(40) }, () => PIECES[random(PIECES.length)]).join('');
      const language = LANGUAGES[round % LANGUAGES.length] as TextLanguage;
      const first = readText(language, text);
      expect(readText(language, text).effects).toEqual(first.effects);
      expect(first.effects.length).toBeLessThanOrEqual(64);
      expect(first.layers.length).toBeLessThanOrEqual(8);
      for (const sentence of effectSentences(first.effects)) expect(sentence.length).toBeLessThan(600);
    }
  });

  test.each(LANGUAGES)('100 KiB of anything is read by %s in a moment', (language) => {
    for (const text of [...ADVERSARIAL, ...PIECES.map(repeated(4 * 1024))]) {
      const started = performance.now();
      readText(language, text);
      expect(`${JSON.stringify(text.slice(0, 20))} ${performance.now() - started < 5000}`).toBe(
        `${JSON.stringify(text.slice(0, 20))} true`,
      );
    }
  });

  test('twice the text takes about twice the time', () => {
    const time = (text: string, language: TextLanguage) => {
      let best = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 3; i++) {
        const started = performance.now();
        readText(language, text);
        best = Math.min(best, performance.now() - started);
      }
      return best;
    };
    for (const language of LANGUAGES)
      for (const text of ['echo a; ', 'x = f("a") + 1\n', '"a" ', 'a|b|']) {
        const [half, whole] = [text.repeat(6000), text.repeat(12_000)];
        expect(time(whole, language)).toBeLessThan(8 * time(half, language) + 100);
      }
  });

  test('configured arguments and deflate streams of anything end', () => {
    const random = randomNumbers(7);
    for (let round = 0; round < 2000; round++) {
      const text = Array.from({ length: 1 + random(30) }, () => PIECES[random(PIECES.length)]).join('');
      expect(valuesIn(text).length).toBeLessThanOrEqual(64);
      const bytes = Uint8Array.from({ length: 1 + random(200) }, () => random(256));
      expect(inflateText(bytes, 1000)?.length ?? 0).toBeLessThanOrEqual(1000);
    }
    // Stored blocks of nothing, without end.
    expect(inflateText(new Uint8Array(100_000), 1000)).toBeNull();
  });

  test('any tree of calls ends in an answer', () => {
    const random = randomNumbers(3);
    const names = [
      'builtins.getattr',
      'builtins.map',
      'functools.partial',
      'functools.reduce',
      'importlib.import_module',
      'operator.methodcaller',
      'operator.attrgetter',
      'os.system',
      'builtins.exec',
      'base64.b64decode',
      'builtins.list',
      'sys.modules',
      'builtins.dict.get',
      'threading.Thread',
    ];
    const value = (depth: number): SymbolicValue => {
      const kind = random(depth > 6 ? 4 : 8);
      const text = ['os', 'system', 'echo a', '0', 'cHJpbnQoMSk='][random(5)] as string;
      if (kind === 0) return { kind: 'str', value: text, length: text.length };
      if (kind === 1) return { kind: 'int', value: String(random(9)) };
      if (kind === 2) return { kind: 'none' };
      if (kind === 3 || kind === 4) {
        const [module, name] = (names[random(names.length)] as string).split(/\.(?=[^.]*$)/);
        return { kind: 'global', module: module as string, name: name as string };
      }
      const items = Array.from({ length: random(4) }, () => value(depth + 1));
      if (kind === 5) return { kind: 'list', items, truncated: false };
      return { kind: 'call', callee: value(depth + 1), arguments: { kind: 'tuple', items, truncated: false } };
    };
    for (let round = 0; round < 3000; round++) {
      const fact: CallFact = {
        kind: 'call',
        entryPath: [],
        range: { start: 0, end: 1 },
        via: 'REDUCE',
        callee: value(0),
        arguments: { kind: 'tuple', items: [value(1), value(1)], truncated: false },
        readers: ['c'],
      };
      const resolved = resolveCall(fact);
      if (resolved !== null) expect(resolved.calls.length).toBeLessThanOrEqual(32);
    }
  });
});
