import type { Verdict } from '../../../shared/domain/verdict';
import './verdict-mark.css';

/** The word per verdict. There is no word that says a file is harmless. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  dangerous: 'Dangerous',
  suspicious: 'Suspicious',
  noFindings: 'No findings',
  inconclusive: 'Inconclusive',
};

const SHAPES: Readonly<Record<Verdict, string>> = {
  dangerous: 'octagon',
  suspicious: 'triangle',
  noFindings: 'disc',
  inconclusive: 'ring',
};

/** Shape and colour of a verdict, beside its word. Where there is no word, `alone` adds it for those who do not see the shape. */
export function VerdictMark({
  verdict,
  size = 16,
  alone = false,
}: {
  readonly verdict: Verdict;
  readonly size?: number;
  readonly alone?: boolean;
}) {
  return (
    <>
      <svg
        className={`verdict-mark tone-${verdict}`}
        viewBox="0 0 16 16"
        width={size}
        height={size}
        data-shape={SHAPES[verdict]}
        aria-hidden="true"
      >
        {verdict === 'dangerous' && <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" />}
        {verdict === 'suspicious' && <path d="M8 1.8 15 14.4H1z" strokeLinejoin="round" className="rounded" />}
        {verdict === 'noFindings' && <circle cx="8" cy="8" r="6.3" />}
        {verdict === 'inconclusive' && <circle cx="8" cy="8" r="6" className="dashed" />}
        {size >= 24 && <Sign verdict={verdict} />}
      </svg>
      {alone && <span className="visually-hidden">{VERDICT_WORDS[verdict]}: </span>}
    </>
  );
}

function Sign({ verdict }: { readonly verdict: Verdict }) {
  switch (verdict) {
    case 'dangerous':
      return <path className="sign" d="M8 4.4v4.4M8 11.2v.2" />;
    case 'suspicious':
      return <path className="sign" d="M8 6.4v3.4M8 12v.1" />;
    case 'noFindings':
      return <path className="sign" d="M4.9 8h6.2" />;
    case 'inconclusive':
      return <path className="sign ring" d="M6.3 6.5a1.75 1.75 0 1 1 2.5 1.7c-.6.3-.8.6-.8 1.2M8 11.3v.1" />;
  }
}

/** A small ring with the part done, for scans under way. */
export function ProgressMark({ fraction }: { readonly fraction: number }) {
  const length = 2 * Math.PI * 5.5;
  return (
    <svg className="progress-mark" viewBox="0 0 16 16" width={16} height={16} aria-hidden="true">
      <circle cx="8" cy="8" r="5.5" className="track" />
      <circle
        cx="8"
        cy="8"
        r="5.5"
        className="done"
        strokeDasharray={`${length * fraction} ${length}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  );
}
