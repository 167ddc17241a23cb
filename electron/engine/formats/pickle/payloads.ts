import type { EntryFact } from '../../../../shared/domain/fact';
import { type ByteSource, MemorySource, readWhole, SliceSource } from '../../byte-source';
import { SourceStream } from '../../byte-stream';
import type { EntryContext } from '../../entry-context';
import { InflateError, type Ports } from '../../ports';
import { NOT_RECOGNISED } from '../unknown';
import { PREFIX_BY_CODE, READER_BY_CODE } from './argument-readers';
import { decodeBase64, decodeHex, isBase64, isHex } from './digits';
import type { FoundLiteral, LiteralIndex } from './literal-index';
import { isRawLiteral, payloadOf } from './literal-payload';
import { tryPickle } from './trial';

/** How a payload is written in its literal; the first word of its name. */
type Form = 'bytes' | 'text' | 'base64' | 'hex';

/** Texts that are decoded, and what a trial looks at. */
const TEXT_BYTES = 64 * 1024 * 1024;
const TRIAL_BYTES = 1024 * 1024;
/** Inflated bytes that convince: data that is not compressed breaks off long before. */
const CONVINCING_BYTES = 64 * 1024;
/** Digits inside of digits that are decoded. */
const LAYERS = 8;
/** Payloads inspected of one entry. */
const PAYLOADS = 1000;

/** The name under which the payload of the literal at `offset` is an entry of its own. */
export function payloadName(form: Form, offset: number): string {
  return `${form} at 0x${offset.toString(16)}`;
}

interface Payload {
  readonly form: Form;
  readonly source: ByteSource;
}

/**
 * Inspects the literals of a pickle that are something themselves, each as a member: what is in them is judged as if it stood in the file
 * alone. A literal that only begins like a format is none, and is no finding: it must be read convincingly first.
 */
export async function inspectPayloads(
  context: EntryContext,
  entry: ByteSource | null,
  literals: LiteralIndex,
): Promise<void> {
  let inspected = 0;
  for (const literal of literals.found) {
    context.tick(literal.offset);
    const place = await placeOf(entry, literal);
    if (place === null) continue;
    for (const payload of await payloadsAt(place, literal.forced)) {
      if (!(await convinces(context, payload.source, literal))) continue;
      if (++inspected > PAYLOADS) {
        context.note.limit(
          'payloads',
          'more payloads inside literals than are inspected',
          literal.offset,
          literal.offset + 1,
        );
        return;
      }
      await inspectPayload(context, literal, place, payload);
      break;
    }
  }
  if (literals.leftOut >= 0)
    context.note.limit(
      'payloads',
      'more literals that may hold something than are kept',
      literals.leftOut,
      literals.leftOut + 1,
    );
}

async function inspectPayload(
  context: EntryContext,
  literal: FoundLiteral,
  place: Place,
  payload: Payload,
): Promise<void> {
  const { entryPath, coverage, collector } = context;
  const name = payloadName(payload.form, literal.offset);
  const range = { start: literal.offset, end: literal.offset + place.end - place.start };
  // No base: these bytes have their colour in the byte map already, as literals.
  const outcome = await context.member({ name, absoluteBase: null, content: { source: payload.source } });
  const length = range.end - range.start;
  // What an archive or compressed data inside a literal holds is data like the literal itself, unless it is something.
  const gaps = outcome.gaps.filter(({ reason }) => reason !== NOT_RECOGNISED);
  coverage.delegate(range, gaps.length === 0 ? length : 0, gaps);
  const fact: EntryFact = {
    kind: 'entry',
    entryPath,
    range,
    path: [...entryPath, name],
    format: outcome.formatPath.join(' › '),
    method: payload.form === 'bytes' ? 'stored' : payload.form,
    storedBytes: length,
    inflatedBytes: payload.source.size,
    flags: [],
  };
  collector.add(fact);
}

/** Opens a payload again under its name. */
export async function openPayload(source: ByteSource, name: string): Promise<ByteSource | null> {
  const [, form, digits] = /^(bytes|text|base64|hex) at 0x([0-9a-f]{1,12})$/.exec(name) ?? [];
  if (form === undefined || digits === undefined) return null;
  const place = await findLiteral(source, Number.parseInt(digits, 16));
  if (place === null) return null;
  return (await payloadsAt(place, true)).find((payload) => payload.form === form)?.source ?? null;
}

