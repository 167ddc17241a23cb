import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { scanBytes } from '../../electron/scanner/testing/scan-bytes';
import { verdictRank } from '../../shared/domain/verdict';
import { readCorpus } from './corpus';
import { WRAPPERS } from './wrappers';

/** Digits of fewer than twelve bytes are not looked into: no name that acts and its call fit into them. */
const TOO_SHORT = new Set(['pickle/operand-dup.pkl']);

const HOSTILE = readCorpus().filter(({ label, file }) => label === 'malicious' && file.startsWith('pickle/'));

describe.each(Object.keys(WRAPPERS))('hostile pickles wrapped: %s', (name) => {
  const wrap = WRAPPERS[name] as (content: Uint8Array) => Uint8Array;

  test.each(HOSTILE.filter(({ file }) => name !== 'base64 in a pickle' || !TOO_SHORT.has(file)))(
    '$file',
    async ({ path: place }) => {
      const content = new Uint8Array(readFileSync(place));
      const plain = await scanBytes(content);
      const wrapped = await scanBytes(new Uint8Array(wrap(content)));
      expect(verdictRank(wrapped.verdict), `${wrapped.verdict}, plain it is ${plain.verdict}`).toBeLessThanOrEqual(
        verdictRank(plain.verdict),
      );
    },
  );
});
