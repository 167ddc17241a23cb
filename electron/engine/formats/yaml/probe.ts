import { latin1 } from '../../decode-text';
import type { Content } from '../../entry-context';
import { isTextContent } from '../text/probe';

/** Names that promise YAML. */
const YAML_NAME = /\.ya?ml$|^MLmodel$/i;
/** Names that promise another kind of text. */
const OTHER_TEXT = /\.(?:md|rst|txt|html?|csv|tsv|log|ini|toml|css|js|ts|tex|py|sh|jsonl?|xml)$/i;

const KEY = /^(?:"[^"]{1,80}"|'[^']{1,80}'|[A-Za-z_][\w.\-/ ]{0,60}):(?:\s|$)/;
/** What makes some loader import or call a name: worth a reading as YAML however little the rest looks like it. */
const CODE = /(?:^|[\s{,[-])["']?_target_["']?[ \t]*:|!!python\/|!<tag:yaml\.org,2002:python\/|^%TAG[^\n]*python/m;

/** Lines looked at, and bytes. */
const LINES = 60;
const BEGINNING = 16 * 1024;

/**
 * True for text with a YAML name, for text whose outermost lines are all keys of a mapping or items of a list of mappings, and for text with a mark that
 * makes a YAML loader run something. Prose with a colon is no YAML.
 */
export function isYamlContent(content: Content): boolean {
  if (!isTextContent(content)) return false;
  if (YAML_NAME.test(content.name)) return true;
  if (OTHER_TEXT.test(content.name)) return false;
  const beginning = latin1(content.head.subarray(0, BEGINNING));
  return CODE.test(beginning) || isMapping(beginning.split('\n', LINES));
}

function isMapping(lines: readonly string[]): boolean {
  let keys = 0;
  let below = 0;
  for (const raw of lines) {
    const line = raw.trimEnd();
    if (line === '' || line === '---' || /^(?:#|%YAML )/.test(line)) continue;
    if (/^[ \t]|^- /.test(line)) {
      if (keys === 0 && !KEY.test(line.replace(/^-\s+/, ''))) return false;
      below++;
    } else if (KEY.test(line)) {
      keys++;
      if (/:\s*[{[&!]/.test(line)) below++;
    } else return false;
  }
  return keys >= 2 || (keys === 1 && below > 0);
}
