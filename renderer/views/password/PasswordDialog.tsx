import { Eye, EyeOff } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Report } from '../../../shared/domain/report';
import { shownText } from '../../state/evidence';
import { useCurrentId, useQueueItem, useSession, useView } from '../../state/hooks';
import './password.css';

/** As many characters as the request takes. */
const LONGEST = 1024;

/** Asks for the password of an encrypted file. */
export function PasswordDialog() {
  const { view } = useSession();
  const open = useView((state) => state.overlay === 'password');
  const id = useCurrentId();
  const close = () => view.setState({ overlay: null });
  return (
    <Dialog.Root open={open && id !== null} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-shade" />
        <Dialog.Content className="dialog password">
          {id !== null && <Form key={id} id={id} onDone={close} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type Phase =
  | { readonly kind: 'asking' }
  /** The scan goes on with the password; `before` is the report that it will replace. */
  | { readonly kind: 'trying'; readonly before: Report | null }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'failed'; readonly why: string };

/**
 * The password lives in the field and in the request, and nowhere else: it is read when it is sent, and the field is emptied then.
 */
function Form({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
  const session = useSession();
  const item = useQueueItem(id);
  const field = useRef<HTMLInputElement>(null);
  const [phase, setPhase] = useState<Phase>({ kind: 'asking' });
  const [shown, setShown] = useState(false);
  const trying = phase.kind === 'trying';

  useEffect(() => {
    if (phase.kind !== 'trying' || !item) return;
    if (item.state === 'failed' || item.state === 'cancelled') return onDone();
    if (!item.report || item.report === phase.before) return;
    if (!item.report.locked) return onDone();
    setPhase({ kind: 'wrong' });
    field.current?.focus();
  }, [phase, item, onDone]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = field.current;
    if (!input || input.value === '' || trying) return;
    const before = session.queue.getState().items.get(id)?.report ?? null;
    const sent = session.bridge.request('scans.unlock', { id, password: input.value });
    input.value = '';
    setPhase({ kind: 'trying', before });
    const reply = await sent;
    if (!reply.ok) {
      setPhase({ kind: 'failed', why: reply.error.message });
      return;
    }
    // Forgets the old report unless the new one was faster than this answer.
    if (session.queue.getState().items.get(id)?.report === before) session.queue.reset([id]);
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Dialog.Title>Enter the password</Dialog.Title>
      <Dialog.Description className="muted">
        Part of <span className="strong">{shownText(item?.name ?? 'this file')}</span> is encrypted. With its password
        that part is inspected too, and still not loaded. The password is never written down.
      </Dialog.Description>
      <label className="password-label" htmlFor="password-field">
        Password
      </label>
      <div className="password-line">
        <input
          ref={field}
          id="password-field"
          className="field"
          type={shown ? 'text' : 'password'}
          maxLength={LONGEST}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={phase.kind === 'wrong'}
          aria-describedby="password-answer"
        />
        <button
          type="button"
          className="icon-button"
          aria-label={shown ? 'Hide the password' : 'Show the password'}
          title={shown ? 'Hide the password' : 'Show the password'}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </button>
      </div>
      <p id="password-answer" className={`password-answer ${phase.kind}`} role="status">
        {phase.kind === 'trying' && 'The file is scanned with this password.'}
        {phase.kind === 'wrong' && 'Still locked: this password does not open all of it.'}
        {phase.kind === 'failed' && `The password was not tried: ${phase.why}`}
      </p>
      <div className="dialog-actions">
        <Dialog.Close className="button">Cancel</Dialog.Close>
        <button type="submit" className="button primary" disabled={trying}>
          Unlock
        </button>
      </div>
    </form>
  );
}
