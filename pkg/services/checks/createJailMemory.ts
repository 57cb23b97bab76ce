import type { ConfiguredJail } from '../../domain/configuredJails';
import type { Finding } from '../../domain/finding';
import { fine, wrong } from '../../domain/finding';
import type { JailCounters } from '../../domain/jail';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { CheckNotebook } from './createCheckNotes';
import { utcText } from './utcText';

/** A server answers before it has its jails: one that is not listed has vanished when the same connection has told so for this long. */
const SETTLED_MS = 60_000;
const REMEMBERED_SECONDS = 7 * 86_400;
/** A jail that the configuration no longer enables is gone on purpose, mostly. */
const REMEMBERED_UNCONFIGURED_SECONDS = 86_400;

/** Of a jail whose files have the date in their names. */
const MOST_FILES = 50;

interface JailMemoryDeps {
  fail2ban: Pick<Fail2banPort, 'onConnectionLost'>;
  notes: CheckNotebook;
  /** The enabled jails of the configuration; null when it cannot be seen from here. */
  configured: () => ReadonlyArray<Pick<ConfiguredJail, 'name'>> | null;
  clock: Clock;
}

/** Remembers which jails fail2ban listed: what it no longer lists, it does not mention. */
export function createJailMemory({ fail2ban, notes, configured, clock }: JailMemoryDeps) {
  /** Since when this very connection has not listed a jail, in ticks. */
  const missing = new Map<string, number>();
  const stopListening = fail2ban.onConnectionLost(() => missing.clear());

  function isOver(name: string, lastSeen: number): boolean {
    const enabled = configured()?.some((jail) => jail.name === name) ?? true;
    return epochSeconds(clock) - lastSeen > (enabled ? REMEMBERED_SECONDS : REMEMBERED_UNCONFIGURED_SECONDS);
  }

  return {
    /** The jails as fail2ban lists them now. */
    async saw(listed: ReadonlyArray<Pick<JailCounters, 'name' | 'logFiles'>>): Promise<void> {
      const { jails } = await notes.read();
      for (const { name, logFiles } of listed) {
        const before = jails[name];
        missing.delete(name);
        const remembered = [...new Set([...logFiles, ...(before?.logFiles ?? [])])].slice(0, MOST_FILES);
        jails[name] = { since: before?.since ?? epochSeconds(clock), lastSeen: epochSeconds(clock), gone: false, logFiles: remembered, seenHere: before?.seenHere ?? [] };
        notes.changed(before === undefined || before.gone || remembered.length > before.logFiles.length ? 'soon' : 'later');
      }
      const names = new Set(listed.map(({ name }) => name));
      for (const [name, jail] of Object.entries(jails)) {
        if (names.has(name)) {
          continue;
        }
        missing.set(name, missing.get(name) ?? clock.ticks());
        if (isOver(name, jail.lastSeen)) {
          delete jails[name];
          missing.delete(name);
          notes.changed('soon');
        } else if (!jail.gone && clock.ticks() - (missing.get(name) ?? Number.POSITIVE_INFINITY) >= SETTLED_MS) {
          jail.gone = true;
          notes.changed('soon');
        }
      }
    },
    /** Of what was last seen. */
    async vanished(): Promise<Finding[]> {
      return Object.entries((await notes.read()).jails).map(([name, { gone, lastSeen }]) => {
        return gone ? wrong(name, 'vanished', `fail2ban listed this jail until ${utcText(lastSeen)}, and runs without it now.`) : fine(name);
      });
    },
    /** Somebody stopped it on purpose, or changed what it watches. */
    async forget(name: string): Promise<void> {
      const { jails } = await notes.read();
      delete jails[name];
      missing.delete(name);
      notes.changed('soon');
    },
    stop: stopListening,
  };
}
