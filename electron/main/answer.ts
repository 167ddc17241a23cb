import type { Result } from '../../shared/domain/error';
import { REQUESTS, type RequestInput, type RequestName, type RequestOutput } from '../../shared/ipc/contract';
import { Failure, toCuvetteError } from './failure';

/** What answers one request. It throws a `Failure` for what a person can be told. */
export type Handler<N extends RequestName> = (input: RequestInput<N>) => RequestOutput<N> | Promise<RequestOutput<N>>;

/** One handler per row of the contract. */
export type Handlers = { readonly [N in RequestName]: Handler<N> };

/** A guard of the contract, its type forgotten. */
export type Check = (value: unknown) => boolean;

/** Runs a handler between its two guards. Never throws: whatever goes wrong is an error as data. */
export async function answer<N extends RequestName>(
  name: N,
  handle: Handler<N>,
  input: unknown,
): Promise<Result<RequestOutput<N>>> {
  try {
    if (!(REQUESTS[name].input as Check)(input)) throw new Failure('badMessage', `${name}: input`);
    const output = await handle(input as RequestInput<N>);
    if (!(REQUESTS[name].output as Check)(output)) throw new Failure('internal', `${name}: output`);
    return { ok: true, value: output };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) console.error(`${name} failed:`, thrown);
    return { ok: false, error: toCuvetteError(thrown) };
  }
}
