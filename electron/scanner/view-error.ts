import { type CuvetteError, ERROR_SENTENCES, type ErrorCode } from '../../shared/domain/error';

/** A named failure on its way out of a query. */
export class CuvetteErrorException extends Error {
  readonly error: CuvetteError;

  constructor(code: ErrorCode) {
    super(ERROR_SENTENCES[code]);
    this.error = { code, message: ERROR_SENTENCES[code] };
  }
}
