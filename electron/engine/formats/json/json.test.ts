import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspectBytes, scanBytes } from '../../../scanner/testing/scan-bytes';
import { MemorySource } from '../../byte-source';
import { jsonFormat } from '.';

const corpus = path.resolve(import.meta.dirname, '../../../../e2e/corpus');
const files = ['json', 'keras']
  .flatMap((folder) => readdirSync(path.join(corpus, folder)).map((name) => path.join(corpus, folder, name)))
  .filter((file) => file.endsWith('.json'));
const utf8 = (text: string) => new TextEncoder().encode(text);
const probe = async (text: string) => {
  const head = utf8(text);
  return jsonFormat.probe({ kind: 'source', source: new MemorySource(head), head, name: '' });
};

/** Facts of one kind of a document. */
async function factsOf<K extends string>(text: string, kind: K) {
  const { collector } = await inspectBytes(utf8(text));
  return collector.facts.filter((fact) => fact.kind === kind);
}

describe('JSON is told from other text', () => {
  test.each(['{}', '[]', ' \n{"a": 1}', '[1, 2', '{"a', '{"a": [', '\ufeff{"a": 1}', '[{"a": 1}]', '{"a":1}\n{"a":2}'])(
    '%j',
    async (text) => {
      expect(await probe(text)).toBe(true);
    },
  );

  test.each([
    '',
    '1',
    '"a"',
    '[section]\nkey = 1',
    '[link](there)',
    '{% if a %}',
    '{{ a }}',
    '{a: 1}',
    '[1] Some text',
    'text',
  ])('not %j', async (text) => {
    expect(await probe(text)).toBe(false);
  });
});

describe('what loaders would make of it', () => {
  test('targets at any depth, with their places', async () => {
    const text = '{"é": {"_target_": "a.b.C", "x": 1}, "l": [[{"_target_": "d.e", "_partial_": true}]]}';
    const facts = await factsOf(text, 'namedObject');
    expect(facts).toMatchObject([
      { module: 'a.b', name: 'C', called: true, arguments: 'x=1' },
      { module: 'd', name: 'e', called: false },
    ]);
    const [first] = facts;
    expect(new TextDecoder().decode(utf8(text).subarray(first?.range.start, first?.range.end))).toBe('"a.b.C"');
  });

  test('a name is told once however often it stands there', async () => {
    const text = JSON.stringify(Array.from({ length: 2000 }, () => ({ class_name: 'Dense', config: {} })));
    expect(await factsOf(text, 'namedObject')).toHaveLength(1);
  });

  test('a repeated key counts as its last value, and is told', async () => {
    const text = '{"_target_": "torch.nn.Linear", "_target_": "os.system"}';
    expect(await factsOf(text, 'namedObject')).toMatchObject([{ module: 'os', name: 'system' }]);
    expect(await factsOf(text, 'oddity')).toMatchObject([{ code: 'duplicateKey' }]);
  });

  test('byte code is found where no layer would look', async () => {
    const code =
      readFileSync(path.join(corpus, '../../build/corpus/hostile/kerases.py'), 'utf8').match(
        /'(4wE[A-Za-z0-9+/=]{100,})'/,
      )?.[1] ?? '';
    expect(code.length).toBeGreaterThan(100);
    const text = JSON.stringify({ class_name: 'Dense', config: { anything: { function: [code] } } });
    // Half of the base64 is no code object, and no layer of this name loads it.
    expect((await scanBytes(utf8(text))).verdict).toBe('noFindings');
    const lambda = JSON.stringify({
      class_name: 'Lambda',
      config: { function: [code, null, null], function_type: 'lambda' },
    });
    expect((await scanBytes(utf8(lambda))).verdict).toBe('suspicious');
  });

  test('a module in a configuration can be opened as it was inspected', async () => {
    const text = JSON.stringify({
      class_name: 'TorchModuleWrapper',
      module: 'keras.layers',
      config: { module: 'gASMAW4u' },
    });
    const result = await inspectBytes(utf8(text));
    const name =
      /torch module at \d+/.exec(JSON.stringify(result.streams.map((stream) => stream.entryPath)))?.[0] ?? '';
    const opened = await jsonFormat.open?.(new MemorySource(utf8(text)), name, {} as never, []);
    expect((await opened?.read(0, 2))?.[0]).toBe(0x80);
  });
});

describe('damaged documents', () => {
  test.each(files)('%s cut anywhere is never without findings', async (file) => {
    const bytes = new Uint8Array(readFileSync(file));
    const end = new TextDecoder().decode(bytes).trimEnd().length;
    // A cut behind a whole document of these leaves a whole document.
    const whole = /lines|trailing/.test(file);
    for (let length = 1; length < end && !whole; length += Math.max(1, Math.floor(end / 25))) {
      const { verdict, coverage } = await scanBytes(bytes.subarray(0, length), 'cut.json');
      expect(verdict, `${length} bytes`).not.toBe('noFindings');
      expect(coverage.explainedBytes).toBeLessThanOrEqual(length);
    }
  });

  test('bent bytes end in an answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (file, at, change) => {
          const bytes = new Uint8Array(readFileSync(file));
          const place = at % bytes.length;
          bytes[place] = (bytes[place] ?? 0) ^ change;
          const { coverage } = await scanBytes(bytes, 'bent.json');
          expect(coverage.explainedBytes).toBeLessThanOrEqual(bytes.length);
        },
      ),
      { seed: 8, numRuns: 300 },
    );
  });

  test('nesting and width are borne', async () => {
    const deep = `${'{"class_name":"Sequential","config":'.repeat(20_000)}{}${'}'.repeat(20_000)}`;
    const wide = `{"_target_": "a.b", "x": [${'{"k": [1, "two"]},'.repeat(200_000)}0]}`;
    for (const text of [deep, wide]) {
      const started = performance.now();
      await scanBytes(utf8(text), 'large.json');
      expect(performance.now() - started).toBeLessThan(10_000);
    }
  }, 30_000);
});
