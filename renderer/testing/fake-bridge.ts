import { ERROR_SENTENCES } from '../../shared/domain/error';
import type { Report } from '../../shared/domain/report';
import { judge } from '../../shared/domain/verdict';
import {
  type EventName,
  type EventPayload,
  type PolicyState,
  REQUESTS,
  type RequestInput,
  type RequestName,
  type RequestOutput,
  type Settings,
} from '../../shared/ipc/contract';
import { editPolicy, type PolicyEdit } from '../../shared/policy/edit-policy';
import { NO_POLICY, type ProjectPolicy } from '../../shared/policy/project-policy';
import { checkPolicy, describeProblems } from '../../shared/policy/read-policy';
import { PolicyInForce } from '../../shared/rules/policy-in-force';
import type { WindowBridge } from '../bridge';
import { FakeScanner } from './fake-scanner';
import { lockedSample } from './format-samples';
import { allSamples, type Sample } from './samples';

/** What opens `lockedSample`. */
const SAMPLE_PASSWORD = 'correct horse';

/** An edit that would break the rules for policies. */
class RefusedEdit extends Error {}

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
  let policy: ProjectPolicy = NO_POLICY;
  let edits = 0;
  const today = '2026-11-24';
  const policyState = (): PolicyState => ({
    path: '/data/cuvette.policy.json',
    isOwn: true,
    ...(edits === 0 ? {} : { sha256: edits.toString(16).padStart(64, '0') }),
    policy,
    problems: [],
    today,
    author: 'Ada',
  });

  const emit: FakeBridge['emit'] = (name, payload) => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never);
  };
  const report = (id: string) => {
    const sample = samples.get(id);
    if (sample) scanner.push({ kind: 'report', artifactId: id, report: judged(sample.report) });
  };
  /** A sample's report under the policy: its findings are given, so that only exceptions change it. */
  const judged = (given: Report): Report => {
    const inForce = new PolicyInForce(policy, today);
    const exceptions = inForce.exceptionsOf(given.sha256);
    if (exceptions.size === 0) return given;
    const findings = given.findings.map((finding) => {
      const accepted = inForce.acceptance(finding.evidence, exceptions);
      return accepted ? { ...finding, accepted } : finding;
    });
    const accepted = findings.filter((finding) => finding.accepted).length;
    return { ...given, findings, accepted, verdict: judge(findings, given.coverage) };
  };
  /** Changes the policy as the main process does, and has everything judged anew. */
  const edit = (change: PolicyEdit): PolicyState => {
    const checked = checkPolicy(editPolicy(policy, change, today));
    if (!checked.ok) throw new RefusedEdit(describeProblems(checked.problems));
    policy = checked.policy;
    edits++;
    emit('policy.state', policyState());
    for (const id of samples.keys()) report(id);
    emit('policy.applied', { rejudged: samples.size, rescanned: 0 });
    return policyState();
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
      case 'policy.get':
      case 'policy.open':
      case 'policy.saveAs':
      case 'policy.useOwn':
        return policyState();
      case 'policy.edit':
        return edit(input as PolicyEdit);
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
      let value: unknown;
      try {
        value = respond(name, input);
      } catch (refused) {
        if (!(refused instanceof RefusedEdit)) throw refused;
        const error = {
          code: 'policyInvalid' as const,
          message: ERROR_SENTENCES.policyInvalid,
          detail: refused.message,
        };
        return { ok: false, error };
      }
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
