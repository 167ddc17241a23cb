import { describe, expect, test } from 'vitest';
import { rootOf } from './root';

const root = (text: string) => rootOf(new TextEncoder().encode(text));

describe('the outermost element', () => {
  test('behind declarations, comments and document types', () => {
    expect(
      root('<?xml version="1.0"?>\n<!-- <a> -->\n<!DOCTYPE b [<!ENTITY x "]>">]>\n<PMML version="4">'),
    ).toMatchObject({
      name: 'PMML',
      attributes: ' version="4"',
      declared: true,
    });
    expect(root('\ufeff<net name="x">')?.name).toBe('net');
  });

  test('what is no XML, or hides its element', () => {
    expect(root('a < b')).toBeNull();
    expect(root('<')).toBeNull();
    expect(root('<1>')).toBeNull();
    expect(root('<!-- never closed')).toBeNull();
    expect(root('<?xml version="1.0"?><!-- never closed')).toMatchObject({ name: '', declared: true });
  });
});
