import { setTimeout as sleep } from 'node:timers/promises';
import type { MessagePortMain } from 'electron';
import { ERROR_SENTENCES, type ErrorCode } from '../../shared/domain/error';
import type { ArtifactInfo, EventPayload } from '../../shared/ipc/contract';
import type { HostMessage, HostReply } from '../../shared/ipc/messages';
import { Failure } from './failure';
import type { ScannerLimits } from './scanner-limits';

export type ScanState = EventPayload<'scan.state'>;

/** A scanner, as the host sees it: it obeys, replies, and may be gone at any moment. */
export interface Scanner {
  readonly number: number;
  readonly pid: number | undefined;
  post(message: HostMessage): void;
  /** Gives the scanner one end of a fresh channel and returns the other, for the window. */
  openPort(): MessagePortMain;
  /** Ends it at once, even in an endless loop. `why` is what its listener will hear. */
  kill(why: ErrorCode): void;
}

/** What the host hears of a scanner. */
export interface ScannerListener {
  onReply(scanner: Scanner, reply: HostReply): void;
  /** Its end, whatever the cause; nothing more comes from it. */
  onGone(scanner: Scanner, code: ErrorCode): void;
}

/** What the host needs of the system. */
export interface ScannerSystem {
  spawn(number: number, heapMb: number, listener: ScannerListener): Scanner;
  /** Resident memory by process id. */
  residentMb(): ReadonlyMap<number, number>;
}

/** What the host tells the window. */
export interface HostListener {
  onScanState(state: ScanState): void;
  onScannersState(state: EventPayload<'scanners.state'>): void;
  onPort(scanner: number, port: MessagePortMain): void;
  /** A policy is in force everywhere: so many reports were made anew, so many files are scanned again because their facts are gone. */
  onPolicyApplied(done: EventPayload<'policy.applied'>): void;
}

/** What all scanners judge by. */
export type PolicyOrder = Pick<Extract<HostMessage, { kind: 'policy' }>, 'policy' | 'sha256' | 'today'>;

/** A policy on its way to the scanners. */
interface PolicyRound {
  readonly number: number;
  /** Who has not answered yet, and for which artifacts. */
  readonly waiting: Map<Scanner, readonly string[]>;
  rejudged: number;
  rescanned: number;
}

/** Something a scanner is doing: a scan, or making an artifact ready for queries. */
interface Job {
  readonly artifact: ArtifactInfo;
  readonly kind: 'scan' | 'open';
  heardAt: number;
  cancelledAt: number | null;
  /** Who waits for an `open`. */
  readonly settle?: (failure: ErrorCode | null) => void;
}

interface Seat {
  readonly scanner: Scanner;
  readonly startedAt: number;
  readonly jobs: Map<string, Job>;
}

const watchMs = 250;
/** A process that ends this soon, this often in a row, will not come up at all. */
const earlyMs = 3_000;
const earlyDeathsAllowed = 3;
/** Passwords held for one artifact. */
const passwordsKept = 16;

/**
 * The pool of scanners: at most one scan in each at a time, more processes as there is work, a dead one replaced at once under
 * the same number. The rest of the app never waits for a scanner.
 */
export class ScannerHost implements ScannerListener {
  readonly #limits: ScannerLimits;
  readonly #listener: HostListener;
  readonly #system: ScannerSystem;
  readonly #seats = new Map<number, Seat>();
  readonly #queue = new Map<string, ArtifactInfo>();
  /** The scanner that last worked on an artifact, and so may still hold it. */
  readonly #holder = new Map<string, Scanner>();
  /** Passwords for encrypted members, by artifact, until it is released. Nowhere else, and never logged. */
  readonly #passwords = new Map<string, readonly string[]>();
  /** Artifacts that have a report: what another policy judges anew. */
  readonly #judged = new Map<string, ArtifactInfo>();
  #policy: PolicyOrder | null = null;
  #round: PolicyRound = { number: 0, waiting: new Map(), rejudged: 0, rescanned: 0 };
  #isPageReady = false;
  #restarted = 0;
  #earlyDeaths = 0;
  #isClosing = false;
  #lastState = '';

