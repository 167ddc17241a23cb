/** A rule of a format that the bytes break, so that nothing behind `offset` can be told. */
export class ReadError extends Error {
  readonly code: 'truncated' | 'headerInvalid';
  readonly offset: number;
  constructor(code: 'truncated' | 'headerInvalid', message: string, offset: number) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}
