import type { PolicyException, PolicyRow, ProfileId, ProjectPolicy } from './project-policy';

/** A change of a policy that a person makes in the window. */
export type PolicyEdit =
  | { readonly what: 'profile'; readonly profile: ProfileId }
  /** Adds a row, or replaces the one about the same name; `instead` names a row that goes, when the name itself was changed. */
  | {
      readonly what: 'putRow';
      readonly row: PolicyRow;
      readonly instead?: { readonly module: string; readonly name: string } | undefined;
    }
  | { readonly what: 'removeRow'; readonly module: string; readonly name: string }
  /** Accepts what is found about names in one file; an exception that is there already is renewed. */
  | {
      readonly what: 'accept';
      readonly names: readonly { readonly module: string; readonly name: string }[];
      readonly sha256: string;
      readonly file?: string | undefined;
      readonly reason: string;
      readonly author?: string | undefined;
      readonly expires: string;
    }
  | { readonly what: 'revoke'; readonly sha256: string; readonly module: string; readonly name: string };

/** The policy after an edit. It may break the rules of `read-policy.ts`, which is asked before it is kept. */
export function editPolicy(policy: ProjectPolicy, edit: PolicyEdit, today: string): ProjectPolicy {
  switch (edit.what) {
    case 'profile':
      return { ...policy, profile: edit.profile };
    case 'putRow': {
      const { row, instead = row } = edit;
      const rows = policy.rows.filter((other) => isSameName(other, instead) || !isSameName(other, row));
      const isThere = rows.some((other) => isSameName(other, instead));
      return {
        ...policy,
        rows: isThere ? rows.map((other) => (isSameName(other, instead) ? row : other)) : [...rows, row],
      };
    }
    case 'removeRow':
      return { ...policy, rows: policy.rows.filter((row) => !isSameName(row, edit)) };
    case 'accept': {
      const { names, sha256, file, reason, author, expires } = edit;
      const fresh = names.map(
        ({ module, name }): PolicyException => ({
          sha256,
          module,
          name,
          reason,
          ...(author === undefined ? {} : { author }),
          ...(file === undefined ? {} : { file }),
          added: today,
          expires,
        }),
      );
      const others = policy.exceptions.filter((old) => !fresh.some((one) => isSameException(old, one)));
      return { ...policy, exceptions: [...others, ...fresh] };
    }
    case 'revoke':
      return { ...policy, exceptions: policy.exceptions.filter((exception) => !isSameException(exception, edit)) };
  }
}

interface Named {
  readonly module: string;
  readonly name: string;
}

const isSameName = (a: Named, b: Named): boolean => a.module === b.module && a.name === b.name;
const isSameException = (a: Named & { readonly sha256: string }, b: Named & { readonly sha256: string }): boolean =>
  a.sha256 === b.sha256 && isSameName(a, b);
