import { isUnsafeName } from '../../archive/members';
import { decodeUtf8 } from '../../decode-text';
import { readDocument } from '../../document';
import type { Content, EntryContext } from '../../entry-context';
import type { Inspected } from '../../format';

/** Handlers that TorchServe brings along (ts/torch_handler). */
const OWN_HANDLERS: ReadonlySet<string> = new Set([
  'image_classifier',
  'image_segmenter',
  'object_detector',
  'text_classifier',
]);

/**
 * `MAR-INF/MANIFEST.json`: what the server loads and with which handler
 * (https://github.com/pytorch/serve/tree/master/model-archiver, “Artifact Details”).
 */
export async function inspectManifest(context: EntryContext, content: Content): Promise<Inspected> {
  const result: Inspected = { format: 'torchserve', formatPath: ['TorchServe manifest'] };
  const bytes = await readDocument(context, content, { source: 'document', spelling: 'escaped' });
  if (bytes === null) return result;
  const { note } = context;
  const end = bytes.length;
  const manifest = parse(decodeUtf8(bytes));
  if (manifest === null) {
    note.malformed('entryUnreadable', 'the manifest is no JSON object', 0, end);
    return result;
  }
  note.explain(0, end, 'text');
  const model = asObject(manifest.model);
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  note.metadata('framework', 'TorchServe');
  for (const [key, value] of [
    ['model', text(model.modelName)],
    ['model version', text(model.modelVersion)],
    ['runtime', text(manifest.runtime)],
    ['handler', text(model.handler)],
    ['licence', text(manifest.license)],
  ] as const)
    if (value !== '') note.metadata(key, value);
  const handler = text(model.handler);
  if (handler !== '') {
    const [file, entry = 'handle'] = handler.split(':');
    const module = file.replace(/\.py$/, '').replaceAll('/', '.');
    const own = OWN_HANDLERS.has(module);
    note.namedObject(
      {
        loader: 'TorchServe',
        module: own ? `ts.torch_handler.${module}` : module,
        name: entry,
        called: true,
        arguments: '',
      },
      0,
      end,
    );
  }
  for (const [key, purpose] of [
    ['serializedFile', 'the model that TorchServe loads'],
    ['modelFile', 'the code of the model that TorchServe runs'],
    ['requirementsFile', 'packages that TorchServe installs'],
  ] as const) {
    const target = text(model[key]);
    // Members of the archive are inspected as such; what leads out of it, or has packages fetched, is said.
    if (target !== '' && (isUnsafeName(target) || key === 'requirementsFile'))
      note.reference({ to: 'file', target, leavesFolder: isUnsafeName(target), purpose }, 0, end);
  }
  return result;
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? asObject(value) : null;
  } catch {
    return null;
  }
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
