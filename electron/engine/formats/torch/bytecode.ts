import type { EntryPath } from '../../../../shared/domain/artifact';
import type { ByteStream } from '../../byte-stream';
import type { EntryContext } from '../../entry-context';
import { readLiteral } from '../pickle/literal';
import { visitOpcodes } from '../pickle/opcode-census';

const NAME_BYTES = 256;
const OPERATORS = 10_000;
/** An operator as a method of mobile bytecode names it (torch/csrc/jit/mobile/parse_bytecode.cpp). */
const OPERATOR = /^([A-Za-z_][A-Za-z0-9_]*)::([A-Za-z0-9_]+)$/;
/** A C++ class among its types. */
const CLASS = /^__torch__\.torch\.classes\.([A-Za-z0-9_]+)\.([A-Za-z0-9_]+)/;

/**
 * Lists the operators of `bytecode.pkl`. The interpreter for mobiles runs these and not the source in `code/`, so that the two need not
 * agree. Every text of the pickle that has the form of an operator counts, wherever it stands.
 */
export async function noteBytecode(context: EntryContext, entryPath: EntryPath, stream: ByteStream): Promise<void> {
  const found = new Map<string, { domain: string; name: string; start: number; end: number; count: number }>();
  await visitOpcodes(stream, 1, context.tick, (_code, bytes, at, end, offset) => {
    if (end - at > NAME_BYTES || end - at < 4) return;
    const literal = readLiteral(bytes.subarray(at, end), NAME_BYTES);
    if (literal.kind !== 'str' && literal.kind !== 'bytes') return;
    const operator = OPERATOR.exec(literal.text);
    const type = operator === null ? CLASS.exec(literal.text) : null;
    const [, domain, name] = operator ?? type ?? [];
    if (domain === undefined || name === undefined) return;
    const key = `${type === null ? '' : 'torch.classes.'}${domain}`;
    const known = found.get(`${key}::${name}`);
    if (known !== undefined) known.count++;
    else if (found.size < OPERATORS)
      found.set(`${key}::${name}`, { domain: key, name, start: offset, end: offset + end - at, count: 1 });
  });
  for (const { domain, name, start, end, count } of found.values()) {
    const detail = 'in the bytecode for mobiles';
    context.collector.add(
      { kind: 'operation', entryPath, range: { start, end }, family: 'TorchScript', domain, name, count, detail },
      'TorchScript',
    );
  }
}
