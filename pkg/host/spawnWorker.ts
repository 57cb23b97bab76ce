import { Worker } from 'node:worker_threads';

/** What the process was started with (`--require`, `--inspect` …) is for its main thread. */
const OWN_ARGUMENTS = { execArgv: [] };

/**
 * Starts a worker thread from the file `name` beside the module whose `import.meta.url` is `from`.
 * The bundle holds each worker as a file of its own (.config/build-sidecar.mjs). In the sources, under tests and
 * benches, the thread needs tsx of its own: Node passes no loader on to threads.
 */
export function spawnWorker(name: string, from: string, workerData?: unknown): Worker {
  if (!from.endsWith('.ts')) {
    return new Worker(new URL(`./${name}.js`, from), { ...OWN_ARGUMENTS, workerData });
  }
  const source = JSON.stringify(new URL(`./${name}.ts`, from).href);
  return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${source}); })`, { ...OWN_ARGUMENTS, eval: true, workerData });
}
