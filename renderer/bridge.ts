import type { Bridge } from '../shared/ipc/contract';
import type { WindowMessage } from '../shared/ipc/messages';

/** One scanner's end of the line, as the window uses it. */
export interface ScannerPort {
  post(message: WindowMessage): void;
  listen(listener: (data: unknown) => void): void;
  close(): void;
}

/** The preload's bridge plus the ports, which travel beside it because a port cannot cross the context bridge. */
export interface WindowBridge extends Bridge {
  onPort(listener: (scanner: number, port: ScannerPort) => void): () => void;
}

function scannerPort(port: MessagePort): ScannerPort {
  return {
    post: (message) => port.postMessage(message),
    listen: (listener) => {
      port.onmessage = (event) => listener(event.data);
    },
    close: () => port.close(),
  };
}

/** The one place that touches `window.cuvette`. */
export function windowBridge(): WindowBridge {
  const { cuvette } = window as unknown as { cuvette: Bridge };
  return {
    request: (name, input) => cuvette.request(name, input),
    on: (name, listener) => cuvette.on(name, listener),
    addDropped: (files) => cuvette.addDropped(files),
    ready: () => cuvette.ready(),
    onPort: (listener) => {
      const receive = (event: MessageEvent) => {
        const data = event.data as { type?: unknown; scanner?: unknown } | null;
        const port = event.ports[0];
        if (
          event.origin !== window.location.origin ||
          data?.type !== 'cuvette:port' ||
          typeof data.scanner !== 'number' ||
          !port
        )
          return;
        listener(data.scanner, scannerPort(port));
      };
      window.addEventListener('message', receive);
      return () => window.removeEventListener('message', receive);
    },
  };
}
