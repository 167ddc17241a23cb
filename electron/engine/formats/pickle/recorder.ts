import type { CallOpcode, MalformedCode, OddityCode } from '../../../../shared/domain/fact';
import type { GlobalTable } from './global-table';
import type { Machine } from './machine';
import type { Value } from './values';

/**
 * What a machine reports while it runs. Offsets are the stream's. The machine goes on after every report: a recorder that wants to
 * know less simply keeps less. One recorder serves all streams of an entry.
 */
export interface Recorder {
  readonly globals: GlobalTable;
  call(machine: Machine, via: CallOpcode, callee: Value, args: Value, start: number, end: number): void;
  /** BUILD gives a state to what a call returned that nobody vouches for. */
  built?(machine: Machine, target: Value, state: Value): void;
  unresolvedGlobal(machine: Machine, module: Value, name: Value, start: number, end: number): void;
  extension(machine: Machine, code: number, start: number, end: number): void;
  persistentId(machine: Machine, id: Value, start: number, end: number): void;
  /** An array is read from another file: inflated from a `ZF` container, or by `numpy.load`. */
  neighbour(machine: Machine, fileName: string, inflated: boolean, start: number, end: number): void;
  /** `stops` is the mask of readers that give up here and had not before. */
  malformed(machine: Machine, code: MalformedCode, detail: string, stops: number, start: number, end: number): void;
  oddity(machine: Machine, code: OddityCode, detail: string, start: number, end: number): void;
  limit(machine: Machine, limit: string, detail: string, start: number, end: number): void;
}
