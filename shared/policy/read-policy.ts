import { repeatedKey } from './json-keys';
import {
  isDay,
  POLICY_BOUNDS,
  type PolicyException,
  type PolicyRow,
  PROFILE_IDS,
  type ProjectPolicy,
  ROW_JUDGEMENTS,
  ROW_USES,
} from './project-policy';

/** What is wrong with a policy, and where: `exceptions[2].expires`, empty for the whole document. */
export interface PolicyProblem {
  readonly path: string;
  readonly sentence: string;
}

export type ReadPolicy =
  | { readonly ok: true; readonly policy: ProjectPolicy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** Problems that are told at once. */
const TOLD = 20;

/** Reads the text of a policy file. Never throws: whatever the text, a policy that keeps every rule of this file or what it breaks. */
export function readPolicy(text: string): ReadPolicy {
  if (text.length > POLICY_BOUNDS.fileBytes) return refused('', 'The policy is larger than a policy may be.');
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    return refused('', 'This is not JSON.');
  }
  const repeated = repeatedKey(text);
  if (repeated !== null) return refused('', `The key ${JSON.stringify(repeated)} stands twice in one object.`);
  return checkPolicy(value);
}

function refused(path: string, sentence: string): ReadPolicy {
  return { ok: false, problems: [{ path, sentence }] };
}

/** The same for a value that is no text any more: from a message between processes, or after an edit. */
export function checkPolicy(value: unknown): ReadPolicy {
  const check = new Check();
  const policy = check.policy(value);
  return policy === null || check.problems.length > 0
    ? { ok: false, problems: check.problems.slice(0, TOLD) }
    : { ok: true, policy };
}

/** A policy's problems as one text, a line each. */
export function describeProblems(problems: readonly PolicyProblem[]): string {
  return problems.map(({ path, sentence }) => (path === '' ? sentence : `${path}: ${sentence}`)).join('\n');
}

type Fields = ReadonlyMap<string, unknown>;

/** A name, exact: no pattern characters, no white space, nothing that a terminal would act on. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const EXACT_NAME = /^[^\s*?\u0000-\u001f\u007f-\u009f]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const LINE = /^[^\u0000-\u001f\u007f-\u009f]*$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** Collects everything that is wrong, so that a person can mend a file in one go. */
class Check {
  readonly problems: PolicyProblem[] = [];

  private say(path: string, sentence: string): null {
    if (this.problems.length < TOLD) this.problems.push({ path, sentence });
    return null;
  }

  policy(value: unknown): ProjectPolicy | null {
    const fields = this.object(value, '', ['version', 'profile'], ['$schema', 'rows', 'exceptions']);
    if (fields === null) return null;
    const $schema = fields.has('$schema') ? this.text(fields.get('$schema'), '$schema', 0, 1000) : undefined;
    if (fields.has('version') && fields.get('version') !== 1)
      this.say('version', 'The version must be 1: this program knows no other.');
    const profile = fields.has('profile') ? this.oneOf(fields.get('profile'), 'profile', PROFILE_IDS) : null;
    const rows = this.list(fields, 'rows', POLICY_BOUNDS.rows, (item, path) => this.row(item, path));
    const exceptions = this.list(fields, 'exceptions', POLICY_BOUNDS.exceptions, (item, path) =>
      this.exception(item, path),
    );
    if (rows !== null) this.unique(rows, 'rows', ({ module, name }) => `${module}\0${name}`);
    if (exceptions !== null)
      this.unique(exceptions, 'exceptions', ({ sha256, module, name }) => `${sha256}\0${module}\0${name}`);
    if (profile === null || rows === null || exceptions === null || $schema === null) return null;
    return {
      ...($schema === undefined ? {} : { $schema }),
      version: 1,
      profile,
      rows: rows.filter(isThere),
      exceptions: exceptions.filter(isThere),
    };
  }

  private row(value: unknown, path: string): PolicyRow | null {
    const fields = this.object(value, path, ['module', 'name', 'judgement', 'reason'], ['uses']);
    if (fields === null) return null;
    const module = this.exactName(fields, path, 'module');
    const name = this.exactName(fields, path, 'name');
    const judgement = fields.has('judgement')
      ? this.oneOf(fields.get('judgement'), `${path}.judgement`, ROW_JUDGEMENTS)
      : null;
    const reason = this.reason(fields, path);
    const uses = fields.has('uses') ? this.uses(fields.get('uses'), `${path}.uses`) : undefined;
    if (uses !== undefined && judgement !== null && judgement !== 'trusted')
      this.say(`${path}.uses`, 'Only a row that trusts can be limited to some uses.');
    if (module === null || name === null || judgement === null || reason === null || uses === null) return null;
    return { module, name, judgement, ...(uses === undefined ? {} : { uses }), reason };
  }

  private uses(value: unknown, path: string): PolicyRow['uses'] | null {
    if (!Array.isArray(value) || value.length === 0 || value.length > ROW_USES.length)
      return this.say(path, `This must be a list of one to ${ROW_USES.length} uses.`);
    const uses = value.map((use, index) => this.oneOf(use, `${path}[${index}]`, ROW_USES));
    if (new Set(value).size !== value.length) return this.say(path, 'A use stands here twice.');
    return uses.includes(null) ? null : uses.filter(isThere);
  }

