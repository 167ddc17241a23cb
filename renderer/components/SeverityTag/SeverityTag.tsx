import type { Severity } from '../../../shared/domain/finding';
import './severity-tag.css';

/** A severity's verdict colour: what decides the verdict wears its colour, notes wear none. */
export const SEVERITY_TONES: Readonly<Record<Severity, 'dangerous' | 'suspicious' | 'note'>> = {
  critical: 'dangerous',
  high: 'dangerous',
  medium: 'suspicious',
  low: 'note',
  info: 'note',
};

export function SeverityTag({ severity }: { readonly severity: Severity }) {
  return (
    <span className={`severity-tag tone-${SEVERITY_TONES[severity]}`} data-severity={severity}>
      {severity}
    </span>
  );
}
