/** What the world may do to a scan. Closed, so that every code has a sentence in the window and in the terminal. */
export const ERROR_CODES = [
  'notFound',
  'permissionDenied',
  'notAFile',
  'fileChanged',
  'readFailed',
  'cancelled',
  'timedOut',
  'scannerCrashed',
  'outOfMemory',
  'badMessage',
  'unknownArtifact',
  'policyInvalid',
  'policyChanged',
  'policyExists',
  'policyNotWritten',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error as data: it crosses the wire unchanged. `message` is a plain sentence; `detail` is for the log. */
export interface CuvetteError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly detail?: string;
}

/** Success or a named failure; every reply over the wire has this shape. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CuvetteError };

/** The sentence a person sees for each code. */
export const ERROR_SENTENCES: Readonly<Record<ErrorCode, string>> = {
  notFound: 'The file is no longer there.',
  permissionDenied: 'The file may not be read by this user.',
  notAFile: 'This is not a regular file.',
  fileChanged: 'The file changed while it was being read.',
  readFailed: 'The file could not be read to its end.',
  cancelled: 'The scan was cancelled.',
  timedOut: 'The scan took too long and was stopped.',
  scannerCrashed: 'The scanner process ended while it was reading this file.',
  outOfMemory: 'The scanner process reached its memory ceiling on this file.',
  badMessage: 'A message between the processes had an unexpected shape.',
  unknownArtifact: 'This artifact is not open.',
  policyInvalid: 'The policy breaks the rules for policies.',
  policyChanged: 'The policy file was changed by somebody else. It has been read again; nothing was written.',
  policyExists: 'There is a file of this name already. Nothing was written.',
  policyNotWritten: 'The policy file could not be written.',
  internal: 'Cuvette made a mistake.',
};
