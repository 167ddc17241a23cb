import type { GlobalClass } from '../../shared/domain/report';
import { profileOf } from '../../shared/policy/profiles';
import type { PolicyRow } from '../../shared/policy/project-policy';
import { judgeGlobal } from '../../shared/rules/global-policy';
import { libraryOf, type PolicyInForce, type Ruling } from '../../shared/rules/policy-in-force';

/** Why a name is judged as it is, in sentences. */
export interface PolicyAnswer {
  readonly module: string;
  readonly name: string;
  readonly class: GlobalClass;
  readonly by: Ruling['by'];
  /** The row of the project about it. */
  readonly row: PolicyRow | null;
  /** Which of the three decided, and how. */
  readonly decided: string;
  /** What the built-in rows say, whoever decided. */
  readonly builtIn: string;
  /** Advisory, documentation, or library that speaks for the built-in judgement. */
  readonly reference: string;
  readonly profile: string;
}

/** Asks the policy about one name, used in whatever way. */
export function answerOf(policy: PolicyInForce, module: string, name: string): PolicyAnswer {
  const judgement = judgeGlobal(module, name);
  const library = libraryOf(module, name);
  const ruling = policy.ruling(module, name, judgement.class, library);
  const { title } = profileOf(policy.profile);
  const builtIn =
    judgement.danger !== null
      ? `Dangerous: it ${judgement.does}.`
      : judgement.class === 'trusted'
        ? `Trusted: honest files of ${judgement.reference} contain it.`
        : `Unknown: no row is about it${judgement.reference === '' ? '' : `; ${judgement.reference}`}.`;
  const isAdmitted = policy.ruling(module, name, judgement.class, library).by !== 'profile';
  const profile =
    judgement.class !== 'trusted'
      ? `The profile ${title} has no say: it admits trusted names and vouches for none.`
      : isAdmitted && ruling.by !== 'row'
        ? `The profile ${title} admits it.`
        : ruling.by === 'row'
          ? `The profile ${title} has no say: a row of the project is about it.`
          : `The profile ${title} does not admit it.`;
  return {
    module,
    name,
    class: ruling.class,
    by: ruling.by,
    row: ruling.row,
    decided: decidedBy(ruling, title),
    builtIn,
    reference: judgement.danger === null ? '' : judgement.reference,
    profile,
  };
}

function decidedBy({ by, row }: Ruling, title: string): string {
  if (by === 'row' && row !== null) {
    const uses = row.uses === undefined ? '' : ` for these uses only: ${row.uses.join(', ')}`;
    return `A row of this project decides${uses}. Its reason: ${row.reason}`;
  }
  return by === 'profile' ? `The profile ${title} decides: it does not admit this name.` : 'The built-in rows decide.';
}

/**
 * The module and the name that a person means by a dotted text. `module:name` and `module name` say it plainly, `:name` has no module; of the ways to cut
 * `a.b.C.d` the first that somebody knows is taken, the longest module first.
 */
export function parseGlobal(
  text: string,
  isKnown: (module: string, name: string) => boolean,
): { readonly module: string; readonly name: string } | null {
  const trimmed = text.trim();
  const plain = /^([^\s:]*)[\s:]+(\S+)$/.exec(trimmed);
  if (plain) return { module: plain[1] as string, name: plain[2] as string };
  if (/\s/.test(trimmed)) return null;
  const cuts: { module: string; name: string }[] = [];
  for (let dot = trimmed.lastIndexOf('.'); dot > 0; dot = trimmed.lastIndexOf('.', dot - 1))
    if (dot < trimmed.length - 1) cuts.push({ module: trimmed.slice(0, dot), name: trimmed.slice(dot + 1) });
  return cuts.find(({ module, name }) => isKnown(module, name)) ?? cuts[0] ?? null;
}
