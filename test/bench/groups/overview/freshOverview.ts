import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../../bench';
import { interleave, median, ratios } from '../../measure';
import { processorTime } from '../../processorTime';
import { short } from '../../verdict';
import type { Site, World } from './world';
import { bansOf, readOverview, readOverviewByCli } from './world';

const REPETITIONS = 7;
const IDLE_MS = 1500;
/** Many, because the kernel counts processor time in ticks. */
const OVERVIEWS = 200;

/** Rows 1, 3 and 4: against fail2ban-client, and large against small. */
export async function freshOverview(bench: Bench, world: World): Promise<void> {
  await againstCli(bench, world.small);
  await againstCli(bench, world.large);
  await largeAgainstSmall(bench, world);
}

async function againstCli(bench: Bench, site: Site): Promise<void> {
  bench.say(`fail2ban-client, ${REPETITIONS} times 51 calls, at ${bansOf(site)} bans`);
  const client = site.sidecar.client();
  const { cli, http, idle } = await interleave({
    repetitions: REPETITIONS,
    meters: { ms: () => performance.now(), cpu: processorTime(site.server.serverPid) },
    contenders: {
      cli: { batch: 1, warmUp: 0, run: () => readOverviewByCli(site) },
      http: { batch: OVERVIEWS, warmUp: OVERVIEWS, run: () => readOverview(client, site) },
      idle: { batch: 1, warmUp: 0, run: () => sleep(IDLE_MS) },
    },
    signal: bench.signal,
  });
  bench.report({
    row: '1',
    what: `fresh overview over HTTP vs fail2ban-client, ${bansOf(site)} bans`,
    goal: { atLeast: 300 },
    samples: ratios(cli.ms, http.ms),
    unit: '×',
    note: `GET /api/v1/jails ${short(median(http.ms))} ms, status + 50 × status JAIL as child processes ${short(median(cli.ms))} ms`,
  });
  if (site.server.bans < 100_000) {
    return;
  }
  // What the server does anyway, 50 jails looking at their logs, is nobody's.
  const idleShare = median(ratios(idle.cpu, idle.ms));
  const own = (samples: typeof cli) => samples.cpu.map((cpu, at) => cpu - idleShare * (samples.ms[at] ?? 0));
  bench.report({
    row: '4',
    what: `server CPU of an overview vs fail2ban-client, ${bansOf(site)} bans`,
    goal: { atMost: 1 / 50 },
    samples: ratios(own(http), own(cli)),
    unit: '×',
    note: `${short(median(own(http)))} ms vs ${short(median(own(cli)))} ms of user + system time; idle ${short(idleShare * 100)} % of a core taken off`,
  });
}

async function largeAgainstSmall(bench: Bench, { small, large }: World): Promise<void> {
  const clients = { small: small.sidecar.client(), large: large.sidecar.client() };
  const times = await interleave({
    repetitions: 51,
    meters: { ms: () => performance.now() },
    contenders: {
      small: { batch: 10, warmUp: 100, run: () => readOverview(clients.small, small) },
      large: { batch: 10, warmUp: 100, run: () => readOverview(clients.large, large) },
    },
    signal: bench.signal,
  });
  bench.report({
    row: '3',
    what: 'fresh overview over HTTP, 100k bans vs 1k',
    goal: { atMost: 2 },
    samples: ratios(times.large.ms, times.small.ms),
    unit: '×',
    note: `${short(median(times.large.ms))} ms vs ${short(median(times.small.ms))} ms`,
  });
}
