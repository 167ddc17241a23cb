import { decodeUtf8 } from '../../decode-text';
import { readDocument } from '../../document';
import type { Content, EntryContext } from '../../entry-context';
import type { Inspected } from '../../format';
import { pythonNames } from '../python-source/python-names';
import { type ScriptToken, scriptTokens } from './script-tokens';

/** An operation as the source names it. */
interface Operation {
  count: number;
  readonly domain: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  detail: string;
}

/** Different operations listed of one file; the operators of PyTorch are fewer. */
const OPERATIONS = 10_000;
const DETAIL_CHARACTERS = 300;
/** Source longer than this is not read; the largest networks have a few megabytes. */
const SOURCE_BYTES = 8 * 1024 * 1024;
/** Tokens between two looks at the clock. */
const TICK_TOKENS = 16_384;

/** Words of Python that TorchScript does not have: source with these is something else. */
const NOT_TORCHSCRIPT: ReadonlySet<string> = new Set([
  'import',
  'lambda',
  'exec',
  'eval',
  'async',
  'yield',
  'nonlocal',
  'global',
  'try',
  'except',
]);
/** An import at the beginning of a line, which TorchScript never has. */
const IMPORTS = /^[ \t]*(?:import|from)[ \t]+[\w.]/m;
/** What can stand at the beginning of a line that is not indented (torch/csrc/jit/serialization/python_print.cpp). */
const TOP_LEVEL: ReadonlySet<string> = new Set(['class', 'def', 'op_version_set']);
/** Words in front of a parenthesis that call nothing. */
const KEYWORDS: ReadonlySet<string> = new Set([
  'if',
  'elif',
  'while',
  'for',
  'in',
  'is',
  'and',
  'or',
  'not',
  'return',
  'assert',
  'raise',
  'del',
  'with',
  'as',
  'else',
  'pass',
  'def',
  'class',
]);

/**
 * A member of `code/` in a TorchScript archive: source in PyTorch's own small language, compiled and run by its own interpreter.
 * Listed are the operations that it names, judged by their table; the source is for the Code view. What is no TorchScript is a gap.
 */
export async function inspectScript(context: EntryContext, content: Content): Promise<Inspected> {
  const result: Inspected = { format: 'torch', formatPath: ['TorchScript code'] };
  const bytes = await readDocument(context, content, { source: 'source', spelling: 'code' });
  if (bytes === null) return result;
  const { note } = context;
  if (bytes.length > SOURCE_BYTES) {
    note.limit('scriptBytes', 'source longer than is read', 0, bytes.length);
    return result;
  }
  const source = decodeUtf8(bytes);
  const operations = new Map<string, Operation>();
  const why =
    source.includes('\ufffd') || source.includes('\0') ? 'not a text' : readOperations(context, source, operations);
  // Offsets of characters are offsets of bytes as long as everything is ASCII, which it is where names stand.
  if (why === null) note.explain(0, bytes.length, 'text');
  else note.malformed('entryUnreadable', `${content.name} is not TorchScript: ${why}`, 0, bytes.length);
  for (const { domain, name, count, detail, start, end } of operations.values())
    note.operation({ family: 'TorchScript', domain, name, count, detail }, start, end);
  if (why !== null && IMPORTS.test(source)) {
    notePython(context, content.name, source, bytes.length);
    return result;
  }
  const names = [...operations.values()].map(({ domain, name }) => `${domain}.${name}`);
  const runs = /\bdef\s+__setstate__\b/.test(source) ? 'loading' : 'using';
  note.code(
    {
      language: 'torchscript',
      title: context.entryPath[context.entryPath.length - 1] ?? content.name,
      text: source,
      runs,
      names,
    },
    0,
    bytes.length,
  );
  return result;
}

/** Python in the place of TorchScript: PyTorch refuses it, and whoever put it there meant it for another reader. */
function notePython({ note, limits }: EntryContext, name: string, text: string, length: number): void {
  note.oddity(
    'foreignCode',
    `${name} stands among the network’s code and is Python: PyTorch does not take it`,
    0,
    length,
  );
  const names = pythonNames(text, limits.codeNames + 1);
  note.code({ language: 'python', title: name, text, runs: 'onRequest', names }, 0, length);
}

