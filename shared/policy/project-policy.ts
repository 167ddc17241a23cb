/**
 * The policy of a project, as `cuvette.policy.json` holds it: which profile its files are held to, how names are judged beside the
 * built-in rows, and which findings of which files somebody has accepted until when. Plain data; `read-policy.ts` is its only way in.
 */
export interface ProjectPolicy {
  /** Where editors find the schema; kept as it is. */
  readonly $schema?: string | undefined;
  readonly version: 1;
  readonly profile: ProfileId;
  readonly rows: readonly PolicyRow[];
  readonly exceptions: readonly PolicyException[];
}

/** How much of what the built-in rows trust a project trusts, least first. */
export const PROFILE_IDS = ['data-only', 'scikit-learn', 'pytorch', 'everything-known'] as const;
export type ProfileId = (typeof PROFILE_IDS)[number];

/** What a row can say of a name; the words of `GlobalClass`. */
export const ROW_JUDGEMENTS = ['trusted', 'unknown', 'dangerous'] as const;
export type RowJudgement = (typeof ROW_JUDGEMENTS)[number];

/**
 * How a pickle uses a name, for rows that vouch for some uses only.
 * - `import`: it is named and handed on, and no opcode calls it
 * - `rebuild`: an empty object is made by its `__new__`: NEWOBJ and NEWOBJ_EX
 * - `call`: it is called with arguments of the file: REDUCE, OBJ, INST
 * - `state`, `items`: what it made is given state or items: BUILD, APPENDS and its like
 * - `storage`: it is named in a persistent id
 */
export const ROW_USES = ['import', 'rebuild', 'call', 'state', 'items', 'storage'] as const;
export type RowUse = (typeof ROW_USES)[number];

/** A judgement of one exact name, for every file of the project. It wins over the built-in rows and over the profile. */
export interface PolicyRow {
  /** Empty for a name that configurations give without a module, such as a layer of Keras. */
  readonly module: string;
  readonly name: string;
  readonly judgement: RowJudgement;
  /** For `trusted` rows: the uses that are vouched for; any other use leaves the name unknown. Absent for every use. */
  readonly uses?: readonly RowUse[] | undefined;
  readonly reason: string;
}

/** Findings about one exact name in one exact file that somebody accepts until a day. Days are `YYYY-MM-DD`, UTC. */
export interface PolicyException {
  /** Of the whole file: any other byte is another file. */
  readonly sha256: string;
  readonly module: string;
  readonly name: string;
  readonly reason: string;
  readonly author?: string | undefined;
  /** What the file was called when it was accepted: for people, it binds nothing. */
  readonly file?: string | undefined;
  readonly added: string;
  /** The last day on which it holds. */
  readonly expires: string;
}

/** What is in force where nobody says otherwise: the built-in rows, all of them. */
export const NO_POLICY: ProjectPolicy = { version: 1, profile: 'everything-known', rows: [], exceptions: [] };

/** What the file is called. */
export const POLICY_FILE_NAME = 'cuvette.policy.json';

/** Sizes that a policy may have. */
export const POLICY_BOUNDS = {
  fileBytes: 4 * 1024 * 1024,
  rows: 2000,
  exceptions: 5000,
  nameLength: 500,
  reasonLength: 1000,
  authorLength: 200,
} as const;

/** The text of `cuvette.policy.json` for a policy: the same policy is always the same text. */
export function writePolicy({ $schema, profile, rows, exceptions }: ProjectPolicy): string {
  const text = JSON.stringify(
    {
      $schema,
      version: 1,
      profile,
      rows: rows.map(({ module, name, judgement, uses, reason }) => ({ module, name, judgement, uses, reason })),
      exceptions: exceptions.map(({ sha256, module, name, reason, author, file, added, expires }) => ({
        sha256,
        module,
        name,
        reason,
        author,
        file,
        added,
        expires,
      })),
    },
    null,
    2,
  );
  return `${text}\n`;
}

/** True for a day of the calendar written as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The day so many days after another. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** True once the last day of an exception is over. `today` comes from outside, because rules have no clock. */
export function isExpired({ expires }: Pick<PolicyException, 'expires'>, today: string): boolean {
  return expires < today;
}
