import type { CodeFact } from '../../../shared/domain/fact';
import type { Notes } from '../notes';
import { guessVersion } from './bytecode';
import { codeNames } from './code-names';
import { type CodeObject, codeTree, type PythonValue } from './code-object';
import { listCode } from './listing';
import { readMarshal } from './marshal';

/** What a piece of code is called, and when it runs. */
export interface CodeUse {
  /** What carries it: `Lambda layer lambda_1`. The function's own name is added. */
  readonly title: string;
  readonly runs: CodeFact['runs'];
  /** `3.11`, where a .pyc header says so. */
  readonly version?: string | null;
}

/** Emits one code fact for a code object and everything nested in it: a listing to read, and the names that rules judge. */
export function noteCode(note: Notes, code: CodeObject, use: CodeUse, start: number, end: number): void {
  const guess = guessVersion(code, use.version ?? null);
  const [version] = guess.versions;
  if (version === undefined) return;
  const doubt = guess.fits ? '' : '# The instructions fit no known CPython: they may be read wrongly.\n';
  note.code(
    {
      language: 'bytecode',
      title: `${use.title}: ${code.qualifiedName}`,
      text: doubt + listCode(code, version),
      runs: use.runs,
      names: codeNames(code, guess),
    },
    start,
    end,
  );
}

/** Readings and code objects noted of one marshalled value. */
const NOTED = 64;

/**
 * Reads `bytes` as `marshal.loads` would and emits the code in them. False when they are no marshal data or hold no code. Where the bytes
 * can be read in two layouts, both are told: which one counts depends on the Python that loads them.
 */
export function noteMarshalled(note: Notes, bytes: Uint8Array, use: CodeUse, start: number, end: number): boolean {
  let noted = 0;
  for (const { value } of readMarshal(bytes)) {
    if (value === null) continue;
    for (const code of outerCodes(value)) {
      if (noted++ < NOTED) noteCode(note, code, use, start, end);
    }
  }
  if (noted > NOTED) note.limit('codes', 'more pieces of code than are shown', start, end);
  return noted > 0;
}

/** The code objects in a value that are in no other code object. Bounded. */
export function outerCodes(value: PythonValue): readonly CodeObject[] {
  if (value.kind === 'code') return [value.code];
  const holder: CodeObject = {
    layout: '3.11',
    name: '',
    qualifiedName: '',
    fileName: '',
    firstLine: 0,
    argumentCount: 0,
    keywordOnlyCount: 0,
    flags: 0,
    bytecode: new Uint8Array(0),
    constants: [value],
    names: [],
    locals: [],
    cells: [],
  };
  const all = codeTree(holder).slice(1);
  const inner = new Set(all.slice(0, 100).flatMap((code) => codeTree(code).slice(1)));
  return all.filter((code) => !inner.has(code));
}
