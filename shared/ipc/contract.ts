import type { Result } from '../domain/error';
import type { PolicyEdit } from '../policy/edit-policy';
import { POLICY_BOUNDS, PROFILE_IDS, ROW_JUDGEMENTS, ROW_USES } from '../policy/project-policy';
import { array, boolean, type Guard, integer, literal, nothing, object, optional, string, text, union } from './guard';
import { isDayText, isPolicy } from './guards';

/**
 * THE channel table of small requests between the window and the main process. Each row gives the guard of what goes in and of what
 * comes out; both processes check both. Preload and handlers are derived from it, so a new row is one edit here and one handler.
 * Bulk traffic (rows, bytes, progress) does not pass here: see `messages.ts`.
 */
const call = <I, O>(input: Guard<I>, output: Guard<O>) => ({ input, output });

const artifactId = text(64);

/** An artifact as the window knows it. `path` is for showing only; requests name artifacts by `id`. */
const artifactInfo = object({ id: artifactId, name: text(4096), path: text(32_768), sizeBytes: integer });

const themes = union(literal('system'), literal('light'), literal('dark'));
const settings = object({
  theme: themes,
  /** Sizes of the resizable panels and columns, keyed by their group's name, as the window last left them. */
  layout: array(object({ key: text(64), sizes: array(integer, 32) }), 64),
});

const added = object({ added: integer });

const globalName = { module: text(POLICY_BOUNDS.nameLength), name: text(POLICY_BOUNDS.nameLength) };
const reason = text(POLICY_BOUNDS.reasonLength);
const author = optional(text(POLICY_BOUNDS.authorLength));
const oneOf = <const T extends string>(words: readonly T[]) =>
  ((value: unknown) => (words as readonly unknown[]).includes(value)) as Guard<T>;

/** The policy in force, where it comes from, and what is wrong with its file; with problems the built-in policy is in force. */
const policyState = object({
  /** For showing only; `isOwn` for the policy of this computer, which stands in where no project's file was opened. */
  path: text(32_768),
  isOwn: boolean,
  /** Of the file; absent while there is none. */
  sha256: optional(text(64)),
  policy: isPolicy,
  problems: array(object({ path: text(1024), sentence: text(1024) }), 32),
  /** The day by the clock of the main process, and who is at work: what a new exception is written with. */
  today: isDayText,
  author: text(POLICY_BOUNDS.authorLength),
});

/** A change of the policy; `shared/policy/read-policy.ts` has the last word on what comes out of it. */
const policyEdit: Guard<PolicyEdit> = union(
  object({ what: literal('profile'), profile: oneOf(PROFILE_IDS) }),
  object({
    what: literal('putRow'),
    row: object({
      ...globalName,
      judgement: oneOf(ROW_JUDGEMENTS),
      uses: optional(array(oneOf(ROW_USES), ROW_USES.length)),
      reason,
    }),
    instead: optional(object(globalName)),
  }),
  object({ what: literal('removeRow'), ...globalName }),
  object({
    what: literal('accept'),
    names: array(object(globalName), 100),
    sha256: text(64),
    file: author,
    reason,
    author,
    expires: isDayText,
  }),
  object({ what: literal('revoke'), sha256: text(64), ...globalName }),
);

