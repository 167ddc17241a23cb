import type { CallOpcode, MalformedCode } from '../../../../shared/domain/fact';
import type { Limits } from '../../../../shared/domain/limits';
import { OP } from '../../../../shared/pickle/opcodes';
import { PREFIX_BY_CODE, READER_BY_CODE } from './argument-readers';
import { type ArrayPlan, planArray } from './array-plan';
import { CHECKPOINT_EVERY, type Checkpoints } from './checkpoints';
import { type DtypeTable, parseDtype } from './dtype-table';
import {
  ARRAY_WRAPPER,
  CALLED,
  type GlobalTable,
  ITEMS,
  KEEPS_ARGUMENTS,
  MAKES_ARRAY,
  MAKES_FIRST_ARGUMENT,
  NEIGHBOUR_WRAPPER,
  NUMPY_DTYPE,
  NUMPY_STRING_DTYPE,
  OBJECT_CLASS,
  ORDINARY,
  REBUILD,
  STATE,
  STORAGE,
  TENSOR_REBUILD,
} from './global-table';
import { CALL, DICT, type Heap, IMPORTED, LIST, OBJECT, PERSISTENT_ID, SET, TUPLE } from './heap';
import { readLiteral } from './literal';
import { type LiteralIndex, SHORTEST } from './literal-index';
import { type LiteralTexts, SHORTEST_TEXT_OPCODE } from './literal-texts';
import { neighbourOf } from './neighbour';
import { C, C_FILE, EVERYONE, LOADERS_MASK } from './readers';
import type { Recorder } from './recorder';
import type { TensorTable } from './tensor-table';
import type { TextArena } from './text-arena';
import type { Value } from './values';
import * as V from './values';
import type { Window } from './window';

/** What all machines of one entry share: streams and nested pickles resolve names and dtypes in the same tables. */
export interface Shared {
  readonly window: Window;
  readonly recorder: Recorder;
  readonly globals: GlobalTable;
  readonly dtypes: DtypeTable;
  readonly arena: TextArena;
  readonly heap: Heap;
  /** Where tensors are collected; null where nobody asks for them. */
  readonly tensors: TensorTable | null;
  readonly limits: Limits;
  /** Where literals that may be a format of their own are noted; left out by those who do not look into them. */
  readonly literals?: LiteralIndex;
  /** Where texts go to be looked through for addresses, paths and secrets; left out by those who do not look into them. */
  readonly texts?: LiteralTexts;
  /** Bytes of the stream that left the window, where they can be read again; then no text needs to be copied. */
  readonly readNow: ((offset: number, length: number) => Uint8Array) | null;
}

/** Slots below this number are always in the dense part of the memo. */
const DENSE_SLOTS = 2048;
/** Memo indexes far beyond the count of slots go to a sparse map, so that one huge index costs one entry. */
const DENSE_RATIO = 4;
const SPARSE_LIMIT = 4_000_000;
/** Longest string copied into the arena at memoisation. */
const ARENA_TEXT_BYTES = 1024;
/** States whose keys were looked through and that are remembered. */
const CHECKED_STATES = 65_536;
/** Objects remembered for what must not be done to them: more than tensors are kept. Later ones are only numbers, which tell their class. */
const WATCHED_OBJECTS = 131_072;
/** Arguments kept of a function that `functools.partial` is told to call by its state. */
const PARTIAL_ARGUMENTS = 32;
/** Stack items and tuple items looked through before bytes are let go. */
const SETTLE_ITEMS = 65_536;

/**
 * The pickle machine: stack, marks, memo, protocol and frame of one stream, as CPython keeps them, over values that are only
 * described (`values.ts`). It never looks a name up, never builds an object and never calls anything; it says what would be called.
 *
 * It reads as the most tolerant loader does. Where a real one gives up, that reader leaves `alive`; what follows is still read, and
 * every fact says who gets there. Stack discipline follows `_pickle.c`: nothing below the innermost mark can be popped.
 */
