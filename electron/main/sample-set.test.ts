import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SAMPLES } from './sample-set';

const corpus = path.resolve(import.meta.dirname, '../../e2e/corpus');

test.each(SAMPLES)('the sample %s is in the corpus', (file) => expect(existsSync(path.join(corpus, file))).toBe(true));
