import { useState } from 'react';
import { parseOffset } from '../../../shared/text/hex';

/** A small field that takes `0x9c41`, `9c41h` or a decimal number and goes there on Enter. */
export function OffsetField({ onGo }: { readonly onGo: (offset: number) => void }) {
  const [text, setText] = useState('');
  const offset = parseOffset(text);
  return (
    <input
      className="field mono"
      style={{ width: 104 }}
      aria-label="Go to offset"
      placeholder="Offset 0x…"
      value={text}
      aria-invalid={text !== '' && offset === null}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && offset !== null) onGo(offset);
      }}
    />
  );
}
