import type { GlobalUse } from '../domain/fact';
import type { GlobalClass } from '../domain/report';
import { DANGEROUS, DANGERS, type Danger, type DangerousRow } from './policy/dangerous';
import { isFunctionMaker, isOrdinaryModule } from './policy/function-makers';
import { gadgetOf } from './policy/gadgets';
import { TRUSTED } from './policy/trusted';
import { usesOf } from './policy/trusted-rows';
import { TRUSTED_TORCH_TENSORS } from './policy/trusted-torch-tensors';
import { TRUSTED_TORCHSCRIPT_FUNCTIONS } from './policy/trusted-torchscript';

/** How a global is judged, and why. */
export interface GlobalJudgement {
  readonly class: GlobalClass;
  readonly danger: Danger | null;
  /** What a dangerous name does, to follow it in a sentence; empty for the others. */
  readonly does: string;
  /** What speaks for the judgement: the row's reference, or the library whose honest files contain the name. */
  readonly reference: string;
  /** Of a trusted row: how honest files use the name. Left out where every use is trusted, and for names that are not trusted. */
  readonly uses?: readonly GlobalUse[];
  /** Of a trusted row: whose honest files these are, and which versions were seen writing them. */
  readonly library?: string;
  readonly versions?: string;
}

/** The judgement of a name that is not dangerous. */
export const harmless = (judged: 'trusted' | 'unknown', reference: string): GlobalJudgement => ({
  class: judged,
  danger: null,
  reference,
  does: '',
});

const key = (module: string, name: string) => `${module}\0${name}`;

const EXACT: ReadonlyMap<string, DangerousRow> = new Map(
  (DANGEROUS as readonly DangerousRow[]).flatMap((row) =>
    row[1] === '*' ? [] : row[1].map((name) => [key(row[0], name), row] as const),
  ),
);
const WHOLE: ReadonlyMap<string, DangerousRow> = new Map(
  (DANGEROUS as readonly DangerousRow[]).flatMap((row) => (row[1] === '*' ? [[row[0], row] as const] : [])),
);
const ALL_TRUSTED = [
  ...TRUSTED,
  { library: 'TorchScript', rows: TRUSTED_TORCHSCRIPT_FUNCTIONS },
  { library: 'PyTorch', rows: TRUSTED_TORCH_TENSORS },
];
const TRUSTED_NAMES: ReadonlyMap<string, GlobalJudgement> = new Map(
  ALL_TRUSTED.flatMap(({ library, rows }) =>
    rows.flatMap(([module, letters, versions, names]) => {
      const row: GlobalJudgement = { ...harmless('trusted', library), uses: usesOf(letters), library, versions };
      return names.map((name) => [key(module, name), row] as const);
    }),
  ),
);

const dangerous = (row: DangerousRow): GlobalJudgement => ({
  class: 'dangerous',
  danger: row[2],
  reference: row[3],
  does: row[4],
});
const FUNCTION_MAKER = harmless('unknown', 'what it builds is judged as code');
const UNKNOWN = harmless('unknown', '');

/** A module row that covers this module: its own or that of a package above it. */
function wholeModule(module: string): DangerousRow | undefined {
  for (let name = module; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const row = WHOLE.get(name);
    if (row !== undefined) return row;
  }
  return undefined;
}

/** Attributes that lead from any object to everything. */
const ESCAPES =
  /^__(?:globals|builtins|subclasses|bases|base|mro|class|dict|import|getattribute|getattr|code|closure|self|func|wrapped|loader|spec|reduce|reduce_ex|init_subclass|set_name|call|new|init|setattr|delattr)__$/;

/**
 * THE judgement of a name: default-deny by exact module and qualified name. Exact dangerous rows come first, then exact trusted rows,
 * then dangerous modules, then functions that were found to hand on what they are given; everything else is unknown. A dotted name is an
 * attribute walk and is judged at every step: `pathlib` with `os.system` is `os.system`.
 */
