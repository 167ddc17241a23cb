import { Tabs } from 'radix-ui';
import { useState } from 'react';
import type { PolicyState } from '../../../shared/ipc/contract';
import { runCommand } from '../../commands';
import { ErrorNote } from '../../components/ErrorNote/ErrorNote';
import { Splits } from '../../components/Splits/Splits';
import { shownText } from '../../state/evidence';
import { usePolicy, useSession } from '../../state/hooks';
import { LookUp } from './LookUp';
import { PolicyExceptions } from './PolicyExceptions';
import { PolicyRows } from './PolicyRows';
import { ProfileChoice } from './ProfileChoice';
import { SeenGlobals } from './SeenGlobals';
import './policy.css';

const LISTS = ['globals', 'rows', 'exceptions'] as const;
type List = (typeof LISTS)[number];

/** What names are judged by: the profile, the rows and exceptions of the project, and why each name is judged as it is. */
export function PolicyRoom() {
  const file = usePolicy((state) => state.file);
  if (!file) return null;
  return (
    <Splits
      id="policy"
      orientation="horizontal"
      panels={[
        { id: 'policy-lists', name: 'the policy', minimum: '400px', content: <Main file={file} /> },
        {
          id: 'policy-look-up',
          name: 'the look-up',
          size: '28%',
          minimum: '240px',
          maximum: '560px',
          content: <LookUp />,
        },
      ]}
    />
  );
}

function Main({ file }: { readonly file: PolicyState }) {
  const session = useSession();
  const [list, setList] = useState<List>('globals');
  const { policy, problems } = file;
  const isBroken = problems.length > 0;
  const [problem] = problems;
  const titles: Readonly<Record<List, string>> = {
    globals: 'Globals in open files',
    rows: 'Rows',
    exceptions: 'Exceptions',
  };
  const counts: Readonly<Record<List, number | null>> = {
    globals: null,
    rows: policy.rows.length,
    exceptions: policy.exceptions.length,
  };
  return (
    <main className="column policy" aria-label="Policy">
      <header className="policy-header">
        <h1>Policy</h1>
        <p className="muted selectable">
          {file.isOwn ? (
            <span title={shownText(file.path)}>
              The policy of this computer, in force because no project’s file is open.
              {file.sha256 === undefined && ' It is written with the first change.'}
            </span>
          ) : (
            <>
              The project’s file: <span className="mono policy-path">{shownText(file.path)}</span>
            </>
          )}
        </p>
        <div className="policy-file-actions">
          <button type="button" className="button small" onClick={() => runCommand(session, 'policy.open')}>
            Open a project’s file…
          </button>
          <button
            type="button"
            className="button small"
            disabled={isBroken}
            onClick={() => runCommand(session, 'policy.saveAs')}
          >
            Save as a project’s file…
          </button>
          {!file.isOwn && (
            <button type="button" className="button small" onClick={() => runCommand(session, 'policy.useOwn')}>
              Use the policy of this computer
            </button>
          )}
          {file.sha256 !== undefined && (
            <button type="button" className="button small" onClick={() => runCommand(session, 'policy.reveal')}>
              Show in the file manager
            </button>
          )}
        </div>
      </header>
      {problem && (
        <ErrorNote
          sentence={`This file is no policy: ${problem.path === '' ? '' : `${shownText(problem.path)}: `}${problem.sentence}`}
          kept={`The built-in rows alone are in force.${problems.length > 1 ? ` ${problems.length - 1} more places are wrong.` : ''}`}
          action={null}
        />
      )}
      <ProfileChoice value={policy.profile} isDisabled={isBroken} />
      <Tabs.Root className="column policy-lists" value={list} onValueChange={(next) => setList(next as List)}>
        <Tabs.List className="tabs" aria-label="Policy">
          {LISTS.map((one) => (
            <Tabs.Trigger key={one} value={one}>
              {titles[one]}
              {counts[one] !== null && <sup className="tone-note">{counts[one]}</sup>}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content key={list} className="tab-panel" value={list} tabIndex={-1}>
          {list === 'globals' && <SeenGlobals />}
          {list === 'rows' && <PolicyRows rows={policy.rows} />}
          {list === 'exceptions' && <PolicyExceptions exceptions={policy.exceptions} today={file.today} />}
        </Tabs.Content>
      </Tabs.Root>
    </main>
  );
}
