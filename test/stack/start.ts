import { addPeople } from './addPeople';
import { ensureBuilt } from './builds';
import { demoSettings } from './demoSettings';
import { findGrafana, howToGetGrafana } from './findGrafana';
import { freePort } from './freePort';
import { createLogGenerator } from './logGenerator';
import type { OwnServer } from './ownServer';
import { createPrivateFail2ban } from './privateFail2ban';
import { createPrivateGrafana } from './privateGrafana';
import { createPrivateSidecar } from './privateSidecar';
import { stackSummary } from './stackSummary';

export interface StackOptions {
  args: readonly string[];
  /** Ends everything, at any time. */
  signal: AbortSignal;
  say: (text: string) => void;
}

const USAGE = 'npm start [-- --no-grafana]';

/** Starts a private fail2ban under attack, the sidecar and, where one is found, a private Grafana; runs until the signal comes. */
export async function runStack({ args, signal, say }: StackOptions): Promise<number> {
  const unknown = args.find((arg) => arg !== '--no-grafana');
  if (unknown !== undefined) {
    say(`Unknown option ${unknown}. ${USAGE}`);
    return 2;
  }
  const closers: Array<() => Promise<void>> = [];
  const watch = (name: string, server: OwnServer) => {
    void server.exited().then(({ code, signal: killer }) => {
      if (!signal.aborted) {
        say(`\n${name} has ended by itself (${killer ?? `exit code ${code}`}). The rest goes on; Ctrl-C ends it.`);
      }
    });
  };
  const portNear = async (preferred: number) => {
    const port = await freePort(preferred);
    if (port !== preferred) {
      say(`Port ${preferred} is taken, using ${port}`);
    }
    return port;
  };
  try {
    const fail2ban = await createPrivateFail2ban({ log: say, signal });
    closers.push(fail2ban.dispose);
    watch('fail2ban', fail2ban);

    const sidecar = await createPrivateSidecar({ fail2ban, preferredPort: await portNear(9441), env: demoSettings(fail2ban), log: say, signal });
    closers.push(sidecar.dispose);
    watch('The sidecar', sidecar);

    const generator = createLogGenerator({
      targets: [
        { filter: 'sshd', path: fail2ban.jailLogs.sshd ?? '', maxRetry: 3 },
        { filter: 'nginx-http-auth', path: fail2ban.jailLogs['nginx-http-auth'] ?? '', maxRetry: 3 },
      ],
    });
    closers.push(generator.stop);
    generator.start();

    const grafana = await startGrafana();
    say(stackSummary({ fail2ban, sidecar, grafana }));
    await new Promise<void>((resolve) => {
      // The timer keeps the process alive also when every part has ended.
      const timer = setInterval(() => undefined, 60_000);
      signal.addEventListener('abort', () => (clearInterval(timer), resolve()), { once: true });
    });
    return 0;

    async function startGrafana() {
      if (args.includes('--no-grafana')) {
        return 'Not started, as asked.';
      }
      const { found, ...search } = await findGrafana();
      if (found === null) {
        return howToGetGrafana('reasons' in search ? search.reasons : []);
      }
      await ensureBuilt('plugin', { log: say, signal });
      say(`Starting a private Grafana ${found.version}`);
      const { pluginSocket, grafanaTokenFile } = sidecar;
      const started = await createPrivateGrafana({ install: found, pluginSocket, tokenFile: grafanaTokenFile, preferredPort: await portNear(3300), signal });
      closers.push(started.dispose);
      watch('Grafana', started);
      return { ...started, others: await addPeople(started) };
    }
  } catch (error) {
    if (signal.aborted) {
      return 0;
    }
    say(`\nCould not start: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    for (const close of closers.reverse()) {
      await close().catch((error: unknown) => say(`While ending: ${String(error)}`));
    }
    say('Everything that was started has ended.');
  }
}
