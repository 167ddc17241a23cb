import { Undo2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { isExpired, type PolicyException } from '../../../shared/policy/project-policy';
import { runCommand } from '../../commands';
import { dotted } from '../../state/acceptance';
import { shownText } from '../../state/evidence';
import { useQueue, useSession } from '../../state/hooks';
import { refusalText } from '../../state/policy';
import { type Column, PolicyTable } from './PolicyTable';

const keyOf = ({ sha256, module, name }: PolicyException): string => `${sha256}:${module}:${name}`;

/** What is accepted: one name in one file, by whom, why and until when. */
export function PolicyExceptions({
  exceptions,
  today,
}: {
  readonly exceptions: readonly PolicyException[];
  readonly today: string;
}) {
  const session = useSession();
  const revision = useQueue((state) => state.revision);
  const [selected, setSelected] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the items are changed in place, and the revision says when
  const open = useMemo(() => {
    const bySha256 = new Map<string, { readonly id: string; readonly name: string }>();
    for (const { id, name, report } of session.queue.getState().items.values())
      if (report?.sha256) bySha256.set(report.sha256, { id, name });
    return bySha256;
  }, [session, revision]);
  const revoke = async ({ sha256, module, name }: PolicyException) => {
    const error = await session.policy.edit({ what: 'revoke', sha256, module, name });
    setRefusal(error ? refusalText(error) : null);
  };
  const fileOf = (row: PolicyException) => open.get(row.sha256)?.name ?? row.file ?? row.sha256.slice(0, 16);
  const columns: readonly Column<PolicyException>[] = [
    {
      id: 'state',
      title: 'State',
      width: '70px',
      cell: (row) => {
        const expired = isExpired(row, today);
        return (
          <span className={`policy-state tone-${expired ? 'suspicious' : 'noFindings'}`}>
            {expired ? 'Expired' : 'Active'}
          </span>
        );
      },
    },
    {
      id: 'name',
      title: 'Global',
      width: 'minmax(110px, 1fr)',
      cell: (row) => <code>{shownText(dotted(row))}</code>,
      whole: (row) => shownText(dotted(row)),
    },
    {
      id: 'file',
      title: 'File',
      width: 'minmax(100px, 0.9fr)',
      cell: (row) => {
        const file = open.get(row.sha256);
        return file ? (
          <button
            type="button"
            className="link"
            tabIndex={-1}
            onClick={() => runCommand(session, 'view.select', file.id)}
          >
            {shownText(file.name)}
          </button>
        ) : (
          shownText(fileOf(row))
        );
      },
      whole: (row) => `${shownText(fileOf(row))}, SHA-256 ${row.sha256}`,
    },
    {
      id: 'reason',
      title: 'Reason',
      width: 'minmax(90px, 1fr)',
      cell: (row) => <span className="muted">{shownText(row.reason)}</span>,
      whole: (row) => shownText(row.reason),
    },
    {
      id: 'author',
      title: 'By',
      width: '90px',
      isOptional: true,
      cell: (row) => <span className="muted">{shownText(row.author ?? '')}</span>,
      whole: (row) => `Added ${row.added}`,
    },
    { id: 'expires', title: 'Until', width: '92px', cell: (row) => row.expires, whole: (row) => `Added ${row.added}` },
    {
      id: 'actions',
      title: '',
      width: '30px',
      cell: (row) => (
        <button
          type="button"
          className="icon-button"
          tabIndex={-1}
          title="Revoke (Del)"
          aria-label={`Revoke the exception for ${dotted(row)} in ${fileOf(row)}`}
          onClick={() => void revoke(row)}
        >
          <Undo2 aria-hidden />
        </button>
      ),
    },
  ];
  return (
    <div className="column">
      <div className="toolbar">
        <span className="muted truncate">
          One name in one file. They are added where a finding is: “Accept for this file…” in the inspector.
        </span>
        {refusal && (
          <span className="policy-refusal" role="alert">
            {refusal}
          </span>
        )}
      </div>
      <PolicyTable
        name="Exceptions"
        columns={columns}
        rows={exceptions}
        keyOf={keyOf}
        selected={selected}
        empty="Nothing is accepted."
        onSelect={(row) => {
          setSelected(keyOf(row));
          session.view.setState({ lookUp: `${row.module}:${row.name}`, isWritingRow: false });
        }}
        onEnter={(row) => {
          const file = open.get(row.sha256);
          if (file) runCommand(session, 'view.select', file.id);
        }}
        onDelete={(row) => void revoke(row)}
      />
    </div>
  );
}
