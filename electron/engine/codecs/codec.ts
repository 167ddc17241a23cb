import type { Ports } from '../ports';
import { decodeBzip2 } from './bzip2';
import { decodeGzip, decodeZlib, inflateOnce } from './gzip';
import type { Intake } from './intake';
import { decodeLz4 } from './lz4-frame';
import { decodeLzmaAlone, decodeLzmaInZip } from './lzma';
import { decodeXz } from './xz';
import { decodeZstd } from './zstd';

/**
 * How bytes are compressed. `deflate` and `zlibOnce` are one stream and `zipLzma` is LZMA with the header of a zip
 * member; the others are streams
 * as files hold them, of which all that lie one behind the other are read.
 */
export type Codec = 'deflate' | 'zlib' | 'zlibOnce' | 'gzip' | 'bz2' | 'xz' | 'lzma' | 'zipLzma' | 'lz4' | 'zstd';

/**
 * Decodes from an intake. Pieces are borrowed until the next one is asked for. Ends at the first byte that belongs to no stream, with
 * the intake there. Damage throws `InflateError` and a bound of the decoder’s own `DecodeLimit`; what was yielded before stands.
 * `size` is what the container says will come out, for `zipLzma` without an end marker.
 */
export function decode(
  codec: Codec,
  intake: Intake,
  ports: Ports,
  size: number | null = null,
): AsyncGenerator<Uint8Array> {
  switch (codec) {
    case 'deflate':
      return inflateOnce(intake, ports, 'deflate');
    case 'zlibOnce':
      return inflateOnce(intake, ports, 'zlib');
    case 'zlib':
      return decodeZlib(intake, ports);
    case 'gzip':
      return decodeGzip(intake, ports);
    case 'bz2':
      return decodeBzip2(intake);
    case 'xz':
      return decodeXz(intake, ports);
    case 'lzma':
      return decodeLzmaAlone(intake);
    case 'zipLzma':
      return decodeLzmaInZip(intake, size);
    case 'lz4':
      return decodeLz4(intake);
    case 'zstd':
      return decodeZstd(intake);
  }
}
