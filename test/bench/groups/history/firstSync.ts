import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createArchive } from '../../../../pkg/archive/createArchive';
import { createServerDatabase } from '../../../../pkg/fail2ban/serverDatabase/createServerDatabase';
import { createGeoDatabases } from '../../../../pkg/geo/createGeoDatabases';
import { freeDatabase } from '../../../../pkg/geo/freeDatabase';
import { systemClock } from '../../../../pkg/host/systemClock';
import { createGeoService } from '../../../../pkg/services/geo/createGeoService';
import { createHistorySync } from '../../../../pkg/services/history/createHistorySync';
import { createPlacingArchive } from '../../../../pkg/services/archive/createPlacingArchive';
import type { Bench } from '../../bench';
import type { BenchServer } from '../../benchServer';
import { interleave, median, ratios } from '../../measure';
import { quietLogger } from '../../quietLogger';
import { short } from '../../verdict';

const REPETITIONS = 5;
const DAY_MS = 86_400_000;

/** Row 20: an empty archive takes all that fail2ban remembers, with places, while fail2ban-client would merely print it. */
export async function firstSync(bench: Bench, server: BenchServer): Promise<void> {
  const clock = systemClock;
  const logger = quietLogger;
  const databases = createGeoDatabases({ files: { city_mmdb: null, asn_mmdb: null, country_mmdb: null, free_country: freeDatabase() }, clock, logger });
  bench.defer(databases.stop);
  await databases.start();
  const geo = createGeoService({ geo: databases, provider: null, archive: null, clock, logger });

  async function copyAll(): Promise<void> {
    const folder = await mkdtemp(path.join(tmpdir(), 'bangui-bench-'));
    const archive = createPlacingArchive(createArchive({ file: path.join(folder, 'archive.sqlite'), clock, logger }), geo.facts);
    const database = createServerDatabase();
    try {
      const sync = createHistorySync({
        fail2ban: { databaseFile: async () => server.databasePath, purgeAge: async () => DAY_MS / 1000 },
        database,
        databaseFile: null,
        toHere: (file) => file,
        archive,
        activeBans: async () => ({ asOf: 0, bans: [] }),
        isListed: () => true,
        restarts: () => 0,
        isFollowed: () => true,
        banTimeOf: () => null,
        clock,
        logger,
        intervalMs: 300_000,
        isArchiveBehind: () => false,
      });
      const { synced } = await sync.sync();
      if (synced !== server.bans) {
        throw new Error(`${synced} of ${server.bans} bans were copied`);
      }
    } finally {
      await Promise.all([archive.close(), database.close()]);
      await rm(folder, { recursive: true, force: true });
    }
  }

  async function printAll(): Promise<void> {
    for (const jail of server.jails) {
      await server.client('get', jail, 'banip', '--with-time');
    }
  }

  const times = await interleave({
    repetitions: REPETITIONS,
    meters: { ms: () => performance.now() },
    contenders: { ours: { batch: 1, warmUp: 1, run: copyAll }, cli: { batch: 1, warmUp: 0, run: printAll } },
    signal: bench.signal,
  });
  bench.report({
    row: '20',
    what: 'first copy of 100k bans with places vs fail2ban-client printing them',
    goal: { atMost: 1 },
    samples: ratios(times.ours.ms, times.cli.ms),
    unit: '×',
    note: `ours ${short(median(times.ours.ms))} ms, fail2ban-client ${short(median(times.cli.ms))} ms`,
  });
}
