import { Worker } from 'node:worker_threads';
import type { Labelled } from './labels';
import type { Outcome } from './scanning';
import type { Answer } from './score';

/** Memory that one scan may take before its worker is ended: more than any scan within its limits needs. */
const HEAP_MIB = 4096;

export interface PoolOptions {
  /** The program that answers paths with outcomes when it runs as a worker. */
  readonly program: string;
  readonly jobs: number;
  /** A scan that takes longer is ended and counts as a timeout. */
  readonly patienceSeconds: number;
}

/**
 * Scans files in workers, each of which has one file at a time: a scan that does not end is ended with its worker, one that takes the worker
 * down is a crash, and the others go on. Answers come in the order in which they are there.
 */
export async function scanAll(
  files: Iterator<Labelled>,
  options: PoolOptions,
  add: (answer: Answer) => void,
): Promise<void> {
  await Promise.all(Array.from({ length: options.jobs }, () => work(files, options, add)));
}

async function work(files: Iterator<Labelled>, options: PoolOptions, add: (answer: Answer) => void): Promise<void> {
  let worker: Worker | null = null;
  for (let next = files.next(); next.done !== true; next = files.next()) {
    const file = next.value;
    worker ??= new Worker(options.program, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB } });
    const outcome = await ask(worker, file.path, options.patienceSeconds);
    add({ file, ...outcome.answer });
    if (outcome.isGone) {
      await worker.terminate();
      worker = null;
    }
  }
  await worker?.terminate();
}

/** One file to one worker. `isGone` says that the worker is not to be used again. */
function ask(worker: Worker, path: string, patience: number): Promise<{ answer: Outcome; isGone: boolean }> {
  const started = performance.now();
  return new Promise((resolve) => {
    const failed = (verdict: string, said: string) => {
      const seconds = (performance.now() - started) / 1000;
      end({ verdict, seconds, format: 'unknown', rules: [said.slice(0, 300)] }, true);
    };
    const onMessage = (answer: Outcome) => end(answer, false);
    const onError = (error: unknown) =>
      failed('crash', error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    const onExit = (code: number) => failed('crash', `the worker ended with code ${code}`);
    const timer = setTimeout(() => failed('timeout', `no answer in ${patience} s`), patience * 1000);
    const end = (answer: Outcome, isGone: boolean) => {
      clearTimeout(timer);
      // Only these: a worker listens to itself as well.
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve({ answer, isGone });
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(path);
  });
}
