import { type CuvetteError, ERROR_SENTENCES, type ErrorCode } from '../../shared/domain/error';

/** A failure that a person can be told: thrown by handlers, crosses to the window as data. */
export class Failure extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string) {
    super(ERROR_SENTENCES[code]);
    this.code = code;
    this.detail = detail;
  }
}

/** Anything thrown, as the window may see it. What nobody foresaw is `internal`, with its text for the log. */
export function toCuvetteError(thrown: unknown): CuvetteError {
  if (thrown instanceof Failure) return { code: thrown.code, message: thrown.message, detail: thrown.detail };
  return { code: 'internal', message: ERROR_SENTENCES.internal, detail: String(thrown).slice(0, 2000) };
}
