import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROUTES } from '../../../../pkg/contract/routes';
import { ROOT } from '../../../stack/paths';
import { runCommand } from '../../../stack/runCommand';
import type { Bench } from '../../bench';
import type { BenchServer } from '../../benchServer';
import { startBenchSidecar } from '../../benchSidecar';
import type { HttpClient, HttpReply } from '../../httpClient';
import { median, quantile } from '../../measure';
import { short } from '../../verdict';
import type { World } from './world';

const REPETITIONS = 9;
const WINDOW_MS = 3000;
const CLIENTS = 50;
const REFRESH_MS = 250;
const PATHS = [ROUTES.jails, ROUTES.status, `${ROUTES.bans}?pageSize=50`];
const PINGER = path.join(ROOT, 'test/bench/processes/pinger.ts');

/**
 * Row 8: how long another client of fail2ban waits while 50 HTTP clients, all at once four times a second, make the
 * sidecar poll as fast as it ever does: probes every second, what is read kept for two seconds.
 */
export async function goodGuest(bench: Bench, { large }: World): Promise<void> {
  bench.say(`Another client's pings, ${REPETITIONS} times with and without ${CLIENTS} HTTP clients`);
  const sidecar = await startBenchSidecar(bench, large.server.socketPath);
  const clients = Array.from({ length: CLIENTS }, () => sidecar.client());
  const tally = { answered: 0, failed: new Map<string, number>() };
  await refresh(clients, tally);

  const alone: number[] = [];
  const guest: number[] = [];
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    alone.push(await pingP99(large.server, bench.signal));
    const load = startLoad(clients, tally);
    try {
      guest.push(await pingP99(large.server, bench.signal));
    } finally {
      await load.stop();
    }
  }
  bench.report({
    row: '8',
    what: "another client's ping p99 while the sidecar polls at its fastest, 100k bans",
    goal: { atMost: 5 },
    samples: guest,
    unit: ' ms',
    note: `${short(median(alone))} ms without HTTP clients (${short(Math.min(...alone))} … ${short(Math.max(...alone))})`,
  });
  bench.report({
    row: '8',
    what: `failures or EAGAIN in the answers to ${CLIENTS} HTTP clients at once`,
    goal: { atMost: 0 },
    samples: [[...tally.failed.values()].reduce((sum, count) => sum + count, 0)],
    unit: '',
    note: `of ${tally.answered} answers${tally.failed.size > 0 ? ': ' : ''}${[...tally.failed].map(([what, count]) => `${count} × ${what}`).join(', ')}`,
  });
}

interface Tally {
  answered: number;
  failed: Map<string, number>;
}

/** All clients ask at the same moment. */
async function refresh(clients: readonly HttpClient[], tally: Tally): Promise<void> {
  await Promise.all(
    clients.map(async (client, at) => {
      const surfaced = await client.get(PATHS[at % PATHS.length] ?? ROUTES.jails).then(failureIn, String);
      tally.answered++;
      if (surfaced !== null) {
        tally.failed.set(surfaced, (tally.failed.get(surfaced) ?? 0) + 1);
      }
    })
  );
}

/** A status says in its body that fail2ban had no room for us; others say it with their code. */
function failureIn(reply: HttpReply): string | null {
  if (reply.status !== 200) {
    return String(reply.status);
  }
  return /refused_busy/.exec(reply.text())?.[0] ?? null;
}

function startLoad(clients: readonly HttpClient[], tally: Tally): { stop(): Promise<void> } {
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      await Promise.all([refresh(clients, tally), sleep(REFRESH_MS)]);
    }
  })();
  return {
    stop() {
      stopped = true;
      return running;
    },
  };
}

async function pingP99(server: BenchServer, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted();
  const { code, stdout, stderr } = await runCommand(process.execPath, ['--import', 'tsx', PINGER, server.socketPath, String(WINDOW_MS)], { cwd: ROOT, signal });
  if (code !== 0) {
    throw new Error(`the pinging client failed: ${stderr}`);
  }
  return quantile(JSON.parse(stdout) as number[], 0.99);
}