export const REQUESTS = {
  'app.info': call(
    nothing,
    object({
      version: text(32),
      ruleset: text(32),
      electron: text(32),
      node: text(32),
      chrome: text(32),
      runtime: text(64),
      packaged: boolean,
      scanners: integer,
    }),
  ),
  /** Opens the system's dialog; what is chosen arrives as `artifacts.added` events. */
  'artifacts.pickFiles': call(nothing, added),
  'artifacts.pickFolder': call(nothing, added),
  'artifacts.addSamples': call(nothing, added),
  /** Sent by the preload only, from File objects of a real drop; the page has no way to name a path. */
  'artifacts.addDropped': call(object({ paths: array(text(32_768), 100_000) }), added),
  /** Forgets artifacts (all when `ids` is absent) and ends their scans. */
  'artifacts.remove': call(object({ ids: optional(array(artifactId, 1_000_000)) }), nothing),
  /** Asks that a scanner holds this artifact ready for `messages.ts` queries; answers on which port to ask. */
  'artifacts.open': call(object({ id: artifactId }), object({ scanner: integer })),
  'artifacts.reveal': call(object({ id: artifactId }), nothing),
  'scans.cancel': call(object({ id: artifactId }), nothing),
  'scans.restart': call(object({ id: artifactId }), nothing),
  /** Scans again with one more password for encrypted members. It is held in memory until the artifact is removed, and never written down. */
  'scans.unlock': call(object({ id: artifactId, password: text(1024) }), nothing),
  'clipboard.write': call(object({ text: string }), nothing),
  /** The policy in force. Its file is chosen in the system's dialogs, never named by the page. */
  'policy.get': call(nothing, policyState),
  /** Changes the policy and writes its file; refused when the file was changed by somebody else meanwhile. */
  'policy.edit': call(policyEdit, policyState),
  /** Opens a project's file and makes it the policy in force; the state is unchanged when the dialog is cancelled. */
  'policy.open': call(nothing, policyState),
  /** Writes the policy in force to a new file, which is then the one in force. */
  'policy.saveAs': call(nothing, policyState),
  /** Goes back to the policy of this computer. */
  'policy.useOwn': call(nothing, policyState),
  'policy.reveal': call(nothing, nothing),
  'settings.get': call(nothing, settings),
  'settings.set': call(settings, nothing),
} as const;

const cuvetteError = object({ code: text(64), message: text(4096), detail: optional(string) });

/** What the main process tells the window unasked. */
export const EVENTS = {
  'artifacts.added': object({ items: array(artifactInfo, 10_000) }),
  /** `queued` and `running` come before the scanner's own progress; `failed` carries why no report will come. */
  'scan.state': object({
    id: artifactId,
    state: union(literal('queued'), literal('running'), literal('failed'), literal('cancelled')),
    error: optional(cuvetteError),
  }),
  /** Runs a row of `renderer/commands.ts`: from the menu and from the screenshot tour. */
  'app.command': object({ command: text(64), argument: optional(text(256)) }),
  /** The policy changed: by an edit, in its file, or because the day did. */
  'policy.state': policyState,
  /** Every scanner judges by it: so many reports were made anew, so many files are scanned again. */
  'policy.applied': object({ rejudged: integer, rescanned: integer }),
  /** Health of the scanner pool, for the status bar. */
  'scanners.state': object({ running: integer, idle: integer, restarted: integer }),
} as const;

export type Requests = typeof REQUESTS;
export type RequestName = keyof Requests;
export type RequestInput<N extends RequestName> = Requests[N]['input'] extends Guard<infer T> ? T : never;
export type RequestOutput<N extends RequestName> = Requests[N]['output'] extends Guard<infer T> ? T : never;

export type Events = typeof EVENTS;
export type EventName = keyof Events;
export type EventPayload<N extends EventName> = Events[N] extends Guard<infer T> ? T : never;

export type ArtifactInfo = EventPayload<'artifacts.added'>['items'][number];
export type PolicyState = RequestOutput<'policy.get'>;
export type Settings = RequestOutput<'settings.get'>;

/**
 * `window.cuvette`, built by the preload. Only structured data and File objects cross it. Scanner ports are handed over by
 * `window.postMessage({ type: 'cuvette:port', scanner: number }, origin, [port])` because a port cannot cross the context bridge;
 * a port with a number already seen replaces the earlier one (the scanner was restarted).
 */
export interface Bridge {
  request<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Result<RequestOutput<N>>>;
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void;
  /** Opens what was dropped. Files made up by page code have no path and are ignored. */
  addDropped(files: readonly unknown[]): Promise<Result<{ added: number }>>;
  /** Tells the main process that the page listens; ports and events follow. */
  ready(): void;
}
