import { Registry } from 'prom-client';
import type { HealthService } from '../services/health/createHealthService';
import type { JailService } from '../services/jails/createJailService';
import type { SidecarFiguresService } from '../services/health/createSidecarFigures';
import type { Clock } from '../services/ports/clock';
import { epochSeconds } from '../services/ports/clock';
import { createTallies } from './createTallies';
import { exporterFamilies } from './exporterFamilies';
import { addFamily } from './family';
import { processFamilies } from './processFamilies';
import { sidecarFamilies } from './sidecarFamilies';
import type { Snapshot } from './snapshot';

interface MetricsDeps {
  health: Pick<HealthService, 'status'>;
  jails: Pick<JailService, 'last'>;
  figures: SidecarFiguresService;
  clock: Clock;
}

/** All metrics of one sidecar, in the text format of Prometheus. */
export function createMetrics({ health, jails, figures, clock }: MetricsDeps) {
  const registry = new Registry();
  let snapshot: Snapshot | null = null;
  let flight: Promise<string> | null = null;

  function taken(): Snapshot {
    if (snapshot === null) {
      throw new Error('Metrics were asked for before anything was read');
    }
    return snapshot;
  }

  const tallies = createTallies({ registry, isJail: (name) => jails.last()?.value.some((jail) => jail.name === name) ?? false });
  const startedAt = clock.now() / 1000 - process.uptime();
  for (const family of [...exporterFamilies, ...sidecarFamilies(() => epochSeconds(clock)), ...processFamilies(startedAt)]) {
    addFamily(registry, family, taken);
  }

  async function write(): Promise<string> {
    const [status, own] = await Promise.all([health.status(), figures.read()]);
    // The status has just read the jails, in the time that a scrape can wait.
    const listed = status.up === 1 ? (jails.last()?.value ?? null) : null;
    snapshot = { status, jails: listed, figures: own };
    if (listed) {
      await tallies.keepEventsOf(listed.map(({ name }) => name));
    }
    return registry.metrics();
  }

  return {
    contentType: registry.contentType,
    /** Asks fail2ban no more than a look at the overview does, and nothing within two seconds of one. Scrapes of one moment share an answer. */
    text(): Promise<string> {
      flight ??= write().finally(() => (flight = null));
      return flight;
    },
    count: tallies,
  };
}
