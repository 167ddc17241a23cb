import type { Notes } from '../../notes';
import { isAddress, leavesFolder } from '../../outside-path';

/** Which inputs of an operation name a file, a folder, an address or a query. Others are not followed. */
const PATH_INPUTS: Readonly<Record<string, readonly number[]>> = {
  SqlDataset: [1, 2],
  ExperimentalSqlDataset: [1, 2],
  MergeV2Checkpoints: [0, 1],
  InitializeTableFromTextFile: [1],
  InitializeTableFromTextFileV2: [1],
  CreateSummaryFileWriter: [1],
  CreateSummaryDbWriter: [1],
  SaveDataset: [1],
  SaveDatasetV2: [1],
  SnapshotDataset: [1],
  SnapshotDatasetV2: [1],
  DistributedSave: [1],
  CacheDataset: [1],
  CacheDatasetV2: [1],
  DataServiceDataset: [2, 3],
  DataServiceDatasetV2: [2, 3],
  DataServiceDatasetV3: [2, 3],
  DataServiceDatasetV4: [2, 3],
  RegisterDataset: [1],
  RegisterDatasetV2: [1],
};
const FIRST_INPUT = [
  ...['ReadFile', 'WriteFile', 'MatchingFiles', 'MatchingFilesDataset', 'ExperimentalMatchingFilesDataset'],
  ...[
    'TextLineDataset',
    'TFRecordDataset',
    'TFRecordDatasetV2',
    'FixedLengthRecordDataset',
    'FixedLengthRecordDatasetV2',
    'CSVDataset',
    'CSVDatasetV2',
    'LMDBDataset',
    'ExperimentalLMDBDataset',
    'ExperimentalCSVDataset',
  ],
  ...[
    'LoadDataset',
    'Save',
    'SaveSlices',
    'SaveV2',
    'Restore',
    'RestoreSlice',
    'RestoreV2',
    'DTensorRestoreV2',
    'LoadAndRemapMatrix',
    'ListSnapshotChunksDataset',
    'SnapshotChunkDataset',
    'FileSystemSetConfiguration',
    'RpcClient',
    'RpcServer',
  ],
];
const FOLLOWED: ReadonlyMap<string, readonly number[]> = new Map([
  ...Object.entries(PATH_INPUTS),
  ...FIRST_INPUT.map((name) => [name, [0]] as const),
]);

/** A model’s own checkpointing: in every honest SavedModel, with a prefix that the program gives at run time. */
const CHECKPOINTING: ReadonlySet<string> = new Set([
  'SaveV2',
  'RestoreV2',
  'MergeV2Checkpoints',
  'Save',
  'SaveSlices',
  'Restore',
  'RestoreSlice',
]);
/** What the saver puts a prefix together with. Another operation there computes a path that cannot be read from the file. */
const PREFIX_OPERATIONS: ReadonlySet<string> = new Set([
  ...[
    'Const',
    'Placeholder',
    'PlaceholderWithDefault',
    'StringJoin',
    'ShardedFilename',
    'Select',
    'SelectV2',
    'StaticRegexFullMatch',
    'RegexFullMatch',
    'Identity',
    'IdentityN',
    'Pack',
    'PartitionedCall',
    'StatefulPartitionedCall',
    'NoOp',
    'Arg',
    '_Arg',
    'ExpandDims',
    'ConcatV2',
    'Concat',
    'Reshape',
  ],
]);

/** Nodes kept of all graphs of an entry, to follow inputs back to constants. */
const NODES = 200_000;
/** Nodes looked at for one operation. */
const STEPS = 256;
const TEXTS = 8;
const INPUTS = 64;
/** Characters kept of one text, and of all of them. */
const TEXT_LENGTH = 1024;
const ALL_TEXTS = 16 * 1024 * 1024;

/** A node as far as it is needed to follow texts. */
export interface TracedNode {
  readonly operation: string;
  readonly inputs: readonly string[];
  /** The texts of a constant. */
  readonly texts: readonly string[];
  /** Functions that the node calls. */
  readonly calls: readonly string[];
}

/** The nodes of one graph or function. */
class Scope {
  readonly nodes = new Map<string, TracedNode>();
  /** Arguments of a function by name. */
  readonly parameters = new Map<string, number>();
  /** Null for a graph. */
  readonly functionName: string | null;

  constructor(functionName: string | null) {
    this.functionName = functionName;
  }
}

interface Use {
  readonly operation: string;
  readonly scope: Scope;
  readonly inputs: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** Follows the inputs of operations that open something back to the constants that name it, through functions and their callers. */
export class PathTrace {
  private scope = new Scope(null);
  private kept = 0;
  private keptText = 0;
  private incomplete = false;
  private readonly uses: Use[] = [];
  private readonly fed = new Set<string>();
  private readonly callers = new Map<string, { readonly scope: Scope; readonly inputs: readonly string[] }[]>();

