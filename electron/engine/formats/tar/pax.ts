import { decodeUtf8 } from '../../decode-text';

/** Records of a pax header: keywords with their last values (pax(1), “pax Header Block”). Null when a record breaks the form. */
export function readPaxRecords(bytes: Uint8Array): Map<string, string> | null {
  const records = new Map<string, string>();
  let at = 0;
  while (at < bytes.length && bytes[at] !== 0) {
    const space = bytes.indexOf(0x20, at);
    if (space < 0 || space - at > 10) return null;
    const digits = decodeUtf8(bytes.subarray(at, space));
    const end = at + Number(digits);
    if (!/^[0-9]+$/.test(digits) || end <= space + 1 || end > bytes.length || bytes[end - 1] !== 0x0a) return null;
    const equals = bytes.indexOf(0x3d, space + 1);
    if (equals < 0 || equals >= end) return null;
    const keyword = decodeUtf8(bytes.subarray(space + 1, equals));
    const value = decodeUtf8(bytes.subarray(equals + 1, end - 1));
    // GNU's first sparse format repeats these two, once a piece.
    const repeats = keyword === 'GNU.sparse.offset' || keyword === 'GNU.sparse.numbytes';
    const before = repeats ? records.get(keyword) : undefined;
    records.set(keyword, before === undefined ? value : `${before},${value}`);
    at = end;
  }
  return records;
}

/** A size as pax writes it; null for what is no number or reaches no file. */
export function paxNumber(text: string | undefined): number | null {
  return text !== undefined && /^[0-9]{1,14}$/.test(text) ? Number(text) : null;
}
