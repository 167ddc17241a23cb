import {
  type EventName,
  type EventPayload,
  REQUESTS,
  type RequestInput,
  type RequestName,
  type RequestOutput,
  type Settings,
} from '../../shared/ipc/contract';
import type { WindowBridge } from '../bridge';
import { FakeScanner } from './fake-scanner';
import { lockedSample } from './format-samples';
import { allSamples, type Sample } from './samples';

/** What opens `lockedSample`. */
const SAMPLE_PASSWORD = 'correct horse';

type Listener = (payload: never) => void;

/** The preload's bridge without a preload: same names, same guards, one fake scanner. */
export interface FakeBridge extends WindowBridge {
  readonly scanner: FakeScanner;
  readonly requests: { readonly name: RequestName; readonly input: unknown }[];
  readonly clipboard: string[];
  emit<N extends EventName>(name: N, payload: EventPayload<N>): void;
  /** Puts samples into the queue; `scanned` pushes their reports at once. */
  add(samples: readonly Sample[], scanned?: boolean): readonly string[];
  report(id: string): void;
}

export function createFakeBridge(settings: Settings = { theme: 'dark', layout: [] }): FakeBridge {
  const listeners = new Map<EventName, Set<Listener>>();
  const requests: { name: RequestName; input: unknown }[] = [];
  const clipboard: string[] = [];
  const scanner = new FakeScanner();
  const samples = new Map<string, Sample>();
  let portListener: Parameters<WindowBridge['onPort']>[0] | null = null;
  let lastId = 0;

  const emit: FakeBridge['emit'] = (name, payload) => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never);
  };
  const report = (id: string) => {
    const sample = samples.get(id);
    if (sample) scanner.push({ kind: 'report', artifactId: id, report: sample.report });
  };
  const add: FakeBridge['add'] = (added, scanned = true) => {
    const items = added.map((sample) => ({
      id: `a${++lastId}`,
      name: sample.name,
      path: `/models/${sample.name}`,
      sizeBytes: sample.report.sizeBytes,
    }));
    items.forEach((item, index) => {
      samples.set(item.id, added[index] as Sample);
      scanner.hold(item.id, added[index] as Sample);
    });
    emit('artifacts.added', { items });
    if (scanned) for (const item of items) report(item.id);
    return items.map((item) => item.id);
  };

  const respond = (name: RequestName, input: unknown): unknown => {
    switch (name) {
      case 'app.info':
        return {
          version: '0.1.0',
          ruleset: '2026-11',
          electron: '45.4.1',
          node: '24.1.0',
          chrome: '146',
          runtime: 'preview',
          packaged: false,
          scanners: 2,
        };
      case 'artifacts.pickFiles':
      case 'artifacts.pickFolder':
      case 'artifacts.addSamples':
        return { added: add(allSamples()).length };
      case 'artifacts.open':
        return { scanner: 0 };
      case 'settings.get':
        return settings;
      case 'clipboard.write':
        clipboard.push((input as { text: string }).text);
        return undefined;
      case 'scans.restart':
        report((input as { id: string }).id);
        return undefined;
      case 'scans.unlock': {
        const { id, password } = input as { id: string; password: string };
        if (password === SAMPLE_PASSWORD) samples.set(id, lockedSample(samples.get(id)?.name, false));
        setTimeout(() => report(id), 5);
        return undefined;
      }
      case 'scans.cancel':
        emit('scan.state', { id: (input as { id: string }).id, state: 'cancelled' });
        return undefined;
      default:
        return undefined;
    }
  };

  return {
    scanner,
    requests,
    clipboard,
    emit,
    add,
    report,
    async request<N extends RequestName>(name: N, input: RequestInput<N>) {
      if (!REQUESTS[name].input(input)) throw new Error(`the guards refuse ${name}`);
      requests.push({ name, input });
      const value = respond(name, input);
      if (!REQUESTS[name].output(value)) throw new Error(`the fake answers ${name} in another shape`);
      return { ok: true, value: value as RequestOutput<N> } as const;
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      set.add(listener as Listener);
      listeners.set(name, set);
      return () => set.delete(listener as Listener);
    },
    addDropped: async () => ({ ok: true, value: { added: add(allSamples()).length } }),
    ready() {
      portListener?.(0, scanner.port);
      emit('scanners.state', { running: 0, idle: 2, restarted: 0 });
    },
    onPort(listener) {
      portListener = listener;
      return () => {
        portListener = null;
      };
    },
  };
}
