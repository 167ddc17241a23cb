import { decodeUtf8 } from '../../decode-text';
import type { EntryContext } from '../../entry-context';
import type { StreamCursor } from '../../stream-cursor';

/** `LearnerModelParamLegacy` and `GBTreeModelParam` of XGBoost 0.4 to 3.0 (`src/learner.cc`, `src/gbm/gbtree_model.h`). */
const LEARNER_BYTES = 136;
const BOOSTER_BYTES = 160;
const TREE_BYTES = 148;
const NODE_BYTES = 20;
const STAT_BYTES = 16;
const NAME_BYTES = 256;
const ATTRIBUTES = 64;

/**
 * The binary layout that XGBoost wrote before 3.1: parameters, the names of objective and booster, trees of fixed-size nodes, attributes.
 * Answers whether everything up to `cursor.position` was understood; what follows is for the caller to declare.
 */
export async function walkBinary(context: EntryContext, cursor: StreamCursor): Promise<boolean> {
  const { note } = context;
  const fail = (code: 'truncated' | 'badArgument', detail: string) => {
    context.coverage.size = Math.max(context.coverage.size, cursor.position);
    note.malformed(code, `XGBoost: ${detail}`, cursor.position, cursor.position);
    return false;
  };
  note.metadata('framework', 'XGBoost');
  if (!(await cursor.fill(4 + LEARNER_BYTES))) return fail('truncated', 'ends inside its parameters');
  cursor.take(4);
  const learner = cursor.take(LEARNER_BYTES);
  const view = new DataView(learner.buffer, learner.byteOffset, learner.length);
  note.metadata('features', String(view.getUint32(4, true)));
  const hasAttributes = view.getInt32(12, true) !== 0;
  const objective = await name(cursor);
  const booster = objective === null ? null : await name(cursor);
  if (objective === null || booster === null)
    return fail('badArgument', 'the names of objective and booster are not there');
  note.metadata('objective', objective);
  note.metadata('booster', booster);
  if (booster !== 'gbtree' && booster !== 'dart') return false;
  if (!(await cursor.fill(BOOSTER_BYTES))) return fail('truncated', 'ends inside its parameters');
  const trees = cursor.int32(true);
  cursor.take(BOOSTER_BYTES - 4);
  note.metadata('trees', String(trees));
  for (let tree = 0; tree < trees; tree++) {
    if ((tree & 0x3f) === 0) context.tick(cursor.position);
    if (!(await cursor.fill(TREE_BYTES))) return fail('truncated', 'ends inside a tree');
    cursor.int32(true);
    const nodes = cursor.int32(true);
    cursor.take(TREE_BYTES - 8);
    if (nodes < 1) return fail('badArgument', 'a tree without nodes');
    const bytes = nodes * (NODE_BYTES + STAT_BYTES);
    if ((await cursor.skip(bytes)) < bytes) return fail('truncated', 'ends inside a tree');
  }
  const info = Math.max(0, trees) * 4;
  if ((await cursor.skip(info)) < info) return fail('truncated', 'ends inside the list of trees');
  if (booster === 'dart' && trees > 0) {
    if (!(await cursor.fill(8))) return fail('truncated', 'ends before the weights of its trees');
    const weights = Number(cursor.int64(true)) * 4;
    if (weights < 0 || weights > 2 ** 48 || (await cursor.skip(weights)) < weights)
      return fail('truncated', 'ends inside the weights of its trees');
  }
  if (!hasAttributes) return true;
  if (!(await cursor.fill(8))) return fail('truncated', 'ends before its attributes');
  const count = Number(cursor.int64(true));
  if (count < 0 || count > ATTRIBUTES) return fail('badArgument', 'more attributes than a booster has');
  for (let i = 0; i < count; i++) {
    const key = await name(cursor);
    const value = key === null ? null : await name(cursor);
    if (key === null || value === null) return fail('badArgument', 'an attribute that is not there');
    note.metadata(`attribute ${key}`.slice(0, 80), value);
  }
  return true;
}

/** A text with its length in eight bytes; null where it is not there or longer than a name. */
async function name(cursor: StreamCursor): Promise<string | null> {
  if (!(await cursor.fill(8))) return null;
  const length = Number(cursor.int64(true));
  if (length < 0 || length > NAME_BYTES * 256 || !(await cursor.fill(length))) return null;
  return decodeUtf8(cursor.take(length)).slice(0, NAME_BYTES);
}