  constructor(limits: ScannerLimits, listener: HostListener, system: ScannerSystem) {
    this.#limits = limits;
    this.#system = system;
    this.#listener = listener;
    setInterval(() => this.#watch(), watchMs).unref();
  }

  get size(): number {
    return this.#limits.scanners;
  }

  /** Resolves when nothing is queued and nothing runs. */
  async whenIdle(): Promise<void> {
    while (this.#queue.size > 0 || [...this.#seats.values()].some(({ jobs }) => jobs.size > 0)) await sleep(watchMs);
  }

  /** The page listens (again): every scanner gets a fresh port to it, and waiting scans may start. */
  connectPage(): void {
    this.#isPageReady = true;
    if (this.#seats.size === 0) this.#start(1);
    else for (const { scanner } of this.#seats.values()) this.#listener.onPort(scanner.number, scanner.openPort());
    this.#lastState = '';
    this.#dispatch();
  }

  /**
   * Has every scanner judge by this policy. What they still hold is judged anew at once; what was judged and is held by nobody is scanned
   * again. A policy that comes before the last one has arrived everywhere takes its place.
   */
  setPolicy(policy: PolicyOrder): void {
    this.#policy = policy;
    const held = new Map([...this.#seats.values()].map(({ scanner }) => [scanner, [] as string[]]));
    const lost: string[] = [];
    for (const id of this.#judged.keys()) {
      const seat = this.#seatOf(id);
      (seat === undefined ? lost : held.get(seat.scanner))?.push(id);
    }
    this.#round = { number: this.#round.number + 1, waiting: held, rejudged: 0, rescanned: 0 };
    for (const [scanner, artifactIds] of held) this.#order(scanner, artifactIds);
    this.#scanAgain(lost);
    this.#endRound();
  }

  /** Puts a scan in the queue; one that is queued or running already is begun anew. */
  scan(artifact: ArtifactInfo): void {
    this.cancel(artifact.id);
    this.#judged.delete(artifact.id);
    this.#queue.set(artifact.id, artifact);
    this.#listener.onScanState({ id: artifact.id, state: 'queued' });
    this.#dispatch();
  }

  /** Scans anew with one more password; the newest are tried first and a few are kept. */
  unlock(artifact: ArtifactInfo, password: string): void {
    const known = this.#passwords.get(artifact.id) ?? [];
    const others = known.filter((other) => other !== password);
    this.#passwords.set(artifact.id, [password, ...others].slice(0, passwordsKept));
    this.scan(artifact);
  }

  /**
   * Has a scanner hold the artifact ready for queries: the one that read it, where that still runs. Resolves with its number once
   * it is ready; an artifact that is being scanned is ready as far as the scan is.
   */
  async open(artifact: ArtifactInfo): Promise<number> {
    const seat = this.#seatOf(artifact.id) ?? this.#leastBusy() ?? this.#start(1);
    if (!seat.jobs.has(artifact.id)) {
      const failure = await new Promise<ErrorCode | null>((settle) =>
        this.#begin(seat, { artifact, kind: 'open', heardAt: Date.now(), cancelledAt: null, settle }),
      );
      if (failure !== null) throw new Failure(failure);
    }
    return seat.scanner.number;
  }

  /** Ends a queued or running scan. */
  cancel(id: string): void {
    if (this.#queue.delete(id)) this.#listener.onScanState({ id, state: 'cancelled' });
    const seat = this.#seatOf(id);
    const job = seat?.jobs.get(id);
    if (!seat || job?.kind !== 'scan' || job.cancelledAt !== null) return;
    job.cancelledAt = Date.now();
    seat.scanner.post({ kind: 'cancel', artifactId: id });
  }

  /** Forgets an artifact, wherever it stands. */
  release(id: string): void {
    this.#queue.delete(id);
    this.#judged.delete(id);
    const seat = this.#seatOf(id);
    seat?.scanner.post({ kind: 'release', artifactId: id });
    seat?.jobs.get(id)?.settle?.('cancelled');
    seat?.jobs.delete(id);
    this.#holder.delete(id);
    this.#passwords.delete(id);
    this.#dispatch();
  }

  close(): void {
    this.#isClosing = true;
    for (const { scanner } of this.#seats.values()) scanner.kill('cancelled');
  }

  onReply({ number }: Scanner, reply: HostReply): void {
    const seat = this.#seats.get(number);
    if (!seat) return;
    // A process that speaks of one job is alive for all of them.
    for (const job of seat.jobs.values()) job.heardAt = Date.now();
    if (reply.kind === 'rejudged') {
      this.#onRejudged(seat.scanner, reply);
      return;
    }
    const job = seat.jobs.get(reply.artifactId);
    if (!job || reply.kind !== 'finished') return;
    seat.jobs.delete(reply.artifactId);
    this.#earlyDeaths = 0;
    job.settle?.(reply.outcome === 'done' ? null : 'cancelled');
    if (reply.outcome === 'cancelled') this.#tellCancelled(job);
    else if (job.kind === 'scan') this.#judged.set(job.artifact.id, job.artifact);
    this.#dispatch();
  }

  onGone(scanner: Scanner, code: ErrorCode): void {
    const seat = this.#seats.get(scanner.number);
    if (this.#isClosing || seat?.scanner !== scanner) return;
    this.#seats.delete(scanner.number);
    for (const [id, holder] of this.#holder) if (holder === scanner) this.#holder.delete(id);
    for (const job of seat.jobs.values())
      if (job.settle) job.settle(code);
      else if (job.cancelledAt !== null) this.#tellCancelled(job);
      else this.#fail(job.artifact.id, code);
    this.#restarted += 1;
    this.#earlyDeaths = Date.now() - seat.startedAt < earlyMs && seat.jobs.size === 0 ? this.#earlyDeaths + 1 : 0;
    if (this.#earlyDeaths < earlyDeathsAllowed) this.#start(scanner.number);
    this.#scanAgain(this.#round.waiting.get(scanner) ?? []);
    this.#round.waiting.delete(scanner);
    this.#endRound();
    this.#dispatch();
  }

  #start(number: number): Seat {
    const scanner = this.#system.spawn(number, this.#limits.heapMb, this);
    const seat: Seat = { scanner, startedAt: Date.now(), jobs: new Map() };
    this.#seats.set(number, seat);
    this.#order(scanner, []);
    if (this.#isPageReady) this.#listener.onPort(number, seat.scanner.openPort());
    return seat;
  }

  #order(scanner: Scanner, artifactIds: readonly string[]): void {
    if (this.#policy !== null)
      scanner.post({ kind: 'policy', round: this.#round.number, ...this.#policy, artifactIds });
  }

  #onRejudged(scanner: Scanner, { round, rejudged, missing }: Extract<HostReply, { kind: 'rejudged' }>): void {
    if (round !== this.#round.number || !this.#round.waiting.delete(scanner)) return;
    this.#round.rejudged += rejudged;
    this.#scanAgain(missing);
    this.#endRound();
  }

  /** Scans what has a report under another policy and whose facts nobody holds. */
  #scanAgain(ids: readonly string[]): void {
    for (const id of ids) {
      const artifact = this.#judged.get(id);
      if (artifact === undefined) continue;
      this.#round.rescanned++;
      this.scan(artifact);
    }
  }

  #endRound(): void {
    const { waiting, rejudged, rescanned } = this.#round;
    if (waiting.size === 0 && rejudged + rescanned > 0) {
      this.#round = { ...this.#round, rejudged: 0, rescanned: 0 };
      this.#listener.onPolicyApplied({ rejudged, rescanned });
    }
  }

  #begin(seat: Seat, job: Job): void {
    const { id: artifactId, path, name } = job.artifact;
    seat.jobs.set(artifactId, job);
    this.#holder.set(artifactId, seat.scanner);
    const passwords = this.#passwords.get(artifactId);
    seat.scanner.post({ kind: job.kind, artifactId, path, name, ...(passwords && { passwords }) });
  }

  #dispatch(): void {
    for (const [id, artifact] of this.#queue) {
      if (!this.#isPageReady) break;
      // A scan that is being begun anew waits for the end of the old one.
      if (this.#seatOf(id)?.jobs.has(id)) continue;
      if (this.#earlyDeaths >= earlyDeathsAllowed && this.#seats.size === 0) {
        this.#queue.delete(id);
        this.#fail(id, 'scannerCrashed');
        continue;
      }
      const seat = this.#freeSeat();
      if (!seat) break;
      this.#queue.delete(id);
      this.#begin(seat, { artifact, kind: 'scan', heardAt: Date.now(), cancelledAt: null });
      this.#listener.onScanState({ id, state: 'running' });
    }
    this.#tellState();
  }

  #freeSeat(): Seat | null {
    for (const seat of this.#seats.values()) if (!isScanning(seat)) return seat;
    for (let number = 1; number <= this.#limits.scanners; number++)
      if (!this.#seats.has(number)) return this.#start(number);
    return null;
  }

  #leastBusy(): Seat | undefined {
    return [...this.#seats.values()].sort((a, b) => a.jobs.size - b.jobs.size)[0];
  }

  #seatOf(id: string): Seat | undefined {
    const holder = this.#holder.get(id);
    const seat = holder && this.#seats.get(holder.number);
    return seat?.scanner === holder ? seat : undefined;
  }

  /** A scan that is waiting to begin anew was not cancelled for good. */
  #tellCancelled({ artifact: { id }, kind }: Job): void {
    if (kind === 'scan' && !this.#queue.has(id)) this.#listener.onScanState({ id, state: 'cancelled' });
  }

  #fail(id: string, code: ErrorCode): void {
    this.#listener.onScanState({ id, state: 'failed', error: { code, message: ERROR_SENTENCES[code] } });
  }

  /** Ends scanners that went silent, that ignore a cancellation, or that took too much memory. */
  #watch(): void {
    const busy = [...this.#seats.values()].filter((seat) => seat.jobs.size > 0);
    if (busy.length === 0) return;
    const resident = this.#system.residentMb();
    const now = Date.now();
    for (const { scanner, jobs } of busy) {
      const all = [...jobs.values()];
      if ((resident.get(scanner.pid ?? -1) ?? 0) > this.#limits.residentMb) scanner.kill('outOfMemory');
      else if (all.some(({ cancelledAt }) => cancelledAt !== null && now - cancelledAt > this.#limits.cancelMs))
        scanner.kill('cancelled');
      else if (all.some(({ heardAt }) => now - heardAt > this.#limits.silenceMs)) scanner.kill('timedOut');
    }
  }

  #tellState(): void {
    const running = [...this.#seats.values()].filter(isScanning).length;
    const state = { running, idle: this.#seats.size - running, restarted: this.#restarted };
    if (JSON.stringify(state) === this.#lastState) return;
    this.#lastState = JSON.stringify(state);
    if (this.#isPageReady) this.#listener.onScannersState(state);
  }
}

function isScanning({ jobs }: Seat): boolean {
  for (const { kind } of jobs.values()) if (kind === 'scan') return true;
  return false;
}
