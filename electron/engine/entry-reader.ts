import type { EntryPath } from '../../shared/domain/artifact';
import { type ByteSource, readWhole } from './byte-source';
import { FORMAT_MODULES } from './formats';
import { HEAD_BYTES, identify } from './identify';
import type { Ports } from './ports';

/** Opens the bytes of an entry again, to show them. Null when the path leads nowhere. Members are found as the inspection found them. */
export async function openEntry(
  source: ByteSource,
  entryPath: EntryPath,
  ports: Ports,
  passwords: readonly string[] = [],
): Promise<ByteSource | null> {
  let current = source;
  let name = '';
  for (const step of entryPath) {
    const next = await openStep(current, name, step, ports, passwords);
    if (next === null) return null;
    current = next;
    name = step;
  }
  return current;
}

/** Asks every format that the bytes can be for its member. */
async function openStep(
  source: ByteSource,
  name: string,
  step: string,
  ports: Ports,
  passwords: readonly string[],
): Promise<ByteSource | null> {
  const head = await readWhole(source, 0, HEAD_BYTES);
  for (const id of await identify({ kind: 'source', source, head, name })) {
    const format = FORMAT_MODULES[id];
    const member = 'open' in format ? await format.open?.(source, step, ports, passwords) : null;
    if (member != null) return member;
  }
  return null;
}
