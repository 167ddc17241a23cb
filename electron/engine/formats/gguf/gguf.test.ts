import { describe, expect, test } from 'vitest';
import { inspectBytes, scanBytes } from '../../../scanner/testing/scan-bytes';

/** Fields of a GGUF file, in the byte order and widths of its version. */
class Writer {
  private readonly parts: number[] = [];
  private readonly littleEndian: boolean;
  private readonly countBytes: number;

  constructor(version: number, littleEndian = true) {
    this.littleEndian = littleEndian;
    this.countBytes = version === 1 ? 4 : 8;
    this.raw(0x47, 0x47, 0x55, 0x46).number(version, 4);
  }

  raw(...bytes: readonly number[]): this {
    for (const byte of bytes) this.parts.push(byte);
    return this;
  }

  number(value: number, bytes: number): this {
    const digits = Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256);
    return this.raw(...(this.littleEndian ? digits : digits.reverse()));
  }

  count(value: number): this {
    return this.number(value, this.countBytes);
  }

  text(value: string): this {
    const bytes = new TextEncoder().encode(value);
    return this.count(bytes.length).raw(...bytes);
  }

  tensor(name: string, shape: readonly number[], type: number, offset: number): this {
    this.text(name).number(shape.length, 4);
    for (const size of shape) this.count(size);
    return this.number(type, 4).number(offset, 8);
  }

  bytes(dataBytes: number, alignment = 32): Uint8Array {
    const start = Math.ceil(this.parts.length / alignment) * alignment;
    const bytes = new Uint8Array(start + dataBytes);
    bytes.set(this.parts);
    return bytes;
  }
}

const messages = async (bytes: Uint8Array) => (await scanBytes(bytes, 'a.gguf')).findings.map(({ message }) => message);

describe('GGUF', () => {
  test.each([
    [1, true],
    [2, true],
    [3, true],
    [3, false],
  ] as const)('version %i, little-endian %s', async (version, littleEndian) => {
    const writer = new Writer(version, littleEndian).count(1).count(2);
    writer.text('general.architecture').number(8, 4).text('llama');
    writer.text('a.list').number(9, 4).number(9, 4).count(1).number(4, 4).count(2).number(1, 4).number(2, 4);
    writer.tensor('w', [32, 2], 2, 0);
    const bytes = writer.bytes(64);
    expect(await messages(bytes)).toEqual([]);
    const { collector } = await inspectBytes(bytes, undefined, 'a.gguf');
    const arrays = collector.facts.filter((fact) => fact.kind === 'array');
    expect(arrays).toMatchObject([{ name: 'w', dtype: 'Q4_0', shape: [32, 2] }]);
    expect(arrays[0]?.range.end).toBe(arrays[0]?.range.start === undefined ? 0 : arrays[0].range.start + 36);
  });

  test('a hundred thousand tensors with filling between, and as many values, take bounded time', async () => {
    const many = 100_000;
    const writer = new Writer(3).count(many).count(many);
    for (let i = 0; i < many; i++) writer.text(`key.${i}`).number(4, 4).number(i, 4);
    for (let i = many - 1; i >= 0; i--) writer.tensor(`tensor.${i}`, [1], 0, 32 * i);
    const bytes = writer.bytes(32 * many);
    const before = performance.now();
    expect(await messages(bytes)).toEqual([]);
    expect(performance.now() - before).toBeLessThan(8000);
  });

  test('a million words are passed over', async () => {
    const writer = new Writer(3)
      .count(0)
      .count(1)
      .text('tokenizer.ggml.tokens')
      .number(9, 4)
      .number(8, 4)
      .count(1_000_000);
    for (let i = 0; i < 1_000_000; i++) writer.count(3).raw(97, 98, 99);
    const before = performance.now();
    expect(await messages(writer.bytes(0))).toEqual([]);
    expect(performance.now() - before).toBeLessThan(5000);
  });

  test('a template’s places are those in the file', async () => {
    const writer = new Writer(3)
      .count(0)
      .count(1)
      .text('tokenizer.chat_template')
      .number(8, 4)
      .text(`ä{{ ''.__class__ }}`);
    const bytes = writer.bytes(0);
    const { collector } = await inspectBytes(bytes, undefined, 'a.gguf');
    const [oddity] = collector.facts.filter((fact) => fact.kind === 'oddity');
    expect(new TextDecoder().decode(bytes.slice(oddity?.range.start, oddity?.range.end))).toBe('__class__');
  });
});
