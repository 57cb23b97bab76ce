import type { ConfiguredJail } from '../../domain/configuredJails';
import type { Finding } from '../../domain/finding';
import { fine, wrong } from '../../domain/finding';
import type { JailCounters } from '../../domain/jail';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { CheckNotebook, CheckNotes } from './createCheckNotes';
import { utcText } from './utcText';

/** A server answers before it has its jails: one that is not listed has vanished when the same connection has told so for this long. */
const SETTLED_MS = 60_000;
/** Of a jail of which the configuration is not known. */
const REMEMBERED_SECONDS = 7 * 86_400;

/** Of a jail whose files have the date in their names. */
const MOST_FILES = 50;

type Noted = CheckNotes['jails'][string];

interface JailMemoryDeps {
  fail2ban: Pick<Fail2banPort, 'onConnectionLost'>;
  notes: CheckNotebook;
  /** The enabled jails of the configuration; null when it cannot be seen from here. */
  configured: () => ReadonlyArray<Pick<ConfiguredJail, 'name'>> | null;
  clock: Clock;
}

/** Remembers which jails fail2ban listed, or should list: what it does not list, it does not mention. */
export function createJailMemory({ fail2ban, notes, configured, clock }: JailMemoryDeps) {
  /** Since when this very connection has not listed a jail, in ticks. */
  const missing = new Map<string, number>();
  const stopListening = fail2ban.onConnectionLost(() => missing.clear());

  /** One that is not enabled is gone on purpose; what the configuration enables is never forgotten. */
  function isOver(name: string, { since, lastSeen }: Noted): boolean {
    const enabled = configured()?.some((jail) => jail.name === name);
    return enabled === undefined ? epochSeconds(clock) - (lastSeen ?? since) > REMEMBERED_SECONDS : !enabled;
  }

  /** Jails that should run and were never listed, unless a person stopped them. */
  function expectConfigured({ jails, stopped }: CheckNotes): void {
    for (const { name } of configured() ?? []) {
      if (!jails[name] && stopped[name] === undefined) {
        jails[name] = { since: epochSeconds(clock), lastSeen: null, gone: false, logFiles: [], seenHere: [] };
        notes.changed('later');
      }
    }
  }

  return {
    /** The jails as fail2ban lists them now. */
    async saw(listed: ReadonlyArray<Pick<JailCounters, 'name' | 'logFiles'>>): Promise<void> {
      const noted = await notes.read();
      const { jails } = noted;
      for (const { name, logFiles } of listed) {
        const before = jails[name];
        missing.delete(name);
        delete noted.stopped[name];
        const remembered = [...new Set([...logFiles, ...(before?.logFiles ?? [])])].slice(0, MOST_FILES);
        jails[name] = { since: before?.since ?? epochSeconds(clock), lastSeen: epochSeconds(clock), gone: false, logFiles: remembered, seenHere: before?.seenHere ?? [] };
        notes.changed(before === undefined || before.gone || remembered.length > before.logFiles.length ? 'soon' : 'later');
      }
      expectConfigured(noted);
      const names = new Set(listed.map(({ name }) => name));
      for (const [name, jail] of Object.entries(jails)) {
        if (names.has(name)) {
          continue;
        }
        missing.set(name, missing.get(name) ?? clock.ticks());
        if (isOver(name, jail)) {
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
        const so = lastSeen === null ? 'The configuration enables this jail, and fail2ban' : `fail2ban listed this jail until ${utcText(lastSeen)}, and`;
        return gone ? wrong(name, 'vanished', `${so} runs without it now.`) : fine(name);
      });
    },
    /** A person stops it through BanGUI, now. */
    async forget(name: string): Promise<void> {
      const { jails, stopped } = await notes.read();
      delete jails[name];
      stopped[name] = epochSeconds(clock);
      missing.delete(name);
      notes.changed('soon');
    },
    stop: stopListening,
  };
}
