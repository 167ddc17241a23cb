import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { ArtifactInfo } from '../../shared/ipc/contract';
import { Failure } from './failure';
import { type FoundFile, filesAt } from './walk';

/** Items per announcement, and the longest that a found file waits for one. */
const batchItems = 256;
const batchMs = 60;

/**
 * The artifacts that are open, by opaque id. Page code names artifacts by these ids alone; a real path comes from a dialog, a
 * drop or the command line and stays here.
 */
export class ArtifactStore {
  readonly #byId = new Map<string, ArtifactInfo>();
  readonly #idByPath = new Map<string, string>();
  /** Counts clearings: a walk that began before one adds nothing after it. */
  #clearings = 0;

  get all(): readonly ArtifactInfo[] {
    return [...this.#byId.values()];
  }

  get(id: string): ArtifactInfo {
    const artifact = this.#byId.get(id);
    if (!artifact) throw new Failure('unknownArtifact');
    return artifact;
  }

  /**
   * Opens files and, of folders, all that is in them. Announces them in batches while the walk goes on; a file that is open
   * already is not opened twice. Resolves with how many were added.
   */
  async addPaths(paths: readonly string[], announce: (items: readonly ArtifactInfo[]) => void): Promise<number> {
    const clearings = this.#clearings;
    let added = 0;
    let batch: ArtifactInfo[] = [];
    let announcedAt = 0;
    const flush = () => {
      if (batch.length > 0) announce(batch);
      batch = [];
      announcedAt = Date.now();
    };
    for (const named of paths)
      for await (const file of filesAt(named, (place) => console.error(`Passed over, cannot be read: ${place}`))) {
        if (clearings !== this.#clearings) return added;
        const artifact = this.#open(file);
        if (artifact === null) continue;
        batch.push(artifact);
        added += 1;
        if (batch.length >= batchItems || Date.now() - announcedAt >= batchMs) flush();
      }
    flush();
    return added;
  }

  /** Forgets these artifacts, or all. Returns the ids that were open. */
  remove(ids: readonly string[] | undefined): readonly string[] {
    if (ids === undefined) this.#clearings += 1;
    const known = (ids ?? [...this.#byId.keys()]).filter((id) => this.#byId.has(id));
    for (const id of known) {
      this.#idByPath.delete(this.get(id).path);
      this.#byId.delete(id);
    }
    return known;
  }

  #open(file: FoundFile): ArtifactInfo | null {
    if (this.#idByPath.has(file.path)) return null;
    const artifact = { id: randomUUID(), name: path.basename(file.path), ...file };
    this.#byId.set(artifact.id, artifact);
    this.#idByPath.set(file.path, artifact.id);
    return artifact;
  }
}
