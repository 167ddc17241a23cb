import { latin1 } from '../../decode-text';
import type { EntryContext } from '../../entry-context';
import { type Format, streamOf } from '../../format';
import { leadsOutside } from '../../outside-path';
import { KEPT_BYTES, Lines } from './lines';

/** Parameters of training that name files; a model that is trained on, or used by the command line program, opens them. */
const PATHS: ReadonlySet<string> = new Set([
  'data',
  'valid',
  'input_model',
  'output_model',
  'output_result',
  'initscore_filename',
  'forcedsplits_filename',
  'forcedbins_filename',
  'machine_list_filename',
  'parser_config_file',
  'convert_model',
]);

/** Lines of the model’s head that the Overview shows, and what they are called there. */
const HEAD: Readonly<Record<string, string>> = {
  objective: 'objective',
  num_class: 'classes',
  feature_names: 'feature names',
};

const KEY_VALUE = /^[A-Za-z_]\w*=/;
/** The keys that a tree has (`Tree::ToString`). */
const TREE_KEY =
  /^(?:num_leaves|num_cat|split_feature|split_gain|threshold|decision_type|left_child|right_child|leaf_value|leaf_weight|leaf_count|internal_value|internal_weight|internal_count|cat_boundaries|cat_threshold|is_linear|leaf_const|num_features|leaf_features|leaf_coeff|shrinkage)=/;

type Part = 'head' | 'trees' | 'importances' | 'parameters' | 'tail';

/** Models of LightGBM, which are text: a head, trees, importances, parameters. Every line must be one that the writer writes. */
export const lightgbmFormat: Format = {
  certainty: 'structure',
  probe: ({ head }) => /^tree\r?\nversion=v\d/.test(latin1(head.subarray(0, 64))),
  inspect: async (context, content) => {
    await inspectLines(context, new Lines(streamOf(content), context.tick));
    return { format: 'lightgbm', formatPath: ['LightGBM text'] };
  },
};

async function inspectLines(context: EntryContext, lines: Lines): Promise<void> {
  const { note } = context;
  const sieve = note.sieve('metadata');
  let part = 'head' as Part;
  let trees = 0;
  let complete = false;
  let version = '';
  for (let line = await lines.next(); line !== null; line = await lines.next()) {
    const { text, start, end } = line;
    if (trees === 0 || complete) sieve.literal(line.bytes, 0, line.bytes.length, start);
    const isKnown = line.isText && (text === '' || readLine(text));
    if (isKnown) note.explain(start, end, 'text');
    else {
      context.coverage.size = Math.max(context.coverage.size, lines.position);
      note.malformed('badArgument', 'a line that LightGBM does not write', start, end);
    }
    function readLine(content: string): boolean {
      if (/^Tree=\d+$/.test(content)) {
        part = 'trees';
        trees++;
        return true;
      }
      // Version 2 has no line between the last tree and the importances, and early ones of it no parameters.
      if (content === 'end of trees' || content === 'feature importances:') part = 'importances';
      else if (content === 'parameters:') part = 'parameters';
      else if (content === 'end of parameters') {
        part = 'tail';
        complete = true;
      } else if (part === 'trees') return TREE_KEY.test(content);
      else if (part === 'parameters') return readParameter(context, content, start, end);
      else if (part === 'head') {
        const [key = '', value = ''] = splitOnce(content, '=');
        if (key === 'version') version = value;
        const label = HEAD[key];
        if (label !== undefined) note.metadata(label, value);
        if (key === 'max_feature_idx') note.metadata('features', String(Number(value) + 1));
        return KEY_VALUE.test(content) || content === 'tree' || content === 'average_output';
      } else if (part === 'tail') return /^(?:pandas_categorical:|loaded_parameter|end of parameters)/.test(content);
      else
        return (
          content === 'feature_importances:' ||
          content.includes('=') ||
          /^\[[^\]]*\]$/.test(content) ||
          content.startsWith('pandas_categorical:')
        );
      return true;
    }
  }
  const size = lines.position;
  context.coverage.size = Math.max(context.coverage.size, size);
  note.metadata('framework', `LightGBM ${version}`.trim());
  note.metadata('trees', String(trees));
  if (!complete && !(version === 'v2' && part === 'importances'))
    note.malformed('truncated', 'ends before the end of its parameters', size, size);
}

function readParameter(context: EntryContext, text: string, start: number, end: number): boolean {
  const match = /^\[(\w+): ?(.*)$/.exec(text);
  // Of a line longer than is kept the end is not there.
  if (match === null || (!text.endsWith(']') && text.length < KEPT_BYTES)) return false;
  const name = match[1] ?? '';
  const value = (match[2] ?? '').replace(/\]$/, '');
  if (PATHS.has(name) && value !== '')
    context.note.reference(
      { to: 'file', target: value, leavesFolder: leadsOutside(value), purpose: `the parameter ${name} of training` },
      start,
      end,
    );
  return true;
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
