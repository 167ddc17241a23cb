import { InflateError } from '../ports';
import type { Intake } from './intake';

/** Largest number of compressed bytes that one symbol can take. */
const SYMBOL_BYTES = 20;
/** First size of the dictionary: it grows with what comes out, so that a header that asks for much costs nothing. */
const FIRST_BYTES = 32 * 1024;

const STATES = 12;
const POSITIONS = 16;
// Places of the probability models in one array, as in the LZMA specification (lzma-specification.txt of the LZMA SDK).
const IS_MATCH = 0;
const IS_REP = IS_MATCH + STATES * POSITIONS;
const IS_REP_G0 = IS_REP + STATES;
const IS_REP_G1 = IS_REP_G0 + STATES;
const IS_REP_G2 = IS_REP_G1 + STATES;
const IS_REP0_LONG = IS_REP_G2 + STATES;
/** A length coder: choice, choice2, 16 low trees, 16 mid trees, one high tree. */
const LENGTH = IS_REP0_LONG + STATES * POSITIONS;
const LENGTH_LOW = 2;
const LENGTH_MID = LENGTH_LOW + POSITIONS * 8;
const LENGTH_HIGH = LENGTH_MID + POSITIONS * 8;
const LENGTH_MODELS = LENGTH_HIGH + 256;
const REP_LENGTH = LENGTH + LENGTH_MODELS;
const SLOT = REP_LENGTH + LENGTH_MODELS;
const SPECIAL = SLOT + 4 * 64;
const ALIGN = SPECIAL + 115;
const LITERAL = ALIGN + 16;

export type LzmaStop = 'more' | 'room' | 'marker';

/**
 * Decodes raw LZMA into a ring that is its own output: `dictionary[flushed]` up to `dictionary[position - 1]` wait to be taken. One
 * instance goes through all chunks of an LZMA2 stream. Written as one long function on local numbers, since every bit passes here.
 */
export class LzmaDecoder {
  dictionary: Uint8Array;
  /** Where the next byte goes; where those begin that were not taken yet. */
  position = 0;
  flushed = 0;
  private readonly dictionaryBytes: number;
  /** How far back matches may reach. */
  private reach = 0;
  private models = new Uint16Array(0);
  private lc = 0;
  private literalPositionMask = 0;
  private positionMask = 0;
  private range = -1;
  private code = 0;
  private state = 0;
  private rep0 = 0;
  private rep1 = 0;
  private rep2 = 0;
  private rep3 = 0;
  /** Bytes of a match that did not fit any more. */
  private left = 0;
  /** Bytes since the last reset of the dictionary, for the position bits. */
  private total = 0;

  constructor(dictionaryBytes: number) {
    this.dictionaryBytes = Math.max(4096, dictionaryBytes);
    this.dictionary = new Uint8Array(Math.min(this.dictionaryBytes, FIRST_BYTES));
  }

  /** True when a match is not finished: it may not go beyond the chunk it began in. */
  get pending(): boolean {
    return this.left > 0;
  }

  /** True when the range coder ended as an encoder ends it. */
  get finished(): boolean {
    return this.code === 0;
  }

  /** The properties byte: lc + 9 * (lp + 5 * pb). Null when it is none; otherwise all models begin anew. */
  setProperties(byte: number): boolean {
    if (byte >= 225) return false;
    this.lc = byte % 9;
    const lp = Math.floor(byte / 9) % 5;
    this.literalPositionMask = (1 << lp) - 1;
    this.positionMask = (1 << Math.floor(byte / 45)) - 1;
    const models = LITERAL + (0x300 << (this.lc + lp));
    if (this.models.length !== models) this.models = new Uint16Array(models);
    this.resetState();
    return true;
  }

  resetState(): void {
    this.models.fill(1024);
    this.state = 0;
    this.rep0 = this.rep1 = this.rep2 = this.rep3 = 0;
  }

  resetDictionary(): void {
    this.reach = 0;
    this.total = 0;
  }

  /** Takes the five bytes with which the range coder begins; false when they cannot begin one. They must have been filled. */
  begin(intake: Intake): boolean {
    const first = intake.u8();
    this.range = -1;
    this.code = 0;
    for (let i = 0; i < 4; i++) this.code = (this.code << 8) | intake.u8();
    this.left = 0;
    return first === 0;
  }

  /** Shifts in the byte that is due after the last symbol. */
  normalize(intake: Intake): void {
    if (this.range >>> 24 !== 0) return;
    this.range <<= 8;
    this.code = (this.code << 8) | intake.u8();
  }

