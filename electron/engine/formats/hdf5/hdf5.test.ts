import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../../shared/domain/report';
import { NODE_PORTS } from '../../../adapters/node-ports';
import { scanBytes } from '../../../scanner/testing/scan-bytes';
import { MemorySource } from '../../byte-source';
import { Hdf5Error } from '../../ports';
import { ShortReadSource } from '../../testing/sources';
import { hdf5Format } from '.';
import { readStorage } from './object-header';
import { findSignature, readSuperblock } from './superblock';

const corpus = path.resolve(import.meta.dirname, '../../../../e2e/corpus');
const read = (file: string) => new Uint8Array(readFileSync(path.join(corpus, file)));
const files = ['hdf5', 'keras'].flatMap((folder) =>
  readdirSync(path.join(corpus, folder))
    .filter((name) => name.endsWith('-new.h5'))
    .map((name) => `${folder}/${name}`),
);

function expectInside({ coverage, findings, regions }: Report, size: number): void {
  for (const finding of findings)
    if (finding.entryPath.length === 0) expect(finding.byteOffset + finding.byteLength).toBeLessThanOrEqual(size);
  for (const region of regions) expect(region.end).toBeLessThanOrEqual(size);
  expect(coverage.explainedBytes).toBeLessThanOrEqual(coverage.totalBytes);
}

describe('HDF5', () => {
  test('is found at the places of the specification and nowhere else', async () => {
    const file = read('hdf5/h5py-arrays-new.h5');
    for (const [offset, found] of [
      [0, 0],
      [512, 512],
      [1024, 1024],
      [2048, 2048],
      [1536, null],
      [100, null],
    ] as const) {
      const bytes = new Uint8Array(offset + file.length);
      bytes.set(file, offset);
      expect(await findSignature(new ShortReadSource(bytes, 3))).toBe(found);
    }
    expect(await findSignature(new MemorySource(file.subarray(0, 7)))).toBeNull();
  });

  test('what MATLAB writes before its files is known, and nothing else that begins like it', async () => {
    const bytes = read('hdf5/h5py-userblock-new.h5').slice();
    const text =
      'MATLAB 7.3 MAT-file, Platform: GLNXA64, Created on: Thu Feb 29 12:00:00 2024 HDF5 schema 1.00 .'.padEnd(116);
    bytes.set(new TextEncoder().encode(`${text}${' '.repeat(8)}\0\u0002IM`));
    expect((await scanBytes(bytes, 'numbers.mat')).verdict).toBe('noFindings');
    bytes[300] = 0x2e;
    expect((await scanBytes(bytes, 'numbers.mat')).verdict).toBe('suspicious');
  });

  test('the superblock says where the file ends, behind a user block too', async () => {
    const bytes = read('hdf5/h5py-userblock-new.h5');
    expect(await readSuperblock(new MemorySource(bytes), 512)).toMatchObject({ start: 512, end: bytes.length });
    const newest = read('hdf5/h5py-arrays-latest-new.h5');
    expect(await readSuperblock(new MemorySource(newest), 0)).toMatchObject({ version: 3, end: newest.length });
    expect(await readSuperblock(new MemorySource(newest.subarray(0, 20)), 0)).toBeNull();
  });

  test.each(['hdf5/h5py-arrays-new.h5', 'hdf5/h5py-arrays-latest-new.h5', 'hdf5/h5py-userblock-new.h5'])(
    'arrays of %s have their bytes',
    async (name) => {
      const bytes = read(name);
      const source = new MemorySource(bytes);
      const superblock = await readSuperblock(source, (await findSignature(source)) ?? 0);
      const file = await NODE_PORTS.openHdf5(source);
      if (superblock === null) throw new Error('no superblock');
      const { contiguous } = await readStorage(source, superblock, file.address('/counts'));
      const { start = 0, end = 0 } = contiguous ?? {};
      const view = new DataView(bytes.buffer, start, end - start);
      expect([...Array(20).keys()].map((i) => view.getInt16(i * 2, false))).toEqual([...Array(20).keys()]);
      expect(file.dataset('/counts')).toMatchObject({ dtype: '>i2', shape: [20] });
      file.close();
    },
  );

  test('members can be opened by the names under which they were inspected', async () => {
    const source = new MemorySource(read('keras/sequential-new.h5'));
    const opened = await hdf5Format.open?.(source, '/ @model_config', NODE_PORTS, []);
    expect(new TextDecoder().decode(await opened?.read(0, 30))).toContain('{"class_name"');
    const rows = new MemorySource(read('hdf5/pytables-objects-new.h5'));
    const row = await hdf5Format.open?.(rows, '/objects [0]', NODE_PORTS, []);
    expect((await row?.read(0, 1))?.[0]).toBe(0x80);
    expect(await hdf5Format.open?.(rows, '/objects [9]', NODE_PORTS, [])).toBeNull();
    expect(await hdf5Format.open?.(rows, '/nothing', NODE_PORTS, [])).toBeNull();
  });

  test('what reading throws comes out as it is, and not as damage', async () => {
    const bytes = read('hdf5/h5py-arrays-new.h5');
    let broken = false;
    const file = await NODE_PORTS.openHdf5({
      size: bytes.length,
      readNow: (offset, length) => {
        if (broken) throw new RangeError('cancelled');
        return bytes.subarray(offset, offset + length);
      },
    });
    broken = true;
    expect(() => file.values('/layer/weight', null)).toThrow('cancelled');
    broken = false;
    expect(() => file.dataset('/nothing')).toThrow(Hdf5Error);
  });

  test('the library takes no more memory than it is given', async () => {
    const file = await NODE_PORTS.openHdf5(new MemorySource(read('hdf5/h5py-sparse-new.h5')));
    const before = process.memoryUsage().rss;
    expect(() => file.values('/never_written', null)).toThrow(/memory/);
    expect(file.names('/')).toEqual(['never_written', 'parts']);
    expect(process.memoryUsage().rss - before).toBeLessThan(600e6);
  });

  test('nothing outside the bytes is reached', async () => {
    const file = await NODE_PORTS.openHdf5(new MemorySource(read('hdf5/external_storage.h5')));
    expect(() => file.values('/x', null)).toThrow(Hdf5Error);
    const link = await NODE_PORTS.openHdf5(new MemorySource(read('hdf5/external_link.h5')));
    expect(link.kind('/x')).toBe('external');
  });
});

