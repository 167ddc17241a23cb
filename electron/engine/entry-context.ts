import type { EntryPath } from '../../shared/domain/artifact';
import type { CoverageGap } from '../../shared/domain/coverage';
import type { GlobalUse } from '../../shared/domain/fact';
import type { Limits } from '../../shared/domain/limits';
import type { SymbolicValue } from '../../shared/domain/symbol';
import type { FormatId } from '../../shared/formats';
import type { Budget } from './budget';
import type { ByteSource } from './byte-source';
import type { ByteStream } from './byte-stream';
import type { AbsoluteBase, Collector } from './collector';
import type { CoverageMap } from './coverage-map';
import type { Inspected } from './format';
import type { StreamIndex } from './formats/pickle/stream-index';
import type { RebuiltTensor } from './formats/pickle/tensor-table';
import type { Notes } from './notes';
import type { Ports } from './ports';

/** How many calls of a global are kept whole: decided by whoever judges, asked once per global. */
export type CallDetail = (
  module: string,
  name: string,
) => {
  /** True where the result of a call is worth remembering with its arguments. */
  readonly judged: boolean;
  /** True for names that are known to do harm. */
  readonly dangerous: boolean;
  /** Calls kept whole. */
  readonly calls: number;
  /** False for calls whose arguments show that they are harmless: those are only counted. */
  readonly keep?: (args: SymbolicValue) => boolean;
  /** Of a name that is not judged: the uses that are trusted; every one where left out. */
  readonly covered?: readonly GlobalUse[];
  /** Calls kept whole from the first use on that is not covered; `calls` where left out. */
  readonly uncoveredCalls?: number;
};

/**
 * The bytes of an entry: readable anywhere, or only once from front to back. `head` is a copy of the first of them. `name` is what the
 * file or member is called, without folders: a hint for notations that have no mark of their own, and never more than that.
 */
export type Content = { readonly name: string; readonly head: Uint8Array } & (
  | { readonly kind: 'source'; readonly source: ByteSource }
  | { readonly kind: 'stream'; readonly stream: ByteStream }
);

/** What inspecting a member came to, for its parent. */
export interface MemberOutcome {
  readonly format: FormatId;
  readonly formatPath: readonly string[];
  readonly explainedBytes: number;
  readonly sizeBytes: number;
  readonly gaps: readonly CoverageGap[];
}

/** How to take a member apart whose place in its container says what it is. */
export interface MemberRole {
  /** Formats that go before: those that know the bytes by magic, all that recognise them, or none. */
  readonly yieldsTo: 'none' | 'magic' | 'all';
  readonly inspect: (context: EntryContext, content: Content) => Promise<Inspected>;
}

export interface MemberRequest {
  readonly name: string;
  readonly absoluteBase: AbsoluteBase;
  readonly content: { readonly source: ByteSource } | { readonly stream: ByteStream };
  readonly onPersistentId?: (id: SymbolicValue) => void;
  readonly onTensor?: (tensor: RebuiltTensor) => void;
  readonly role?: MemberRole;
}

/** What an inspector gets besides the bytes: where to put facts, what bounds it, and whom to tell that it is alive. */
export interface EntryContext {
  readonly entryPath: EntryPath;
  readonly absoluteBase: AbsoluteBase;
  readonly depth: number;
  readonly limits: Limits;
  /** What the whole inspection may still spend. */
  readonly budget: Budget;
  readonly ports: Ports;
  readonly collector: Collector;
  readonly coverage: CoverageMap;
  /** Facts, coverage and the byte map of this entry, one line each. */
  readonly note: Notes;
  /** Where opcode streams are indexed, so that their rows can be shown. */
  readonly streams: StreamIndex[];
  readonly callDetail: CallDetail;
  /** Tried on encrypted members. */
  readonly passwords: readonly string[];
  /** `('storage', class, key, location, elements)` ids and others as the pickles of this entry name them, for whoever owns the archive. */
  readonly onPersistentId: ((id: SymbolicValue) => void) | null;
  /**
   * Told of every tensor that the pickles of this entry put together over a storage, once a stream is at its end and the names are known.
   * Null where nobody asks; then pickles are read without looking for tensors.
   */
  readonly onTensor: ((tensor: RebuiltTensor) => void) | null;
  /** Inspects a member of this entry as an entry of its own; facts go to the same collector. */
  member(member: MemberRequest): Promise<MemberOutcome>;
  /** True when some inspector would take these bytes apart. */
  recognises(source: ByteSource): Promise<boolean>;
  /** A second reader of the same entry from an offset on; null where the bytes come by only once. */
  readonly reopen: ((offset: number) => ByteStream) | null;
  /** The entry's bytes at once, for texts that are needed again; null where the bytes come by only once. */
  readonly readNow: ((offset: number, length: number) => Uint8Array) | null;
  /** Called with each chunk: progress, and a throw when the scan was cancelled. */
  readonly tick: (position: number) => void;
}
