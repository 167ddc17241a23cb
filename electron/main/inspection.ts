import type { WebContents } from 'electron';
import { PORT_CHANNEL } from '../../shared/ipc/channels';
import type { ArtifactInfo, PolicyState } from '../../shared/ipc/contract';
import { ArtifactStore } from './artifacts';
import { sendEvent } from './ipc';
import { ScannerHost } from './scanner-host';
import type { ScannerLimits } from './scanner-limits';
import { utilityScanners } from './scanner-process';

/**
 * What the window is working on: open artifacts and the scanners that read them, tied to the page. What is opened before the page
 * listens waits for it; a page that reloads gets everything again.
 */
export class Inspection {
  readonly host: ScannerHost;
  readonly #artifacts = new ArtifactStore();
  #page: WebContents | null = null;
  #resolveConnected: () => void = () => {};
  readonly #connected = new Promise<void>((resolve) => {
    this.#resolveConnected = resolve;
  });

  constructor(limits: ScannerLimits) {
    this.host = new ScannerHost(
      limits,
      {
        onScanState: (state) => this.#tell((page) => sendEvent(page, 'scan.state', state)),
        onScannersState: (state) => this.#tell((page) => sendEvent(page, 'scanners.state', state)),
        onPolicyApplied: (done) => this.#tell((page) => sendEvent(page, 'policy.applied', done)),
        onPort: (scanner, port) => this.#tell((page) => page.postMessage(PORT_CHANNEL, scanner, [port])),
      },
      utilityScanners,
    );
  }

  /** Resolves when a page has begun to listen. */
  whenConnected(): Promise<void> {
    return this.#connected;
  }

  /** The page listens. */
  connect(page: WebContents): void {
    this.#resolveConnected();
    const isReload = this.#page === page;
    this.#page = page;
    const { all } = this.#artifacts;
    this.#announce(all);
    this.host.connectPage();
    if (isReload) for (const artifact of all) this.host.scan(artifact);
  }

  /** Judges everything by this policy from now on. */
  setPolicy(state: PolicyState): void {
    const { policy, sha256, today } = state;
    this.host.setPolicy({ policy, today, ...(sha256 === undefined ? {} : { sha256 }) });
    this.#tell((page) => sendEvent(page, 'policy.state', state));
  }

  /** Opens files and everything in folders, and puts each in the queue. Resolves with how many are new. */
  addPaths(paths: readonly string[]): Promise<number> {
    const take = (items: readonly ArtifactInfo[]) => {
      this.#announce(items);
      for (const item of items) this.host.scan(item);
    };
    return this.#artifacts.addPaths(paths, take);
  }

  remove(ids: readonly string[] | undefined): void {
    for (const id of this.#artifacts.remove(ids)) this.host.release(id);
  }

  artifact(id: string): ArtifactInfo {
    return this.#artifacts.get(id);
  }

  #announce(items: readonly ArtifactInfo[]): void {
    const most = 10_000;
    for (let from = 0; from < items.length; from += most)
      this.#tell((page) => sendEvent(page, 'artifacts.added', { items: items.slice(from, from + most) }));
  }

  #tell(say: (page: WebContents) => void): void {
    if (this.#page && !this.#page.isDestroyed()) say(this.#page);
  }
}
