/** What is kept of an R object: enough to write its code as text and to say what it names. Vectors keep their first elements alone. */
export type RValue =
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'texts'; readonly texts: readonly string[]; readonly count: number }
  | { readonly kind: 'vector'; readonly type: string; readonly count: number }
  /** A call: the function comes first. */
  | { readonly kind: 'call'; readonly parts: readonly RPart[]; readonly cut: boolean }
  | { readonly kind: 'pairs'; readonly parts: readonly RPart[]; readonly cut: boolean }
  | { readonly kind: 'closure'; readonly formals: RValue; readonly body: RValue; readonly environment: RValue | null }
  | { readonly kind: 'promise'; readonly expression: RValue; readonly isForced: boolean }
  /** Byte code and what it refers to: the first constant is the expression it was compiled from. */
  | { readonly kind: 'bytecode'; readonly constants: readonly RValue[] }
  | { readonly kind: 'environment' }
  | { readonly kind: 'namespace'; readonly name: string }
  /** Anything else, by what it is called: `NULL`, `<pointer>`. */
  | { readonly kind: 'plain'; readonly text: string };

export interface RPart {
  readonly tag: string | null;
  readonly value: RValue;
}

export const NULL_VALUE: RValue = { kind: 'plain', text: 'NULL' };
export const UNBOUND: RValue = { kind: 'plain', text: '<unbound>' };

const TEXT = 4000;
const DEPTH = 40;
const INFIX: ReadonlySet<string> = new Set(
  '+ - * / ^ == != < > <= >= & && | || <- <<- = ~ $ @ :: ::: : %in% %*% %o% %/% %% %>% |>'.split(' '),
);

/** R code as text, shortened: near to how R itself would write it, made to be read by people. */
export function deparse(value: RValue): string {
  let length = 0;
  const write = (node: RValue, depth: number): string => {
    const text = length > TEXT || depth > DEPTH ? '…' : writeNode(node, depth, write);
    length += depth === 0 ? 0 : Math.min(text.length, 40);
    return text.length > TEXT ? `${text.slice(0, TEXT)}…` : text;
  };
  return write(value, 0);
}

function writeNode(value: RValue, depth: number, write: (node: RValue, depth: number) => string): string {
  const below = (node: RValue) => write(node, depth + 1);
  switch (value.kind) {
    case 'symbol':
      return /^[A-Za-z.][\w.]*$/.test(value.name) ? value.name : `\`${value.name}\``;
    case 'texts': {
      const texts = value.texts.slice(0, 8).map((text) => JSON.stringify(text.slice(0, 200)));
      return value.count === 1 ? (texts[0] ?? '""') : `c(${texts.join(', ')}${value.count > 8 ? ', …' : ''})`;
    }
    case 'vector':
      return value.count === 1 ? `<${value.type}>` : `<${value.type}[${value.count}]>`;
    case 'call':
      return writeCall(value.parts, below);
    case 'pairs':
      return `pairlist(${writeParts(value.parts, below)})`;
    case 'closure': {
      const formals = value.formals.kind === 'pairs' ? value.formals.parts.map(({ tag }) => tag ?? '').join(', ') : '';
      return `function(${formals}) ${below(value.body)}`;
    }
    case 'promise':
      return `<promise: ${below(value.expression)}>`;
    case 'bytecode':
      return value.constants[0] === undefined ? '<bytecode>' : below(value.constants[0]);
    case 'environment':
      return '<environment>';
    case 'namespace':
      return `<namespace ${value.name}>`;
    default:
      return value.text;
  }
}

function writeCall(parts: readonly RPart[], below: (node: RValue) => string): string {
  const [head, ...rest] = parts;
  if (head === undefined) return '()';
  const name = head.value.kind === 'symbol' ? head.value.name : null;
  if (name === '{') return `{ ${rest.map(({ value }) => below(value)).join('; ')} }`;
  if (name === '(') return `(${rest.map(({ value }) => below(value)).join('')})`;
  if (name !== null && INFIX.has(name) && rest.length === 2) {
    const [left, right] = rest as [RPart, RPart];
    const gap = /^(?:\$|@|:|::|:::|\^)$/.test(name) ? '' : ' ';
    return `${below(left.value)}${gap}${name}${gap}${below(right.value)}`;
  }
  if (name !== null && /^[-+!~]$/.test(name) && rest.length === 1) return `${name}${below((rest[0] as RPart).value)}`;
  return `${below(head.value)}(${writeParts(rest, below)})`;
}

function writeParts(parts: readonly RPart[], below: (node: RValue) => string): string {
  return parts.map(({ tag, value }) => (tag === null ? below(value) : `${tag} = ${below(value)}`)).join(', ');
}

/** Functions that call what they are given by name. */
const HIGHER: ReadonlySet<string> = new Set(
  'do.call lapply sapply vapply mapply rapply eapply Map Reduce Filter Find Position match.fun get get0 mget getFunction eval evalq outer apply tapply by aggregate invoke exec Negate Vectorize on.exit reg.finalizer delayedAssign makeActiveBinding addTaskCallback'.split(
    ' ',
  ),
);
const NAMES = 2000;

/** The functions that code calls by name, `package::name` where it says so; and what it hands to functions that call by name. */
export function namesIn(value: RValue): readonly string[] {
  const names = new Set<string>();
  const waiting: RValue[] = [value];
  const seen = new Set<RValue>();
  for (let node = waiting.pop(); node !== undefined && names.size < NAMES; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'call') {
      const callee = calleeOf(node.parts);
      if (callee !== null) names.add(callee);
      const passesOn = callee !== null && HIGHER.has(callee.slice(callee.lastIndexOf(':') + 1));
      for (const { value: part } of node.parts) {
        if (passesOn && part.kind === 'symbol') names.add(part.name);
        if (passesOn && part.kind === 'texts') for (const text of part.texts) if (text.length < 60) names.add(text);
        waiting.push(part);
      }
    } else if (node.kind === 'pairs') for (const { value: part } of node.parts) waiting.push(part);
    else if (node.kind === 'closure') waiting.push(node.formals, node.body);
    else if (node.kind === 'promise') waiting.push(node.expression);
    else if (node.kind === 'bytecode')
      for (const constant of node.constants) {
        // Byte code calls functions by the symbols among its constants, whatever the expression beside it says.
        if (constant.kind === 'symbol') names.add(constant.name);
        waiting.push(constant);
      }
    else if (node.kind === 'plain' && node.text.startsWith('.Primitive(')) names.add(node.text.slice(12, -2));
  }
  return [...names];
}

function calleeOf(parts: readonly RPart[]): string | null {
  const head = parts[0]?.value;
  if (head?.kind === 'symbol') return head.name;
  if (head?.kind === 'texts') return head.texts[0] ?? null;
  if (head?.kind !== 'call') return null;
  const [operator, left, right] = head.parts;
  if (operator?.value.kind !== 'symbol' || !/^:::?$/.test(operator.value.name)) return null;
  const words = [left, right].map((part) =>
    part?.value.kind === 'symbol' ? part.value.name : part?.value.kind === 'texts' ? (part.value.texts[0] ?? '') : '',
  );
  return words.join('::');
}
