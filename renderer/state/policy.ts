import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CuvetteError, Result } from '../../shared/domain/error';
import type { EventPayload, PolicyState } from '../../shared/ipc/contract';
import type { PolicyEdit } from '../../shared/policy/edit-policy';
import { BUILT_IN_POLICY, PolicyInForce } from '../../shared/rules/policy-in-force';
import type { WindowBridge } from '../bridge';

export interface PolicyStoreState {
  /** Null until the main process has told it. */
  readonly file: PolicyState | null;
  /** The same, ready to be asked about names. */
  readonly inForce: PolicyInForce;
  /** What the last change of the policy came to. */
  readonly applied: EventPayload<'policy.applied'> | null;
}

/** The policy in force as the window knows it. The main process has the file and the last word. */
export interface Policy extends StoreApi<PolicyStoreState> {
  listen(): void;
  load(): Promise<void>;
  /** Null when it is done; else why it is not, and nothing was changed. */
  edit(edit: PolicyEdit): Promise<CuvetteError | null>;
  open(): Promise<CuvetteError | null>;
  saveAs(): Promise<CuvetteError | null>;
  useOwn(): Promise<CuvetteError | null>;
}

export function createPolicy(bridge: WindowBridge): Policy {
  const store = createStore<PolicyStoreState>(() => ({ file: null, inForce: BUILT_IN_POLICY, applied: null }));
  const take = (file: PolicyState) =>
    store.setState({ file, inForce: new PolicyInForce(file.policy, file.today, file.sha256 ?? null) });
  const ask = async (request: Promise<Result<PolicyState>>): Promise<CuvetteError | null> => {
    const reply = await request;
    if (!reply.ok) return reply.error;
    take(reply.value);
    return null;
  };
  return {
    ...store,
    listen() {
      bridge.on('policy.state', take);
      bridge.on('policy.applied', (applied) => store.setState({ applied }));
    },
    async load() {
      await ask(bridge.request('policy.get', undefined));
    },
    edit: (edit) => ask(bridge.request('policy.edit', edit)),
    open: () => ask(bridge.request('policy.open', undefined)),
    saveAs: () => ask(bridge.request('policy.saveAs', undefined)),
    useOwn: () => ask(bridge.request('policy.useOwn', undefined)),
  };
}

/** Why a change was refused, as one text: the sentence, and the places of the policy that it would break. */
export function refusalText({ code, message, detail }: CuvetteError): string {
  return code === 'policyInvalid' && detail ? `${message} ${detail.split('\n')[0]}` : message;
}
