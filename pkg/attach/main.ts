import path from 'node:path';
import { systemClock } from '../host/systemClock';
import { readSettings } from '../settings/settings';
import { attach } from './attach';
import { checkLines } from './checks/check';
import type { Target } from './createTarget';
import { environmentOf } from './iniText';
import { parseOptions, USAGE } from './options';
import { runChecks } from './runChecks';
import { runCommands } from './services';

/*
 * `npm run attach`: a program of its own, which shares with the sidecar how its settings are read and how fail2ban is asked.
 */
const RESTART_MS = 60_000;
const say = (text: string) => void process.stdout.write(`${text}\n`);

async function settingsOf(target: Target) {
  return readSettings(environmentOf(await target.read('/etc/default/bangui'))).settings;
}

async function main(): Promise<number> {
  // What is written is for everybody to read: there is no secret in it, and Grafana is not root.
  process.umask(0o022);
  const options = parseOptions(process.argv.slice(2), process.env);
  if (options === 'help') {
    say(USAGE);
    return 0;
  }
  if ('problem' in options) {
    say(`${options.problem}\n\n${USAGE}`);
    return 2;
  }
  const restarted = options.root === '/' && !options.check;
  return attach({
    options,
    packages: path.resolve('build/package'),
    node: process.execPath,
    pluginSocket: async (target) => (await settingsOf(target)).pluginSocket,
    async check(target, grafana) {
      const checks = await runChecks({
        target,
        settings: await settingsOf(target),
        grafanaUrl: process.env.GRAFANA_URL ?? (options.root === '/' ? grafana.url : null),
        sidecarUrl: process.env.SIDECAR_URL ?? null,
        unsigned: grafana.unsigned,
        grafanaAuth: process.env.GRAFANA_AUTH,
        clock: systemClock,
        patienceMs: restarted ? RESTART_MS : 0,
      });
      say(checkLines(checks));
      return checks.every(({ state }) => state !== 'bad');
    },
    runCommands: (commands) => runCommands(commands, say),
    say,
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
