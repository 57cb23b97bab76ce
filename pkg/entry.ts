import { createLog } from './logging/log';
import { guardProcess } from './logging/guardProcess';

/*
 * The process. Guarded before anything else is loaded, so that also a missing library or a broken
 * environment ends in a log record: the sidecar proper is imported afterwards.
 */
const log = createLog('info');
guardProcess(log);
const { runSidecar } = await import('./runSidecar');
await runSidecar(log, process.argv.slice(2));
