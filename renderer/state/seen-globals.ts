import type { GlobalClass, JudgedGlobal } from '../../shared/domain/report';
import { judgeNamedObject } from '../../shared/rules/policy/named-objects';
import type { PolicyInForce } from '../../shared/rules/policy-in-force';
import type { QueueItem } from './queue-item';

/** A name that open files ask for, over all of them. */
export interface SeenGlobal {
  readonly module: string;
  readonly name: string;
  /** The worst that it is in any of the files: how a file uses a name can make a difference. */
  readonly class: GlobalClass;
  readonly by: JudgedGlobal['by'];
  readonly files: number;
  readonly calls: number;
  /** A file that has it, and where it stands there. */
  readonly example: { readonly id: string; readonly entryPath: readonly string[]; readonly offset: number };
}

const RANK: Readonly<Record<GlobalClass, number>> = { dangerous: 0, unknown: 1, trusted: 2 };

/** Every name in the reports that are there, dangerous first, then by name. */
export function seenGlobals(
  items: Iterable<Pick<QueueItem, 'id' | 'report'>>,
  policy: PolicyInForce,
): readonly SeenGlobal[] {
  const seen = new Map<string, { global: SeenGlobal; lastFile: string }>();
  const see = (
    id: string,
    next: Omit<SeenGlobal, 'files' | 'example'>,
    entryPath: readonly string[],
    offset: number,
  ) => {
    const key = `${next.module}\0${next.name}`;
    const known = seen.get(key);
    if (known === undefined) {
      seen.set(key, { global: { ...next, files: 1, example: { id, entryPath, offset } }, lastFile: id });
      return;
    }
    const { global } = known;
    const isWorse = RANK[next.class] < RANK[global.class];
    known.global = {
      ...global,
      ...(isWorse ? { class: next.class, by: next.by, example: { id, entryPath, offset } } : {}),
      files: global.files + (known.lastFile === id ? 0 : 1),
      calls: global.calls + next.calls,
    };
    known.lastFile = id;
  };
  for (const { id, report } of items) {
    for (const { module, name, class: judged, by, calls, builds, entryPath, range } of report?.globals ?? [])
      see(id, { module, name, class: judged, by, calls: calls + builds }, entryPath, range.start);
    for (const fact of report?.namedObjects ?? []) {
      const judgement = judgeNamedObject(fact.loader, fact.module, fact.name);
      const ruling = policy.rulingOfNamedObject(fact, judgement.class, judgement.reference);
      const by = ruling.by === 'built-in' ? undefined : ruling.by;
      see(
        id,
        { module: fact.module, name: fact.name, class: ruling.class, by, calls: fact.called ? 1 : 0 },
        fact.entryPath,
        fact.range.start,
      );
    }
  }
  return [...seen.values()]
    .map(({ global }) => global)
    .sort((a, b) => RANK[a.class] - RANK[b.class] || compare(a.module, b.module) || compare(a.name, b.name));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
