import { openSync, writeSync } from 'node:fs';
import { createHostNetwork } from '../../../pkg/host/createHostNetwork';
import { createLog } from '../../../pkg/logging/log';
import { startSidecar } from '../../../pkg/main';
import { readSettings } from '../../../pkg/settings/settings';

const { BENCH_CACHE_MS, BENCH_LOG = '/dev/null' } = process.env;
const { settings } = readSettings(process.env);
const log = openSync(BENCH_LOG, 'a');
const sidecar = await startSidecar(settings, createLog(settings.logLevel, { write: (line) => void writeSync(log, line) }), {
  network: createHostNetwork({ sshPorts: settings.sshPorts }),
  cacheMs: BENCH_CACHE_MS === undefined ? undefined : Number(BENCH_CACHE_MS),
});
process.once('SIGTERM', () => void sidecar.stop().then(() => process.exit(0)));
console.log(`listening ${sidecar.http.port}`);
