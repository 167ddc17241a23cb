import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { BYTECODE_VERSIONS, disassemble, guessVersion } from '../../electron/engine/python-code/bytecode';
import { codeNames } from '../../electron/engine/python-code/code-names';
import { type CodeObject, codeTree } from '../../electron/engine/python-code/code-object';
import { listCode } from '../../electron/engine/python-code/listing';
import { readAs, readMarshal } from '../../electron/engine/python-code/marshal';
import { CORPUS } from './corpus';

/** What CPython's own marshal and dis said (build/corpus/bytecode.py). */
interface Recorded {
  readonly version: string;
  readonly marshal: string;
  readonly code: readonly {
    readonly name: string;
    readonly instructions: readonly (readonly [offset: number | null, name: string, argument: number | null])[];
  }[];
}

const ORACLE = path.join(CORPUS, 'oracle', 'bytecode');
const RECORDS = readdirSync(ORACLE).map((name): Recorded => JSON.parse(readFileSync(path.join(ORACLE, name), 'utf8')));

const bytesOf = (record: Recorded) => new Uint8Array(Buffer.from(record.marshal, 'base64'));

function outer(record: Recorded): CodeObject {
  const readings = readMarshal(bytesOf(record));
  expect(readings.length).toBe(1);
  const value = readings[0]?.value;
  if (value?.kind !== 'code') throw new Error('no code');
  return value.code;
}

/** Pre-order as dis walks it: each code object's constants in turn. */
function inOrder(code: CodeObject): readonly CodeObject[] {
  return [code, ...code.constants.flatMap((value) => (value.kind === 'code' ? inOrder(value.code) : []))];
}

describe.each(RECORDS)('CPython $version', (record) => {
  test('is told from the bytecode alone', () => {
    const guess = guessVersion(outer(record));
    expect(guess.fits).toBe(true);
    expect(guess.versions.map(({ version }) => version)).toEqual([record.version]);
  });

  test('is disassembled as its own dis does', () => {
    const version = BYTECODE_VERSIONS.find((one) => one.version === record.version);
    if (version === undefined) throw new Error('no table');
    const codes = inOrder(outer(record));
    expect(codes.map(({ name }) => name)).toEqual(record.code.map(({ name }) => name));
    codes.forEach((code, i) => {
      const wanted = (record.code[i]?.instructions ?? []).filter(
        ([, name]) => name !== 'EXTENDED_ARG' && name !== 'CACHE',
      );
      // The record of 3.14 begins with a function.
      if (wanted.length === 0) return;
      const got = disassemble(code.bytecode, version);
      expect(got.map(({ name }) => name)).toEqual(wanted.map(([, name]) => name));
      wanted.forEach(([offset, , argument], j) => {
        if (offset !== null) expect(got[j]?.offset).toBe(offset);
        if (argument !== null) expect(got[j]?.argument).toBe(argument);
      });
    });
  });

  test('gives the names that the text uses', () => {
    const names = codeNames(outer(record));
    expect(names).toContain('os.system');
    if (record.version !== '3.14')
      for (const name of ['subprocess.Popen', 'os.path.join', 'os.popen', 'open', 'sorted', 'Base', 'RuntimeError'])
        expect(names, name).toContain(name);
    expect(names).toMatchSnapshot();
  });

  test('is listed', () => {
    const code = outer(record);
    const version = guessVersion(code).versions[0];
    if (version !== undefined) expect(listCode(code, version)).toMatchSnapshot();
  });

  test('breaks off at every byte without a throw, and never passes for whole', () => {
    const bytes = bytesOf(record);
    for (let length = 0; length < bytes.length; length += 7) {
      const cut = bytes.subarray(0, length);
      for (const layout of ['3.6', '3.8', '3.11'] as const)
        expect(readAs(cut, layout).consumed).toBeLessThanOrEqual(length);
      for (const { value } of readMarshal(cut))
        if (value?.kind === 'code') expect(codeTree(value.code).codes.length).toBeLessThan(3);
    }
  });
});
