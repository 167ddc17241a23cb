import type { CuvetteError } from '../shared/domain/error';
import { RULES, ruleById } from '../shared/rules/catalog';
import { parseOffset } from '../shared/text/hex';
import { namesOf, refusalToAccept } from './state/acceptance';
import { flaggedNames } from './state/code-names';
import { copyEvidence, evidenceMarkdown } from './state/evidence';
import { worstFirst } from './state/facts';
import { goToFinding } from './state/navigate';
import { refusalText } from './state/policy';
import type { QueueItem } from './state/queue-item';
import type { Session } from './state/session';
import { shownTab, TAB_TITLES, tabsOf } from './state/tabs';
import { noticeOf, ROOMS, type Room, TABS, type Tab } from './state/view';

/** One thing the window can do. Shortcuts, palette, key help and the application menu all read this row. */
export interface Command {
  readonly id: string;
  readonly group: 'Queue' | 'View' | 'Go' | 'Policy' | 'Copy' | 'Help';
  readonly title: string;
  readonly key?: string;
  readonly enabled: (session: Session) => boolean;
  readonly run: (session: Session, argument?: string) => void;
  /** The arguments worth offering; the palette shows one line for each. Without `plain` the row needs one of them. */
  readonly choices?: (
    session: Session,
  ) => readonly { readonly title: string; readonly argument: string; readonly key?: string }[];
}

const always = () => true;
const filled = ({ queue }: Session) => queue.getState().items.size > 0;

/** The file that Inspect shows; none while another room is on the screen, so that no key works on what nobody sees. */
function currentItem({ queue, current, view }: Session): QueueItem | undefined {
  if (view.getState().room !== 'inspect') return undefined;
  const { id } = current.getState();
  return id === null ? undefined : queue.getState().items.get(id);
}

const onItem = (session: Session) => currentItem(session) !== undefined;

/** Asks the main process; a refusal becomes a notice with a way on. */
async function ask(
  session: Session,
  request: () => Promise<
    { readonly ok: true } | { readonly ok: false; readonly error: Parameters<typeof noticeOf>[0] }
  >,
): Promise<void> {
  const reply = await request();
  if (reply.ok || reply.error.code === 'cancelled') return;
  session.view.setState({
    notice: noticeOf(reply.error, 'The queue is as it was.', {
      title: 'Try again',
      run: () => void ask(session, request),
    }),
  });
}

function neighbour(session: Session, step: number): void {
  const { visible } = session.queue.getState();
  const here = visible.indexOf(session.current.getState().id ?? '');
  const next = visible[Math.min(visible.length - 1, Math.max(0, here + step))];
  if (next !== undefined) session.show(next);
}

function selectArtifact(session: Session, wanted: string): void {
  const { items, visible } = session.queue.getState();
  const all = [...items.values()];
  const found =
    all.find((item) => item.name === wanted) ??
    all.find((item) => item.id === wanted) ??
    all.find((item) => item.path.endsWith(wanted));
  const byIndex = /^\d+$/.test(wanted) ? visible[Number(wanted)] : undefined;
  const id = found?.id ?? byIndex;
  if (id === undefined) return;
  session.touch();
  session.view.setState({ room: 'inspect' });
  session.show(id);
}

/** Shows a view over the file that has most to show in it; what is there stays when no file has the view. */
function lookFor(session: Session, tab: Tab): void {
  const { items, visible } = session.queue.getState();
  const all = visible.flatMap((id) => items.get(id) ?? []).filter((item) => tabsOf(item).includes(tab));
  let best: QueueItem | null = null;
  for (const item of all) if (best === null || richness(item, tab) > richness(best, tab)) best = item;
  session.touch();
  if (best) session.show(best.id);
  session.view.setState({ tab, room: 'inspect' });
}

function richness({ report, findings }: QueueItem, tab: Tab): number {
  switch (tab) {
    case 'code':
      return (report?.code ?? []).reduce((sum, fact) => sum + 1 + 100 * flaggedNames(fact).length, 0);
    case 'tensors':
      // A tensor with a name says more than a raw array.
      return (report?.arrays ?? []).reduce((sum, { name }) => sum + (name === null ? 1 : 4), 0);
    case 'strings':
      return report?.indicators.length ?? 0;
    case 'members':
      return report?.entries.length ?? 0;
    default:
      return findings.length;
  }
}

