import type { EntryContext } from '../../entry-context';
import type { Format } from '../../format';
import { readXml } from '../xml/read-xml';
import { rootOf } from '../xml/root';

/** Different operations noted; no graph has as many. */
const OPERATIONS = 5000;

/** Graphs of OpenVINO (`.xml`): layers with their operator sets. The numbers are in a `.bin` file beside it. */
export const openvinoFormat: Format = {
  certainty: 'structure',
  probe: ({ head }) => {
    const root = rootOf(head);
    return root?.name === 'net' && /\bversion=["']\d{1,3}["']/.test(root.attributes);
  },
  inspect: async (context, content) => {
    const graph = new Graph(context, content.name);
    await readXml(context, content, (name, attributes, position) => graph.element(name, attributes, position));
    graph.finish();
    return { format: 'openvino', formatPath: ['OpenVINO IR'] };
  },
};

interface Operation {
  readonly domain: string;
  readonly name: string;
  readonly position: number;
  count: number;
}

class Graph {
  private readonly context: EntryContext;
  private readonly fileName: string;
  private readonly operations = new Map<string, Operation>();
  private layers = 0;
  private weightBytes = 0;
  private constants = 0;
  private version = 0;

  constructor(context: EntryContext, fileName: string) {
    this.context = context;
    this.fileName = fileName;
  }

  element(name: string, attributes: ReadonlyMap<string, string>, position: number): void {
    const { note } = this.context;
    if (name === 'net' && this.version === 0) {
      this.version = Number(attributes.get('version')) || -1;
      note.metadata('framework', 'OpenVINO');
      note.metadata('version', `IR ${attributes.get('version') ?? '?'}`);
      const title = attributes.get('name');
      if (title !== undefined) note.metadata('name', title);
    } else if (name === 'layer') {
      this.layers++;
      // Before version 10 layers had no operator set.
      const domain = attributes.get('version') ?? (this.version > 0 && this.version < 10 ? 'legacy' : '');
      this.operation(domain, attributes.get('type') ?? '', position);
    } else if ((name === 'data' || name === 'weights' || name === 'biases') && attributes.has('offset')) {
      const offset = Number(attributes.get('offset'));
      const size = Number(attributes.get('size') ?? '0');
      if (!(Number.isSafeInteger(offset) && Number.isSafeInteger(size) && offset >= 0 && size >= 0))
        note.malformed('badArgument', 'a constant whose place is no place', position, position);
      else {
        this.constants++;
        this.weightBytes = Math.max(this.weightBytes, offset + size);
      }
    } else if (name === 'conversion_parameters' || name === 'cli_parameters')
      note.metadata('converted', 'by the model converter');
  }

  finish(): void {
    const { note } = this.context;
    note.metadata('operations', String(this.layers));
    for (const { domain, name, count, position } of this.operations.values())
      note.operation({ family: 'OpenVINO', domain, name, count, detail: '' }, position, position);
    if (this.constants === 0) return;
    note.metadata('constants', String(this.constants));
    note.metadata('weights', `${this.weightBytes} bytes beside the file`);
    const target = `${this.fileName.replace(/\.xml$/i, '')}.bin`;
    note.reference({ to: 'file', target, leavesFolder: false, purpose: 'the numbers of its constants' }, 0, 0);
  }

  private operation(domain: string, name: string, position: number): void {
    const key = `${domain}\0${name}`;
    const known = this.operations.get(key);
    if (known !== undefined) known.count++;
    else if (this.operations.size < OPERATIONS) this.operations.set(key, { domain, name, position, count: 1 });
    else this.context.note.limit('operations', 'more different operations than are judged', position, position);
  }
}
