import type { BytecodeVersion } from './bytecode';
import { CodeDoubt } from './code-doubt';
import { CodeFlow } from './code-flow';
import { CodeFrame } from './code-frame';
import { NEW_LOCALS, OPTIMIZED } from './code-header';
import type { InventoryBuilder } from './code-inventory';
import type { CodeObject } from './code-object';

export { CodeDoubt };

/** Versions whose instructions are known here. 3.14 lends references that must not outlive their variable. */
const FIRST = 308;
const LAST = 313;

/**
 * Follows every path through the bytecode of one code object with the kinds of what is on its stack and in its variables, and writes down
 * what it reads, writes and imports. CPython trusts bytecode: an operand or a stack that a compiler never makes reaches into memory. So
 * whatever is not exactly as a compiler writes it is a `CodeDoubt`.
 */
export function verifyCode(
  code: CodeObject,
  version: BytecodeVersion,
  isOuter: boolean,
  classBodies: Set<CodeObject>,
  into: InventoryBuilder,
): void {
  if (version.number < FIRST || version.number > LAST)
    throw new CodeDoubt(`bytecode of CPython ${version.version} is not followed`);
  const isFunction = (code.flags & (OPTIMIZED | NEW_LOCALS)) === (OPTIMIZED | NEW_LOCALS);
  if (!isFunction && (code.flags & (OPTIMIZED | NEW_LOCALS)) !== 0) throw new CodeDoubt('flags that no compiler sets');
  if (isFunction && classBodies.has(code)) throw new CodeDoubt('code that is no function and no class');
  if (!isFunction && !isOuter && !classBodies.has(code)) throw new CodeDoubt('code that is no function and no class');
  const scope = isFunction ? 'function' : classBodies.has(code) ? 'class' : 'module';
  new CodeFlow(new CodeFrame(code, version, isFunction, scope, classBodies, into)).run(isOuter);
}
