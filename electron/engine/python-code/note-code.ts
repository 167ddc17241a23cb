import type { CodeFact } from '../../../shared/domain/fact';
import type { Notes } from '../notes';
import { guessVersion } from './bytecode';
import { inventoryOf } from './code-inventory';
import { codeNames, type GivenModules } from './code-names';
import { type CodeObject, type CodeTree, codeTree, type PythonValue } from './code-object';
import { listCode } from './listing';
import { readMarshal } from './marshal';

/** What a piece of code is called, and when it runs. */
export interface CodeUse {
  /** What carries it: `Lambda layer lambda_1`. The function's own name is added. */
  readonly title: string;
  /** True where the function’s own name comes first, since the title of many pieces is the same: `Model.fit, made by …`. */
  readonly nameFirst?: boolean;
  readonly runs: CodeFact['runs'];
  /** `3.11`, where a .pyc header says so. */
  readonly version?: string | null;
  /** Modules that whoever makes the code puts into its globals. */
  readonly given?: GivenModules;
  /** True where everything that the code finds around it is in the file: then it is told what the code can reach. */
  readonly isWhole?: boolean;
}

/** Emits one code fact for a code object and everything nested in it: a listing to read, and the names that rules judge. */
export function noteCode(note: Notes, code: CodeObject, use: CodeUse, start: number, end: number): void {
  const guess = guessVersion(code, use.version ?? null);
  const [version] = guess.versions;
  if (version === undefined) return;
  if (!codeTree(code).whole) note.limit('codes', 'code that holds more code than is looked at', start, end);
  const doubt = guess.fits ? '' : '# The instructions fit no known CPython: they may be read wrongly.\n';
  note.code(
    {
      language: 'bytecode',
      title: use.nameFirst === true ? `${code.qualifiedName}, ${use.title}` : `${use.title}: ${code.qualifiedName}`,
      text: doubt + listCode(code, version),
      runs: use.runs,
      names: codeNames(code, guess, use.given),
      ...(use.isWhole === true && { inventory: inventoryOf(code, guess, use.version ?? null) }),
    },
    start,
    end,
  );
}

/** Pieces of code noted of one marshalled value, and the bytes of bytecode in all of them. */
const NOTED = 64;
const NOTED_BYTES = 4 * 1024 * 1024;

/**
 * Reads `bytes` as `marshal.loads` would and emits the code in them. False when they are no marshal data or hold no code. Where the bytes
 * can be read in two layouts, both are told: which one counts depends on the Python that loads them.
 */
export function noteMarshalled(note: Notes, bytes: Uint8Array, use: CodeUse, start: number, end: number): boolean {
  let noted = 0;
  let spent = 0;
  const readings = readMarshal(bytes);
  const [believed] = readings;
  if (believed !== undefined) seeConstants(note, bytes, believed.texts, start, end);
  for (const { value } of readings) {
    if (value === null) continue;
    const { codes, whole } = outerCodes(value);
    for (const code of codes) {
      if (noted >= NOTED || spent > NOTED_BYTES || !whole) {
        note.limit('codes', 'more pieces of code than are shown', start, end);
        break;
      }
      noted++;
      spent += bytecodeLength(code);
      noteCode(note, code, use, start, end);
    }
  }
  return noted > 0;
}

/** Looks through the texts of marshalled code. Where the bytes are not those of the entry, all of them has the place of what holds them. */
function seeConstants(note: Notes, bytes: Uint8Array, texts: readonly number[], start: number, end: number): void {
  const sieve = note.sieve('constant');
  const isPlain = bytes.length === end - start;
  for (let i = 0; i + 1 < texts.length; i += 2) {
    const [from, to] = [texts[i] as number, texts[i + 1] as number];
    if (bytes.subarray(from, Math.min(to, from + 32)).some((byte) => byte < 0x09 || byte === 0x7f)) continue;
    if (isPlain) sieve.literal(bytes, from, to, start);
    else sieve.readHeld(bytes.subarray(from, to), start, end);
  }
}

/** Bytes of bytecode in a tree, as a measure of the work that it is. */
export function bytecodeLength(outer: CodeObject): number {
  return codeTree(outer).codes.reduce((sum, code) => sum + code.bytecode.length, 0);
}

/** The code objects in a value that are in no other code object. */
function outerCodes(value: PythonValue): CodeTree {
  if (value.kind === 'code') return { codes: [value.code], whole: true };
  const holder: CodeObject = { ...EMPTY, constants: [value] };
  const all = codeTree(holder);
  const outermost = new Set(all.codes.slice(1));
  // A tree lists outer code before inner, so that what is left is told once.
  for (const code of outermost) for (const inner of codeTree(code).codes.slice(1)) outermost.delete(inner);
  return { codes: [...outermost], whole: all.whole };
}

const EMPTY: CodeObject = {
  layout: '3.11',
  name: '',
  qualifiedName: '',
  fileName: '',
  firstLine: 0,
  argumentCount: 0,
  keywordOnlyCount: 0,
  localCount: -1,
  stackSize: 0,
  flags: 0,
  bytecode: new Uint8Array(0),
  constants: [],
  names: [],
  locals: [],
  cells: [],
  kinds: new Uint8Array(0),
  freeCount: 0,
  exceptionTable: new Uint8Array(0),
};
