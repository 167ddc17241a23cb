import type { Fact } from '../../shared/domain/fact';
import type { Report } from '../../shared/domain/report';
import type { SymbolicValue } from '../../shared/domain/symbol';
import type { PolicyInForce } from '../../shared/rules/policy-in-force';
import { type Judgeable, makeReport } from './scan';

/** What the facts of all artifacts of one scanner may take, by estimate. */
const HELD_BYTES = 128 * 1024 * 1024;
/** An object of a few fields, a value of a symbolic tree, and a character, as V8 keeps them; roughly. */
const OBJECT_BYTES = 240;
const NODE_BYTES = 80;
const CHARACTER_BYTES = 2;

interface Held {
  /** Null for a file that could not be read: its report says so under every policy. */
  readonly judgeable: Judgeable | null;
  readonly report: Report | null;
  readonly bytes: number;
}

/**
 * The facts of artifacts that were scanned, so that another policy can judge them without reading a file again. Bounded: the oldest are let
 * go, and are then to be scanned anew.
 */
export class HeldFacts {
  private readonly held = new Map<string, Held>();
  private readonly maximum: number;
  private bytes = 0;

  constructor(maximum = HELD_BYTES) {
    this.maximum = maximum;
  }

  get heldBytes(): number {
    return this.bytes;
  }

  keep(id: string, { judgeable, report }: { readonly judgeable: Judgeable | null; readonly report: Report }): void {
    this.drop(id);
    const bytes = judgeable === null ? OBJECT_BYTES : weightOf(judgeable);
    if (bytes > this.maximum) return;
    this.held.set(id, { judgeable, report: judgeable === null ? report : null, bytes });
    this.bytes += bytes;
    for (const oldest of this.held.keys()) {
      if (this.bytes <= this.maximum) break;
      this.drop(oldest);
    }
  }

  drop(id: string): void {
    this.bytes -= this.held.get(id)?.bytes ?? 0;
    this.held.delete(id);
  }

  /** The report of an artifact under a policy; null when its facts are no longer held. */
  judge(id: string, policy: PolicyInForce): Report | null {
    const held = this.held.get(id);
    if (held === undefined) return null;
    if (held.judgeable !== null) return makeReport(held.judgeable.inspected, held.judgeable.about, policy);
    return held.report === null ? null : { ...held.report, policy: policy.stamp };
  }
}

/** An estimate of what facts take, counted once per scan: it errs on the side of too much. */
export function weightOf({ inspected: { collector, coverage } }: Judgeable): number {
  let bytes = OBJECT_BYTES * (1 + collector.globals().length + coverage.gaps.length + collector.sortedRegions().length);
  for (const global of collector.globals())
    bytes += CHARACTER_BYTES * 2 * (global.writtenModule.length + global.writtenName.length);
  for (const fact of collector.facts) bytes += OBJECT_BYTES + weightOfFact(fact);
  return bytes;
}

function weightOfFact(fact: Fact): number {
  switch (fact.kind) {
    case 'call':
      return weightOfValue(fact.callee) + weightOfValue(fact.arguments);
    case 'persistentId':
      return weightOfValue(fact.id);
    case 'unresolvedGlobal':
      return weightOfValue(fact.module) + weightOfValue(fact.name);
    case 'code':
      return fact.names.reduce(
        (sum, name) => sum + NODE_BYTES + CHARACTER_BYTES * name.length,
        CHARACTER_BYTES * fact.text.length,
      );
    case 'opcodeSet':
      return NODE_BYTES * fact.first.length;
    default:
      return weightOfTexts(fact);
  }
}

/** The texts of a fact that has no tree: names, details, targets. */
function weightOfTexts(fact: Fact): number {
  let bytes = 0;
  for (const value of Object.values(fact)) {
    if (typeof value === 'string') bytes += CHARACTER_BYTES * value.length;
    else if (Array.isArray(value)) bytes += NODE_BYTES * value.length;
  }
  return bytes;
}

function weightOfValue(root: SymbolicValue): number {
  let bytes = 0;
  const open: SymbolicValue[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    bytes += NODE_BYTES;
    switch (value.kind) {
      case 'str':
      case 'bytes':
      case 'int':
      case 'float':
        bytes += CHARACTER_BYTES * value.value.length;
        break;
      case 'global':
        bytes += CHARACTER_BYTES * (value.module.length + value.name.length);
        break;
      case 'tuple':
      case 'list':
      case 'set':
      case 'frozenset':
        for (const item of value.items) open.push(item);
        break;
      case 'dict':
        for (const [key, item] of value.entries) open.push(key, item);
        break;
      case 'call':
        open.push(value.callee, value.arguments);
        break;
      case 'persistentId':
        open.push(value.id);
        break;
    }
  }
  return bytes;
}
