import { isHostMessage, isWindowMessage } from '../../shared/ipc/guards';
import type { HostReply, ScannerMessage } from '../../shared/ipc/messages';
import { Outbox } from './outbox';
import { Sessions } from './session';

/**
 * The scanner: a utility process of its own. Hostile bytes are parsed here and nowhere else. The main process gives it files to scan
 * and a port to the window; a mistake of ours ends this process, and the main process starts another.
 */
const { parentPort } = process;
let port: Electron.MessagePortMain | null = null;
const cancelledQueries = new Set<number>();
const runningQueries = new Set<number>();

const outbox = new Outbox((message) => port?.postMessage(message));
const sessions = new Sessions(outbox, (reply: HostReply) => parentPort.postMessage(reply));

function connect(next: Electron.MessagePortMain): void {
  port?.close();
  port = next;
  outbox.reset();
  next.on('message', ({ data }) => {
    if (!isWindowMessage(data)) return;
    switch (data.kind) {
      case 'credit':
        outbox.give(data.count);
        break;
      case 'cancelQuery':
        if (runningQueries.has(data.requestId)) cancelledQueries.add(data.requestId);
        break;
      case 'query': {
        const { requestId } = data;
        runningQueries.add(requestId);
        void sessions
          .query(data.artifactId, data.query, () => cancelledQueries.has(requestId))
          .then((result) => {
            const answer: ScannerMessage = { kind: 'answer', requestId, result };
            next.postMessage(answer);
          })
          .finally(() => {
            runningQueries.delete(requestId);
            cancelledQueries.delete(requestId);
          });
        break;
      }
    }
  });
  next.start();
}

parentPort.on('message', ({ data, ports }) => {
  if (!isHostMessage(data)) return;
  switch (data.kind) {
    case 'port':
      if (ports[0] !== undefined) connect(ports[0]);
      break;
    case 'scan':
      void sessions.scan(data);
      break;
    case 'open':
      void sessions.open(data);
      break;
    case 'policy':
      void sessions.judgeBy(data);
      break;
    case 'cancel':
      sessions.cancel(data.artifactId);
      break;
    case 'release':
      void sessions.release(data.artifactId);
      break;
  }
});

// A rejected promise is our own fault, not the file's: end, so that the main process says so and starts a fresh scanner.
process.on('unhandledRejection', (reason) => {
  process.stderr.write(`${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}\n`);
  process.exit(70);
});
