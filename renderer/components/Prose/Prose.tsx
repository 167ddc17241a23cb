import { Fragment } from 'react';
import { shownText } from '../../state/evidence';

/** A sentence about a hostile file: defanged, on one line, with what stands between backticks as code. */
export function Prose({ text }: { readonly text: string }) {
  const parts = shownText(text).split('`');
  // An odd number of backticks means that the file's own text has some: then nothing is taken apart.
  if (parts.length % 2 === 0) return <>{parts.join('`')}</>;
  return parts.map((part, index) => {
    const key = `${index}:${part}`;
    return index % 2 === 1 ? <code key={key}>{part}</code> : <Fragment key={key}>{part}</Fragment>;
  });
}
