import './tail-text.css';

const LONGEST_TAIL = 24;

/** Where the end of a name begins that tells it from its neighbours: `…self.query.weight`, `…modules/linear.py`. */
export function tailOf(text: string): number {
  const from = Math.max(1, text.length - LONGEST_TAIL);
  const step = text.slice(from).search(/[./›]/);
  return step < 0 ? text.length : from + step;
}

/** A long name on one line that loses its middle and not its end when there is no room. */
export function TailText({ text }: { readonly text: string }) {
  const tail = tailOf(text);
  return (
    <span className="tail-text" title={text}>
      <span className="truncate">{text.slice(0, tail)}</span>
      <span className="tail">{text.slice(tail)}</span>
    </span>
  );
}
