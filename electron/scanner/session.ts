import type { CuvetteError } from '../../shared/domain/error';
import { findingKey } from '../../shared/domain/finding';
import { judge } from '../../shared/domain/verdict';
import type { HostMessage, HostReply, Query } from '../../shared/ipc/messages';
import { BUILT_IN_POLICY, PolicyInForce } from '../../shared/rules/policy-in-force';
import { turn } from '../adapters/event-loop';
import { HeldFacts } from './held-facts';
import type { Outbox } from './outbox';
import { type Scan, ScanCancelled, scanFile } from './scan';
import { View } from './view';
import { CuvetteErrorException } from './view-error';

/** Artifacts whose index is held for showing; older ones are read again when asked for. */
const HELD_VIEWS = 6;
const BEAT_MS = 500;
/** Judging anew lets queries and messages in between this often. */
const SLICE_MS = 25;

type PolicyOrder = Extract<HostMessage, { readonly kind: 'policy' }>;

interface Target {
  readonly artifactId: string;
  readonly path: string;
  readonly passwords?: readonly string[] | undefined;
}

/** The scans and views of one scanner process. */
export class Sessions {
  private readonly outbox: Outbox;
  private readonly tell: (reply: HostReply) => void;
  private readonly cancelled = new Set<string>();
  private readonly views = new Map<string, Promise<View>>();
  /** Every artifact of this process: a view that was let go is read again when it is asked for. */
  private readonly paths = new Map<string, string>();
  /** What opens encrypted members, by artifact, until it is released. */
  private readonly passwords = new Map<string, readonly string[]>();

  private readonly facts = new HeldFacts();
  private policy = BUILT_IN_POLICY;
  private round = -1;

  constructor(outbox: Outbox, tell: (reply: HostReply) => void) {
    this.outbox = outbox;
    this.tell = tell;
  }

  /** Scans and pushes news; the last is the report. */
  async scan({ artifactId, path, passwords }: Target): Promise<void> {
    this.cancelled.delete(artifactId);
    await this.release(artifactId);
    this.paths.set(artifactId, path);
    if (passwords !== undefined) this.passwords.set(artifactId, passwords);
    try {
      const scan = await this.read(artifactId, path, true);
      this.hold(artifactId, path, scan);
      this.facts.keep(artifactId, scan);
      this.outbox.put({ kind: 'report', artifactId, report: scan.report });
      this.tell({ kind: 'finished', artifactId, outcome: 'done' });
    } catch (error) {
      if (!(error instanceof ScanCancelled)) throw error;
      this.tell({ kind: 'finished', artifactId, outcome: 'cancelled' });
    }
  }

  /**
   * Judges by another policy from now on, and makes new reports at once for what is held. A newer order ends an older one. A scan that is
   * under way is judged by what is in force when it ends.
   */
  async judgeBy({ round, policy, today, sha256, artifactIds }: PolicyOrder): Promise<void> {
    this.round = round;
    this.policy = new PolicyInForce(policy, today, sha256 ?? null);
    const missing: string[] = [];
    let rejudged = 0;
    let sliceFrom = performance.now();
    for (const artifactId of artifactIds) {
      if (performance.now() - sliceFrom > SLICE_MS) {
        await turn();
        if (this.round !== round) return;
        sliceFrom = performance.now();
      }
      const report = this.facts.judge(artifactId, this.policy);
      if (report === null) missing.push(artifactId);
      else {
        this.outbox.put({ kind: 'report', artifactId, report });
        rejudged++;
      }
    }
    this.tell({ kind: 'rejudged', round, rejudged, missing });
  }

  /** Makes an artifact ready for queries; reads it again, quietly, when its index is no longer held. */
  async open({ artifactId, path, passwords }: Target): Promise<void> {
    this.paths.set(artifactId, path);
    if (passwords !== undefined) this.passwords.set(artifactId, passwords);
    let outcome: 'done' | 'cancelled' = 'done';
    try {
      await this.view(artifactId);
    } catch (error) {
      if (!(error instanceof ScanCancelled) && !(error instanceof Error && 'error' in error)) throw error;
      outcome = 'cancelled';
    }
    this.tell({ kind: 'finished', artifactId, outcome });
  }

  /** The view of an artifact, held or made anew. */
  private view(artifactId: string): Promise<View> {
    const path = this.paths.get(artifactId);
    if (path === undefined) return Promise.reject(new CuvetteErrorException('unknownArtifact'));
    this.cancelled.delete(artifactId);
    const view =
      this.views.get(artifactId) ??
      this.read(artifactId, path, false).then(({ streams }) =>
        View.open(path, streams, this.passwords.get(artifactId)),
      );
    this.keep(artifactId, view);
    view.catch(() => this.views.delete(artifactId));
    return view;
  }

  cancel(artifactId: string): void {
    this.cancelled.add(artifactId);
  }

  /** Forgets an artifact. */
  async release(artifactId: string): Promise<void> {
    this.paths.delete(artifactId);
    this.passwords.delete(artifactId);
    this.facts.drop(artifactId);
    await this.letGo(artifactId);
  }

  private async letGo(artifactId: string): Promise<void> {
    const view = this.views.get(artifactId);
    this.views.delete(artifactId);
    await view?.then((open) => open.close()).catch(() => undefined);
  }

  /** Answers a query or says why not. */
  async query(artifactId: string, query: Query, cancelled: () => boolean) {
    try {
      const view = await this.view(artifactId);
      return { ok: true as const, value: await view.answer(query, cancelled) };
    } catch (error) {
      const named =
        error instanceof ScanCancelled
          ? new CuvetteErrorException('cancelled').error
          : (error as { error?: CuvetteError }).error;
      if (named === undefined) throw error;
      return { ok: false as const, error: named };
    }
  }

  private async read(artifactId: string, path: string, push: boolean): Promise<Scan> {
    let lastBeat = 0;
    const known = new Set<string>();
    const noCoverage = { explainedBytes: 0, totalBytes: 1, gaps: [] };
    return scanFile(path, {
      digest: push,
      policy: () => this.policy,
      passwords: this.passwords.get(artifactId) ?? [],
      cancelled: () => {
        const now = performance.now();
        if (now - lastBeat > BEAT_MS) {
          lastBeat = now;
          this.tell({ kind: 'beat', artifactId });
        }
        return this.cancelled.has(artifactId);
      },
      onProgress: (progress) => {
        if (push) this.outbox.put({ kind: 'progress', artifactId, progress });
      },
      onFindings: (findings) => {
        if (!push) return;
        const fresh = findings.filter((finding) => !known.has(findingKey(finding)));
        for (const finding of fresh) known.add(findingKey(finding));
        if (fresh.length > 0)
          this.outbox.put({ kind: 'findings', artifactId, findings: fresh, verdictSoFar: judge(findings, noCoverage) });
      },
    });
  }

  private hold(artifactId: string, path: string, scan: Scan): void {
    if (scan.report.error !== null) return;
    this.keep(artifactId, View.open(path, scan.streams, this.passwords.get(artifactId)));
  }

  private keep(artifactId: string, view: Promise<View>): void {
    view.catch(() => undefined);
    // Set anew, so that the order of the map is the order of use.
    this.views.delete(artifactId);
    this.views.set(artifactId, view);
    for (const oldest of this.views.keys()) {
      if (this.views.size <= HELD_VIEWS) break;
      void this.letGo(oldest);
    }
  }
}