// ── literals ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where a literal lies in a source: opcode, payload, end. */
interface Place {
  readonly source: ByteSource;
  readonly start: number;
  readonly code: number;
  readonly payload: number;
  readonly end: number;
}

async function placeOf(entry: ByteSource | null, literal: FoundLiteral): Promise<Place | null> {
  if (literal.copy !== null) return findLiteral(new MemorySource(literal.copy), 0);
  return entry === null ? null : findLiteral(entry, literal.offset);
}

async function findLiteral(source: ByteSource, start: number): Promise<Place | null> {
  let head = await readWhole(source, start, 16);
  if (head.length === 0) return null;
  const code = head[0];
  const reader = READER_BY_CODE[code];
  if (reader === undefined) return null;
  const prefix = PREFIX_BY_CODE[code];
  let end = reader(head, 1, head.length);
  // A line ends somewhere: more and more is read, up to what is decoded of a text.
  for (
    let length = 4096;
    end < 0 && prefix === 0 && head.length < source.size - start && length <= TEXT_BYTES;
    length *= 4
  ) {
    head = await readWhole(source, start, length);
    end = reader(head, 1, head.length);
  }
  if (end < 0 || start + end > source.size) return null;
  return { source, start, code, payload: start + 1 + prefix, end: start + end };
}

/** What a literal may hold, most literal form first. */
async function payloadsAt(place: Place, forced: boolean): Promise<readonly Payload[]> {
  const { source, start, code, payload, end } = place;
  const found: Payload[] = [];
  if (isRawLiteral(code)) found.push({ form: 'bytes', source: new SliceSource(source, payload, end) });
  // Bytes are digits only where something decodes them.
  if (end - payload > TEXT_BYTES || (isBytesOpcode(code) && !forced)) return found;
  const whole = await readWhole(source, start, end - start);
  const bytes = payloadOf(whole, TEXT_BYTES);
  if (bytes === null) return found;
  if (!isRawLiteral(code)) found.push({ form: 'text', source: new MemorySource(bytes) });
  if (isHex(bytes)) found.push({ form: 'hex', source: new MemorySource(peeled(decodeHex(bytes))) });
  if (isBase64(bytes)) found.push({ form: 'base64', source: new MemorySource(peeled(decodeBase64(bytes))) });
  return found;
}

/** Digits of digits: what is left when there are none any more. */
function peeled(bytes: Uint8Array): Uint8Array {
  let inner = bytes;
  for (let layer = 0; layer < LAYERS; layer++) {
    if (isHex(inner)) inner = decodeHex(inner);
    else if (isBase64(inner)) inner = decodeBase64(inner);
    else break;
  }
  return inner;
}

/** BINBYTES and its like: Python 3 bytes, and no text of Python 2. */
const isBytesOpcode = (code: number): boolean => isRawLiteral(code) && code !== 0x54 && code !== 0x55;

// ── conviction ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** True when the bytes are read as some format for more than their first bytes. */
async function convinces(
  context: EntryContext,
  source: ByteSource,
  { forced, unmarked }: FoundLiteral,
): Promise<boolean> {
  const head = await readWhole(source, 0, TRIAL_BYTES);
  if (head.length < 2) return false;
  if (unmarked) {
    // Nothing but its opcodes says that this is a pickle: prose and numbers must not pass for one.
    const trial = tryPickle(head, head.length === source.size);
    const leads = trial.stopped || trial.called || (trial.openEnded && trial.opcodes >= 64);
    return trial.imported && leads;
  }
  const isPickle = head[0] === 0x80 && head[1] <= 5;
  if (isPickle || (forced && !(await context.recognises(source)))) {
    const trial = tryPickle(head, head.length === source.size);
    return trial.acted || (trial.stopped && trial.opcodes > 1) || (trial.openEnded && trial.opcodes >= 64);
  }
  if (head[0] === 0x78 && !(await inflates(context.ports, source))) return false;
  return context.recognises(source);
}

async function inflates(ports: Ports, source: ByteSource): Promise<boolean> {
  const stream = new SourceStream(source, 64 * 1024);
  let inflated = 0;
  try {
    for await (const chunk of ports.inflate('zlib', () => stream.pull())) {
      inflated += chunk.length;
      if (inflated >= CONVINCING_BYTES) return true;
    }
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    return false;
  }
  return inflated > 0;
}
