import { fromBase64 } from '../../base64';
import { MemorySource } from '../../byte-source';
import type { EntryContext } from '../../entry-context';
import type { JsonDocument, JsonValue } from '../../json/json-document';

/**
 * The module of a `TorchModuleWrapper` layer: what `torch.save` wrote, as base64 in the configuration, which the layer hands to `torch.load`
 * (keras/src/utils/torch_utils.py, CVE-2025-49655). It is inspected as a member.
 */
export async function inspectTorchModule(context: EntryContext, config: JsonValue, layer: string): Promise<void> {
  const module = config.get('module');
  if (module === null) return;
  const bytes = moduleBytes(module);
  if (bytes === null || bytes.length === 0) {
    context.note.gap(module.start, module.end, `the module of ${layer} is not base64`);
    return;
  }
  const outcome = await context.member({
    name: torchMemberName(module.start),
    absoluteBase: null,
    content: { source: new MemorySource(bytes) },
  });
  const whole = outcome.gaps.length === 0;
  context.coverage.delegate(
    { start: module.start, end: module.end },
    whole ? module.end - module.start : 0,
    outcome.gaps,
  );
}

/** Members that a configuration holds are called by their place. */
export function torchMemberName(start: number): string {
  return `torch module at ${start}`;
}

/** The member of this name; null when the document has none. */
export function torchMemberBytes(document: JsonDocument, name: string): Uint8Array | null {
  for (const object of document.objects()) {
    const module = object.get('module');
    if (module !== null && torchMemberName(module.start) === name) return moduleBytes(module);
  }
  return null;
}

/** Text, or Keras’ spelling of bytes around one. */
function moduleBytes(module: JsonValue): Uint8Array | null {
  const text = module.text() ?? module.get('config')?.textAt('value') ?? null;
  return text === null ? null : fromBase64(text);
}