  private exception(value: unknown, path: string): PolicyException | null {
    const fields = this.object(
      value,
      path,
      ['sha256', 'module', 'name', 'reason', 'added', 'expires'],
      ['author', 'file'],
    );
    if (fields === null) return null;
    const sha256 = fields.get('sha256');
    if (fields.has('sha256') && (typeof sha256 !== 'string' || !SHA256.test(sha256)))
      this.say(`${path}.sha256`, 'This must be a SHA-256 in 64 small hexadecimal digits.');
    const module = this.exactName(fields, path, 'module');
    const name = this.exactName(fields, path, 'name');
    const reason = this.reason(fields, path);
    const author = fields.has('author') ? this.line(fields, path, 'author') : undefined;
    const file = fields.has('file') ? this.line(fields, path, 'file') : undefined;
    const added = this.day(fields, path, 'added');
    const expires = this.day(fields, path, 'expires');
    if (added !== null && expires !== null && expires < added)
      return this.say(`${path}.expires`, 'The last day lies before the day on which the exception was added.');
    if (typeof sha256 !== 'string' || !SHA256.test(sha256)) return null;
    if (module === null || name === null || reason === null || added === null || expires === null) return null;
    if (author === null || file === null) return null;
    return {
      sha256,
      module,
      name,
      reason,
      ...(author === undefined ? {} : { author }),
      ...(file === undefined ? {} : { file }),
      added,
      expires,
    };
  }

  private object(
    value: unknown,
    path: string,
    required: readonly string[],
    optional: readonly string[],
  ): Fields | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return this.say(path, 'This must be an object.');
    // What a message between processes leaves undefined is not there.
    const fields: Fields = new Map(Object.entries(value).filter(([, field]) => field !== undefined));
    for (const key of fields.keys())
      if (!required.includes(key) && !optional.includes(key))
        this.say(inside(path, key.slice(0, 100)), 'No such key is known.');
    for (const key of required) if (!fields.has(key)) this.say(inside(path, key), 'This key is missing.');
    return fields;
  }

  private list<T>(
    fields: Fields,
    key: string,
    maximum: number,
    read: (item: unknown, path: string) => T | null,
  ): (T | null)[] | null {
    if (!fields.has(key)) return [];
    const value = fields.get(key);
    if (!Array.isArray(value)) return this.say(key, 'This must be a list.');
    if (value.length > maximum) return this.say(key, `This may hold at most ${maximum} items.`);
    return value.map((item, index) => read(item, `${key}[${index}]`));
  }

  private unique<T>(items: readonly (T | null)[], list: string, keyOf: (item: T) => string): void {
    const first = new Map<string, number>();
    items.forEach((item, index) => {
      if (item === null) return;
      const key = keyOf(item);
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, index);
      else this.say(`${list}[${index}]`, `This says again what ${list}[${earlier}] is about.`);
    });
  }

  private exactName(fields: Fields, path: string, key: string): string | null {
    if (!fields.has(key)) return null;
    // Configurations name classes without a module.
    const shortest = key === 'module' ? 0 : 1;
    const name = this.text(fields.get(key), `${path}.${key}`, shortest, POLICY_BOUNDS.nameLength);
    if (name === null || EXACT_NAME.test(name)) return name;
    return this.say(`${path}.${key}`, 'This must be one exact name, without patterns or white space.');
  }

  private reason(fields: Fields, path: string): string | null {
    if (!fields.has('reason')) return null;
    const reason = this.text(fields.get('reason'), `${path}.reason`, 1, POLICY_BOUNDS.reasonLength);
    return reason !== null && !/\S/.test(reason) ? this.say(`${path}.reason`, 'A reason must be given.') : reason;
  }

  private line(fields: Fields, path: string, key: string): string | null {
    const line = this.text(fields.get(key), `${path}.${key}`, 1, POLICY_BOUNDS.authorLength);
    return line !== null && !LINE.test(line) ? this.say(`${path}.${key}`, 'This must be one line of text.') : line;
  }

  private day(fields: Fields, path: string, key: string): string | null {
    if (!fields.has(key)) return null;
    const value = fields.get(key);
    if (typeof value === 'string' && isDay(value)) return value;
    return this.say(`${path}.${key}`, 'This must be a day written as YYYY-MM-DD.');
  }

  private text(value: unknown, path: string, minimum: number, maximum: number): string | null {
    if (typeof value === 'string' && value.length >= minimum && value.length <= maximum) return value;
    return this.say(path, `This must be a text of ${minimum} to ${maximum} characters.`);
  }

  private oneOf<const T extends string>(value: unknown, path: string, words: readonly T[]): T | null {
    const found = words.find((word) => word === value);
    return found ?? this.say(path, `This must be one of ${words.join(', ')}.`);
  }
}

const isThere = <T>(item: T | null): item is T => item !== null;
const inside = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