function goToOffset(session: Session, text: string | undefined): void {
  const offset = text === undefined ? null : parseOffset(text);
  if (offset === null) {
    session.view.setState({ overlay: 'offset' });
    return;
  }
  const { entryPath } = session.selection.getState();
  const tab = session.view.getState().tab;
  if (tab !== 'opcodes' && tab !== 'hex') session.view.setState({ tab: 'hex' });
  void session.selection.toBytes(entryPath, offset);
}

function nextFinding(session: Session, step: number): void {
  const findings = worstFirst(currentItem(session)?.findings ?? []);
  if (findings.length === 0) return;
  const { finding } = session.selection.getState();
  const here = finding ? findings.indexOf(finding) : -1;
  const next = findings[(here + step + findings.length) % findings.length];
  if (next) void session.selection.toFinding(next);
}

/** Views with a search field of their own. */
const SEARCHED: readonly Tab[] = ['opcodes', 'code', 'tensors', 'hex', 'strings', 'members'];

const ROOM_TITLES: Readonly<Record<Room, string>> = { inspect: 'Inspect', policy: 'Policy' };

/** Changes the policy or its file; a refusal becomes a notice. */
async function changePolicy(session: Session, change: Promise<CuvetteError | null>): Promise<void> {
  const error = await change;
  if (error)
    session.view.setState({ notice: { sentence: refusalText(error), kept: 'The policy is as it was.', action: null } });
}

/** True when the selected finding can be accepted for its file. */
function canAccept(session: Session): boolean {
  const { finding } = session.selection.getState();
  const item = currentItem(session);
  return finding !== null && item !== undefined && refusalToAccept(finding, item) === null;
}

/** Takes back what accepts the selected finding. */
function revoke(session: Session): void {
  const { finding } = session.selection.getState();
  const sha256 = currentItem(session)?.report?.sha256;
  if (!finding || !sha256) return;
  for (const { module, name } of namesOf(finding))
    void changePolicy(session, session.policy.edit({ what: 'revoke', sha256, module, name }));
}

const hasFindings = (session: Session) => (currentItem(session)?.findings.length ?? 0) > 0;

