import { OP } from '../../../../shared/pickle/opcodes';
import { latin1 } from '../../decode-text';
import type { Machine } from './machine';
import { EVERYONE, PYTHON } from './readers';
import { callInstance } from './steps';

/** Names longer than this are no names. */
const LINE_BYTES = 4096;

/**
 * The bytes end inside the line of an INST at the machine's position. `_pickle.c` and pickletools raise. `pickle.py` takes `readline()[:-1]`,
 * the line without its last character whatever that is, and so imports and calls before it meets the end. The others give up and the opcode
 * is done for it. A GLOBAL that is cut off is left out: no call can follow it, and honest files that are cut off end in one. Inside a frame a
 * line that is cut off raises as well.
 */
export function takeUnendedLine(m: Machine): void {
  const { window } = m.shared;
  const [start, end] = [m.position, window.end];
  if (window.at(start) !== OP.INST || (m.alive & PYTHON) === 0 || end - start > LINE_BYTES) return;
  const text = latin1(window.view(start + 1, end));
  if (m.frameEnd > start && text !== '' && !text.endsWith('\n')) return;
  m.giveUp(EVERYONE & ~PYTHON, 'truncated', 'the file ends inside an argument', start, end);
  const feed = text.indexOf('\n');
  const module = feed < 0 ? text.slice(0, -1) : text.slice(0, feed);
  callInstance(m, module, feed < 0 ? '' : text.slice(feed + 1, -1), start, end);
  m.opcodes++;
}
