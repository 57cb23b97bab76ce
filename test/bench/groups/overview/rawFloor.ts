import { createFail2banClient } from '../../../../pkg/fail2ban/createFail2banClient';
import { systemClock } from '../../../../pkg/host/systemClock';
import { createJailService } from '../../../../pkg/services/jails/createJailService';
import type { Bench } from '../../bench';
import { interleave, median, ratios } from '../../measure';
import { createRawClient, rawCommand } from '../../rawClient';
import { quietLogger } from '../../quietLogger';
import { short } from '../../verdict';
import type { Site, World } from './world';
import { bansOf, readOverview } from './world';

/** Row 2: what HTTP, JSON, decoding and checking add to the commands themselves. */
export async function rawFloor(bench: Bench, world: World): Promise<void> {
  for (const site of [world.small, world.large]) {
    await againstFloor(bench, site);
  }
}

async function againstFloor(bench: Bench, site: Site): Promise<void> {
  const { socketPath, jails } = site.server;
  const raw = await createRawClient(socketPath);
  bench.defer(raw.close);
  const pipeline = Buffer.concat([rawCommand('status'), ...jails.map((jail) => rawCommand('status', jail, 'short'))]);
  const fail2ban = createFail2banClient({ socketPath, clock: systemClock, logger: quietLogger });
  bench.defer(fail2ban.close);
  const service = createJailService({ fail2ban, clock: systemClock, cacheMs: 0 });
  bench.defer(async () => service.stop());
  const client = site.sidecar.client();
  const times = await interleave({
    repetitions: 101,
    meters: { ms: () => performance.now() },
    contenders: {
      raw: { batch: 10, warmUp: 100, run: () => raw.ask(pipeline, jails.length + 1) },
      inProcess: { batch: 10, warmUp: 300, run: service.read },
      http: { batch: 10, warmUp: 100, run: () => readOverview(client, site) },
    },
    signal: bench.signal,
  });
  const note = `raw ${short(median(times.raw.ms))} ms, in process ${short(median(times.inProcess.ms))} ms, HTTP ${short(median(times.http.ms))} ms`;
  const what = `vs raw pipelined status + 50 × status JAIL short, ${bansOf(site)} bans`;
  bench.report({ row: '2', what: `over HTTP ${what}`, goal: { atMost: 2 }, samples: ratios(times.http.ms, times.raw.ms), unit: '×' });
  bench.report({ row: '2', what: `in process ${what}`, goal: { atMost: 1.2 }, samples: ratios(times.inProcess.ms, times.raw.ms), unit: '×', note });
}
