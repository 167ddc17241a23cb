import { useEffect, useState } from 'react';
import type { MachineStep, StackItem } from '../../../shared/ipc/messages';
import { shownText } from '../../state/evidence';
import { useSelection, useSession } from '../../state/hooks';
import type { OpcodeLine } from '../../state/row-pages';
import { errorOf } from '../../state/scanner-client';

const SHOWN_ITEMS = 8;

/** How many items at the bottom of both stacks are the same. */
function commonBottom(before: readonly StackItem[], after: readonly StackItem[]): number {
  let same = 0;
  while (same < before.length && same < after.length) {
    const a = before[before.length - 1 - same] as StackItem;
    const b = after[after.length - 1 - same] as StackItem;
    if (a.text !== b.text || a.kind !== b.kind) break;
    same++;
  }
  return same;
}

/** The stack around one opcode: what it pushes, what it takes, what stays. */
export function StackChange({ line }: { readonly line: OpcodeLine }) {
  const { opened } = useSession();
  const stream = useSelection((state) => state.stream);
  const [step, setStep] = useState<MachineStep | null>(null);
  const [failed, setFailed] = useState<string | null>(null);

  useEffect(() => {
    if (stream === null) return;
    const question = new AbortController();
    opened
      .ask({ what: 'step', stream, row: line.row }, question.signal)
      .then((answer) => {
        setStep(answer);
        setFailed(null);
      })
      .catch((reason: unknown) => {
        if (!question.signal.aborted) setFailed(errorOf(reason).message);
      });
    return () => question.abort();
  }, [opened, stream, line.row]);

  if (failed !== null) return <p className="muted">The stack cannot be shown: {failed}</p>;
  if (!step || step.row !== line.row) return <div className="inspector-stack-space" aria-hidden="true" />;

  const { before, after, memoWrite } = step;
  // Items left out stand below those sent, so an equal bottom is only certain when nothing, or the same, was left out.
  const same = commonBottom(before.stack, after.stack);
  const pushed = after.stack.slice(0, after.stack.length - same);
  const taken = before.stack.slice(0, before.stack.length - same);
  const kept = after.stack.slice(after.stack.length - same);
  const shownKept = kept.slice(0, Math.max(2, SHOWN_ITEMS - pushed.length - taken.length));
  const below = kept.length - shownKept.length + after.hidden;
  const marks = after.marks - before.marks;
  const empty = pushed.length + taken.length + kept.length === 0;
  return (
    <>
      <h3>
        Stack <span className="faint">top first</span>
      </h3>
      <ul className="inspector-stack mono" data-testid="stack-change">
        {pushed.slice(0, SHOWN_ITEMS).map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stack item is its position
          <Item key={`in${index}`} item={item} change="in" />
        ))}
        {taken.slice(0, SHOWN_ITEMS).map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stack item is its position
          <Item key={`out${index}`} item={item} change="out" />
        ))}
        {taken.length > SHOWN_ITEMS && (
          <li className="faint">and {(taken.length - SHOWN_ITEMS + before.hidden).toLocaleString('en')} more taken</li>
        )}
        {shownKept.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stack item is its position
          <Item key={`keep${index}`} item={item} change="keep" />
        ))}
        {below > 0 && <li className="faint">and {below.toLocaleString('en')} below</li>}
        {empty && <li className="faint">empty before and after</li>}
      </ul>
      <p className="muted inspector-machine">
        {marks !== 0 && (
          <span>{marks > 0 ? 'opens a mark' : `closes ${marks === -1 ? 'a mark' : `${-marks} marks`}`}, </span>
        )}
        <span>
          {after.marks.toLocaleString('en')} {after.marks === 1 ? 'mark' : 'marks'} open,{' '}
          {step.memoSize.toLocaleString('en')} in the memo
        </span>
      </p>
      {memoWrite && (
        <p className="inspector-memo">
          memo <span className="strong">{memoWrite.index}</span> = <code>{shownText(memoWrite.text)}</code>
        </p>
      )}
    </>
  );
}

const CHANGE_WORDS = { in: 'pushed', out: 'taken', keep: '' } as const;

function Item({ item, change }: { readonly item: StackItem; readonly change: keyof typeof CHANGE_WORDS }) {
  const text = shownText(item.text);
  return (
    <li className={`truncate ${change}${item.kind === 'mark' ? ' mark' : ''}`} title={`${item.kind}: ${text}`}>
      {change !== 'keep' && <span className="visually-hidden">{CHANGE_WORDS[change]}: </span>}
      {text}
    </li>
  );
}
