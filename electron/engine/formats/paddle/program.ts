import type { ByteSource } from '../../byte-source';
import type { EntryContext } from '../../entry-context';
import { OperationTally } from '../../operation-tally';
import { isAddress, leavesFolder } from '../../outside-path';
import { type Handlers, type WireField, WireWalker } from '../../protobuf/walker';
import { PADDLE_SCHEMA } from './schema';

/** Attributes that name a file, a function or an address. */
const TELLING: ReadonlySet<string> = new Set([
  'file_path',
  'filename',
  'dirname',
  'forward_callable_id',
  'endpoint',
  'endpoints',
  'epmap',
  'engine_key',
  'model_opt_dir',
  'shape_range_info_path',
  'func_name',
]);
const PATHS: ReadonlySet<string> = new Set([
  'file_path',
  'filename',
  'dirname',
  'model_opt_dir',
  'shape_range_info_path',
]);

/** Takes a `ProgramDesc` apart: blocks, variables, operations with what they name. */
export async function inspectProgram(context: EntryContext, source: ByteSource): Promise<void> {
  const { note, coverage } = context;
  coverage.size = Math.max(coverage.size, source.size);
  note.metadata('framework', 'PaddlePaddle');
  const operations = new OperationTally();
  const counts = { blocks: 0, parameters: 0 };
  let versioned = false;
  const operation = async (field: WireField) => {
    let type = '';
    let cut = false;
    const details: string[] = [];
    const references: { readonly target: string; readonly part: WireField }[] = [];
    await walker.message('OpDesc', field.dataStart, field.end, {
      type: async (part) => {
        cut = part.cut;
        type = await walker.text(part);
      },
      attrs: async (part) => {
        let name = '';
        const text = async (value: WireField) => {
          if (!TELLING.has(name) || details.length >= 8) return;
          const target = await walker.text(value);
          details.push(`${name}=${target.slice(0, 200)}`);
          if (isAddress(target) || (PATHS.has(name) && leavesFolder(target))) references.push({ target, part: value });
        };
        await walker.message('OpDesc.Attr', part.dataStart, part.end, {
          name: async (value) => {
            name = await walker.text(value);
          },
          i: (value) => {
            if (TELLING.has(name)) details.push(`${name}=${value.value}`);
          },
          s: text,
          strings: text,
        });
      },
    });
    // Half a name is no name: the damage is said, and the operation is not known.
    if (!cut) operations.add('', type, field.start, field.end, details.join(' '));
    for (const { target, part } of references)
      note.reference(
        {
          to: isAddress(target) ? 'address' : 'file',
          target,
          leavesFolder: !isAddress(target),
          purpose: `an attribute of ${type}`,
        },
        part.start,
        part.end,
      );
  };
  const everywhere = new Map<string, Handlers>([
    [
      'BlockDesc',
      {
        idx: () => {
          counts.blocks++;
        },
        ops: operation,
      },
    ],
    [
      'VarDesc',
      {
        persistable: (field) => {
          if (field.value !== 0) counts.parameters++;
        },
      },
    ],
    [
      'Version',
      {
        version: (field) => {
          versioned = true;
          note.metadata('program version', versionText(field.value), field.start, field.end);
        },
      },
    ],
  ]);
  const walker = new WireWalker(context, source, PADDLE_SCHEMA, everywhere);
  await walker.message('ProgramDesc', 0, source.size);
  walker.bookTo(source.size);
  // Behind the blocks: a program that breaks off between two of them is still a well-formed message.
  if (!versioned)
    walker.broken(
      'the program does not say its version, which writers put behind its blocks',
      source.size,
      source.size,
    );
  note.metadata('blocks', String(counts.blocks));
  note.metadata('persistent variables', String(counts.parameters));
  note.metadata('operations', String(operations.total));
  operations.flush(note, 'Paddle', () => false);
}

/** Two digits a part: 2006002 is 2.6.2. */
function versionText(version: number): string {
  if (version <= 0) return String(version);
  return [Math.floor(version / 1_000_000), Math.floor(version / 1000) % 1000, version % 1000].join('.');
}