  /** Begins a graph, or a function with its parameters in order. */
  begin(functionName: string | null, parameters: readonly string[] = []): void {
    this.scope = new Scope(functionName);
    for (const [i, parameter] of parameters.entries()) this.scope.parameters.set(parameter, i);
  }

  /** A constant of a graph that the loader fills with the place of an asset, whatever the file says. */
  feed(tensor: string): void {
    if (this.fed.size < NODES) this.fed.add(nodeOf(tensor));
  }

  /** A node of the graph or function that began last. */
  node(name: string, node: TracedNode, start: number, end: number): void {
    if (FOLLOWED.has(node.operation)) {
      if (this.uses.length < NODES) {
        const { operation, inputs } = node;
        this.uses.push({ operation, scope: this.scope, inputs, start, end });
      } else this.incomplete = true;
    }
    if (this.kept >= NODES) {
      this.incomplete = true;
      return;
    }
    const texts = node.texts.map((text) => text.slice(0, TEXT_LENGTH));
    for (const text of texts) this.keptText += text.length;
    if (this.keptText > ALL_TEXTS) {
      this.incomplete = true;
      return;
    }
    this.kept++;
    this.scope.nodes.set(name, { ...node, texts, inputs: node.inputs.slice(0, INPUTS) });
    for (const called of node.calls) {
      const known = this.callers.get(called);
      const caller = { scope: this.scope, inputs: node.inputs };
      if (known === undefined) this.callers.set(called, [caller]);
      else if (known.length < STEPS) known.push(caller);
    }
  }

  /** Follows all of them: what is found goes to `describe`, and what leads out of the folder to `note`. */
  finish(note: Notes, describe: (operation: string, detail: string) => void): void {
    const seen = new Set<string>();
    for (const { operation, scope, inputs, start, end } of this.uses) {
      const plain = inputs.filter((input) => !input.startsWith('^'));
      for (const index of FOLLOWED.get(operation) ?? []) {
        const input = plain[index];
        if (input === undefined) continue;
        const { texts, computedBy } = this.follow(scope, input);
        for (const text of texts) {
          if (text !== '') describe(operation, text);
          const address = isAddress(text);
          if ((!address && !leavesFolder(text)) || seen.has(`${operation}\0${text}`) || seen.size >= NODES) continue;
          seen.add(`${operation}\0${text}`);
          note.reference(
            {
              to: address ? 'address' : 'file',
              target: text,
              leavesFolder: !address,
              purpose: `the input of ${operation}`,
            },
            start,
            end,
          );
        }
        if (computedBy === null || !CHECKPOINTING.has(operation) || seen.has(`${operation}\0computed`)) continue;
        seen.add(`${operation}\0computed`);
        note.reference(
          {
            to: 'file',
            target: `a path that ${computedBy} computes`,
            leavesFolder: true,
            purpose: `the input of ${operation}`,
          },
          start,
          end,
        );
      }
    }
    if (this.incomplete && this.uses.length > 0)
      note.limit('tracedNodes', 'a graph with more nodes than are followed to what they open', 0, 0);
  }

  /** The constant texts that reach an input, and an operation on the way that a saver would not use. */
  private follow(
    scope: Scope,
    input: string,
  ): { readonly texts: readonly string[]; readonly computedBy: string | null } {
    const texts: string[] = [];
    let computedBy: string | null = null;
    const waiting: { readonly scope: Scope; readonly input: string }[] = [{ scope, input }];
    const visited = new Map<Scope, Set<string>>();
    for (let step = 0; step < STEPS; step++) {
      const next = waiting.pop();
      if (next === undefined) break;
      const name = nodeOf(next.input);
      const been = visited.get(next.scope) ?? new Set();
      if (been.has(name)) continue;
      visited.set(next.scope, been.add(name));
      const node = next.scope.nodes.get(name);
      if (node !== undefined) {
        const isFed = next.scope.functionName === null && this.fed.has(name);
        for (const text of node.texts) if (!isFed && texts.length < TEXTS) texts.push(text);
        if (!PREFIX_OPERATIONS.has(node.operation)) computedBy = node.operation;
        for (const from of node.inputs) if (!from.startsWith('^')) waiting.push({ scope: next.scope, input: from });
        continue;
      }
      const parameter = next.scope.parameters.get(name);
      if (parameter === undefined) continue;
      for (const caller of this.callers.get(next.scope.functionName ?? '') ?? []) {
        const from = caller.inputs[parameter];
        if (from !== undefined) waiting.push({ scope: caller.scope, input: from });
      }
    }
    return { texts, computedBy };
  }
}

/** `name:0`, `name:output:0` and `^name` are outputs of `name`. */
function nodeOf(input: string): string {
  const colon = input.indexOf(':');
  return input.slice(input.startsWith('^') ? 1 : 0, colon === -1 ? undefined : colon);
}
