// A flat folder as an asar archive: two pickles of Chromium's kind (a size, a JSON index), then the files.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export async function packFlatAsar(folder) {
  const files = {};
  const bodies = [];
  let offset = 0;
  for (const name of (await readdir(folder)).sort()) {
    const body = await readFile(path.join(folder, name));
    files[name] = { size: body.length, offset: String(offset) };
    offset += body.length;
    bodies.push(body);
  }
  const index = Buffer.from(JSON.stringify({ files }));
  const paddedLength = Math.ceil(index.length / 4) * 4;
  const head = Buffer.alloc(16 + paddedLength);
  const sizes = [4, 8 + paddedLength, 4 + paddedLength, index.length];
  for (const [i, size] of sizes.entries()) head.writeUInt32LE(size, i * 4);
  index.copy(head, 16);
  return Buffer.concat([head, ...bodies]);
}
