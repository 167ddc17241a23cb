import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { crc32 } from '../../electron/adapters/crc32';
import { assemble } from '../../electron/engine/testing/assemble';

/** One member of a zip archive as every writer writes it. */
interface Member {
  readonly name: string;
  readonly content: Uint8Array;
  readonly deflate?: boolean;
}

function zip(members: readonly Member[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const { name, content, deflate = false } of members) {
    const stored = deflate ? deflateRawSync(content) : Buffer.from(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(deflate ? 8 : 0, 4);
    fields.writeUInt32LE(crc32(content, 0), 10);
    fields.writeUInt32LE(stored.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), stored]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, tail, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** An ustar archive of one file. */
function tar(name: string, content: Uint8Array): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header, content, padding, Buffer.alloc(1024)]);
}

/** An LZ4 frame whose blocks are stored as they are. */
function lz4(content: Uint8Array): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE((content.length | 0x80000000) >>> 0, 0);
  return Buffer.concat([Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x70, 0x73]), size, content, Buffer.alloc(4)]);
}

/** An object array as `numpy.save` writes it: a header, then one pickle. */
function npy(content: Uint8Array): Buffer {
  const text = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }";
  const header = Buffer.from(`${text.padEnd(117, ' ')}\n`);
  return Buffer.concat([Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]), header, content]);
}

/** A pickle that only holds bytes. */
function held(content: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length, 0);
  return Buffer.concat([
    assemble(['PROTO', 3], ['EMPTY_LIST']),
    Buffer.from('B'),
    length,
    content,
    assemble(['APPEND'], ['STOP']),
  ]);
}

/** The same bytes as base64 in a text. */
function heldAsText(content: Uint8Array): Uint8Array {
  const text = Buffer.from(Buffer.from(content).toString('base64'));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length, 0);
  return Buffer.concat([
    assemble(['PROTO', 3], ['EMPTY_LIST']),
    Buffer.from('X'),
    length,
    text,
    assemble(['APPEND'], ['STOP']),
  ]);
}

/** THE ways to wrap a file up. What the content was found to be must not get lost in any of them. */
export const WRAPPERS: Readonly<Record<string, (content: Uint8Array) => Uint8Array>> = {
  zlib: (content) => deflateSync(content),
  gzip: (content) => gzipSync(content),
  lz4,
  'zip, stored': (content) => zip([{ name: 'model.bin', content }]),
  'zip, deflated': (content) => zip([{ name: 'model.bin', content, deflate: true }]),
  'zip in zip': (content) => zip([{ name: 'inner.zip', content: zip([{ name: 'a', content }]), deflate: true }]),
  'PyTorch archive': (content) =>
    zip([
      { name: 'net/data.pkl', content },
      { name: 'net/version', content: Buffer.from('3\n') },
    ]),
  npz: (content) => zip([{ name: 'weights.npy', content: npy(content), deflate: true }]),
  'object array': npy,
  tar: (content) => tar('model.pkl', content),
  'tar.gz': (content) => gzipSync(tar('model.pkl', content)),
  'gzip in zlib': (content) => deflateSync(gzipSync(content)),
  'bytes in a pickle': held,
  'base64 in a pickle': heldAsText,
};
