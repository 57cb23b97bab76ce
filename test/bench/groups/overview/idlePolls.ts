import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROUTES } from '../../../../pkg/contract/routes';
import { createFail2banClient } from '../../../../pkg/fail2ban/createFail2banClient';
import { systemClock } from '../../../../pkg/host/systemClock';
import { createActiveBanService } from '../../../../pkg/services/bans/createActiveBanService';
import { createJailService } from '../../../../pkg/services/jails/createJailService';
import { createCountingProxy } from '../../../stack/countingProxy';
import type { Bench } from '../../bench';
import { startBenchSidecar } from '../../benchSidecar';
import { median } from '../../measure';
import { processorTime } from '../../processorTime';
import { quietLogger } from '../../quietLogger';
import { short } from '../../verdict';
import type { Site, World } from './world';
import { bansOf } from './world';

const POLL_MS = 5000;
const TEN_MINUTES = 600_000 / POLL_MS;
const BETWEEN_REREADS = 59;
const REPETITIONS = 7;
const PAGE = { page: 1, pageSize: 50, sort: 'start', order: 'desc' } as const;

interface Poller {
  poll(): Promise<void>;
  /** Lists fetched since the last question. */
  lists(): number;
}

/** Row 9: what a poll every five seconds costs a server on which nothing happens, and that it fetches no list. */
export async function idlePolls(bench: Bench, { small, large }: World): Promise<void> {
  if (bench.options.has('--long')) {
    bench.say('Polls in real time: ten idle minutes, then ten with polls');
    await Promise.all([inRealTime(bench, small), inRealTime(bench, large)]);
    return;
  }
  await backToBack(bench, small);
  await backToBack(bench, large);
}

/**
 * Ten minutes of polls in a row on a clock that is put five seconds ahead for each: what is due by time, like reading
 * parameters anew, comes due as in real time, and the ticks of the processor time are small beside the sum.
 */
async function backToBack(bench: Bench, site: Site): Promise<void> {
  const { poll, lists } = await skewedPoller(bench, site);
  const cpu = processorTime(site.server.serverPid);
  const rounds = site.server.bans < 100_000 ? 10 : 2;
  const shares: number[] = [];
  const fetched: number[] = [];
  await poll();
  lists();
  await times(BETWEEN_REREADS, poll, bench.signal);
  const between = lists();
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const idle = await idleShare(bench, cpu);
    lists();
    const [cpu0, ms0] = [cpu(), performance.now()];
    await times(TEN_MINUTES * rounds, poll, bench.signal);
    const used = cpu() - cpu0 - idle * (performance.now() - ms0);
    shares.push((used / (TEN_MINUTES * rounds * POLL_MS)) * 100);
    fetched.push(lists() / rounds);
  }
  const how = `${rounds * 10} minutes of polls back to back on a clock put ahead; --long measures in real time`;
  reportPolls(bench, site, { shares, fetched, between, how });
}

async function inRealTime(bench: Bench, site: Site): Promise<void> {
  const proxy = await proxyOf(bench, site);
  const client = (await startBenchSidecar(bench, proxy.socketPath)).client();
  const cpu = processorTime(site.server.serverPid);
  const poll = async () => void (await Promise.all([ROUTES.bans, ROUTES.jails].map((route) => client.get(route))));
  await poll();
  const idle = await idleOver(bench, cpu, TEN_MINUTES * POLL_MS);
  proxy.reset();
  const [cpu0, ms0] = [cpu(), performance.now()];
  for (let count = 0; count < TEN_MINUTES; count++) {
    await poll();
    await sleep(Math.max(0, ms0 + (count + 1) * POLL_MS - performance.now()), undefined, { signal: bench.signal });
  }
  const elapsed = performance.now() - ms0;
  const share = ((cpu() - cpu0) / elapsed - idle) * 100;
  const fetched = [proxy.commands().filter(isList).length];
  reportPolls(bench, site, { shares: [share], fetched, between: null, how: 'ten minutes in real time, less ten minutes of the idle server' });
}

interface Polls {
  shares: number[];
  /** In ten minutes. */
  fetched: number[];
  /** Fetched between two readings that are due by age alone; null when that was not looked at. */
  between: number | null;
  how: string;
}

function reportPolls(bench: Bench, site: Site, { shares, fetched, between, how }: Polls): void {
  bench.report({
    row: '9',
    what: `lists fetched in 10 minutes of polls while nothing changes, ${bansOf(site)} bans`,
    goal: { atMost: 0 },
    samples: fetched,
    unit: '',
    note: between === null ? undefined : `${between} in the first 4:55 minutes; every list is read again after an hour, whatever its counters say`,
  });
  bench.report({
    row: '9',
    what: `server CPU for a poll every 5 s while nothing changes, ${bansOf(site)} bans`,
    goal: { atMost: 0.05 },
    samples: shares,
    unit: ' %',
    note: `${how}; ${short((median(shares) / 100) * POLL_MS)} ms a poll, re-reading included`,
  });
}

const isList = (command: string) => command.includes('--with-time');

async function proxyOf(bench: Bench, { server }: Site) {
  const proxy = await createCountingProxy(server.socketPath, path.join(server.dir, 'counted.sock'));
  bench.defer(proxy.close);
  return proxy;
}

/** The services behind the pages, on the real server. */
async function skewedPoller(bench: Bench, site: Site): Promise<Poller> {
  const proxy = await proxyOf(bench, site);
  let aheadMs = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + aheadMs, ticks: () => systemClock.ticks() + aheadMs };
  const fail2ban = createFail2banClient({ socketPath: proxy.socketPath, clock, logger: quietLogger });
  const jails = createJailService({ fail2ban, clock });
  const activeBans = createActiveBanService({ fail2ban, jails, clock });
  bench.defer(fail2ban.close);
  return {
    async poll() {
      await Promise.all([jails.answer(), activeBans.page(PAGE)]);
      aheadMs += POLL_MS;
    },
    lists() {
      const count = proxy.commands().filter(isList).length;
      proxy.reset();
      return count;
    },
  };
}

const idleShare = (bench: Bench, cpu: () => number) => idleOver(bench, cpu, 1500);

async function times(count: number, run: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (let done = 0; done < count; done++) {
    signal.throwIfAborted();
    await run();
  }
}

/** What the server uses anyway, of one core. */
async function idleOver(bench: Bench, cpu: () => number, durationMs: number): Promise<number> {
  const [cpu0, ms0] = [cpu(), performance.now()];
  await sleep(durationMs, undefined, { signal: bench.signal });
  return (cpu() - cpu0) / (performance.now() - ms0);
}