export function judgeGlobal(module: string, name: string): GlobalJudgement {
  const listed = judgeListed(module, name);
  if (listed !== UNKNOWN) return listed;
  const gadget = gadgetOf(module, name);
  if (gadget === undefined) return UNKNOWN;
  return {
    class: 'dangerous',
    danger: gadget.danger,
    reference: 'its source, read by build/policy/gadgets.py',
    does: `hands what it is given to ${gadget.sink}, which ${DANGERS[gadget.danger].does}`,
  };
}

/** The same by the rows that people wrote or that were harvested, without the functions found by reading sources. */
export function judgeListed(module: string, name: string): GlobalJudgement {
  if (isFunctionMaker(module, name)) return FUNCTION_MAKER;
  const exact = EXACT.get(key(module, name));
  if (exact !== undefined) return dangerous(exact);
  const steps = name.split('.');
  if (steps.some((step) => ESCAPES.test(step)))
    return {
      class: 'dangerous',
      danger: 'reflection',
      reference: 'an attribute that leads to everything',
      does: 'leads from any object to everything in the interpreter',
    };
  // TorchScript's own loader makes these types from the archive's code; Python has no such module to import.
  if (module === '__torch__' || module.startsWith('__torch__.')) return harmless('trusted', 'TorchScript type');
  const trusted = TRUSTED_NAMES.get(key(module, name));
  if (trusted !== undefined) return trusted;
  const row = walked(module, steps) ?? wholeModule(module);
  return row === undefined ? UNKNOWN : dangerous(row);
}

/** True when a judgement trusts this use too: a class that may be rebuilt is not thereby one that may be called. */
export function coversUse({ class: judged, uses }: GlobalJudgement, use: GlobalUse): boolean {
  return judged === 'trusted' && (uses === undefined || uses.includes(use));
}

/** The judgement of one use of a name: a trusted name is unknown when it is used as no honest file uses it. */
export function judgeUse(module: string, name: string, use: GlobalUse): GlobalJudgement {
  const judgement = judgeGlobal(module, name);
  return judgement.class !== 'trusted' || coversUse(judgement, use) ? judgement : { ...judgement, class: 'unknown' };
}

/** Modules that lead to commands and code at once, beside those that are dangerous as a whole. */
const DANGEROUS_MODULES: ReadonlySet<string> = new Set(['builtins', '__builtin__']);

/**
 * What importing a module as an object hands out: its danger, or null for modules that are not dangerous as a whole. `os.system` is
 * judged as the function.
 */
export function judgeModule(module: string): Danger | null {
  if (isOrdinaryModule(module)) return null;
  if (DANGEROUS_MODULES.has(module)) return 'code';
  const dot = module.lastIndexOf('.');
  const inner = dot < 0 ? undefined : EXACT.get(key(module.slice(0, dot), module.slice(dot + 1)));
  return (inner ?? wholeModule(module))?.[2] ?? null;
}

/** True for modules whose names are dangerous as a whole, whoever imports them. */
export function isDangerousModule(module: string): boolean {
  return DANGEROUS_MODULES.has(module) || wholeModule(module) !== undefined;
}

/** Steps of a dotted name that pass through another module: `os.system` in `pathlib`, `system.os` is not one. */
function walked(module: string, steps: readonly string[]): DangerousRow | undefined {
  if (steps.length < 2) return undefined;
  // The walk may begin with a method of a dangerous name in the same module.
  const own = EXACT.get(key(module, steps[0] as string));
  if (own !== undefined) return own;
  for (let from = 0; from < steps.length; from++) {
    for (let to = from + 1; to <= steps.length; to++) {
      const inner = steps.slice(from, to).join('.');
      const row = (to < steps.length ? EXACT.get(key(inner, steps[to] as string)) : undefined) ?? WHOLE.get(inner);
      if (row !== undefined) return row;
    }
  }
  return undefined;
}

/** The danger's sentence and severity. */
export function describeDanger(danger: Danger): (typeof DANGERS)[Danger] {
  return DANGERS[danger];
}
