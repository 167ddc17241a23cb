import { decodeUtf8 } from '../../decode-text';
import type { EntryContext } from '../../entry-context';
import type { StreamCursor } from '../../stream-cursor';

/** `LearnerModelParamLegacy` and `GBTreeModelParam` of XGBoost 0.4 to 3.0 (`src/learner.cc`, `src/gbm/gbtree_model.h`). */
const LEARNER_BYTES = 136;
const BOOSTER_BYTES = 160;
/** `DeprecatedGBLinearModelParam`. */
const LINEAR_BYTES = 136;
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
  const hasMetrics = view.getInt32(16, true) !== 0;
  const objective = await name(cursor);
  const booster = objective === null ? null : await name(cursor);
  if (objective === null || booster === null)
    return fail('badArgument', 'the names of objective and booster are not there');
  note.metadata('objective', objective);
  note.metadata('booster', booster);
  const damage = booster === 'gblinear' ? await linear(cursor) : await trees(context, cursor, booster);
  if (damage !== null) return fail(damage.cut ? 'truncated' : 'badArgument', damage.detail);
  if (hasAttributes) {
    const attributes = await texts(cursor, 2);
    if (attributes === null) return fail('badArgument', 'attributes that are not there');
    for (let i = 0; i < attributes.length; i += 2)
      note.metadata(`attribute ${attributes[i]}`.slice(0, 80), attributes[i + 1] ?? '');
  }
  if (hasMetrics) {
    const metrics = await texts(cursor, 1);
    if (metrics === null) return fail('badArgument', 'names of metrics that are not there');
    note.metadata('metrics', metrics.join(', '));
  }
  return true;
}

/** A count in eight bytes and as many groups of texts; null where they are not there. */
async function texts(cursor: StreamCursor, perGroup: number): Promise<readonly string[] | null> {
  if (!(await cursor.fill(8))) return null;
  const count = Number(cursor.int64(true));
  if (count < 0 || count > ATTRIBUTES) return null;
  const found: string[] = [];
  for (let i = 0; i < count * perGroup; i++) {
    const text = await name(cursor);
    if (text === null) return null;
    found.push(text);
  }
  return found;
}

/** Why a part could not be read. */
interface Damage {
  readonly cut: boolean;
  readonly detail: string;
}

const cut = (detail: string): Damage => ({ cut: true, detail });
const wrong = (detail: string): Damage => ({ cut: false, detail });

/** A count in eight bytes and as many numbers of four bytes; false where they are not there. */
async function skipVector(cursor: StreamCursor): Promise<boolean> {
  if (!(await cursor.fill(8))) return false;
  const bytes = Number(cursor.int64(true)) * 4;
  return bytes >= 0 && bytes < 2 ** 48 && (await cursor.skip(bytes)) === bytes;
}

async function linear(cursor: StreamCursor): Promise<Damage | null> {
  if ((await cursor.skip(LINEAR_BYTES)) < LINEAR_BYTES) return cut('ends inside its parameters');
  return (await skipVector(cursor)) ? null : cut('ends inside its weights');
}

async function trees(context: EntryContext, cursor: StreamCursor, booster: string): Promise<Damage | null> {
  if (booster !== 'gbtree' && booster !== 'dart') return wrong('a booster of a kind that is not known');
  if (!(await cursor.fill(BOOSTER_BYTES))) return cut('ends inside its parameters');
  const count = cursor.int32(true);
  cursor.take(BOOSTER_BYTES - 4);
  context.note.metadata('trees', String(count));
  for (let tree = 0; tree < count; tree++) {
    if ((tree & 0x3f) === 0) context.tick(cursor.position);
    if (!(await cursor.fill(TREE_BYTES))) return cut('ends inside a tree');
    cursor.int32(true);
    const nodes = cursor.int32(true);
    cursor.take(TREE_BYTES - 8);
    if (nodes < 1) return wrong('a tree without nodes');
    const bytes = nodes * (NODE_BYTES + STAT_BYTES);
    if ((await cursor.skip(bytes)) < bytes) return cut('ends inside a tree');
  }
  const info = Math.max(0, count) * 4;
  if ((await cursor.skip(info)) < info) return cut('ends inside the list of trees');
  if (booster === 'dart' && count > 0 && !(await skipVector(cursor)))
    return cut('ends inside the weights of its trees');
  return null;
}

/** A text with its length in eight bytes; null where it is not there or longer than a name. */
async function name(cursor: StreamCursor): Promise<string | null> {
  if (!(await cursor.fill(8))) return null;
  const length = Number(cursor.int64(true));
  if (length < 0 || length > NAME_BYTES * 256 || !(await cursor.fill(length))) return null;
  return decodeUtf8(cursor.take(length)).slice(0, NAME_BYTES);
}
