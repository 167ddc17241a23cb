import type { SymbolicValue } from '../domain/symbol';
import { printable, shorten } from './printable';

/** A Python-like quoted text on one line. */
function quoted(text: string): string {
  const body = printable(text.replaceAll('\\', '\\\\'));
  return body.includes("'") && !body.includes('"') ? `"${body}"` : `'${body.replaceAll("'", "\\'")}'`;
}

function list(values: readonly SymbolicValue[], truncated: boolean, budget: { left: number }): string {
  const parts = values.map((value) => render(value, budget));
  if (truncated) parts.push('…');
  return parts.join(', ');
}

/** Depth is bounded by the machine (`Limits.symbolNodes`), so plain recursion is safe here. */
function render(value: SymbolicValue, budget: { left: number }): string {
  if (budget.left <= 0) return '…';
  const text = renderOne(value, budget);
  budget.left -= 1 + (value.kind === 'str' || value.kind === 'bytes' ? text.length : 2);
  return text;
}

function renderOne(value: SymbolicValue, budget: { left: number }): string {
  switch (value.kind) {
    case 'none':
      return 'None';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'int':
    case 'float':
      return value.value;
    case 'str':
      return quoted(value.value) + (value.value.length < value.length ? '…' : '');
    case 'bytes':
      return `b${quoted(value.value)}${value.value.length < value.length ? '…' : ''}`;
    case 'global':
      return printable(value.module === '' ? value.name : `${value.module}.${value.name}`);
    case 'tuple':
      return `(${list(value.items, value.truncated, budget)}${value.items.length === 1 && !value.truncated ? ',' : ''})`;
    case 'list':
      return `[${list(value.items, value.truncated, budget)}]`;
    case 'set':
      return value.items.length === 0 ? 'set()' : `{${list(value.items, value.truncated, budget)}}`;
    case 'frozenset':
      return `frozenset({${list(value.items, value.truncated, budget)}})`;
    case 'dict': {
      const parts = value.entries.map(([key, item]) => `${render(key, budget)}: ${render(item, budget)}`);
      if (value.truncated) parts.push('…');
      return `{${parts.join(', ')}}`;
    }
    case 'call': {
      const callee = render(value.callee, budget);
      return value.arguments.kind === 'tuple'
        ? `${callee}(${list(value.arguments.items, value.arguments.truncated, budget)})`
        : `${callee}(*${render(value.arguments, budget)})`;
    }
    case 'persistentId':
      return `persistent_load(${render(value.id, budget)})`;
    case 'array':
      return `<array ${printable(value.dtype)} (${value.shape.join(', ')})>`;
    case 'unknown':
      return `<${printable(value.what)}>`;
  }
}

/** A symbolic value as one line of Python-like text, at most about `maximum` characters, safe to print. */
export function formatSymbol(value: SymbolicValue, maximum = 400): string {
  return shorten(render(value, { left: maximum }), maximum);
}

/** A call as one line: `os.system('curl …')`. */
export function formatCall(callee: SymbolicValue, args: SymbolicValue, maximum = 400): string {
  return formatSymbol({ kind: 'call', callee, arguments: args }, maximum);
}
