import path from 'node:path';
import { app, MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import type { ErrorCode } from '../../shared/domain/error';
import { isHostReply } from '../../shared/ipc/guards';
import type { HostMessage } from '../../shared/ipc/messages';
import type { Scanner, ScannerListener, ScannerSystem } from './scanner-host';

/** How long after its end a process may still be told why it ended: Electron reports the reason apart from the exit. */
const reasonMs = 50;
const tailLength = 4000;
/** A process that is stopped ignores the polite signal. */
const forceMs = 1_000;

/**
 * One scanner: a utility process that reads hostile bytes. It may crash, swell or hang at any moment; the only word that counts
 * is its own `finished`. Exit codes are not believed (Electron 25 reports 0 for killed processes).
 */
class ScannerProcess implements Scanner {
  readonly number: number;
  readonly #child: UtilityProcess;
  #stderrTail = '';
  #reason = '';
  #doom: ErrorCode | null = null;

  constructor(number: number, heapMb: number, listener: ScannerListener) {
    this.number = number;
    const name = `cuvette-scanner-${number}`;
    this.#child = utilityProcess.fork(path.join(__dirname, '../scanner/index.cjs'), [], {
      serviceName: name,
      // The plain Node flag has no effect on a utility process; V8's own switch has.
      execArgv: [`--js-flags=--max-old-space-size=${heapMb}`],
      stdio: 'pipe',
      env: {},
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderrTail = (this.#stderrTail + chunk.toString()).slice(-tailLength);
      process.stderr.write(chunk);
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
    this.#child.on('message', (reply: unknown) => {
      if (isHostReply(reply)) listener.onReply(this, reply);
    });
    const noteReason = (_: unknown, details: Electron.Details) => {
      if (details.name === name || details.serviceName === name) this.#reason = details.reason;
    };
    app.on('child-process-gone', noteReason);
    this.#child.once('exit', () => {
      setTimeout(() => {
        app.off('child-process-gone', noteReason);
        listener.onGone(this, this.#doom ?? this.#causeOfDeath());
      }, reasonMs);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  post(message: HostMessage): void {
    this.#child.postMessage(message);
  }

  openPort(): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    this.#child.postMessage({ kind: 'port' } satisfies HostMessage, [port1]);
    return port2;
  }

  kill(why: ErrorCode): void {
    this.#doom ??= why;
    const { pid } = this;
    this.#child.kill();
    const force = setTimeout(() => {
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    }, forceMs);
    this.#child.once('exit', () => clearTimeout(force));
  }

  #causeOfDeath(): ErrorCode {
    const ranOut = this.#reason === 'oom' || /heap out of memory|OOM error/i.test(this.#stderrTail);
    return ranOut ? 'outOfMemory' : 'scannerCrashed';
  }
}

/** Scanners as real utility processes. */
export const utilityScanners: ScannerSystem = {
  spawn: (number, heapMb, listener) => new ScannerProcess(number, heapMb, listener),
  residentMb: () => new Map(app.getAppMetrics().map(({ pid, memory }) => [pid, memory.workingSetSize / 1024])),
};
