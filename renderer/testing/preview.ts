import { OP } from '../../shared/pickle/opcodes';
import { start } from '../start';
import { createFakeBridge } from './fake-bridge';
import { answerQuery } from './fake-scanner';
import { formatSamples, tensorsSample } from './format-samples';
import { allSamples, dangerousSample } from './samples';

// The renderer in a plain browser: `preview.html?theme=light&show=samples&run=view.tab:opcodes`.
// `show=many` fills the queue with ten thousand files; `show=long` opens a stream of ten million opcodes; `show=tensors` twenty
// thousand tensors.
const wish = new URLSearchParams(location.search);
const bridge = createFakeBridge({ theme: wish.get('theme') === 'light' ? 'light' : 'dark', layout: [] });
start(bridge, document.getElementById('root') as HTMLElement);

const LONG_ROWS = 10_000_000;

function showLong(): void {
  const sample = dangerousSample('ten_million.pkl');
  const size = LONG_ROWS * 2;
  bridge.scanner.answer = (one, query) => {
    if (one.name !== sample.name) return answerQuery(one, query);
    if (query.what === 'streams') return [{ id: 0, entryPath: [], start: 0, end: size, rows: LONG_ROWS }];
    if (query.what === 'rowAt') return { row: Math.floor(query.offset / 2) };
    if (query.what === 'step')
      return {
        row: query.row,
        before: { stack: [], hidden: 0, marks: 0 },
        after: { stack: [], hidden: 0, marks: 0 },
        memoWrite: null,
        memoSize: 0,
      };
    if (query.what === 'bytes')
      return { offset: query.offset, bytes: new Uint8Array(query.length).fill(OP.BININT1), sizeBytes: size };
    if (query.what !== 'rows') return answerQuery(one, query);
    const count = Math.min(query.count, LONG_ROWS - query.from);
    const rows = Array.from({ length: count }, (_, index) => query.from + index);
    return {
      from: query.from,
      offset: Float64Array.from(rows, (row) => row * 2),
      end: Float64Array.from(rows, (row) => row * 2 + 2),
      code: new Uint8Array(count).fill(OP.BININT1),
      stackDepth: Uint32Array.from(rows, (row) => row % 9),
      markDepth: Uint32Array.from(rows, (row) => row % 3),
      memo: new Float64Array(count).fill(-1),
      argument: rows.map((row) => String(row % 256)),
    };
  };
  bridge.add([
    {
      ...sample,
      report: { ...sample.report, sizeBytes: size, findings: [], regions: [{ start: 0, end: size, kind: 'opcodes' }] },
    },
  ]);
}

function showRunning(): void {
  const [id] = bridge.add(
    [{ ...dangerousSample('checkpoint-9000.pt'), report: { ...dangerousSample().report, sizeBytes: 7.4 * 1024 ** 3 } }],
    false,
  );
  if (id === undefined) return;
  const totalBytes = Math.round(7.4 * 1024 ** 3);
  bridge.scanner.push({
    kind: 'progress',
    artifactId: id,
    progress: {
      readBytes: Math.round(totalBytes * 0.62),
      totalBytes,
      opcodes: 12_000,
      format: 'torch',
      bytesPerSecond: 1.1 * 1024 ** 3,
    },
  });
  bridge.emit('scanners.state', { running: 1, idle: 1, restarted: 0 });
}

setTimeout(() => {
  const show = wish.get('show');
  if (show === 'samples') {
    bridge.add([...formatSamples(), ...allSamples()]);
    showRunning();
  }
  if (show === 'many') bridge.add(Array.from({ length: 10_000 }, (_, index) => dangerousSample(`model-${index}.pkl`)));
  if (show === 'long') showLong();
  if (show === 'tensors') bridge.add([tensorsSample('twenty-thousand.safetensors', 20_000)]);
  wish.getAll('run').forEach((run, index) => {
    const [command = '', argument] = run.split(':');
    setTimeout(() => bridge.emit('app.command', { command, ...(argument ? { argument } : {}) }), 400 + index * 250);
  });
}, 100);
