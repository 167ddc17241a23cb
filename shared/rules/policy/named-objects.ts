import type { ConfigurationLoader } from '../../domain/fact';
import { type GlobalJudgement, judgeGlobal } from '../global-policy';
import { KERAS_NAMES } from './keras-names';

/** Names that one loader’s honest configurations hold: a module (with everything below it where it ends in `.*`) and its names, `'*'` for all. */
export type TrustedNames = readonly (readonly [module: string, names: '*' | readonly string[]])[];

/** THE trusted names by loader. What is not here is judged like a pickle’s global: dangerous by row, else unknown. */
const TRUSTED: Readonly<Partial<Record<ConfigurationLoader, TrustedNames>>> = {
  Keras: KERAS_NAMES,
  Transformers: [['transformers.models.*', '*']],
  Diffusers: [
    ['diffusers', '*'],
    ['transformers', '*'],
    ['stable_diffusion', ['StableDiffusionSafetyChecker']],
  ],
};

function isTrusted(rows: TrustedNames, module: string, name: string): boolean {
  return rows.some(([pattern, names]) => {
    const inModule = pattern.endsWith('.*') ? module === pattern.slice(0, -2) || module.startsWith(pattern.slice(0, -1)) : module === pattern;
    return inModule && (names === '*' || names.includes(name));
  });
}

/** THE judgement of a name that a configuration asks its loader for. Dangerous rows win over the loader’s trusted names. */
export function judgeNamedObject(loader: ConfigurationLoader, module: string, name: string): GlobalJudgement {
  const judgement = judgeGlobal(module, name);
  if (judgement.class === 'dangerous') return judgement;
  return isTrusted(TRUSTED[loader] ?? [], module, name) ? { class: 'trusted', danger: null, reference: loader } : judgement;
}
