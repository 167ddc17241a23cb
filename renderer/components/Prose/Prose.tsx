import { Fragment } from 'react';
import { shownText } from '../../state/evidence';
import type { Prose as Parts } from '../../state/prose';

/** A sentence about a hostile file: defanged, on one line, with the file's own words as code. */
export function Prose({ parts }: { readonly parts: Parts }) {
  return parts.map((part, index) => {
    const key = `${index}`;
    return typeof part === 'string' ? (
      <Fragment key={key}>{shownText(part)}</Fragment>
    ) : (
      <code key={key}>{shownText(part.code)}</code>
    );
  });
}
