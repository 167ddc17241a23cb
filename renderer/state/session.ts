import { createStore, type StoreApi } from 'zustand/vanilla';
import { ERROR_SENTENCES } from '../../shared/domain/error';
import type { Report } from '../../shared/domain/report';
import type { EventPayload, RequestOutput } from '../../shared/ipc/contract';
import type { PushItem } from '../../shared/ipc/messages';
import type { WindowBridge } from '../bridge';
import { worstFirst } from './facts';
import { createFrameBatch } from './frame-batch';
import { createOpened, type Opened } from './opened';
import { createPolicy, type Policy } from './policy';
import { createQueue, type Queue } from './queue';
import { createScannerClient } from './scanner-client';
import { createSelection, type Selection } from './selection';
import { createSettings, type Settings } from './settings';
import { createView, type View } from './view';

export interface StatusState {
  readonly app: RequestOutput<'app.info'> | null;
  readonly scanners: EventPayload<'scanners.state'> | null;
}

export interface CurrentState {
  /** The artifact in the detail pane. */
  readonly id: string | null;
}

/** Everything one window knows, wired together. Framework-free: React reads it through `hooks.ts`. */
export interface Session {
  readonly bridge: WindowBridge;
  readonly queue: Queue;
  readonly opened: Opened;
  readonly selection: Selection;
  readonly settings: Settings;
  readonly policy: Policy;
  readonly view: View;
  readonly status: StoreApi<StatusState>;
  readonly current: StoreApi<CurrentState>;
  show(id: string | null): void;
  /** A person has taken the wheel: the window no longer changes by itself what is looked at. */
  touch(): void;
  onCommand(listener: (command: string, argument: string | undefined) => void): () => void;
  start(): Promise<void>;
}

/** True for two reports of one read of one file, under two policies. */
const isSameScan = (a: Report, b: Report): boolean =>
  a.sha256 !== null &&
  a.sha256 === b.sha256 &&
  a.durationMs === b.durationMs &&
  a.opcodes === b.opcodes &&
  a.locked === b.locked &&
  a.entries.length === b.entries.length;

/** News kept for one frame before a scanner has to wait. */
const MAXIMUM_WAITING = 512;

export function createSession(bridge: WindowBridge): Session {
  const queue = createQueue();
  const view = createView();
  const settings = createSettings(bridge);
  const policy = createPolicy(bridge);
  const status = createStore<StatusState>(() => ({ app: null, scanners: null }));
  const current = createStore<CurrentState>(() => ({ id: null }));

  // Credit goes back at once while little is waiting for the next frame, and with the frame when much is.
  let waiting = 0;
  const takeIn = createFrameBatch<{ batch: readonly PushItem[]; handled: (() => void) | null }>((messages) => {
    waiting = 0;
    queue.push(messages.flatMap((message) => message.batch));
    for (const message of messages) message.handled?.();
  });
  const client = createScannerClient((batch, handled) => {
    waiting += batch.length;
    if (waiting > MAXIMUM_WAITING) return takeIn({ batch, handled });
    takeIn({ batch, handled: null });
    handled();
  });
  const opened = createOpened(bridge, client);
  const selection = createSelection(opened);

  /** Opens what is on the screen as soon as its report is there, and again when a new scan brought a new one. */
  const follow = () => {
    const { id } = current.getState();
    const item = id === null ? undefined : queue.getState().items.get(id);
    const held = opened.getState();
    if (id !== null && !item) return show(queue.getState().visible[0] ?? null);
    if (!item?.report) {
      if (held.id !== null) {
        opened.close();
        selection.clear();
      }
      return;
    }
    if (held.id === item.id && held.report === item.report) return;
    if (held.id === item.id && held.report && isSameScan(held.report, item.report)) {
      opened.judgedAnew(item.report);
      selection.judgedAnew(item.report.findings);
      return;
    }
    selection.clear();
    opened.open(item.id, item.report);
  };

  const show = (id: string | null) => {
    if (current.getState().id === id) return;
    current.setState({ id });
    follow();
  };

  let isTouched = false;
  queue.subscribe((state, before) => {
    // Whoever dropped one file wants to see it: the first artifact opens by itself.
    if (current.getState().id === null) show(queue.getState().visible[0] ?? null);
    else follow();
    // When all is scanned and nobody has chosen, the worst file is the one to see.
    const underWay = ({ summary }: typeof state) => summary.running + summary.queued;
    if (!isTouched && underWay(before) > 0 && underWay(queue.getState()) === 0)
      show(queue.getState().visible[0] ?? null);
  });

  opened.subscribe((state, before) => {
    if (state.status !== 'ready' || before.status === 'ready' || !state.report) return;
    const worst = worstFirst(state.report.findings)[0];
    const stream = state.streams[0];
    // What was selected while the scanner was still opening the artifact has no opcode yet.
    const { finding, range, entryPath, line, array, code } = selection.getState();
    if (line) return;
    if (array) void selection.toArray(array);
    else if (code) void selection.toCode(code);
    else if (finding) void selection.toFinding(finding);
    else if (range) void selection.toRange(entryPath, range);
    else if (worst) void selection.toFinding(worst);
    else if (stream && stream.rows > 0) void selection.toRow(stream.id, 0);
  });

  return {
    bridge,
    queue,
    opened,
    selection,
    settings,
    policy,
    view,
    status,
    current,
    show,
    touch: () => {
      isTouched = true;
    },
    onCommand: (listener) => bridge.on('app.command', ({ command, argument }) => listener(command, argument)),
    async start() {
      bridge.onPort(client.attach);
      bridge.on('artifacts.added', ({ items }) => {
        queue.add(items);
        // Whoever opens files wants to see them.
        if (items.length > 0) view.setState({ room: 'inspect' });
      });
      policy.listen();
      bridge.on('scan.state', (change) => {
        queue.scanState(change);
        const name = queue.getState().items.get(change.id)?.name ?? 'The file';
        if (change.state === 'failed' && change.error) {
          const sentence = ERROR_SENTENCES[change.error.code as keyof typeof ERROR_SENTENCES] ?? change.error.message;
          view.setState({
            notice: {
              sentence: `${name}: ${sentence}`,
              kept: 'What was found before that is kept.',
              action: { title: 'Scan again', run: () => rescan(change.id) },
            },
          });
        }
      });
      bridge.on('scanners.state', (scanners) => status.setState({ scanners }));
      bridge.ready();
      const [app] = await Promise.all([bridge.request('app.info', undefined), settings.load(), policy.load()]);
      if (app.ok) status.setState({ app: app.value });
    },
  };

  function rescan(id: string) {
    view.setState({ notice: null });
    queue.reset([id]);
    void bridge.request('scans.restart', { id });
  }
}
