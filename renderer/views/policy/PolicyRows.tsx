import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { PolicyRow } from '../../../shared/policy/project-policy';
import { ClassTag } from '../../components/ClassTag/ClassTag';
import { dotted } from '../../state/acceptance';
import { shownText } from '../../state/evidence';
import { useSession, useView } from '../../state/hooks';
import { refusalText } from '../../state/policy';
import { type Column, PolicyTable } from './PolicyTable';

const keyOf = ({ module, name }: PolicyRow): string => `${module}:${name}`;

/** The rows of this project: judgements of exact names that win over the built-in ones. */
export function PolicyRows({ rows }: { readonly rows: readonly PolicyRow[] }) {
  const { view, policy } = useSession();
  const chosen = useView((state) => state.lookUp);
  const [refusal, setRefusal] = useState<string | null>(null);
  const edit = (row: PolicyRow) => view.setState({ lookUp: keyOf(row), isWritingRow: true });
  const remove = async ({ module, name }: PolicyRow) => {
    const error = await policy.edit({ what: 'removeRow', module, name });
    setRefusal(error ? refusalText(error) : null);
  };
  const columns: readonly Column<PolicyRow>[] = [
    { id: 'class', title: 'Judged', width: '84px', cell: (row) => <ClassTag of={row.judgement} /> },
    {
      id: 'name',
      title: 'Global',
      width: 'minmax(140px, 1.2fr)',
      cell: (row) => <code>{shownText(dotted(row))}</code>,
      whole: (row) => shownText(dotted(row)),
    },
    {
      id: 'uses',
      title: 'Uses',
      width: '110px',
      isOptional: true,
      cell: (row) => <span className="muted">{row.uses?.join(', ') ?? 'every use'}</span>,
    },
    {
      id: 'reason',
      title: 'Reason',
      width: 'minmax(100px, 1fr)',
      cell: (row) => <span className="muted">{shownText(row.reason)}</span>,
      whole: (row) => shownText(row.reason),
    },
    {
      id: 'actions',
      title: '',
      width: '56px',
      cell: (row) => (
        <span className="policy-actions">
          <button
            type="button"
            className="icon-button"
            tabIndex={-1}
            title="Edit (Enter)"
            aria-label={`Edit the row about ${dotted(row)}`}
            onClick={() => edit(row)}
          >
            <Pencil aria-hidden />
          </button>
          <button
            type="button"
            className="icon-button"
            tabIndex={-1}
            title="Delete (Del)"
            aria-label={`Delete the row about ${dotted(row)}`}
            onClick={() => void remove(row)}
          >
            <Trash2 aria-hidden />
          </button>
        </span>
      ),
    },
  ];
  return (
    <div className="column">
      <div className="toolbar">
        <button
          type="button"
          className="button small"
          onClick={() => view.setState({ lookUp: '', isWritingRow: true })}
        >
          <Plus aria-hidden />
          Add a row…
        </button>
        <span className="muted truncate">
          Exact names, for every file. They win over the profile and the built-in rows.
        </span>
        {refusal && (
          <span className="policy-refusal" role="alert">
            {refusal}
          </span>
        )}
      </div>
      <PolicyTable
        name="Rows"
        columns={columns}
        rows={rows}
        keyOf={keyOf}
        selected={chosen}
        empty="This project has no rows of its own."
        onSelect={(row) => view.setState({ lookUp: keyOf(row), isWritingRow: false })}
        onEnter={edit}
        onDelete={(row) => void remove(row)}
      />
    </div>
  );
}
