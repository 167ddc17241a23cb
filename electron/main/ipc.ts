import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { eventChannel, READY_CHANNEL, requestChannel } from '../../shared/ipc/channels';
import { EVENTS, type EventName, type EventPayload, REQUESTS, type RequestName } from '../../shared/ipc/contract';
import { answer, type Check, type Handler, type Handlers } from './answer';

/** Only the top frame of a page that this app served may speak. */
function isOwnPage({ senderFrame, sender }: IpcMainInvokeEvent | IpcMainEvent, isTrusted: (url: string) => boolean) {
  return senderFrame !== null && senderFrame === sender.mainFrame && isTrusted(senderFrame.url);
}

/** Answers the contract's requests, for pages whose address is trusted. */
export function serveRequests(handlers: Handlers, isTrusted: (url: string) => boolean): void {
  for (const name of Object.keys(REQUESTS) as RequestName[]) {
    ipcMain.handle(requestChannel(name), (event, input: unknown) => {
      if (!isOwnPage(event, isTrusted)) throw new Error('refused: not a page of this app');
      return answer(name, handlers[name] as Handler<RequestName>, input);
    });
  }
}

/** Calls back each time a trusted page has begun to listen: at its start and after each reload. */
export function onPageReady(isTrusted: (url: string) => boolean, listener: (page: WebContents) => void): void {
  ipcMain.on(READY_CHANNEL, (event) => {
    if (isOwnPage(event, isTrusted)) listener(event.sender);
  });
}

/** Tells a page something unasked. A payload that breaks the contract is our mistake and throws. */
export function sendEvent<N extends EventName>(page: WebContents, name: N, payload: EventPayload<N>): void {
  if (!(EVENTS[name] as Check)(payload)) throw new Error(`the event ${name} has an unexpected shape`);
  page.send(eventChannel(name), payload);
}
