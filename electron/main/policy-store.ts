import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { PolicyState } from '../../shared/ipc/contract';
import { editPolicy, type PolicyEdit } from '../../shared/policy/edit-policy';
import {
  NO_POLICY,
  POLICY_BOUNDS,
  POLICY_FILE_NAME,
  type ProjectPolicy,
  writePolicy,
} from '../../shared/policy/project-policy';
import { checkPolicy, describeProblems } from '../../shared/policy/read-policy';
import { digestOf, PolicyFileError, readPolicyFile } from '../adapters/policy-file';
import { Failure } from './failure';

/** What a policy file holds right now: a policy, nothing because it is not there, or something that is no policy. */
interface Content {
  readonly policy: ProjectPolicy;
  readonly sha256: string | null;
  readonly problems: PolicyState['problems'];
}

/** What the store needs of the world. */
export interface PolicySurroundings {
  /** The folder of the app's own data, where the policy of this computer lies. */
  readonly folder: string;
  /** The project's file that was open last; null for the policy of this computer. */
  readonly projectFile: string | null;
  readonly today: () => string;
  /** Called with every change, and with the project's file to remember. */
  readonly onChange: (state: PolicyState, projectFile: string | null) => void;
}

/**
 * The policy in force, and the only one who writes its file. Until a project's file is opened there is one of this computer, so that a
 * finding can be accepted without choosing a place first. What others write into the file is read again, never written over.
 */
export class PolicyStore {
  readonly #surroundings: PolicySurroundings;
  readonly #ownFile: string;
  #projectFile: string | null;
  #content: Content;
  #today: string;

  constructor(surroundings: PolicySurroundings) {
    this.#surroundings = surroundings;
    this.#ownFile = path.join(surroundings.folder, POLICY_FILE_NAME);
    this.#projectFile = surroundings.projectFile;
    this.#content = this.#read(this.file);
    this.#today = surroundings.today();
  }

  /** Where the policy in force lies, or will lie once there is something to write. */
  get file(): string {
    return this.#projectFile ?? this.#ownFile;
  }

  get state(): PolicyState {
    const { policy, sha256, problems } = this.#content;
    return {
      path: this.file,
      isOwn: this.#projectFile === null,
      ...(sha256 === null ? {} : { sha256 }),
      policy,
      problems,
      today: this.#today,
      author: userName(),
    };
  }

  /** Looks at the file and at the day again; cheap enough for every time somebody comes back to the window. True when something changed. */
  refresh(): boolean {
    const content = this.#read(this.file);
    const today = this.#surroundings.today();
    const isSame = JSON.stringify(content) === JSON.stringify(this.#content) && today === this.#today;
    if (!isSame) this.#take(content);
    return !isSame;
  }

  /** Changes the policy and its file. Throws, with nothing written, when the outcome breaks the rules or somebody else was faster. */
  edit(edit: PolicyEdit): PolicyState {
    const known = this.#content.sha256;
    this.refresh();
    if (this.#content.sha256 !== known) throw new Failure('policyChanged');
    if (this.#content.problems.length > 0) throw new Failure('policyInvalid', describeProblems(this.#content.problems));
    const checked = checkPolicy(editPolicy(this.#content.policy, edit, this.#today));
    if (!checked.ok) throw new Failure('policyInvalid', describeProblems(checked.problems));
    this.#take(this.#write(this.file, checked.policy));
    return this.state;
  }

  /** Makes a project's file the policy in force. A file that is no policy is refused, and the one in force stays. */
  open(file: string): PolicyState {
    const content = this.#read(file, 'must be there');
    if (content.problems.length > 0) throw new Failure('policyInvalid', describeProblems(content.problems));
    this.#projectFile = file;
    this.#take(content);
    return this.state;
  }

  /** Writes the policy in force to a file that is not there yet, and goes on with that one. */
  saveAs(file: string): PolicyState {
    const content = this.#write(file, this.#content.policy, 'new');
    this.#projectFile = file;
    this.#take(content);
    return this.state;
  }

  /** Goes back to the policy of this computer. */
  useOwn(): PolicyState {
    this.#projectFile = null;
    this.#take(this.#read(this.#ownFile));
    return this.state;
  }

  #take(content: Content): void {
    this.#content = content;
    this.#today = this.#surroundings.today();
    this.#surroundings.onChange(this.state, this.#projectFile);
  }

  /** The policy of this computer may be missing: that is a policy without rows. A project's file that was opened may not. */
  #read(
    file: string,
    missing: 'may be missing' | 'must be there' = file === this.#ownFile ? 'may be missing' : 'must be there',
  ): Content {
    try {
      return { ...readPolicyFile(file), problems: [] };
    } catch (error) {
      if (!(error instanceof PolicyFileError)) throw error;
      const problems = error.isMissing && missing === 'may be missing' ? [] : error.problems;
      return { policy: NO_POLICY, sha256: error.sha256, problems };
    }
  }

  /** Written beside its place and moved in, so that a crash leaves the old file or the new one. */
  #write(file: string, policy: ProjectPolicy, place: 'new' | 'known' = 'known'): Content {
    const text = writePolicy(policy);
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      if (place === 'new') writeFileSync(file, text, { flag: 'wx' });
      else {
        const fresh = `${file}.${process.pid}.new`;
        writeFileSync(fresh, text, { flag: 'w' });
        renameSync(fresh, file);
      }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new Failure(
        code === 'EEXIST' && place === 'new' && existsSync(file) ? 'policyExists' : 'policyNotWritten',
        String(error),
      );
    }
    return { policy, sha256: digestOf(text), problems: [] };
  }
}

/** Who is at work, as a line that an exception can carry; empty where the system does not say. */
function userName(): string {
  try {
    return os
      .userInfo()
      .username.replace(/\p{Cc}/gu, '')
      .slice(0, POLICY_BOUNDS.authorLength);
  } catch {
    return '';
  }
}