export class Machine {
  stack = new Float64Array(4096);
  /** Items on the stack. */
  sp = 0;
  marks = new Int32Array(2048);
  /** Open marks. */
  mp = 0;
  /** Stack depth at the innermost mark: the fence. */
  floor = 0;
  memo = new Float64Array(4096);
  sparseMemo: Map<number, Value> | null = null;
  /** Slots that hold something: the index MEMOIZE writes to. */
  memoCount = 0;
  /** The last PROTO seen, as the unpickler keeps it; and the highest. */
  proto = 0;
  highestProto = 0;
  /** Offset of the next opcode, and of the one before it. */
  position = 0;
  lastStart = 0;
  opcodes = 0;
  /** Where the current frame ends; -1 outside of frames. */
  frameEnd = -1;
  /** Readers that are still reading. */
  alive = EVERYONE;
  /** Where the last step began that was not done on the hot path, and who was reading before it. */
  stepStart = -1;
  aliveBefore = EVERYONE;
  /** Set by BUILD on a joblib array wrapper: raw bytes follow. */
  array: ArrayPlan | null = null;
  /** Set when a limit or an unreadable array means that going on would be guessing. */
  stuck = false;
  /** True once joblib's reader took an array from the file: plain unpicklers are elsewhere by then. */
  passedArray = false;
  /** True once STOP was read, and what it returned. */
  stopped = false;
  result: Value = V.UNKNOWN;
  /** The value of the one global whose every use is followed, `numpy.memmap`; unset until it is imported. */
  get followed(): Value {
    return this.shared.globals.followed;
  }
  /** Calls and imports seen, for telling a pickle from other bytes. */
  effects = 0;
  readonly heap: Heap;
  private readonly checkedStates = new Map<Value, { readonly count: number; readonly special: boolean }>();

  /** Whose objects must not be given state or items, also when the heap has forgotten them; written only where objects are kept for tensors. */
  private owners: Map<Value, number> = new Map();

  readonly shared: Shared;
  readonly checkpoints: Checkpoints | null;

  constructor(shared: Shared, start: number, checkpoints: Checkpoints | null) {
    this.shared = shared;
    this.checkpoints = checkpoints;
    this.position = start;
    this.heap = shared.heap;
  }

  /** The same state over `shared` (whose heap is a clone of this one's), for following another reading. Keeps no index. */
  fork(shared: Shared): Machine {
    const copy = new Machine(shared, this.position, null);
    copy.stack = this.stack.slice();
    copy.sp = this.sp;
    copy.marks = this.marks.slice();
    copy.mp = this.mp;
    copy.floor = this.floor;
    copy.memo = this.memo.slice();
    copy.sparseMemo = this.sparseMemo === null ? null : new Map(this.sparseMemo);
    copy.memoCount = this.memoCount;
    copy.proto = this.proto;
    copy.highestProto = this.highestProto;
    copy.alive = this.alive;
    copy.lastStart = this.lastStart;
    copy.owners = new Map(this.owners);
    return copy;
  }

  /** Called every `CHECKPOINT_EVERY` opcodes: makes room for as many more, so that pushing needs no check, and keeps the index. */
  checkpoint(): void {
    const { checkpoints } = this;
    // The loop may come by twice at the same opcode when it had to wait for bytes.
    if (checkpoints !== null && checkpoints.length * CHECKPOINT_EVERY === this.opcodes) {
      checkpoints.add(this.position, this.sp, this.memoCount, this.marks, this.mp);
    }
    const room = CHECKPOINT_EVERY + 16;
    if (this.sp + room > this.stack.length) this.stack = widen(this.stack, this.sp + room);
    if (this.memoCount + room > this.memo.length) this.memo = widen(this.memo, this.memoCount + room);
    if (this.mp + room > this.marks.length) {
      const larger = new Int32Array(this.marks.length * 2 + room);
      larger.set(this.marks);
      this.marks = larger;
    }
    const { limits, recorder } = this.shared;
    if (this.sp + this.mp > limits.stackItems || this.memoCount > limits.memoSlots || this.opcodes > limits.opcodes) {
      const limit =
        this.opcodes > limits.opcodes ? 'opcodes' : this.memoCount > limits.memoSlots ? 'memoSlots' : 'stackItems';
      recorder.limit(this, limit, `more than ${limits[limit]}`, this.position, this.position);
      this.stuck = true;
    }
  }

