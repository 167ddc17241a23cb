import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteOffsets } from './byte-offsets';
import { looksLikeText, TextCheck } from './text-check';

describe('text and its places', () => {
  test('what the decoder refuses is no text, however it is cut into pieces', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const byte = fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0x80, max: 0xff }));
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 12 }),
        fc.array(byte, { maxLength: 12 }),
        fc.nat(11),
        (raw, likely, cut) => {
          for (const bytes of [raw, Uint8Array.from(likely)]) {
            let isUtf8 = true;
            try {
              decoder.decode(bytes);
            } catch {
              isUtf8 = false;
            }
            const hasControls = bytes.some((code) => (code < 0x20 && ![9, 10, 12, 13].includes(code)) || code === 0x7f);
            const check = new TextCheck();
            check.feed(bytes.subarray(0, cut));
            check.feed(bytes.subarray(cut));
            expect(check.isText && check.textBytes === bytes.length).toBe(isUtf8 && !hasControls);
            expect(looksLikeText(bytes, true)).toBe(bytes.length > 0 && isUtf8 && !hasControls);
          }
        },
      ),
      { numRuns: 500, seed: 42 },
    );
  });

  test('a character that the end of the head cuts is forgiven there and nowhere else', () => {
    const head = new TextEncoder().encode('é').subarray(0, 1);
    expect(looksLikeText(head, false)).toBe(true);
    expect(looksLikeText(head, true)).toBe(false);
  });

  test('places in characters are places in bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 700 }), fc.nat(800), (text, index) => {
        const bytes = new TextEncoder().encode(text);
        const offsets = new ByteOffsets(text, bytes.length);
        const before = text.slice(0, index);
        // Between the halves of a pair there is no byte offset to compare with.
        if (/[\ud800-\udbff]$/.test(before)) return;
        expect(offsets.at(index)).toBe(new TextEncoder().encode(before).length);
      }),
      { numRuns: 300, seed: 43 },
    );
  });
});
