import { createFail2banClient } from '../../../../pkg/fail2ban/createFail2banClient';
import { decodeReply } from '../../../../pkg/fail2ban/codec/decodeReply';
import { createLocalTime } from '../../../../pkg/fail2ban/replies/createLocalTime';
import { readActiveBans } from '../../../../pkg/fail2ban/replies/readActiveBans';
import { readReply } from '../../../../pkg/fail2ban/replies/readReply';
import { systemClock } from '../../../../pkg/host/systemClock';
import type { Bench } from '../../bench';
import type { BenchServer } from '../../benchServer';
import { createBenchServer } from '../../benchServer';
import { interleave, median, ratios } from '../../measure';
import { quietLogger } from '../../quietLogger';
import { createRawClient, rawCommand, replyOf } from '../../rawClient';
import type { RawClient } from '../../rawClient';
import { short } from '../../verdict';
import type { World } from './world';

const REPETITIONS = 7;

/** Rows 5 and 6: the full ban lists of all jails, with times, jail after jail. */
export async function banLists(bench: Bench, { large }: World): Promise<void> {
  await lists(bench, large.server, 15, 1);
  bench.say('Starting a private server with 10,000 bans');
  const medium = await createBenchServer(bench, 10_000);
  await lists(bench, medium, 100, 5);
  await medium.dispose();
}

async function lists(bench: Bench, server: BenchServer, timesCli: number, batch: number): Promise<void> {
  const raw = await createRawClient(server.socketPath);
  bench.defer(raw.close);
  const ours = createFail2banClient({ socketPath: server.socketPath, clock: systemClock, logger: quietLogger });
  bench.defer(ours.close);
  const replies = await readRaw(raw, server);
  const localTime = createLocalTime();

  const times = await interleave({
    repetitions: REPETITIONS,
    meters: { ms: () => performance.now() },
    contenders: {
      cli: { batch: 1, warmUp: 0, run: () => readByCli(server) },
      raw: { batch, warmUp: 2, run: () => readRaw(raw, server) },
      ours: { batch, warmUp: 5, run: () => readOurs(ours, server) },
      decode: { batch: batch * 3, warmUp: 5, run: async () => replies.map((reply, at) => readActiveBans(server.jails[at] ?? '', readReply(decodeReply(reply)), localTime, 0)) },
    },
    signal: bench.signal,
  });
  await Promise.all([raw.close(), ours.close()]);

  const bans = `${server.bans / 1000}k bans`;
  const ceiling = ratios(times.cli.ms, times.raw.ms);
  const note = `ours ${short(median(times.ours.ms))} ms, raw ${short(median(times.raw.ms))} ms, fail2ban-client ${short(median(times.cli.ms))} ms; the raw client itself is ${short(median(ceiling))}× faster than fail2ban-client`;
  bench.report({ row: '5', what: `all ban lists (banip --with-time) vs the raw client, ${bans}`, goal: { atMost: 1.2 }, samples: ratios(times.ours.ms, times.raw.ms), unit: '×' });
  bench.report({ row: '5', what: `all ban lists (banip --with-time) vs fail2ban-client, ${bans}`, goal: { atLeast: timesCli }, samples: ratios(times.cli.ms, times.ours.ms), unit: '×', note });
  if (server.bans === 100_000) {
    const share = ratios(times.decode.ms, times.ours.ms).map((ratio) => ratio * 100);
    bench.report({
      row: '6',
      what: 'decode of 100k bans, from bytes to bans with times, of the whole read',
      goal: { atMost: 15 },
      samples: share,
      unit: ' %',
      note: `${short(median(times.decode.ms))} ms of ${short(median(times.ours.ms))} ms, ${short(replies.reduce((sum, { length }) => sum + length, 0) / 1e6)} MB`,
    });
  }
}

async function readByCli(server: BenchServer): Promise<void> {
  for (const jail of server.jails) {
    await server.client('get', jail, 'banip', '--with-time');
  }
}

/** The same commands in the same order, each when the one before is answered; the bytes are kept and not looked into. */
async function readRaw(raw: RawClient, server: BenchServer): Promise<Buffer[]> {
  const replies: Buffer[] = [];
  for (const jail of server.jails) {
    replies.push(replyOf(await raw.ask(rawCommand('get', jail, 'banip', '--with-time'), 1)));
  }
  return replies;
}

async function readOurs(client: ReturnType<typeof createFail2banClient>, server: BenchServer): Promise<void> {
  let found = 0;
  for (const jail of server.jails) {
    found += (await client.activeBans(jail)).length;
  }
  if (found !== server.bans) {
    throw new Error(`${found} of ${server.bans} bans were listed`);
  }
}
