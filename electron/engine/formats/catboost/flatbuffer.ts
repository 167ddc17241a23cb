import { decodeUtf8 } from '../../decode-text';

/** A place that a table or vector of a flatbuffer lies at, checked to be inside. */
export interface Table {
  readonly at: number;
  readonly fields: number;
  readonly fieldCount: number;
}

/**
 * Reads tables of a flatbuffer that is held in memory. Every offset is checked against the buffer before it is followed, and what does not fit is null;
 * offsets only lead forward but for the one to a table’s list of fields, so nothing can go in circles.
 */
export class FlatBuffer {
  readonly size: number;
  private readonly view: DataView;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.size = bytes.length;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  root(): Table | null {
    return this.tableAt(0);
  }

  /** The table that the offset stored at `place` leads to. */
  tableAt(place: number): Table | null {
    const at = this.follow(place);
    if (at === null || at + 4 > this.size) return null;
    const fields = at - this.view.getInt32(at, true);
    if (fields < 0 || fields + 4 > this.size) return null;
    const length = this.view.getUint16(fields, true);
    return length >= 4 && fields + length <= this.size ? { at, fields, fieldCount: (length - 4) >> 1 } : null;
  }

  /** Where a field’s value is stored; null for a field that is left out. */
  field(table: Table, index: number): number | null {
    if (index >= table.fieldCount) return null;
    const offset = this.view.getUint16(table.fields + 4 + 2 * index, true);
    return offset === 0 || table.at + offset + 4 > this.size ? null : table.at + offset;
  }

  int32(place: number): number {
    return this.view.getInt32(place, true);
  }

  /** The first element and the count of the vector that the offset at `place` leads to; null where it does not fit. */
  vector(place: number, elementBytes: number): { readonly start: number; readonly count: number } | null {
    const at = this.follow(place);
    if (at === null || at + 4 > this.size) return null;
    const count = this.view.getUint32(at, true);
    return at + 4 + count * elementBytes <= this.size ? { start: at + 4, count } : null;
  }

  text(place: number): string | null {
    const vector = this.vector(place, 1);
    return vector === null ? null : decodeUtf8(this.bytes.subarray(vector.start, vector.start + vector.count));
  }

  /** The bytes of a text with their place. */
  textBytes(place: number): { readonly start: number; readonly bytes: Uint8Array } | null {
    const vector = this.vector(place, 1);
    if (vector === null) return null;
    return { start: vector.start, bytes: this.bytes.subarray(vector.start, vector.start + vector.count) };
  }

  private follow(place: number): number | null {
    if (place < 0 || place + 4 > this.size) return null;
    const offset = this.view.getUint32(place, true);
    return offset >= 4 && place + offset <= this.size ? place + offset : null;
  }
}
