import { Dialog, ToggleGroup } from 'radix-ui';
import { type FormEvent, useId, useState } from 'react';
import type { Finding } from '../../../shared/domain/finding';
import type { PolicyState } from '../../../shared/ipc/contract';
import { dayAfter, isDay, POLICY_BOUNDS } from '../../../shared/policy/project-policy';
import { SeverityTag } from '../../components/SeverityTag/SeverityTag';
import { alsoStruck, dotted, namesOf } from '../../state/acceptance';
import { shownText } from '../../state/evidence';
import { useCurrentId, usePolicy, useQueueItem, useSelection, useSession, useView } from '../../state/hooks';
import { refusalText } from '../../state/policy';
import type { QueueItem } from '../../state/queue-item';
import './accept.css';

const SPANS = [30, 90, 365] as const;

/** Accepts what is found about the names of the selected finding, in exactly this file, with a reason and an end. */
export function AcceptDialog() {
  const { view } = useSession();
  const isAsked = useView((state) => state.overlay === 'accept');
  const item = useQueueItem(useCurrentId());
  const finding = useSelection((state) => state.finding);
  const file = usePolicy((state) => state.file);
  const close = () => view.setState({ overlay: null });
  const ready = item?.report?.sha256 && finding && file ? { item, finding, file, sha256: item.report.sha256 } : null;
  return (
    <Dialog.Root open={isAsked && ready !== null} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-shade" />
        <Dialog.Content className="dialog accept">{ready && <Form {...ready} onDone={close} />}</Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Form({
  item,
  finding,
  file,
  sha256,
  onDone,
}: {
  readonly item: QueueItem;
  readonly finding: Finding;
  readonly file: PolicyState;
  readonly sha256: string;
  readonly onDone: () => void;
}) {
  const { policy } = useSession();
  const id = useId();
  const [reason, setReason] = useState('');
  const [author, setAuthor] = useState(file.author);
  const [expires, setExpires] = useState(dayAfter(file.today, SPANS[1]));
  const [refusal, setRefusal] = useState<string | null>(null);
  const names = namesOf(finding);
  const struck = alsoStruck(item.findings, names);
  const isComplete = /\S/.test(reason) && isDay(expires) && expires >= file.today;
  const span = SPANS.find((days) => dayAfter(file.today, days) === expires);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete) return;
    const error = await policy.edit({
      what: 'accept',
      names,
      sha256,
      file: shownText(item.name).slice(0, POLICY_BOUNDS.authorLength),
      reason: reason.trim(),
      ...(/\S/.test(author) ? { author: author.trim() } : {}),
      expires,
    });
    if (error) setRefusal(refusalText(error));
    else onDone();
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Dialog.Title>Accept for this file</Dialog.Title>
      <Dialog.Description className="muted">
        What is found about{' '}
        {names.map(({ module, name }, index) => (
          <span key={`${module} ${name}`}>
            {index > 0 && ', '}
            <code>{shownText(dotted({ module, name }))}</code>
          </span>
        ))}{' '}
        in exactly this file counts no more towards its verdict. It stays in the report, struck.
      </Dialog.Description>
      <dl className="accept-facts">
        <dt>File</dt>
        <dd className="strong">{shownText(item.name)}</dd>
        <dt>SHA-256</dt>
        <dd>
          <code title={sha256}>
            {sha256.slice(0, 16)}…{sha256.slice(-8)}
          </code>
        </dd>
        <dt>Findings</dt>
        <dd>
          {struck.length.toLocaleString('en')} of {item.findings.length.toLocaleString('en')}, worst{' '}
          <SeverityTag severity={struck[0]?.severity ?? finding.severity} />
        </dd>
      </dl>
      <label className="form-label" htmlFor={`${id}-reason`}>
        Reason
      </label>
      <textarea
        id={`${id}-reason`}
        className="field area"
        rows={3}
        required
        maxLength={POLICY_BOUNDS.reasonLength}
        value={reason}
        placeholder="What was looked at, and why it may stay"
        onChange={(event) => setReason(event.target.value)}
      />
      <label className="form-label" htmlFor={`${id}-author`}>
        Accepted by
      </label>
      <input
        id={`${id}-author`}
        className="field"
        maxLength={POLICY_BOUNDS.authorLength}
        value={author}
        onChange={(event) => setAuthor(event.target.value)}
      />
      <span className="form-label">Until</span>
      <div className="accept-until">
        <ToggleGroup.Root
          type="single"
          className="segments"
          aria-label="How long"
          value={span === undefined ? '' : String(span)}
          onValueChange={(value) => value && setExpires(dayAfter(file.today, Number(value)))}
        >
          {SPANS.map((days) => (
            <ToggleGroup.Item key={days} value={String(days)}>
              {days} days
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
        <input
          type="date"
          className="field"
          aria-label="Last day"
          required
          min={file.today}
          value={expires}
          onChange={(event) => setExpires(event.target.value)}
        />
      </div>
      <p className="accept-answer" role="status">
        {refusal ?? ''}
      </p>
      <div className="dialog-actions">
        <Dialog.Close className="button">Cancel</Dialog.Close>
        <button type="submit" className="button primary" disabled={!isComplete}>
          Accept
        </button>
      </div>
    </form>
  );
}