describe('damaged HDF5', () => {
  test.each(files)('%s cut anywhere is never without findings', async (name) => {
    const bytes = read(name);
    for (let length = 1; length < bytes.length; length += Math.ceil(bytes.length / 7)) {
      const report = await scanBytes(bytes.subarray(0, length), 'cut.h5');
      expect(report.verdict, `${length} bytes`).not.toBe('noFindings');
      expectInside(report, length);
    }
  });

  test('bent bytes end in an answer with ranges inside the file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 }),
        async (name, bends) => {
          const bytes = read(name).slice();
          for (const [at, change] of bends) {
            const place = at % Math.min(bytes.length, 4096);
            bytes[place] = (bytes[place] ?? 0) ^ change;
          }
          expectInside(await scanBytes(bytes, 'bent.h5'), bytes.length);
        },
      ),
      { seed: 5, numRuns: 100 },
    );
  }, 60_000);

  test('noise behind the signature ends in an answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 3 }), fc.uint8Array({ maxLength: 300 }), async (version, noise) => {
        const bytes = Uint8Array.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, version, ...noise]);
        const report = await scanBytes(bytes, 'noise.h5');
        expect(report.verdict).not.toBe('noFindings');
        expectInside(report, bytes.length);
      }),
      { seed: 6, numRuns: 100 },
    );
  }, 60_000);
});