  /** What came out and was not taken: borrowed until the next `decode` or `copy`. */
  taken(): Uint8Array {
    const piece = this.dictionary.subarray(this.flushed, this.position);
    this.flushed = this.position;
    return piece;
  }

  /** Bytes that fit in before something must be taken; makes room by going around or growing. Call only when all was taken. */
  room(): number {
    if (this.position === this.dictionary.length) {
      if (this.dictionary.length < this.dictionaryBytes) {
        const wider = new Uint8Array(Math.min(this.dictionaryBytes, this.dictionary.length * 2));
        wider.set(this.dictionary);
        this.dictionary = wider;
      } else this.position = this.flushed = 0;
    }
    return this.dictionary.length - this.position;
  }

  /** Bytes that were not compressed: part of the dictionary all the same. At most `room()`. */
  copy(bytes: Uint8Array): void {
    this.dictionary.set(bytes, this.position);
    this.position += bytes.length;
    this.total += bytes.length;
    this.reach = Math.min(this.dictionary.length, this.reach + bytes.length);
  }

  /**
   * Decodes up to `count` bytes (at most `room()`): `room` when they are there, `more` when compressed bytes are wanted, `marker` at
   * the end marker. Throws for damage; what was decoded before it can still be taken.
   */
  decode(intake: Intake, count: number): LzmaStop {
    const { models, dictionary, lc, literalPositionMask, positionMask } = this;
    const input = intake.bytes;
    const size = dictionary.length;
    const limit = this.position + count;
    /** Behind this a symbol may not have all its bytes; at the end of the input they are tried one by one. */
    const last = intake.ended ? intake.end : intake.end - SYMBOL_BYTES;
    const start = this.position;
    const total = this.total - start;
    let { position, range, code, state, rep0, rep1, rep2, rep3, left } = this;
    let reach = this.reach;
    let at = intake.at;
    let stop: LzmaStop = 'room';
    let fault: string | null = null;
    let bound = 0;

    for (;;) {
      if (left > 0) {
        const end = Math.min(limit, position + left);
        left -= end - position;
        if (reach < size) reach = Math.min(size, reach + end - position);
        let from = position - rep0 - 1;
        if (from < 0) from += size;
        if (from + (end - position) <= size) while (position < end) dictionary[position++] = dictionary[from++];
        else
          while (position < end) {
            dictionary[position++] = dictionary[from++];
            if (from === size) from = 0;
          }
      }
      if (position >= limit) break;
      if (at > last) {
        stop = 'more';
        break;
      }
      const symbolStart = position;
      const place = total + position;
      const posState = place & positionMask;
      let probability = IS_MATCH + (state << 4) + posState;
      let model = models[probability];
      if (range >>> 24 === 0) {
        range <<= 8;
        code = (code << 8) | input[at++];
      }
      bound = Math.imul(range >>> 11, model);
      if (code >>> 0 < bound >>> 0) {
        range = bound;
        models[probability] = model + ((2048 - model) >> 5);
        // A literal.
        const before = reach === 0 ? 0 : dictionary[(position > 0 ? position : size) - 1];
        const context = (((place & literalPositionMask) << lc) + (before >> (8 - lc))) * 0x300;
        const tree = LITERAL + context;
        let symbol = 1;
        if (state >= 7) {
          let from = position - rep0 - 1;
          if (from < 0) from += size;
          let match = dictionary[from];
          let offset = 0x100;
          while (symbol < 0x100) {
            match <<= 1;
            const bit = match & offset;
            probability = tree + offset + bit + symbol;
            model = models[probability];
            if (range >>> 24 === 0) {
              range <<= 8;
              code = (code << 8) | input[at++];
            }
            bound = Math.imul(range >>> 11, model);
            if (code >>> 0 < bound >>> 0) {
              range = bound;
              models[probability] = model + ((2048 - model) >> 5);
              symbol <<= 1;
              offset &= ~bit;
            } else {
              range = (range - bound) | 0;
              code = (code - bound) | 0;
              models[probability] = model - (model >> 5);
              symbol = (symbol << 1) | 1;
              offset &= bit;
            }
          }
        } else {
          while (symbol < 0x100) {
            probability = tree + symbol;
            model = models[probability];
            if (range >>> 24 === 0) {
              range <<= 8;
              code = (code << 8) | input[at++];
            }
            bound = Math.imul(range >>> 11, model);
            if (code >>> 0 < bound >>> 0) {
              range = bound;
              models[probability] = model + ((2048 - model) >> 5);
              symbol <<= 1;
            } else {
              range = (range - bound) | 0;
              code = (code - bound) | 0;
              models[probability] = model - (model >> 5);
              symbol = (symbol << 1) | 1;
            }
          }
        }
        dictionary[position++] = symbol;
        state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
        if (reach < size) reach++;
      } else {
        range = (range - bound) | 0;
        code = (code - bound) | 0;
        models[probability] = model - (model >> 5);
        let lengths = LENGTH;
        let isRep = false;
        let single = false;
        probability = IS_REP + state;
        model = models[probability];
        if (range >>> 24 === 0) {
          range <<= 8;
          code = (code << 8) | input[at++];
        }
        bound = Math.imul(range >>> 11, model);
        if (code >>> 0 < bound >>> 0) {
          range = bound;
          models[probability] = model + ((2048 - model) >> 5);
          rep3 = rep2;
          rep2 = rep1;
          rep1 = rep0;
        } else {
          range = (range - bound) | 0;
          code = (code - bound) | 0;
          models[probability] = model - (model >> 5);
          isRep = true;
          lengths = REP_LENGTH;
          probability = IS_REP_G0 + state;
          model = models[probability];
          if (range >>> 24 === 0) {
            range <<= 8;
            code = (code << 8) | input[at++];
          }
          bound = Math.imul(range >>> 11, model);
          if (code >>> 0 < bound >>> 0) {
            range = bound;
            models[probability] = model + ((2048 - model) >> 5);
            probability = IS_REP0_LONG + (state << 4) + posState;
            model = models[probability];
            if (range >>> 24 === 0) {
              range <<= 8;
              code = (code << 8) | input[at++];
            }
            bound = Math.imul(range >>> 11, model);
            if (code >>> 0 < bound >>> 0) {
              range = bound;
              models[probability] = model + ((2048 - model) >> 5);
              single = true;
            } else {
              range = (range - bound) | 0;
              code = (code - bound) | 0;
              models[probability] = model - (model >> 5);
            }
          } else {
            range = (range - bound) | 0;
            code = (code - bound) | 0;
            models[probability] = model - (model >> 5);
            probability = IS_REP_G1 + state;
            model = models[probability];
            if (range >>> 24 === 0) {
              range <<= 8;
              code = (code << 8) | input[at++];
            }
            bound = Math.imul(range >>> 11, model);
            let distance = rep1;
            if (code >>> 0 < bound >>> 0) {
              range = bound;
              models[probability] = model + ((2048 - model) >> 5);
            } else {
              range = (range - bound) | 0;
              code = (code - bound) | 0;
              models[probability] = model - (model >> 5);
              probability = IS_REP_G2 + state;
              model = models[probability];
              if (range >>> 24 === 0) {
                range <<= 8;
                code = (code << 8) | input[at++];
              }
              bound = Math.imul(range >>> 11, model);
              if (code >>> 0 < bound >>> 0) {
                range = bound;
                models[probability] = model + ((2048 - model) >> 5);
                distance = rep2;
              } else {
                range = (range - bound) | 0;
                code = (code - bound) | 0;
                models[probability] = model - (model >> 5);
                distance = rep3;
                rep3 = rep2;
              }
              rep2 = rep1;
            }
            rep1 = rep0;
            rep0 = distance;
          }
        }
        if (single) {
          left = 1;
          state = state < 7 ? 9 : 11;
        } else {
          // The length: which of three trees, and the tree.
          let tree = lengths + LENGTH_HIGH;
          let base = 18;
          let leaves = 256;
          probability = lengths;
          model = models[probability];
          if (range >>> 24 === 0) {
            range <<= 8;
            code = (code << 8) | input[at++];
          }
          bound = Math.imul(range >>> 11, model);
          if (code >>> 0 < bound >>> 0) {
            range = bound;
            models[probability] = model + ((2048 - model) >> 5);
            tree = lengths + LENGTH_LOW + (posState << 3);
            base = 2;
            leaves = 8;
          } else {
            range = (range - bound) | 0;
            code = (code - bound) | 0;
            models[probability] = model - (model >> 5);
            probability = lengths + 1;
            model = models[probability];
            if (range >>> 24 === 0) {
              range <<= 8;
              code = (code << 8) | input[at++];
            }
            bound = Math.imul(range >>> 11, model);
            if (code >>> 0 < bound >>> 0) {
              range = bound;
              models[probability] = model + ((2048 - model) >> 5);
              tree = lengths + LENGTH_MID + (posState << 3);
              base = 10;
              leaves = 8;
            } else {
              range = (range - bound) | 0;
              code = (code - bound) | 0;
              models[probability] = model - (model >> 5);
            }
          }
          let symbol = 1;
          while (symbol < leaves) {
            probability = tree + symbol;
            model = models[probability];
            if (range >>> 24 === 0) {
              range <<= 8;
              code = (code << 8) | input[at++];
            }
            bound = Math.imul(range >>> 11, model);
            if (code >>> 0 < bound >>> 0) {
              range = bound;
              models[probability] = model + ((2048 - model) >> 5);
              symbol <<= 1;
            } else {
              range = (range - bound) | 0;
              code = (code - bound) | 0;
              models[probability] = model - (model >> 5);
              symbol = (symbol << 1) | 1;
            }
          }
          left = symbol - leaves + base;
          if (isRep) state = state < 7 ? 8 : 11;
          else {
            state = state < 7 ? 7 : 10;
            // The distance: a slot, and then direct bits, a reversed tree, or both.
            tree = SLOT + (left < 6 ? left - 2 : 3) * 64;
            symbol = 1;
            while (symbol < 64) {
              probability = tree + symbol;
              model = models[probability];
              if (range >>> 24 === 0) {
                range <<= 8;
                code = (code << 8) | input[at++];
              }
              bound = Math.imul(range >>> 11, model);
              if (code >>> 0 < bound >>> 0) {
                range = bound;
                models[probability] = model + ((2048 - model) >> 5);
                symbol <<= 1;
              } else {
                range = (range - bound) | 0;
                code = (code - bound) | 0;
                models[probability] = model - (model >> 5);
                symbol = (symbol << 1) | 1;
              }
            }
            const slot = symbol - 64;
            rep0 = slot;
            if (slot >= 4) {
              let bits = (slot >> 1) - 1;
              rep0 = (2 | (slot & 1)) << bits;
              if (slot < 14) tree = SPECIAL + rep0 - slot;
              else {
                let direct = 0;
                for (let i = bits - 4; i > 0; i--) {
                  if (range >>> 24 === 0) {
                    range <<= 8;
                    code = (code << 8) | input[at++];
                  }
                  range >>>= 1;
                  code = (code - range) | 0;
                  const mask = code >> 31;
                  code = (code + (range & mask)) | 0;
                  direct = (direct << 1) + mask + 1;
                }
                rep0 = (rep0 + (direct << 4)) | 0;
                bits = 4;
                tree = ALIGN;
              }
              symbol = 1;
              for (let i = 0; i < bits; i++) {
                probability = tree + symbol;
                model = models[probability];
                if (range >>> 24 === 0) {
                  range <<= 8;
                  code = (code << 8) | input[at++];
                }
                bound = Math.imul(range >>> 11, model);
                if (code >>> 0 < bound >>> 0) {
                  range = bound;
                  models[probability] = model + ((2048 - model) >> 5);
                  symbol <<= 1;
                } else {
                  range = (range - bound) | 0;
                  code = (code - bound) | 0;
                  models[probability] = model - (model >> 5);
                  symbol = (symbol << 1) | 1;
                  rep0 += 1 << i;
                }
              }
            }
            if (rep0 === -1) {
              // Distance 2^32: the end marker.
              left = 0;
              rep0 = 0;
              stop = 'marker';
              break;
            }
          }
        }
        if (rep0 >>> 0 >= reach) {
          left = 0;
          fault = 'a match of LZMA data points before the beginning';
          break;
        }
      }
      if (at > intake.end) {
        // The symbol was read from behind the end: it is not there.
        position = symbolStart;
        left = 0;
        fault = 'the compressed data ends inside LZMA data';
        break;
      }
    }

    this.total += position - start;
    this.position = position;
    this.range = range;
    this.code = code;
    this.state = state;
    this.rep0 = rep0;
    this.rep1 = rep1;
    this.rep2 = rep2;
    this.rep3 = rep3;
    this.left = left;
    this.reach = reach;
    intake.at = Math.min(at, intake.end);
    if (fault !== null) throw new InflateError(fault);
    if (at > intake.end) throw new InflateError('the compressed data ends inside LZMA data');
    return stop;
  }
}