/** Collects the operations, also of source that PyTorch refuses; answers why it does, or null. */
function readOperations(context: EntryContext, source: string, operations: Map<string, Operation>): string | null {
  const locals = new Set<string>();
  const bareCalls = new Map<string, ScriptToken>();
  let previous: ScriptToken | null = null;
  let method = '';
  let open: Operation | null = null;
  let tokens = 0;
  let why: string | null = null;
  const mention = (domain: string, name: string, token: ScriptToken): Operation | null => {
    const key = `${domain}\0${name}`;
    const known = operations.get(key);
    if (known !== undefined) {
      known.count++;
      return known;
    }
    if (operations.size >= OPERATIONS) return null;
    const runsAt = method === '__setstate__' || method === '__init__' ? `in ${method}, which runs while loading` : '';
    const made: Operation = { count: 1, domain, name, start: token.start, end: token.end, detail: runsAt };
    operations.set(key, made);
    return made;
  };
  for (const token of scriptTokens(source)) {
    if (++tokens % TICK_TOKENS === 0) context.tick(0);
    if (token.kind === 'other' && token.value === '') {
      why ??= 'a text constant does not end';
      continue;
    }
    const before = previous;
    previous = token;
    if (token.kind === 'text') {
      if (open !== null) addDetail(open, token.value);
      continue;
    }
    if (token.kind === 'other') {
      // A name called, an attribute of something called, a name given.
      if (token.value === '(' && before?.kind === 'name' && !KEYWORDS.has(before.value))
        open = called(before, bareCalls, mention) ?? open;
      if (token.value === '=' && before?.kind === 'name') locals.add(before.value);
      continue;
    }
    const startsLine = token.start === 0 || source[token.start - 1] === '\n';
    const [root] = token.value.split('.');
    if (startsLine && !TOP_LEVEL.has(root)) why ??= `a line begins with ${root.slice(0, 40)}`;
    if (NOT_TORCHSCRIPT.has(token.value)) why ??= `it has the word ${token.value}`;
    if (startsLine) open = null;
    if (before?.kind === 'name' && (before.value === 'def' || before.value === 'class')) {
      locals.add(token.value);
      if (before.value === 'def') method = token.value;
      previous = null;
      continue;
    }
    if (before?.kind === 'other' && before.value === '.') {
      // An attribute of an expression: what a parenthesis behind it calls is a method.
      previous = { ...token, value: `.${token.value}` };
      continue;
    }
    open = rooted(token, mention) ?? open;
  }
  for (const token of bareCalls.values()) if (!locals.has(token.value)) mention('prim', token.value, token);
  return tokens === 0 ? 'it is empty' : why;
}

type Mention = (domain: string, name: string, token: ScriptToken) => Operation | null;

/** `torch.relu`, `ops.image.read_file`, `__torch__.torch.classes.quantized.LinearPackedParamsBase`: wherever it stands, since a name may be given another. */
function rooted(token: ScriptToken, mention: Mention): Operation | null {
  const parts = token.value.split('.');
  if (parts[0] === 'torch' && parts[1] === 'ops') parts.shift();
  const [root, second, third] = parts;
  if (root === 'ops') {
    if (parts.length === 3) return mention(second, third, token);
    return mention('ops', parts.slice(1).join('.') || 'ops', token);
  }
  if (root === 'torch') {
    if (parts.length === 2) return mention('aten', second, token);
    return mention('torch', parts.slice(1).join('.') || 'torch', token);
  }
  if (root === '__torch__' && second === 'torch' && third === 'classes' && parts.length >= 6)
    return mention(`torch.classes.${parts[3]}`, parts[4], token);
  if (root === '__torch__' && second === 'torch' && third === 'classes' && parts.length === 5)
    return mention(`torch.classes.${parts[3]}`, parts[4], token);
  return null;
}

/** The name in front of a parenthesis. Methods of tensors are operations as well: `(x).save("f")` is `aten::save`. */
function called(token: ScriptToken, bareCalls: Map<string, ScriptToken>, mention: Mention): Operation | null {
  const dot = token.value.lastIndexOf('.');
  const [root] = token.value.split('.', 1);
  if (root === 'torch' || root === 'ops' || root === '__torch__') return null;
  if (dot >= 0) return mention('method', token.value.slice(dot + 1), token);
  if (!bareCalls.has(token.value)) bareCalls.set(token.value, token);
  return null;
}

function addDetail(operation: Operation, text: string): void {
  if (operation.detail.length >= DETAIL_CHARACTERS) return;
  const separator = operation.detail === '' ? '' : ', ';
  operation.detail += `${separator}"${text.slice(0, 120)}"`;
}
