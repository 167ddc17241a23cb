import { useEffect, useMemo, useRef } from 'react';
import { judgeGlobal } from '../../../shared/rules/global-policy';
import { DANGEROUS } from '../../../shared/rules/policy/dangerous';
import { runCommand } from '../../commands';
import { ClassTag } from '../../components/ClassTag/ClassTag';
import { shownText } from '../../state/evidence';
import { usePolicy, useQueue, useSession, useView } from '../../state/hooks';
import { answerOf, parseGlobal } from '../../state/policy-answer';
import { seenGlobals } from '../../state/seen-globals';
import { RowForm } from './RowForm';

/** Modules that are dangerous as a whole say little about where a dotted text is to be cut. */
const WHOLE_MODULES: ReadonlySet<string> = new Set(
  DANGEROUS.flatMap(([module, names]) => (names === '*' ? [module] : [])),
);

/** A global that is typed or chosen: how it is judged, who decides, and a row of one's own about it. */
export function LookUp() {
  const session = useSession();
  const policy = usePolicy((state) => state.inForce);
  const isBroken = usePolicy((state) => (state.file?.problems.length ?? 0) > 0);
  const { lookUp, lookUps, isWritingRow } = useView((state) => state);
  const revision = useQueue((state) => state.revision);
  const field = useRef<HTMLInputElement>(null);
  const answered = useRef(0);
  useEffect(() => {
    if (answered.current === lookUps) return;
    answered.current = lookUps;
    field.current?.focus();
    field.current?.select();
  }, [lookUps]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the items are changed in place, and the revision says when
  const seen = useMemo(
    () =>
      new Map(
        seenGlobals(session.queue.getState().items.values(), policy).map((one) => [`${one.module}:${one.name}`, one]),
      ),
    [session, policy, revision],
  );
  const asked = parseGlobal(
    lookUp,
    (module, name) =>
      seen.has(`${module}:${name}`) ||
      policy.rowOf(module, name) !== null ||
      (judgeGlobal(module, name).class !== 'unknown' && !WHOLE_MODULES.has(module.split('.')[0] as string)),
  );
  const answer = asked ? answerOf(policy, asked.module, asked.name) : null;
  const here = asked ? seen.get(`${asked.module}:${asked.name}`) : undefined;
  const removeRow = () => {
    if (asked) void session.policy.edit({ what: 'removeRow', ...asked });
  };
  return (
    <aside className="look-up" aria-label="Judgement of a global">
      <label className="form-label" htmlFor="look-up-field">
        Look up a global
      </label>
      <input
        ref={field}
        id="look-up-field"
        className="field mono"
        type="search"
        spellCheck={false}
        autoComplete="off"
        placeholder="module.name"
        value={lookUp}
        onChange={(event) => session.view.setState({ lookUp: event.target.value, isWritingRow: false })}
      />
      {!answer && !isWritingRow && (
        <p className="muted look-up-nothing">
          {lookUp.trim() === ''
            ? 'A module and a name, such as os.system. What is chosen in the lists is explained here too.'
            : 'A global is a module and a name: module.name, or module:name where the name has dots of its own.'}
        </p>
      )}
      {answer && (
        <div className="look-up-answer" role="status">
          <p className="look-up-name selectable">
            <code>
              {answer.module !== '' && `${shownText(answer.module)}.`}
              <b>{shownText(answer.name)}</b>
            </code>
          </p>
          <p>
            <ClassTag of={answer.class} />
          </p>
          {!isWritingRow && (
            <dl className="selectable">
              <dt>Decided by</dt>
              <dd>{shownText(answer.decided)}</dd>
              <dt>Built-in rows</dt>
              <dd>{shownText(answer.builtIn)}</dd>
              {answer.reference && (
                <>
                  <dt>Known from</dt>
                  <dd>{shownText(answer.reference)}</dd>
                </>
              )}
              <dt>Profile</dt>
              <dd>{answer.profile}</dd>
              <dt>Open files</dt>
              <dd>
                {here ? (
                  <>
                    {here.files.toLocaleString('en')} {here.files === 1 ? 'file asks' : 'files ask'} for it
                    {here.class !== answer.class && `, where its use makes it ${here.class}`}.{' '}
                    <button
                      type="button"
                      className="link"
                      onClick={() => runCommand(session, 'view.select', here.example.id)}
                    >
                      Show one
                    </button>
                  </>
                ) : (
                  'None asks for it.'
                )}
              </dd>
            </dl>
          )}
        </div>
      )}
      {isWritingRow ? (
        <RowForm
          key={lookUp}
          start={asked ?? { module: '', name: '' }}
          row={answer?.row ?? null}
          builtIn={asked ? judgeGlobal(asked.module, asked.name).class : 'unknown'}
          onDone={(row) =>
            session.view.setState({ isWritingRow: false, ...(row ? { lookUp: `${row.module}:${row.name}` } : {}) })
          }
        />
      ) : (
        answer && (
          <p className="look-up-actions">
            <button
              type="button"
              className="button"
              disabled={isBroken}
              onClick={() => session.view.setState({ isWritingRow: true })}
            >
              {answer.row ? 'Edit the row…' : 'Write a row about it…'}
            </button>
            {answer.row && (
              <button type="button" className="button" disabled={isBroken} onClick={removeRow}>
                Delete the row
              </button>
            )}
          </p>
        )
      )}
    </aside>
  );
}
