import type { NamedObjectFact } from '../../../../shared/domain/fact';
import type { YamlNode } from '../../ports';
import { renderNode, scalarText, valueFor } from './walk';

/** Keys whose value is imported and called with the other keys: Hydra’s, NeMo’s and latent diffusion’s, Lightning’s command line. */
const TARGET_KEYS: ReadonlySet<string> = new Set(['_target_', 'target', 'class_path']);
/** Keys that steer the call and are none of its arguments. */
const STEERING: ReadonlySet<string> = new Set([
  '_target_',
  'target',
  'class_path',
  '_partial_',
  '_recursive_',
  '_convert_',
]);

/** Ends of host and file names: what a plain `target` means when it is no class. A function of such a name cannot be told from them. */
const NO_CLASS =
  /\.(?:com|org|net|io|dev|ai|co|edu|gov|local|internal|svc|py|csv|tsv|json|txt|bin|pt|pth|ckpt|onnx|ya?ml|md|npy|npz|parquet|zip|gz|tar|png|jpe?g|wav|html?)$/i;

const DOTTED = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/;

/** A name that an instantiating loader finds in a mapping, with its place in characters. */
export interface Target {
  readonly object: Omit<NamedObjectFact, 'kind' | 'entryPath' | 'range'>;
  readonly start: number;
  readonly end: number;
}

/** The targets of one mapping: one for each time the key is written, since loaders differ in which of them counts. */
export function targetsOf(map: YamlNode): readonly Target[] {
  const found: Target[] = [];
  for (const { key, value } of map.entries) {
    const keyText = scalarText(key);
    const path = scalarText(value)?.trim() ?? '';
    if (keyText === null || !TARGET_KEYS.has(keyText) || path === '') continue;
    // `target` is also a plain word; Hydra’s own key never is.
    if (keyText !== '_target_' && (!DOTTED.test(path) || NO_CLASS.test(path))) continue;
    const partial = /^(?:true|yes|on)$/i.test(scalarText(valueFor(map, '_partial_')) ?? '');
    found.push({
      object: { ...hydraName(path), called: !partial, arguments: argumentsOf(map) },
      start: key.start,
      end: value?.end ?? key.end,
    });
  }
  return found;
}

/** A dotted path as Hydra’s `_locate` takes it: imported as far as it is modules, then walked by attribute. */
export function hydraName(path: string): Pick<NamedObjectFact, 'loader' | 'module' | 'name'> {
  const dot = path.lastIndexOf('.');
  return dot < 0
    ? { loader: 'Hydra', module: 'builtins', name: path }
    : { loader: 'Hydra', module: path.slice(0, dot), name: path.slice(dot + 1) };
}

function argumentsOf(map: YamlNode): string {
  const parts: string[] = [];
  for (const { key, value } of map.entries) {
    const name = scalarText(key) ?? renderNode(key);
    if (STEERING.has(name)) continue;
    if (name === '_args_') parts.unshift(renderNode(value).replace(/^\[|\]$/g, ''));
    else parts.push(`${name}=${renderNode(value)}`);
    if (parts.length >= 16) break;
  }
  return parts.join(', ').slice(0, 400);
}

/** What an OmegaConf interpolation does beyond copying another value: `${oc.env:HOME}`, `${eval:…}`. */
export function resolverOf(
  text: string,
): { readonly code: 'environmentRead' | 'codeTag'; readonly detail: string } | null {
  const match = /\$\{\s*(oc\.env|env|eval|exec|python|oc\.eval)\s*:([^}]{0,200})/.exec(text);
  if (match === null) return null;
  const [, resolver = '', argument = ''] = match;
  return /env$/.test(resolver)
    ? {
        code: 'environmentRead',
        detail: `reads the environment variable ${argument.trim()} of the computer that loads it`,
      }
    : { code: 'codeTag', detail: `asks the resolver ${resolver} to compute ${argument.trim()}` };
}
