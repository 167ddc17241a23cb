import { useRef, useState } from 'react';
import type { EntryPath } from '../../../shared/domain/artifact';
import { formatOffset } from '../../../shared/text/hex';
import { useFindField, useSession } from '../../state/hooks';
import { errorOf } from '../../state/scanner-client';

/** `63 75 72 6c` or `"curl"`; null for anything else. */
export function parseBytes(text: string): Uint8Array | null {
  const quoted = /^"(.*)"?$/.exec(text.trim());
  if (quoted) {
    const inner = (quoted[1] as string).replace(/"$/, '');
    return inner === '' ? null : new TextEncoder().encode(inner);
  }
  const digits = text.replace(/\s+|0x/gi, '');
  if (digits === '' || digits.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(digits)) return null;
  return Uint8Array.from(digits.match(/../g) as string[], (pair) => Number.parseInt(pair, 16));
}

/** Finds the next place of some bytes behind the selection, and starts over at the end. */
export function FindBytes({
  entryPath,
  from,
  onAnswer,
}: {
  readonly entryPath: EntryPath;
  readonly from: number;
  readonly onAnswer: (text: string) => void;
}) {
  const { opened, selection } = useSession();
  const [text, setText] = useState('');
  const question = useRef<AbortController | null>(null);
  const field = useFindField();
  const bytes = parseBytes(text);

  const find = async () => {
    if (!bytes || bytes.length > 4096) return;
    question.current?.abort();
    const mine = new AbortController();
    question.current = mine;
    onAnswer('Looking.');
    try {
      let answer = await opened.ask({ what: 'findBytes', entryPath, offset: from, bytes }, mine.signal);
      const startedOver = answer.offset === null && from > 0;
      if (startedOver) answer = await opened.ask({ what: 'findBytes', entryPath, offset: 0, bytes }, mine.signal);
      if (answer.offset === null) return onAnswer('Not in these bytes.');
      onAnswer(`At ${formatOffset(answer.offset)}${startedOver ? ', from the start' : ''}.`);
      await selection.toRange(entryPath, { start: answer.offset, end: answer.offset + bytes.length });
    } catch (reason) {
      if (!mine.signal.aborted) onAnswer(errorOf(reason).message);
    }
  };

  return (
    <input
      ref={field}
      className="field mono hex-find"
      type="search"
      aria-label="Find bytes"
      placeholder={'Find 63 75 or "text"'}
      value={text}
      aria-invalid={text !== '' && bytes === null}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && void find()}
    />
  );
}
