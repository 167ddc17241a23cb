import type { ConfigurationLoader } from '../../domain/fact';
import { type GlobalJudgement, harmless, judgeGlobal } from '../global-policy';
import { HYDRA_NAMES, MLFLOW_NAMES } from './hydra-names';
import { KERAS_NAMES } from './keras-names';
import { SKOPS_NAMES } from './skops-names';

/** Names that one loader’s honest configurations hold: a module (with everything below it where it ends in `.*`) and its names, `'*'` for all. */
export type TrustedNames = readonly (readonly [module: string, names: '*' | readonly string[]])[];

/** THE trusted names by loader. What is not here is judged like a pickle’s global: dangerous by row, else unknown. */
const TRUSTED: Readonly<Partial<Record<ConfigurationLoader, TrustedNames>>> = {
  skops: SKOPS_NAMES,
  Keras: KERAS_NAMES,
  Hydra: HYDRA_NAMES,
  MLflow: MLFLOW_NAMES,
  TorchServe: [['ts.torch_handler.*', '*']],
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
  // A name that is listed one by one wins over its whole module: MLflow imports by name, and its own loaders are what it should import.
  if (
    isTrusted(
      (TRUSTED[loader] ?? []).filter(([pattern, names]) => !pattern.endsWith('.*') && names !== '*'),
      module,
      name,
    )
  )
    return harmless('trusted', loader);
  const judgement = judgeGlobal(module, name);
  if (judgement.class === 'dangerous') return judgement;
  // Hydra walks a dotted path attribute by attribute: what a trusted module imported itself is within reach through it.
  const dot = module.indexOf('.');
  const walked = loader === 'Hydra' && dot > 0 ? judgeGlobal(module.slice(0, dot), `${module.slice(dot + 1)}.${name}`) : judgement;
  if (walked.class === 'dangerous') return walked;
  return isTrusted(TRUSTED[loader] ?? [], module, name) ? harmless('trusted', loader) : judgement;
}
