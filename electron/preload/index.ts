// Runs sandboxed, before the page: only `electron` can be required, so this becomes one CommonJS file. It carries; it
// decides nothing but which shapes may pass.
import * as electron from 'electron';
import { ERROR_SENTENCES, type ErrorCode, type Result } from '../../shared/domain/error';
import { eventChannel, PORT_CHANNEL, READY_CHANNEL, requestChannel } from '../../shared/ipc/channels';
import { type Bridge, EVENTS, type EventName, REQUESTS, type RequestName } from '../../shared/ipc/contract';

const { contextBridge, ipcRenderer } = electron;
type Check = (value: unknown) => boolean;

const failed = (code: ErrorCode, detail: string): Result<never> => ({
  ok: false,
  error: { code, message: ERROR_SENTENCES[code], detail },
});

async function carry(name: RequestName, input: unknown): Promise<Result<never>> {
  if (!(REQUESTS[name].input as Check)(input)) return failed('badMessage', `${name}: input`);
  const result: Result<never> = await ipcRenderer.invoke(requestChannel(name), input);
  if (result.ok && !(REQUESTS[name].output as Check)(result.value)) return failed('badMessage', `${name}: output`);
  return result;
}

/** Electron 32 took File.path away; Electron 25 has no webUtils. A File that the page made up has neither path. */
function pathOf(file: unknown): string {
  if (!(file instanceof File)) return '';
  if (electron.webUtils) return electron.webUtils.getPathForFile(file);
  return (file as File & { path?: string }).path ?? '';
}

const maximumDropped = 100_000;

const bridge: Bridge = {
  request(name, input) {
    const isKnown = Object.hasOwn(REQUESTS, name) && name !== 'artifacts.addDropped';
    return isKnown ? carry(name, input) : Promise.resolve(failed('badMessage', 'not a request of the page'));
  },
  on(name, listener) {
    if (!Object.hasOwn(EVENTS, name)) throw new Error('unknown event');
    const isPayload = EVENTS[name as EventName] as Check;
    const forward = (_: unknown, payload: unknown) => {
      if (isPayload(payload)) listener(payload as never);
    };
    ipcRenderer.on(eventChannel(name), forward);
    return () => {
      ipcRenderer.removeListener(eventChannel(name), forward);
    };
  },
  addDropped(files) {
    const paths = files
      .slice(0, maximumDropped)
      .map(pathOf)
      .filter((path) => path !== '');
    return carry('artifacts.addDropped', { paths });
  },
  ready() {
    ipcRenderer.send(READY_CHANNEL);
  },
};

contextBridge.exposeInMainWorld('cuvette', bridge);

// A port cannot cross the context bridge; a window message can carry it.
ipcRenderer.on(PORT_CHANNEL, (event, scanner: number) => {
  window.postMessage({ type: PORT_CHANNEL, scanner }, window.location.origin, event.ports);
});