/** THE command table. */
export const COMMANDS: readonly Command[] = [
  {
    id: 'queue.openFiles',
    group: 'Queue',
    title: 'Open files…',
    key: 'Mod+O',
    enabled: always,
    run: (session) => void ask(session, () => session.bridge.request('artifacts.pickFiles', undefined)),
  },
  {
    id: 'queue.openFolder',
    group: 'Queue',
    title: 'Open folder…',
    key: 'Mod+Shift+O',
    enabled: always,
    run: (session) => void ask(session, () => session.bridge.request('artifacts.pickFolder', undefined)),
  },
  {
    id: 'queue.openSamples',
    group: 'Queue',
    title: 'Open the sample set',
    enabled: always,
    run: (session) => void ask(session, () => session.bridge.request('artifacts.addSamples', undefined)),
  },
  {
    id: 'queue.next',
    group: 'Queue',
    title: 'Next file',
    key: 'Alt+ArrowDown',
    enabled: filled,
    run: (session) => neighbour(session, 1),
  },
  {
    id: 'queue.previous',
    group: 'Queue',
    title: 'Previous file',
    key: 'Alt+ArrowUp',
    enabled: filled,
    run: (session) => neighbour(session, -1),
  },
  {
    id: 'queue.rescan',
    group: 'Queue',
    title: 'Scan again',
    key: 'F5',
    enabled: onItem,
    run: (session) => {
      const id = currentItem(session)?.id;
      if (id === undefined) return;
      session.queue.reset([id]);
      void ask(session, () => session.bridge.request('scans.restart', { id }));
    },
  },
  {
    id: 'queue.cancel',
    group: 'Queue',
    title: 'Cancel the scan',
    key: 'Mod+.',
    enabled: (session) => ['queued', 'running'].includes(currentItem(session)?.state ?? ''),
    run: (session) => {
      const id = currentItem(session)?.id;
      if (id !== undefined) void ask(session, () => session.bridge.request('scans.cancel', { id }));
    },
  },
  {
    id: 'queue.unlock',
    group: 'Queue',
    title: 'Enter password…',
    key: 'Mod+Shift+U',
    enabled: (session) => currentItem(session)?.report?.locked === true,
    run: (session) => session.view.setState({ overlay: 'password' }),
  },
  {
    id: 'queue.remove',
    group: 'Queue',
    title: 'Remove from the queue',
    key: 'Delete',
    enabled: onItem,
    run: (session) => {
      const id = currentItem(session)?.id;
      if (id === undefined) return;
      const { visible } = session.queue.getState();
      const here = visible.indexOf(id);
      const next = visible[here + 1] ?? visible[here - 1] ?? null;
      session.show(next);
      session.queue.remove([id]);
      void ask(session, () => session.bridge.request('artifacts.remove', { ids: [id] }));
    },
  },
  {
    id: 'queue.clear',
    group: 'Queue',
    title: 'Clear the queue',
    enabled: filled,
    run: (session) => {
      session.show(null);
      session.queue.remove([...session.queue.getState().items.keys()]);
      void ask(session, () => session.bridge.request('artifacts.remove', {}));
    },
  },
  {
    id: 'queue.reveal',
    group: 'Queue',
    title: 'Show in the file manager',
    enabled: onItem,
    run: (session) => {
      const id = currentItem(session)?.id;
      if (id !== undefined) void ask(session, () => session.bridge.request('artifacts.reveal', { id }));
    },
  },
  {
    id: 'view.tab',
    group: 'View',
    title: 'Show',
    enabled: onItem,
    choices: (session) =>
      tabsOf(currentItem(session)).map((tab) => ({
        title: `Show ${TAB_TITLES[tab]}`,
        argument: tab,
        key: `Mod+${TABS.indexOf(tab) + 1}`,
      })),
    run: (session, argument) => {
      if (TABS.includes(argument as Tab)) session.view.setState({ tab: argument as Tab, room: 'inspect' });
    },
  },
  {
    id: 'view.room',
    group: 'View',
    title: 'Go to',
    enabled: always,
    choices: () =>
      ROOMS.map((room, index) => ({
        title: `Go to ${ROOM_TITLES[room]}`,
        argument: room,
        key: `Alt+${index + 1}`,
      })),
    run: (session, argument) => {
      if (ROOMS.includes(argument as Room)) session.view.setState({ room: argument as Room });
    },
  },
  {
    id: 'view.select',
    group: 'Queue',
    title: 'Look at',
    enabled: filled,
    run: (session, argument) => {
      if (argument !== undefined) selectArtifact(session, argument);
    },
  },
  {
    id: 'view.look',
    group: 'View',
    title: 'Look at the file with most of',
    enabled: filled,
    run: (session, argument) => {
      if (TABS.includes(argument as Tab)) lookFor(session, argument as Tab);
    },
  },
  {
    id: 'view.theme',
    group: 'View',
    title: 'Theme',
    enabled: always,
    choices: () => [
      { title: 'Theme: light', argument: 'light' },
      { title: 'Theme: dark', argument: 'dark' },
      { title: 'Theme: as the system', argument: 'system' },
    ],
    run: (session, argument) => {
      if (argument === 'light' || argument === 'dark' || argument === 'system') session.settings.setTheme(argument);
    },
  },
  {
    id: 'view.palette',
    group: 'View',
    title: 'Command palette',
    key: 'Mod+K',
    enabled: always,
    run: (session) => session.view.setState({ overlay: 'palette' }),
  },
  {
    id: 'view.step',
    group: 'View',
    title: 'Step mode: ← → go opcode by opcode',
    key: 'Mod+J',
    enabled: (session) => tabsOf(currentItem(session)).includes('opcodes'),
    run: (session) => session.view.setState((state) => ({ stepping: !state.stepping, tab: 'opcodes' })),
  },
  {
    id: 'view.firstFinding',
    group: 'Go',
    title: 'Go to the worst finding',
    key: 'Shift+F8',
    enabled: hasFindings,
    run: (session) => {
      const worst = worstFirst(currentItem(session)?.findings ?? [])[0];
      if (!worst) return;
      if (session.view.getState().tab === 'hex') void session.selection.toFinding(worst);
      else goToFinding(session, worst);
    },
  },
  {
    id: 'go.nextFinding',
    group: 'Go',
    title: 'Next finding',
    key: 'F8',
    enabled: hasFindings,
    run: (session) => nextFinding(session, 1),
  },
  {
    id: 'go.find',
    group: 'Go',
    title: 'Find in what is shown',
    key: 'Mod+F',
    enabled: (session) =>
      session.view.getState().room === 'policy' ||
      SEARCHED.includes(shownTab(session.view.getState().tab, tabsOf(currentItem(session)))),
    run: (session) => session.view.setState((state) => ({ find: state.find + 1 })),
  },
  {
    id: 'go.offset',
    group: 'Go',
    title: 'Go to offset…',
    key: 'Mod+G',
    enabled: (session) => tabsOf(currentItem(session)).includes('hex'),
    run: goToOffset,
  },
  {
    id: 'policy.accept',
    group: 'Policy',
    title: 'Accept the finding for this file…',
    key: 'Mod+Shift+A',
    enabled: canAccept,
    run: (session) => session.view.setState({ overlay: 'accept' }),
  },
  {
    id: 'policy.revoke',
    group: 'Policy',
    title: 'Take the acceptance of the finding back',
    enabled: (session) => session.selection.getState().finding?.accepted !== undefined,
    run: revoke,
  },
  {
    id: 'policy.lookUp',
    group: 'Policy',
    title: 'Look up a global',
    key: 'Mod+Shift+L',
    enabled: always,
    run: (session, argument) =>
      session.view.setState((state) => ({
        room: 'policy',
        lookUp: argument ?? state.lookUp,
        lookUps: state.lookUps + 1,
        isWritingRow: false,
      })),
  },
  {
    id: 'policy.open',
    group: 'Policy',
    title: 'Open a project’s policy…',
    enabled: always,
    run: (session) => void changePolicy(session, session.policy.open()),
  },
  {
    id: 'policy.saveAs',
    group: 'Policy',
    title: 'Save the policy as a project’s file…',
    enabled: (session) => session.policy.getState().file?.problems.length === 0,
    run: (session) => void changePolicy(session, session.policy.saveAs()),
  },
  {
    id: 'policy.useOwn',
    group: 'Policy',
    title: 'Use the policy of this computer',
    enabled: (session) => session.policy.getState().file?.isOwn === false,
    run: (session) => void changePolicy(session, session.policy.useOwn()),
  },
  {
    id: 'policy.reveal',
    group: 'Policy',
    title: 'Show the policy in the file manager',
    enabled: (session) => session.policy.getState().file?.sha256 !== undefined,
    run: (session) => void ask(session, () => session.bridge.request('policy.reveal', undefined)),
  },
  {
    id: 'copy.sha256',
    group: 'Copy',
    title: 'Copy SHA-256',
    key: 'Mod+Shift+C',
    enabled: (session) => typeof currentItem(session)?.report?.sha256 === 'string',
    run: (session) => {
      const text = currentItem(session)?.report?.sha256;
      if (text) void ask(session, () => session.bridge.request('clipboard.write', { text }));
    },
  },
  {
    id: 'copy.evidence',
    group: 'Copy',
    title: 'Copy the finding as evidence',
    key: 'Mod+Shift+E',
    enabled: (session) => session.selection.getState().finding !== null,
    run: (session) => {
      const text = copyEvidence(session);
      if (text !== null) void ask(session, () => session.bridge.request('clipboard.write', { text }));
    },
  },
  {
    id: 'copy.markdown',
    group: 'Copy',
    title: 'Copy the finding as Markdown',
    key: 'Mod+Shift+M',
    enabled: (session) => session.selection.getState().finding !== null,
    run: (session) => {
      const text = copyEvidence(session, evidenceMarkdown);
      if (text !== null) void ask(session, () => session.bridge.request('clipboard.write', { text }));
    },
  },
  {
    id: 'help.rule',
    group: 'Help',
    title: 'About a rule',
    enabled: always,
    choices: () => RULES.map((rule) => ({ title: `Rule: ${rule.title}`, argument: rule.id })),
    run: (session, argument) => {
      if (argument !== undefined && ruleById(argument)) session.view.setState({ overlay: 'rule', rule: argument });
    },
  },
  {
    id: 'help.thisRule',
    group: 'Help',
    title: 'About the rule of the finding',
    key: 'Mod+I',
    enabled: (session) => session.selection.getState().finding !== null,
    run: (session) => {
      const rule = session.selection.getState().finding?.ruleId;
      if (rule !== undefined && ruleById(rule)) session.view.setState({ overlay: 'rule', rule });
    },
  },
  {
    id: 'help.keys',
    group: 'Help',
    title: 'Keys',
    key: '?',
    enabled: always,
    run: (session) => session.view.setState({ overlay: 'keys' }),
  },
];

/** Runs a row by its id, if it may run now. Unknown ids are ignored: they come from outside the page. */
export function runCommand(session: Session, id: string, argument?: string): void {
  const command = COMMANDS.find((row) => row.id === id);
  if (command?.enabled(session)) command.run(session, argument);
}
