import { describe, expect, test } from 'vitest';
import {
  decodeBase32Text,
  decodeBase64Text,
  decodeBase85Text,
  decodeHexText,
  decodeUtf8Text,
  decodeUtf16,
  inflateLatin1,
  rot13,
  unescapeC,
} from './decode';

/** Written by Python's zlib, in base64. */
const STREAMS = [
  ['zlib, fixed codes', 'eJxLTc7IV0gsKUlMzk4tAgAimgUP', 'echo attacker'],
  ['stored', 'eAEBDQDy/2VjaG8gYXR0YWNrZXIimgUP', 'echo attacker'],
  ['gzip with a name', 'H4sICAAAAAAC/25hbWUuc2gAS03OyFdILClJTM5OLQIA/Y158A0AAAA=', 'echo attacker'],
  ['deflate alone', 'S03OyFdILClJTM5OLQIA', 'echo attacker'],
] as const;
/** A text whose block brings its own codes. */
const DYNAMIC =
  'eNp9VUtOxTAM3PsUPYKv5EGVngQIBG/BgsOTNIm/KXqL9jWxPZkZOyTny+Pj4N/j+3Fcr+ePvH++nYc8n/Lyen4dMhahH2zvWKAVghK7PvB60edVSnOMlGkPSV1bFXukoEYo6LlFP5AQi8LhgEPT9QfmkwMbV93IAEtPmQomlkRLCnkot0RRRKbrMK5aVVQaWbYcolSAhGBTj40dYXJFHIi1Q8oak3E9PNUZJ4rV+PrYiBODwUZSZJupVgaRMVGQRwqcsQNdxeCax5wNliTlwDSdQiiHdepqQkCK8xEhpTyoqATAMFzTRIloAtEwRWfUmAiuGaUoHHu6m0ZKI9OStNTm6xBLNG3uNVMLum5wRILbb+Cw9dksDrkzX0Qac7oODwidWkgkpI78p+OyUkUjO5ZVS2eqls26cicvsKov6YjjL6WuwHaWSuKjnH5O8V497ER0RyQpRdsMmUjFDCmtJ2pr4kavOlyN226B0YMtJWdTpcNbfnC9BhK1brDLEmFUrOloMzrSzedMYB3oBv1+LrneIAdoN9TlxsTsSkRcDNePjcB0z0aZk9Ybqe4boN0RiIgnYZsGMzkgt/qlaLjRxYl32kBd1zbF8R/+/QGoiRyI';
const DYNAMIC_LENGTH = 2285;
const DYNAMIC_BEGINNING = '\naecho 0| sh echo example attacker a0| s';
const DYNAMIC_END = 'ker babecho \nexample echo 0example echo ';

const latin1 = (base64: string): string => decodeBase64Text(base64) ?? '';

describe('layers', () => {
  test.each(STREAMS)('%s is inflated', (_, stream, text) => expect(inflateLatin1(latin1(stream))).toBe(text));

  test('a block with its own codes is inflated, and as far as it goes where it is cut', () => {
    const whole = inflateLatin1(latin1(DYNAMIC)) ?? '';
    expect([whole.length, whole.slice(0, 40), whole.slice(-40)]).toEqual([
      DYNAMIC_LENGTH,
      DYNAMIC_BEGINNING,
      DYNAMIC_END,
    ]);
    const cut = inflateLatin1(latin1(DYNAMIC).slice(0, 200)) ?? '';
    expect(cut.length).toBeGreaterThan(0);
    expect(whole.startsWith(cut)).toBe(true);
  });

  test('what is no stream comes to nothing', () => {
    expect(inflateLatin1('echo attacker')).toBeNull();
    expect(inflateLatin1('')).toBeNull();
  });

  test('digits are bytes', () => {
    expect(decodeBase64Text('ZWNo\nbyBh')).toBe('echo a');
    expect(decodeBase64Text('_-8')).toBe('\xff\xef');
    expect(decodeBase64Text('echo attacker!')).toBeNull();
    expect(decodeBase32Text('MVRWQ3ZAME======')).toBe('echo a');
    expect(decodeBase85Text('Wn*Y>AYl')).toBe('echo a');
    expect(decodeHexText('65 63:68\\x6f')).toBe('echo');
    expect(decodeHexText('656')).toBeNull();
    expect(decodeHexText('xyz!')).toBeNull();
  });

  test('bytes are texts', () => {
    expect(decodeUtf8Text('\xc3\xa9\xf0\x9f\x98\x80a')).toBe('é😀a');
    expect(decodeUtf8Text('\xff\xc3')).toBe('\xff\xc3');
    expect(decodeUtf16('e\0c\0')).toBe('ec');
    expect(rot13('Rpub 1!')).toBe('Echo 1!');
    expect(unescapeC('\\x65\\143\\u0068\\n\\q')).toBe('ech\n\\q');
  });
});
