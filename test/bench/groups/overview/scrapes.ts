import type { Bench } from '../../bench';
import { interleave, median, ratios } from '../../measure';
import { createRawClient, rawCommand } from '../../rawClient';
import { short } from '../../verdict';
import type { Site, World } from './world';
import { bansOf } from './world';

/** Row 7: a scrape that reads anew, against what the exporter's families need of the socket. */
export async function scrapes(bench: Bench, world: World): Promise<void> {
  for (const site of [world.small, world.large]) {
    await againstRaw(bench, site);
  }
}

async function againstRaw(bench: Bench, site: Site): Promise<void> {
  const { socketPath, jails } = site.server;
  const raw = await createRawClient(socketPath);
  bench.defer(raw.close);
  const counters = [rawCommand('status'), ...jails.map((jail) => rawCommand('status', jail, 'short'))];
  const settings = jails.flatMap((jail) => ['bantime', 'findtime', 'maxretry'].map((key) => rawCommand('get', jail, key)));
  const all = [rawCommand('ping'), rawCommand('version'), ...counters, ...settings];
  const client = site.sidecar.client();

  async function scrape(): Promise<void> {
    const { status, text } = await client.fetch('/metrics');
    if (status !== 200 || !text().includes(`f2b_config_jail_max_retries{jail="${jails.at(-1)}"}`)) {
      throw new Error(`the scrape failed with ${status}`);
    }
  }

  const ask = (commands: Buffer[]) => {
    const pipeline = Buffer.concat(commands);
    return () => raw.ask(pipeline, commands.length);
  };
  const times = await interleave({
    repetitions: 101,
    meters: { ms: () => performance.now() },
    contenders: {
      raw: { batch: 10, warmUp: 100, run: ask(all) },
      counters: { batch: 10, warmUp: 100, run: ask(counters) },
      scrape: { batch: 10, warmUp: 300, run: scrape },
    },
    signal: bench.signal,
  });
  const note = `scrape ${short(median(times.scrape.ms))} ms, raw ${short(median(times.raw.ms))} ms, of that the counters ${short(median(times.counters.ms))} ms; settings of jails are read every 30 s`;
  bench.report({ row: '7', what: `/metrics vs raw pipelined counters and settings of 50 jails, ${bansOf(site)} bans`, goal: { atMost: 2 }, samples: ratios(times.scrape.ms, times.raw.ms), unit: '×' });
  bench.report({ row: '7', what: `/metrics vs the raw counters alone, ${bansOf(site)} bans`, goal: null, samples: ratios(times.scrape.ms, times.counters.ms), unit: '×', note });
}
