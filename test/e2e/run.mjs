/* `npm run e2e`: starts with plain Node, like `npm start`, and hands over to run.ts. */
import { register } from 'tsx/esm/api';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => stop.abort());
}

register();
const { runE2e } = await import('./run.ts');
process.exitCode = await runE2e({ args: process.argv.slice(2), signal: stop.signal, say: (text) => process.stdout.write(`${text}\n`) });
