import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { POLICY_BOUNDS, type ProjectPolicy } from '../../shared/policy/project-policy';
import { describeProblems, type PolicyProblem, readPolicy } from '../../shared/policy/read-policy';

/** A policy as its file holds it, with the digest of exactly these bytes. */
export interface PolicyFile {
  readonly policy: ProjectPolicy;
  readonly sha256: string;
}

/** Why a file is no policy, with the places where it breaks the rules. */
export class PolicyFileError extends Error {
  readonly problems: readonly PolicyProblem[];
  /** Of what was read; null when nothing could be. */
  readonly sha256: string | null;

  /** True when there is no such file. */
  readonly isMissing: boolean;

  constructor(problems: readonly PolicyProblem[], sha256: string | null, isMissing = false) {
    super(describeProblems(problems));
    this.problems = problems;
    this.sha256 = sha256;
    this.isMissing = isMissing;
  }
}

/** The digest of a text as a policy file has it. */
export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Reads a policy file whole. Throws a `PolicyFileError` that says where it breaks the rules, or that it cannot be read. */
export function readPolicyFile(file: string): PolicyFile {
  const bytes = readBounded(file);
  const sha256 = digestOf(bytes);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PolicyFileError([{ path: '', sentence: 'This is not text in UTF-8.' }], sha256);
  }
  const read = readPolicy(text);
  if (!read.ok) throw new PolicyFileError(read.problems, sha256);
  return { policy: read.policy, sha256 };
}

function readBounded(file: string): Buffer {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const sentence = missing ? 'The file is not there.' : 'The file cannot be read.';
    throw new PolicyFileError([{ path: '', sentence }], null, missing);
  }
  try {
    const { size } = fstatSync(handle);
    if (size > POLICY_BOUNDS.fileBytes)
      throw new PolicyFileError([{ path: '', sentence: 'The policy is larger than a policy may be.' }], null);
    return readFileSync(handle);
  } catch (error) {
    if (error instanceof PolicyFileError) throw error;
    throw new PolicyFileError([{ path: '', sentence: 'The file cannot be read.' }], null);
  } finally {
    closeSync(handle);
  }
}
