import { stat } from 'node:fs/promises';
import type { GeoDatabaseState } from '../contract/geo';
import type { GeoDatabase } from '../contract/geoSources';
import { GEO_DATABASES } from '../contract/geoSources';
import type { Clock } from '../services/ports/clock';
import type { GeoFacts, GeoPort } from '../services/ports/geoPort';
import type { Logger } from '../services/ports/logger';
import type { OpenDatabase } from './readDatabase';
import { readDatabase } from './readDatabase';

const LOOK_MS = 60_000;

interface GeoDatabasesDeps {
  /** Null: not set up. */
  files: Partial<Record<GeoDatabase, string | null>>;
  clock: Clock;
  logger: Logger;
}

interface Slot {
  source: GeoDatabase;
  path: string;
  database: OpenDatabase | null;
  /** Tells one content of the file from another; null when there was none. */
  seen: string | null;
  state: GeoDatabaseState;
}

/**
 * Database files in memory. They are looked at every minute and read again when they have changed; one that cannot be
 * used is told of once, and what was read before stays in use.
 */
export function createGeoDatabases({ files, clock, logger }: GeoDatabasesDeps): GeoPort & { start(): Promise<void>; stop(): Promise<void> } {
  const slots = GEO_DATABASES.flatMap((source): Slot[] => {
    const path = files[source] ?? null;
    return path === null ? [] : [{ source, path, database: null, seen: '', state: { source, state: 'missing', builtAt: null, reason: 'It was not read yet.' } }];
  });
  let looking: Promise<void> = Promise.resolve();
  let cancel = () => {};
  let stopped = false;

  async function look(slot: Slot): Promise<void> {
    const now = await fingerprint(slot.path);
    if (now === slot.seen) {
      return;
    }
    slot.seen = now;
    try {
      slot.database = await readDatabase(slot.source, slot.path);
      slot.state = { source: slot.source, state: 'ready', builtAt: slot.database.builtAt, reason: null };
      logger.info('geo_database_ready', { source: slot.source, path: slot.path, built_at: slot.database.builtAt });
    } catch (error) {
      const { state, reason } = failureOf(error);
      slot.state = { ...slot.state, state: slot.database ? 'stale' : state, reason };
      logger.warn('geo_database_unusable', { source: slot.source, path: slot.path, reason, in_use: slot.database ? 'what was read before' : 'nothing' });
    }
  }

  function lookAtAll(): Promise<void> {
    looking = Promise.all(slots.map(look)).then(() => {
      if (!stopped) {
        cancel = clock.after(LOOK_MS, () => void lookAtAll());
      }
    });
    return looking;
  }

  return {
    lookup(address) {
      let facts: GeoFacts | null = null;
      for (const { source, database } of slots) {
        if (database && (facts === null || facts.country === null || source === 'asn_mmdb')) {
          facts = together(facts, database.lookup(address));
        }
      }
      return facts;
    },
    sources: () => slots.map(({ state }) => state),
    /** Resolves when each file was read or found unusable. */
    start: lookAtAll,
    async stop() {
      stopped = true;
      cancel();
      await looking;
    },
  };
}

function together(one: GeoFacts | null, other: GeoFacts | null): GeoFacts | null {
  if (one === null || other === null) {
    return one ?? other;
  }
  const { source } = one.country === null && other.country !== null ? other : one;
  // An AS number and its name belong together.
  const { asn, org } = one.asn === null ? { asn: other.asn, org: other.org ?? one.org } : { asn: one.asn, org: one.org ?? other.org };
  return { country: one.country ?? other.country, asn, org, city: one.city ?? other.city, source };
}

async function fingerprint(path: string): Promise<string | null> {
  try {
    const { dev, ino, size, mtimeMs, ctimeMs } = await stat(path);
    return [dev, ino, size, mtimeMs, ctimeMs].join();
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : null;
  }
}

function failureOf(error: unknown): { state: 'missing' | 'unusable'; reason: string } {
  // What the system says names the path, and everybody who may look sees the reason.
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === 'ENOENT') {
    return { state: 'missing', reason: 'There is no such file.' };
  }
  if (code !== null) {
    return { state: 'unusable', reason: code === 'EACCES' ? 'The sidecar may not read it.' : `It cannot be read: ${code}.` };
  }
  return { state: 'unusable', reason: error instanceof Error ? error.message : String(error) };
}
