import { expect, test, vi } from 'vitest';
import { answer } from './answer';
import { Failure } from './failure';

const open = (handle: (input: { id: string }) => unknown, input: unknown) =>
  answer('artifacts.open', handle as never, input);

test('a good request gets its handler’s answer', async () => {
  expect(await open(() => ({ scanner: 2 }), { id: 'a' })).toEqual({ ok: true, value: { scanner: 2 } });
});

test.each([[undefined], [{}], [{ id: 7 }], [{ id: 'a', path: '/etc' }], [{ id: 'a'.repeat(65) }]])(
  'the input %j never reaches the handler',
  async (input) => {
    const handle = vi.fn();
    expect(await open(handle, input)).toMatchObject({ ok: false, error: { code: 'badMessage' } });
    expect(handle).not.toHaveBeenCalled();
  },
);

test('a handler’s own failure crosses as its code', async () => {
  const refused = await open(
    () => {
      throw new Failure('unknownArtifact');
    },
    { id: 'a' },
  );
  expect(refused).toEqual({
    ok: false,
    error: { code: 'unknownArtifact', message: 'This artifact is not open.', detail: undefined },
  });
});

test('what nobody foresaw is internal, and said on stderr', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const broken = await open(
    () => {
      throw new TypeError('x is not a function');
    },
    { id: 'a' },
  );
  expect(broken).toMatchObject({ ok: false, error: { code: 'internal', detail: 'TypeError: x is not a function' } });
  expect(said).toHaveBeenCalledOnce();
});

test('an answer that breaks the contract does not leave the process', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  expect(await open(() => ({ scanner: '/home' }), { id: 'a' })).toMatchObject({
    ok: false,
    error: { code: 'internal' },
  });
});
