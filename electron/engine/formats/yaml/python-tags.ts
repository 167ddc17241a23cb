import type { NamedObjectFact } from '../../../../shared/domain/fact';
import type { YamlNode } from '../../ports';
import { renderNode } from './walk';

const STANDARD = 'tag:yaml.org,2002:';
/** The types of YAML 1.1. */
const TYPES: ReadonlySet<string> = new Set(
  'map seq str int float bool null binary timestamp set omap pairs merge value yaml'.split(' '),
);
/** Python’s own values, which PyYAML’s safer loaders make as well. */
const PLAIN = /^python\/(?:none|bool|str|unicode|bytes|int|long|float|complex|list|tuple|dict)$/;
const OBJECT = /^python\/(object|object\/apply|object\/new|name|module):(.*)$/;

/** What a tag asks a loader for. */
export type TagRequest =
  | { readonly kind: 'object'; readonly object: Omit<NamedObjectFact, 'kind' | 'entryPath' | 'range'> }
  | { readonly kind: 'code'; readonly detail: string };

/**
 * What PyYAML’s full or unsafe loader (`constructor.py`) makes of a tag: an import for `python/name` and `python/module`, a call or an instance for
 * `python/object…`. Tags of other languages’ objects are told without a name. Null for tags that only say a type.
 */
export function requestOfTag(tag: string, node: YamlNode | null): TagRequest | null {
  if (/^!?(?:ruby|php|perl|java|net)[/:]/i.test(tag))
    return { kind: 'code', detail: `the tag ${tag} asks for an object of a program` };
  if (!tag.startsWith(STANDARD)) return null;
  const suffix = tag.slice(STANDARD.length);
  if (TYPES.has(suffix) || PLAIN.test(suffix)) return null;
  const match = OBJECT.exec(suffix);
  if (match === null) return { kind: 'code', detail: `the tag !!${suffix} asks for an object of a program` };
  const [, kind, path = ''] = match;
  const called = kind !== 'name' && kind !== 'module';
  const dot = path.lastIndexOf('.');
  const [module, name] =
    kind === 'module' ? [path, ''] : dot < 0 ? ['builtins', path] : [path.slice(0, dot), path.slice(dot + 1)];
  return {
    kind: 'object',
    object: { loader: 'PyYAML', module, name, called, arguments: called ? renderNode(node) : '' },
  };
}
