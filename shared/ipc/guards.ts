import { isDay, type ProjectPolicy } from '../policy/project-policy';
import { checkPolicy } from '../policy/read-policy';
import { array, boolean, type Guard, integer, literal, object, optional, text, union } from './guard';
import type { HostMessage, Query, RowFilter, WindowMessage } from './messages';

/** Largest pieces the window may ask for at once. */
export const MAXIMUM_ROWS = 4096;
export const MAXIMUM_BYTES = 1024 * 1024;
export const MAXIMUM_PSEUDO_LINES = 20_000;
export const MAXIMUM_FILTERED_ROWS = 100_000;

const entryPath = array(text(65_535), 64);
const upTo = (maximum: number) => ((value: unknown) => integer(value) && value <= maximum) as Guard<number>;
const smallBytes = ((value: unknown) =>
  value instanceof Uint8Array && value.length > 0 && value.length <= 4096) as Guard<Uint8Array>;

const rowFilter: Guard<RowFilter> = union(
  object({ kind: literal('imports') }),
  object({ kind: literal('calls') }),
  object({ kind: literal('text'), text: text(1024), regex: boolean }),
);

/** A query the scanner is willing to answer. */
export const isQuery: Guard<Query> = union(
  object({ what: literal('streams') }),
  object({ what: literal('rows'), stream: integer, from: integer, count: upTo(MAXIMUM_ROWS) }),
  object({ what: literal('rowAt'), stream: integer, offset: integer }),
  object({ what: literal('filter'), stream: integer, filter: rowFilter, limit: upTo(MAXIMUM_FILTERED_ROWS) }),
  object({ what: literal('closingRow'), stream: integer, row: integer }),
  object({ what: literal('step'), stream: integer, row: integer }),
  object({ what: literal('pseudoPython'), stream: integer, lines: upTo(MAXIMUM_PSEUDO_LINES) }),
  object({ what: literal('bytes'), entryPath, offset: integer, length: upTo(MAXIMUM_BYTES) }),
  object({ what: literal('findBytes'), entryPath, offset: integer, bytes: smallBytes }),
);

/** Everything a page may send to a scanner. */
export const isWindowMessage: Guard<WindowMessage> = union(
  object({ kind: literal('credit'), count: upTo(1024) }),
  object({ kind: literal('query'), requestId: integer, artifactId: text(64), query: isQuery }),
  object({ kind: literal('cancelQuery'), requestId: integer }),
);

const order = <K extends string>(kind: K) =>
  object({
    kind: literal(kind),
    artifactId: text(64),
    path: text(32_768),
    name: text(4096),
    passwords: optional(array(text(1024), 64)),
  });

/** A policy that keeps every rule of `shared/policy/read-policy.ts`. */
export const isPolicy = ((value: unknown) => checkPolicy(value).ok) as Guard<ProjectPolicy>;
export const isDayText = ((value: unknown) => typeof value === 'string' && isDay(value)) as Guard<string>;

/** Artifacts named in one message between the main process and a scanner. */
const MAXIMUM_IDS = 1_000_000;

/** Everything the main process may send to a scanner. */
export const isHostMessage: Guard<HostMessage> = union(
  order('scan'),
  order('open'),
  object({
    kind: literal('policy'),
    round: integer,
    policy: isPolicy,
    sha256: optional(text(64)),
    today: isDayText,
    artifactIds: array(text(64), MAXIMUM_IDS),
  }),
  object({ kind: literal('cancel'), artifactId: text(64) }),
  object({ kind: literal('release'), artifactId: text(64) }),
  object({ kind: literal('port') }),
);

/** Envelope of what a scanner sends to the window: the window trusts its own scanner's payloads, not that it is well. */
export function isScannerMessage(value: unknown): value is import('./messages').ScannerMessage {
  if (typeof value !== 'object' || value === null) return false;
  const message = value as { kind?: unknown; batch?: unknown; requestId?: unknown; result?: unknown };
  if (message.kind === 'push') return Array.isArray(message.batch);
  return (
    message.kind === 'answer' &&
    integer(message.requestId) &&
    typeof message.result === 'object' &&
    message.result !== null
  );
}

/** What a scanner may say to the main process. */
export const isHostReply = union(
  object({ kind: literal('beat'), artifactId: text(64) }),
  object({ kind: literal('finished'), artifactId: text(64), outcome: union(literal('done'), literal('cancelled')) }),
  object({ kind: literal('rejudged'), round: integer, rejudged: integer, missing: array(text(64), MAXIMUM_IDS) }),
);