  // ── stack ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  push(value: Value): void {
    this.stack[this.sp++] = value;
  }

  /** Pops one item above the fence; without one every reader gives up and the item is unknown. */
  pop(start: number, end: number): Value {
    if (this.sp > this.floor) return this.stack[--this.sp];
    this.giveUp(EVERYONE, 'stackUnderflow', 'an opcode needs an item that is not on the stack', start, end);
    return V.UNKNOWN;
  }

  /** The top item above the fence, left in place; unknown when there is none. */
  top(start: number, end: number): Value {
    if (this.sp > this.floor) return this.stack[this.sp - 1];
    this.giveUp(EVERYONE, 'stackUnderflow', 'an opcode needs an item that is not on the stack', start, end);
    this.push(V.UNKNOWN);
    return V.UNKNOWN;
  }

  pushMark(): void {
    this.marks[this.mp++] = this.sp;
    this.floor = this.sp;
  }

  /** Closes the innermost mark and returns the stack depth at it; items above are the caller's to drop. */
  popMark(start: number, end: number): number {
    if (this.mp === 0) {
      this.giveUp(EVERYONE, 'markMissing', 'an opcode needs a mark and none is open', start, end);
      return 0;
    }
    const depth = this.marks[--this.mp];
    this.floor = this.mp > 0 ? this.marks[this.mp - 1] : 0;
    return depth;
  }

  // ── memo ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

  memoGet(index: number, start: number, end: number): Value {
    const value = index < this.memo.length ? this.memo[index] : (this.sparseMemo?.get(index) ?? V.UNSET);
    if (value === this.followed) this.seeAgain(value);
    if (value !== V.UNSET) return value;
    this.giveUp(EVERYONE, 'memoMissing', `memo slot ${index} was never written`, start, end);
    return V.UNKNOWN;
  }

  /** Stores the top item. Strings are copied to the arena, because a slot may be read long after its bytes are gone. */
  memoPut(index: number, start: number, end: number): void {
    let value = this.top(start, end);
    if (value >= V.TEXT && value < V.OTHER) {
      value = this.keepText(value);
      this.stack[this.sp - 1] = value;
    }
    if (index >= this.memo.length && index < DENSE_RATIO * (this.memoCount + DENSE_SLOTS))
      this.memo = widen(this.memo, index + 1, this.sparseMemo);
    if (index < this.memo.length) {
      if (this.memo[index] === V.UNSET) this.memoCount++;
      this.memo[index] = value;
      return;
    }
    this.sparseMemo ??= new Map();
    if (!this.sparseMemo.has(index)) this.memoCount++;
    if (this.sparseMemo.size < SPARSE_LIMIT) this.sparseMemo.set(index, value);
    else {
      this.shared.recorder.limit(this, 'memoSlots', 'more scattered memo slots than are kept', start, end);
      this.stuck = true;
    }
  }

  // ── texts ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * The arena copy of a str literal whose bytes are in memory; the value itself when it is too long or the arena is full, or when its
   * bytes can be read again.
   */
  keepText(value: Value): Value {
    const { window, arena, readNow } = this.shared;
    if (readNow !== null) return value;
    const offset = value - V.TEXT;
    if (offset < window.base || offset >= window.end) return value;
    const at = offset - window.base;
    const bytes = window.bytes;
    const code = bytes[at];
    // The commonest string opcode is measured in place: this runs once per memoised string.
    const end =
      code === OP.SHORT_BINUNICODE
        ? at + 2 + bytes[at + 1]
        : (READER_BY_CODE[code]?.(bytes, at + 1, window.length) ?? -1);
    if (end < 0 || end > window.length || end - at > ARENA_TEXT_BYTES) return value;
    const place = arena.store(bytes, at, end);
    return place < 0 ? value : V.ARENA + place;
  }

  /** Before bytes are let go: copies the texts that the top of the stack, or a tuple on it, still needs. */
  settle(): void {
    if (this.shared.readNow !== null) return;
    const lowest = Math.max(0, this.sp - SETTLE_ITEMS);
    for (let i = this.sp - 1; i >= lowest; i--) {
      const value = this.stack[i];
      if (value >= V.TEXT && value < V.OTHER) this.stack[i] = this.keepText(value);
      else if (value >= V.HEAP && i >= this.sp - 64)
        this.heap.replaceItems(value, (item) => (item >= V.TEXT && item < V.OTHER ? this.keepText(item) : item));
    }
  }

  /** A literal was read: those long enough to be something themselves are looked at. */
  seeLiteral(start: number, end: number): void {
    const { literals, window } = this.shared;
    if (literals !== undefined && end - start >= SHORTEST) literals.see(window, start, end);
    const { texts, readNow } = this.shared;
    if (texts !== undefined && end - start >= SHORTEST_TEXT_OPCODE) texts.see(window, start, end, readNow);
  }

  /** The whole text of a str value, at most `maximum` bytes long; null when it is no str, longer, or its bytes are gone. */
  textOf(value: Value, maximum: number): string | null {
    const bytes = this.literalBytes(value, maximum);
    if (bytes === null || bytes.length === 0 || !V.isText(value)) return null;
    const literal = readLiteral(bytes, maximum);
    const complete = literal.byteLength <= maximum && bytes.length >= 1 + PREFIX_BY_CODE[bytes[0]] + literal.byteLength;
    return literal.kind === 'str' && complete ? literal.text : null;
  }

  /** The opcode and the beginning of the argument of a literal value; null when the bytes are gone. */
  literalBytes(value: Value, maximum: number): Uint8Array | null {
    const { window, arena, readNow } = this.shared;
    if (value >= V.ARENA && value < V.DTYPE) return arena.view(value - V.ARENA, maximum + 16);
    const offset = value >= V.OTHER ? value - V.OTHER : value - V.TEXT;
    if (value < V.TEXT || value >= V.ARENA) return null;
    if (readNow !== null && !window.has(offset, offset + maximum + 16)) return readNow(offset, maximum + 16);
    if (!window.has(offset, offset + 1)) return null;
    return window.view(offset, Math.min(window.end, offset + maximum + 16));
  }

  // ── reports ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** These readers raise here. Said once per reader; afterwards the machine goes on without them. */
  giveUp(mask: number, code: MalformedCode, detail: string, start: number, end: number): void {
    const stops = mask & this.alive;
    this.alive &= ~mask;
    if ((stops & LOADERS_MASK) !== 0) this.shared.recorder.malformed(this, code, detail, stops, start, end);
  }

  // ── effects ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** A call that loading makes: counted, recorded while its callee is worth it, and answered with a described result. */
  call(via: CallOpcode, callee: Value, args: Value, start: number, end: number): Value {
    this.effects++;
    const { globals, recorder, tensors } = this.shared;
    if (!V.isGlobal(callee)) {
      recorder.call(this, via, callee, args, start, end);
      return this.heap.pair(CALL, callee, args);
    }
    const id = V.globalIdOf(callee);
    globals.count(id, via === 'NEWOBJ' || via === 'NEWOBJ_EX' ? REBUILD : CALLED, start, end);
    if (globals.detailLeft[id] > 0) recorder.call(this, via, callee, args, start, end);
    switch (globals.special[id]) {
      case NUMPY_DTYPE:
        return this.makeDtype(args);
      case NUMPY_STRING_DTYPE: {
        const row = this.shared.dtypes.add({ text: 'StringDType', itemBytes: 16, hasObject: true, owner: id });
        return row < 0 ? V.UNKNOWN : V.DTYPE + row;
      }
      case KEEPS_ARGUMENTS:
        return this.heap.pair(CALL, callee, args);
      case MAKES_FIRST_ARGUMENT: {
        if (args === V.EMPTY_TUPLE) break;
        // Arguments that are not a tuple any more, or never were, hide the class: it counts as a computed one.
        const [made = V.UNKNOWN, base] = this.firstItems(args, 2);
        // `_reconstructor(class, base, state)` also runs the base's own `__new__` and `__init__` with the state.
        const isBase = globals.rows[id].name === '_reconstructor' && base !== undefined && V.isGlobal(base);
        if (isBase && globals.special[V.globalIdOf(base)] !== OBJECT_CLASS)
          globals.count(V.globalIdOf(base), CALLED, start, end);
        return this.call('NEWOBJ', made, V.EMPTY_TUPLE, start, end);
      }
      case MAKES_ARRAY:
        this.seeArrayClass(args, this.firstItems(args, 1)[0]);
        break;
    }
    if (globals.judged[id] !== 0) return this.heap.pair(CALL, callee, args);
    return tensors === null ? V.instanceValue(id) : this.keepObject(tensors, id, args, start, end);
  }

  /** `value`, out of `container`, is the class of an array that is made without opening anything. */
  seeArrayClass(container: Value, value: Value | undefined): void {
    if (value === this.followed && value !== V.UNSET) this.shared.globals.seeArrayClass(container);
  }

  /** A value came from the memo, or was pushed a second time. */
  seeAgain(value: Value): void {
    if (value === this.followed && value !== V.UNSET) this.shared.globals.recalled++;
  }

  /**
   * What a persistent id is answered with. For `('storage', type, …)` PyTorch's loader of the older form may call the type; for
   * `('module', class, file, source)` it returns the class itself, which the stream then rebuilds.
   */
  answerPersistentId(id: Value, start: number, end: number): Value {
    const [kind, type] = this.firstItems(id, 2);
    if (type !== undefined && V.isGlobal(type)) {
      if (this.textOf(kind, 16) === 'module') {
        this.seeAgain(type);
        return type;
      }
      this.shared.globals.count(V.globalIdOf(type), STORAGE, start, end);
    }
    return this.heap.pair(PERSISTENT_ID, id, V.UNKNOWN);
  }

  /** What an honest call returns, as an object that remembers what is set in it. */
  private keepObject(tensors: TensorTable, id: number, args: Value, start: number, end: number): Value {
    const special = this.shared.globals.special[id];
    if (special !== ORDINARY && special !== TENSOR_REBUILD) return V.instanceValue(id);
    const isWatched = this.shared.globals.isWatched(id);
    if (isWatched && this.owners.size >= WATCHED_OBJECTS) return V.instanceValue(id);
    const object = this.heap.growing(OBJECT);
    if (isWatched) this.owners.set(object, id);
    this.setPair(object, V.globalValue(id), args);
    if (special === TENSOR_REBUILD) tensors.add(this, object, args, start, end);
    return object;
  }

  /** Adds a pair to an object. The stack above its top is free to write to. */
  private setPair(object: Value, key: Value, value: Value): void {
    this.stack[this.sp] = key;
    this.stack[this.sp + 1] = value;
    this.heap.add(object, this.stack, this.sp, this.sp + 2);
  }

  /** REDUCE wants a tuple; CPython's C code insists, its Python code takes anything that can be iterated. */
  checkArguments(args: Value, start: number, end: number): void {
    if (args === V.EMPTY_TUPLE || args === V.UNKNOWN || args < 0) return;
    if (V.isHeap(args)) {
      if (!this.heap.holds(args)) return;
      const kind = this.heap.kind(args);
      if (kind === LIST || kind === DICT || kind === SET)
        this.giveUp(C | C_FILE, 'badArgument', 'the arguments of a call are not a tuple', start, end);
      return;
    }
    const mask = V.isText(args) || (args >= V.OTHER && args < V.ARENA) ? C | C_FILE : LOADERS_MASK;
    this.giveUp(mask, 'badArgument', 'the arguments of a call are not a tuple', start, end);
  }

  /** Items `stack[from … sp)` go into the container below them, by the method that `via` names. */
  addTo(via: CallOpcode, target: Value, from: number, start: number, end: number): void {
    if (V.isHeap(target)) {
      const kind = this.heap.holds(target) ? this.heap.kind(target) : 0;
      if (kind === CALL || kind === OBJECT) this.countItems(target, start, end);
      if (kind === CALL || kind === IMPORTED) this.recordMutation(via, target, from, start, end);
      else if (kind !== OBJECT || via === 'SETITEMS' || via === 'SETITEM')
        this.heap.add(target, this.stack, from, this.sp);
      else this.heap.lose(this.stack, from, this.sp);
    } else if (V.isGlobal(target)) this.recordMutation(via, target, from, start, end);
    else {
      this.countItems(target, start, end);
      this.heap.lose(this.stack, from, this.sp);
    }
  }

  private countItems(target: Value, start: number, end: number): void {
    const owner = this.ownerOf(target);
    if (owner >= 0) this.shared.globals.count(owner, ITEMS, start, end);
  }

  private recordMutation(via: CallOpcode, target: Value, from: number, start: number, end: number): void {
    this.effects++;
    this.shared.recorder.call(this, via, target, this.heap.fixed(TUPLE, this.stack, from, this.sp), start, end);
  }

  /** BUILD: state goes into the object below it. */
  build(start: number, end: number): void {
    const state = this.pop(start, end);
    const target = this.top(start, end);
    const { globals, recorder } = this.shared;
    const owner = this.ownerOf(target);
    if (owner >= 0) {
      globals.count(owner, STATE, start, end);
      if (globals.special[owner] === ARRAY_WRAPPER) {
        this.array = planArray(this, state);
        if (this.array === null) {
          recorder.malformed(
            this,
            'arrayUnreadable',
            'an array follows whose dtype or shape is not shown',
            0,
            start,
            end,
          );
          this.stuck = true;
        }
        return;
      }
      if (globals.special[owner] === NEIGHBOUR_WRAPPER) {
        const neighbour = neighbourOf(this, state);
        if (neighbour !== null) recorder.neighbour(this, neighbour.fileName, neighbour.inflated, start, end);
        else {
          const detail = 'an array is read from a file beside this one whose name is not shown';
          recorder.malformed(this, 'arrayUnreadable', detail, 0, start, end);
        }
        return;
      }
    }
    const kind = V.isHeap(target) && this.heap.holds(target) ? this.heap.kind(target) : 0;
    if (kind === OBJECT) this.setPair(target, V.UNKNOWN, state);
    if (kind === CALL) {
      recorder.built?.(this, target, state);
      if (owner >= 0) this.setPartial(target, owner, state);
    }
    // A state that is no container is not seen again.
    else if (V.isGlobal(state) || (V.isHeap(state) && !this.isContainer(state)))
      this.heap.lose(this.stack, this.sp, this.sp + 1);
    if (V.isDtype(target)) this.buildDtype(target, state);
    else if (V.isGlobal(target) || this.hasSpecialKeys(state)) {
      this.effects++;
      recorder.call(this, 'BUILD', target, state, start, end);
    }
  }

  /** `functools.partial.__setstate__((function, arguments, …))`: from here on it calls that function. */
  private setPartial(target: Value, owner: number, state: Value): void {
    const { module, name } = this.shared.globals.rows[owner];
    if (name !== 'partial' || (module !== 'functools' && module !== '_functools')) return;
    if (!V.isHeap(state) || !this.heap.holds(state) || this.heap.kind(state) !== TUPLE) return;
    const [callee, args] = this.heap.items(state, 2);
    if (callee === undefined || args === undefined) return;
    const isTuple = V.isHeap(args) && this.heap.holds(args) && this.heap.kind(args) === TUPLE;
    const bound = [callee, ...(isTuple ? this.heap.items(args, PARTIAL_ARGUMENTS) : [])];
    this.heap.setSecond(target, this.heap.fixed(TUPLE, Float64Array.from(bound), 0, bound.length));
  }

  private isContainer(value: Value): boolean {
    return this.heap.holds(value) && this.heap.kind(value) !== CALL;
  }

  /** The global whose call made this object; -1 when that is not known. */
  private ownerOf(target: Value): number {
    if (V.isInstance(target)) return V.globalIdOf(target);
    if (V.isDtype(target)) return this.shared.dtypes.rows[target - V.DTYPE].owner ?? -1;
    if (!V.isHeap(target)) return -1;
    if (!this.heap.holds(target)) return this.owners.get(target) ?? -1;
    const kind = this.heap.kind(target);
    if (kind === CALL || kind === OBJECT) {
      const [callee] = this.heap.items(target, 1);
      if (V.isGlobal(callee)) return V.globalIdOf(callee);
    }
    return -1;
  }

  /** True when a state sets an attribute such as `__setstate__` or `__class__`: no honest pickle stores those in an instance. */
  private hasSpecialKeys(state: Value): boolean {
    if (!V.isHeap(state) || !this.heap.holds(state)) return false;
    const kind = this.heap.kind(state);
    if (kind === TUPLE) return this.heap.items(state, 2).some((item) => this.isDictWithSpecialKeys(item));
    return kind === DICT && this.isDictWithSpecialKeys(state);
  }

  /**
   * The answer is remembered until the dict grows: one dict of a hundred thousand keys given to as many BUILDs would otherwise be looked
   * through each time.
   */
  private isDictWithSpecialKeys(dict: Value): boolean {
    if (!V.isHeap(dict) || !this.heap.holds(dict) || this.heap.kind(dict) !== DICT) return false;
    const count = this.heap.count(dict);
    const known = this.checkedStates.get(dict);
    if (known !== undefined && known.count === count) return known.special;
    const special = this.findSpecialKey(dict);
    if (this.checkedStates.size >= CHECKED_STATES) this.checkedStates.clear();
    this.checkedStates.set(dict, { count, special });
    return special;
  }

  private findSpecialKey(dict: Value): boolean {
    const items = this.heap.items(dict, 16_384);
    for (let i = 0; i + 1 < items.length; i += 2) {
      const bytes = V.isText(items[i]) ? this.literalBytes(items[i], 64) : null;
      if (bytes === null) continue;
      const body = 1 + PREFIX_BY_CODE[bytes[0]];
      const first = bytes[body] === 0x27 || bytes[body] === 0x22 ? body + 1 : body;
      if (!mayBeginSpecial(bytes[first], bytes[first + 1])) continue;
      const name = this.textOf(items[i], 64);
      if (name === null || (/^__.*__$/s.test(name) && !HARMLESS_STATE_KEYS.has(name))) return true;
    }
    return false;
  }

  /** The first items of a tuple value; none of anything else. */
  private firstItems(args: Value, maximum: number): readonly Value[] {
    return V.isHeap(args) && this.heap.holds(args) && this.heap.kind(args) === TUPLE
      ? this.heap.items(args, maximum)
      : [];
  }

  private makeDtype(args: Value): Value {
    const text = this.textOf(this.firstItems(args, 1)[0] ?? V.UNKNOWN, 64);
    const row = (text === null ? null : parseDtype(text)) ?? { text: text ?? '?', itemBytes: null, hasObject: false };
    const index = this.shared.dtypes.add(row);
    return index < 0 ? V.UNKNOWN : V.DTYPE + index;
  }

  /** `dtype.__setstate__((version, byteorder, subdtype, names, fields, elsize, alignment, flags, …))`, numpy's descriptor.c. */
  private buildDtype(target: Value, state: Value): void {
    const row = this.shared.dtypes.rows[target - V.DTYPE];
    if (row === undefined || !V.isHeap(state) || !this.heap.holds(state) || this.heap.kind(state) !== TUPLE) return;
    const items = this.heap.items(state, 8);
    const order = this.textOf(items[1] ?? V.UNKNOWN, 4);
    if (order !== null && /^[<>|=]$/.test(order) && !/^[<>|=]/.test(row.text)) row.text = order + row.text;
    const size = items[5];
    if (size !== undefined && V.isInt(size) && size >= V.INT_ZERO) row.itemBytes = size - V.INT_ZERO;
    const flags = items[7];
    if (flags !== undefined && V.isInt(flags) && ((flags - V.INT_ZERO) & 1) === 1) row.hasObject = true;
  }
}

/** Two underscores, either of which may be written as an escape in a line argument. */
function mayBeginSpecial(first: number | undefined, second: number | undefined): boolean {
  return first === 0x5c || (first === 0x5f && (second === 0x5f || second === 0x5c));
}

/** Attributes with special names that honest objects do carry in their state. */
const HARMLESS_STATE_KEYS: ReadonlySet<string> = new Set([
  '__kwdefaults__',
  '__annotations__',
  '__doc__',
  '__module__',
  '__name__',
  '__qualname__',
  '__orig_class__',
]);

function widen(
  from: Float64Array<ArrayBuffer>,
  needed: number,
  moveIn: Map<number, Value> | null = null,
): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.max(from.length * 2, needed));
  larger.set(from);
  if (moveIn !== null) {
    for (const [index, value] of moveIn) {
      if (index < larger.length) {
        larger[index] = value;
        moveIn.delete(index);
      }
    }
  }
  return larger;
}
