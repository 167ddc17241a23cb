import type { CallFact, GlobalFact, NamedObjectFact } from '../domain/fact';
import type { Acceptance, Evidence } from '../domain/finding';
import type { GlobalClass, PolicyStamp } from '../domain/report';
import { admits } from '../policy/profiles';
import {
  isExpired,
  NO_POLICY,
  type PolicyException,
  type PolicyRow,
  type ProfileId,
  type ProjectPolicy,
  type RowUse,
} from '../policy/project-policy';
import { judgeGlobal } from './global-policy';

/** What a project's policy makes of a built-in judgement, and what decided: nothing of it, its profile, or one of its rows. */
export interface Ruling {
  readonly class: GlobalClass;
  readonly by: 'built-in' | 'profile' | 'row';
  readonly row: PolicyRow | null;
}

/** The exceptions of one file, by name. */
export type FileExceptions = ReadonlyMap<string, PolicyException>;

/** One text for a module and a name. */
const keyOf = (module: string, name: string): string => `${module}\0${name}`;

/**
 * A project's policy, ready to judge with. It stands over the built-in judgement (`global-policy.ts`) and is handed to the rules that judge
 * names. Facts never depend on it, so that judging held facts again is the same as scanning again under another policy.
 */
export class PolicyInForce {
  readonly policy: ProjectPolicy;
  /** The day on which exceptions are looked at, `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** What reports are marked with. */
  readonly stamp: PolicyStamp;
  private readonly rows: ReadonlyMap<string, PolicyRow>;
  private readonly byFile: ReadonlyMap<string, FileExceptions>;

  /** `sha256` is of the file that the policy was read from. */
  constructor(policy: ProjectPolicy, today: string, sha256: string | null = null) {
    this.policy = policy;
    this.today = today;
    this.stamp = { profile: policy.profile, sha256 };
    this.rows = new Map(policy.rows.map((row) => [keyOf(row.module, row.name), row]));
    const byFile = new Map<string, Map<string, PolicyException>>();
    for (const exception of policy.exceptions) {
      const ofFile = byFile.get(exception.sha256) ?? new Map<string, PolicyException>();
      ofFile.set(keyOf(exception.module, exception.name), exception);
      byFile.set(exception.sha256, ofFile);
    }
    this.byFile = byFile;
  }

  get profile(): ProfileId {
    return this.policy.profile;
  }

  /** True where the built-in rows are alone. */
  get decidesNothing(): boolean {
    return this.profile === 'everything-known' && this.rows.size === 0;
  }

  /** The row about exactly this name. */
  rowOf(module: string, name: string): PolicyRow | null {
    return this.rows.get(keyOf(module, name)) ?? null;
  }

  /** The row that takes the built-in danger of such a use of a name away, if one does: what is found then stays as a note. */
  allowingRow(module: string, name: string, use: RowUse): PolicyRow | null {
    const row = this.rowOf(module, name);
    return row !== null && row.judgement !== 'dangerous' && vouchesFor(row, [use]) ? row : null;
  }

  /**
   * What a name is under this policy, given what the built-in rules make of it and the library it belongs to. A row decides first, then the
   * profile, which only takes away.
   */
  ruling(module: string, name: string, builtIn: GlobalClass, library: string): Ruling {
    const row = this.rowOf(module, name);
    if (row !== null) return { class: row.judgement, by: 'row', row };
    return builtIn === 'trusted' && !admits(this.profile, module, name, library)
      ? { class: 'unknown', by: 'profile', row: null }
      : { class: builtIn, by: 'built-in', row: null };
  }

  /** The same for a global of a file, which says how it is used. What an extension number stands for is nobody's to vouch for. */
  rulingOfGlobal(global: GlobalFact, builtIn: GlobalClass): Ruling {
    if (global.opcode === 'EXT') return { class: builtIn, by: 'built-in', row: null };
    const { module, name } = global;
    const ruling = this.ruling(module, name, builtIn, libraryOf(module, name));
    if (ruling.row?.uses === undefined || vouchesFor(ruling.row, usesOf(global))) return ruling;
    return { ...ruling, class: builtIn === 'dangerous' ? 'dangerous' : 'unknown' };
  }

  /** The same for a name that a configuration asks its loader for. */
  rulingOfNamedObject({ module, name, called }: NamedObjectFact, builtIn: GlobalClass, library: string): Ruling {
    const ruling = this.ruling(module, name, builtIn, library);
    if (ruling.row === null || vouchesFor(ruling.row, [called ? 'call' : 'import'])) return ruling;
    return { ...ruling, class: builtIn === 'dangerous' ? 'dangerous' : 'unknown' };
  }

  /** The exceptions about the file of a digest, the expired ones too. */
  exceptionsOf(sha256: string | null): FileExceptions {
    return (sha256 === null ? undefined : this.byFile.get(sha256)) ?? NONE;
  }

  /**
   * Who has accepted a finding with this evidence: every global that it is about must be excepted today. A finding about no global, such as
   * damage or a computed call, can be accepted by nobody.
   */
  acceptance(evidence: readonly Evidence[], exceptions: FileExceptions): Acceptance | null {
    let accepted: PolicyException | null = null;
    for (const piece of evidence) {
      if (piece.kind !== 'global') continue;
      const exception = exceptions.get(keyOf(piece.module, piece.name));
      if (exception === undefined || isExpired(exception, this.today)) return null;
      if (accepted === null || exception.expires < accepted.expires) accepted = exception;
    }
    return accepted === null
      ? null
      : { reason: accepted.reason, author: accepted.author ?? null, expires: accepted.expires };
  }
}

const NONE: FileExceptions = new Map();

const vouchesFor = ({ uses }: PolicyRow, asked: readonly RowUse[]): boolean =>
  uses === undefined || asked.every((use) => uses.includes(use));

/** The use that an opcode which calls makes of its callee. */
export const callUse = (via: CallFact['via']): RowUse => (via.startsWith('NEWOBJ') ? 'rebuild' : 'call');

/** The built-in rows alone: what is in force where there is no policy. */
export const BUILT_IN_POLICY = new PolicyInForce(NO_POLICY, '0000-00-00');

/** The library of names that are trusted for how a file uses them, such as `getattr` and torch's nested tensors, and so have no row that says it. */
const LIBRARY_OF_PACKAGE: ReadonlyMap<string, string> = new Map([
  ['builtins', 'Python'],
  ['numpy', 'NumPy'],
  ['torch', 'PyTorch'],
]);

/** The library that a trusted global belongs to; empty where nothing says it. */
export function libraryOf(module: string, name: string): string {
  const judgement = judgeGlobal(module, name);
  if (judgement.class === 'trusted') return judgement.reference;
  return LIBRARY_OF_PACKAGE.get(module.split('.', 1)[0] as string) ?? '';
}

/** How a file uses a global; a name that is only imported is used as a value. */
function usesOf(global: GlobalFact): readonly RowUse[] {
  return global.uses.length === 0 ? ['import'] : global.uses.map(({ use }) => use);
}
