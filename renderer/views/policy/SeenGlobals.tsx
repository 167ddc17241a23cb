import { ToggleGroup } from 'radix-ui';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { GlobalClass } from '../../../shared/domain/report';
import { judgeGlobal } from '../../../shared/rules/global-policy';
import type { PolicyInForce } from '../../../shared/rules/policy-in-force';
import { ClassTag } from '../../components/ClassTag/ClassTag';
import { dotted } from '../../state/acceptance';
import { shownText } from '../../state/evidence';
import { useFindField, usePolicy, useQueue, useSession, useView } from '../../state/hooks';
import { type SeenGlobal, seenGlobals } from '../../state/seen-globals';
import { type Column, PolicyTable, type Sort } from './PolicyTable';

const CLASSES: readonly { readonly value: 'all' | GlobalClass; readonly title: string }[] = [
  { value: 'all', title: 'All' },
  { value: 'dangerous', title: 'Dangerous' },
  { value: 'unknown', title: 'Unknown' },
  { value: 'trusted', title: 'Trusted' },
];
const RANK: Readonly<Record<GlobalClass, number>> = { dangerous: 0, unknown: 1, trusted: 2 };

/** Why a name is judged so, in a few words for a row. */
function why({ module, name, by, class: judged }: SeenGlobal, policy: PolicyInForce): string {
  if (by === 'row') return `row of this project: ${policy.rowOf(module, name)?.reason ?? ''}`;
  if (by === 'profile') return `outside the profile ${policy.profile}`;
  const judgement = judgeGlobal(module, name);
  if (judged === 'trusted') return judgement.class === 'trusted' ? judgement.reference : 'by how it is used';
  if (judgement.does !== '') return judgement.does;
  return judgement.reference === '' ? 'no row is about it' : judgement.reference;
}

/** Every global that the open files ask for, and why it is judged as it is. */
export function SeenGlobals() {
  const { view, queue } = useSession();
  const policy = usePolicy((state) => state.inForce);
  const revision = useQueue((state) => state.revision);
  const chosen = useView((state) => state.lookUp);
  const [only, setOnly] = useState<'all' | GlobalClass>('all');
  const [sort, setSort] = useState<Sort>({ column: 'class', isDescending: false });
  const [text, setText] = useState('');
  const filter = useDeferredValue(text.trim().toLowerCase());
  const field = useFindField();
  const table = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the items are changed in place, and the revision says when
  const all = useMemo(() => seenGlobals(queue.getState().items.values(), policy), [queue, policy, revision]);
  const columns = useMemo((): readonly Column<SeenGlobal>[] => {
    return [
      {
        id: 'class',
        title: 'Judged',
        width: '84px',
        cell: (row) => <ClassTag of={row.class} />,
        sort: (a, b) => RANK[a.class] - RANK[b.class],
      },
      {
        id: 'name',
        title: 'Global',
        width: 'minmax(140px, 1.5fr)',
        cell: (row) => <code>{shownText(dotted(row))}</code>,
        whole: (row) => shownText(dotted(row)),
        sort: (a, b) => (dotted(a) < dotted(b) ? -1 : 1),
      },
      {
        id: 'why',
        title: 'Why',
        width: 'minmax(110px, 1fr)',
        cell: (row) => <span className="muted">{shownText(why(row, policy))}</span>,
        whole: (row) => shownText(why(row, policy)),
      },
      {
        id: 'files',
        title: 'Files',
        width: '52px',
        isNumber: true,
        cell: (row) => row.files.toLocaleString('en'),
        sort: (a, b) => b.files - a.files,
      },
      {
        id: 'calls',
        title: 'Calls',
        width: '66px',
        isNumber: true,
        isOptional: true,
        cell: (row) => row.calls.toLocaleString('en'),
        sort: (a, b) => b.calls - a.calls,
      },
    ];
  }, [policy]);
  const rows = useMemo(() => {
    const shown = all.filter(
      (row) => (only === 'all' || row.class === only) && (filter === '' || dotted(row).toLowerCase().includes(filter)),
    );
    const order = columns.find(({ id }) => id === sort.column)?.sort;
    if (!order) return shown;
    return shown.sort((a, b) => (sort.isDescending ? -order(a, b) : order(a, b)));
  }, [all, only, filter, sort, columns]);
  const counts = useMemo(() => {
    const of: Record<string, number> = { all: all.length };
    for (const row of all) of[row.class] = (of[row.class] ?? 0) + 1;
    return of;
  }, [all]);
  return (
    <div className="column" ref={table}>
      <div className="toolbar">
        <input
          ref={field}
          className="field policy-filter"
          type="search"
          aria-label="Filter globals"
          placeholder="Filter globals"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setText('');
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            table.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
          }}
        />
        <ToggleGroup.Root
          type="single"
          className="segments"
          aria-label="Judged as"
          value={only}
          onValueChange={(value) => value && setOnly(value as 'all' | GlobalClass)}
        >
          {CLASSES.map(({ value, title }) => (
            <ToggleGroup.Item key={value} value={value}>
              {title} <span className="faint">{(counts[value] ?? 0).toLocaleString('en')}</span>
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
      </div>
      <PolicyTable
        name="Globals"
        columns={columns}
        rows={rows}
        keyOf={({ module, name }) => `${module}:${name}`}
        selected={chosen}
        sort={sort}
        onSort={setSort}
        empty={all.length === 0 ? 'No open file asks for a global.' : 'No global matches.'}
        onSelect={({ module, name }) => view.setState({ lookUp: `${module}:${name}`, isWritingRow: false })}
        onEnter={({ module, name }) => view.setState({ lookUp: `${module}:${name}`, isWritingRow: true })}
      />
    </div>
  );
}
