import { ToggleGroup } from 'radix-ui';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { GlobalClass } from '../../../shared/domain/report';
import {
  POLICY_BOUNDS,
  type PolicyRow,
  ROW_JUDGEMENTS,
  ROW_USES,
  type RowJudgement,
  type RowUse,
} from '../../../shared/policy/project-policy';
import { useSession } from '../../state/hooks';
import { refusalText } from '../../state/policy';

const USE_WORDS: Readonly<Record<RowUse, string>> = {
  import: 'named and handed on',
  rebuild: 'an empty object is made',
  call: 'called with arguments of the file',
  state: 'what it made is given state',
  items: 'what it made is given items',
  storage: 'it is named in a persistent id',
};
const JUDGEMENT_WORDS: Readonly<Record<RowJudgement, string>> = {
  trusted: 'Trusted',
  unknown: 'Unknown',
  dangerous: 'Dangerous',
};

/** Writes a row about one exact name. Its reason is asked for, because somebody will read it in a year. */
export function RowForm({
  start,
  row,
  builtIn,
  onDone,
}: {
  readonly start: { readonly module: string; readonly name: string };
  /** The row that is there already. */
  readonly row: PolicyRow | null;
  readonly builtIn: GlobalClass;
  readonly onDone: (row: PolicyRow | null) => void;
}) {
  const { policy } = useSession();
  const id = useId();
  const first = useRef<HTMLTextAreaElement>(null);
  const [module, setModule] = useState(start.module);
  const [name, setName] = useState(start.name);
  const [judgement, setJudgement] = useState<RowJudgement>(
    row?.judgement ?? (builtIn === 'trusted' ? 'unknown' : 'trusted'),
  );
  const [uses, setUses] = useState<readonly RowUse[]>(row?.uses ?? []);
  const [reason, setReason] = useState(row?.reason ?? '');
  const [refusal, setRefusal] = useState<string | null>(null);
  const isComplete = name.trim() !== '' && /\S/.test(reason);

  useEffect(() => first.current?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete) return;
    const written: PolicyRow = {
      module: module.trim(),
      name: name.trim(),
      judgement,
      ...(judgement === 'trusted' && uses.length > 0 ? { uses } : {}),
      reason: reason.trim(),
    };
    const instead = row === null ? {} : { instead: { module: row.module, name: row.name } };
    const error = await policy.edit({ what: 'putRow', row: written, ...instead });
    if (error) setRefusal(refusalText(error));
    else onDone(written);
  };

  return (
    <form
      className="row-form"
      aria-label="Row"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onDone(null);
      }}
    >
      <h2>{row ? 'Edit the row' : 'A row of this project'}</h2>
      <label className="form-label" htmlFor={`${id}-module`}>
        Module
      </label>
      <input
        id={`${id}-module`}
        className="field mono"
        spellCheck={false}
        maxLength={POLICY_BOUNDS.nameLength}
        value={module}
        onChange={(event) => setModule(event.target.value)}
      />
      <label className="form-label" htmlFor={`${id}-name`}>
        Name
      </label>
      <input
        id={`${id}-name`}
        className="field mono"
        spellCheck={false}
        maxLength={POLICY_BOUNDS.nameLength}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <span className="form-label">Judged as</span>
      <ToggleGroup.Root
        type="single"
        className="segments"
        aria-label="Judged as"
        value={judgement}
        onValueChange={(value) => value && setJudgement(value as RowJudgement)}
      >
        {ROW_JUDGEMENTS.map((word) => (
          <ToggleGroup.Item key={word} value={word}>
            {JUDGEMENT_WORDS[word]}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      {judgement === 'trusted' && builtIn === 'dangerous' && (
        <p className="row-form-warning">
          The built-in rows call this name dangerous. With this row no file is dangerous for it any more; what is found
          stays in each report as a note.
        </p>
      )}
      {judgement === 'trusted' && (
        <fieldset>
          <legend className="form-label">Only for these uses; none chosen means every use</legend>
          {ROW_USES.map((use) => (
            <label key={use} className="row-form-use">
              <input
                type="checkbox"
                checked={uses.includes(use)}
                onChange={(event) =>
                  setUses(ROW_USES.filter((one) => (one === use ? event.target.checked : uses.includes(one))))
                }
              />
              <code>{use}</code> <span className="muted">{USE_WORDS[use]}</span>
            </label>
          ))}
        </fieldset>
      )}
      <label className="form-label" htmlFor={`${id}-reason`}>
        Reason
      </label>
      <textarea
        ref={first}
        id={`${id}-reason`}
        className="field area"
        rows={3}
        maxLength={POLICY_BOUNDS.reasonLength}
        value={reason}
        placeholder="What it is, and why it is judged so"
        onChange={(event) => setReason(event.target.value)}
      />
      {refusal && (
        <p className="policy-refusal" role="alert">
          {refusal}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={() => onDone(null)}>
          Cancel
        </button>
        <button type="submit" className="button primary" disabled={!isComplete}>
          Save
        </button>
      </div>
    </form>
  );
}
