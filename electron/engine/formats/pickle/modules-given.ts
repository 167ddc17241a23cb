import type { GivenModules } from '../../python-code/code-names';
import { CALL, DICT, LIST, TUPLE } from './heap';
import type { Machine } from './machine';
import type { Value } from './values';
import * as V from './values';

/** Modules, calls and values looked at of one entry, and the depth of the values. */
const MODULES = 2000;
const LOOKED = 2000;
const VALUES = 20_000;
const DEPTH = 6;
const NAME_BYTES = 256;

/** The modules that a pickle imports for the functions that it makes, and the names under which it gives them to them. */
export class ModulesGiven {
  /** By the arguments of the call that imports. */
  private readonly modules = new Map<Value, string>();
  private readonly held = new Set<string>();
  private readonly byName = new Map<string, Set<string>>();
  /** Calls whose dicts may still be filled: dill fills the globals of a function after it was made. */
  private readonly later: { readonly machine: Machine; readonly args: Value }[] = [];

  /** A call that imports the module that its first argument names. */
  see(m: Machine, args: Value): void {
    if (!V.isHeap(args) || m.heap.kind(args) !== TUPLE || this.modules.size >= MODULES) return;
    const name = m.textOf(m.heap.items(args, 1)[0], NAME_BYTES);
    if (name !== null) this.modules.set(args, name);
  }

  /** A call that may be given the globals of a function. */
  look(m: Machine, args: Value): void {
    if (this.modules.size > 0) this.scan(m, args, 0, { values: VALUES });
    if (this.later.length < LOOKED) this.later.push({ machine: m, args });
  }

  /** What was found, once the entry was read to its end. */
  finish(): GivenModules {
    const budget = { values: VALUES };
    if (this.modules.size > 0) for (const { machine, args } of this.later) this.scan(machine, args, 0, budget);
    return {
      byName: this.byName,
      loose: [...new Set(this.modules.values())].filter((module) => !this.held.has(module)).slice(0, 32),
    };
  }

  private scan(m: Machine, value: Value, depth: number, budget: { values: number }): void {
    const { heap } = m;
    if (depth > DEPTH || budget.values-- <= 0 || !V.isHeap(value) || !heap.holds(value)) return;
    const kind = heap.kind(value);
    if (kind === DICT) {
      const items = heap.items(value, 8192);
      for (let i = 0; i + 1 < items.length; i += 2) {
        const module = this.moduleOf(m, items[i + 1]);
        const name = module === null ? null : m.textOf(items[i], NAME_BYTES);
        if (module === null) this.scan(m, items[i + 1], depth + 1, budget);
        else if (name !== null) this.give(name, module);
      }
    } else if (kind === TUPLE || kind === LIST)
      for (const item of heap.items(value, 64)) this.scan(m, item, depth + 1, budget);
  }

  private moduleOf(m: Machine, value: Value): string | null {
    if (!V.isHeap(value) || !m.heap.holds(value) || m.heap.kind(value) !== CALL) return null;
    return this.modules.get(m.heap.items(value, 2)[1]) ?? null;
  }

  private give(name: string, module: string): void {
    const known = this.byName.get(name) ?? new Set();
    if (known.size < 16) known.add(module);
    this.byName.set(name, known);
    this.held.add(module);
  }
}
