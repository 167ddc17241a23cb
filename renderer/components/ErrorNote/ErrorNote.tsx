import './error-note.css';

/** One sentence what happened, one what was kept, one button to go on. */
export function ErrorNote({
  sentence,
  kept,
  action,
  onDismiss,
}: {
  readonly sentence: string;
  readonly kept: string;
  readonly action: { readonly title: string; readonly run: () => void } | null;
  readonly onDismiss?: () => void;
}) {
  return (
    <div className="error-note" role="alert">
      <p>
        <span className="strong">{sentence}</span> <span className="muted">{kept}</span>
      </p>
      {action && (
        <button type="button" className="button small" onClick={action.run}>
          {action.title}
        </button>
      )}
      {onDismiss && (
        <button type="button" className="button small" onClick={onDismiss}>
          Dismiss
        </button>
      )}
    </div>
  );
}
