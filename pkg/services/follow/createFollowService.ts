import type { FollowSummary } from '../../contract/history';
import type { Followed as FollowedEvent } from '../../domain/archivedBan';
import type { EventBus } from '../events/createEventBus';
import { chooseSource } from './chooseSource';
import { createKeeping } from './createKeeping';
import { createTranslation } from './createTranslation';
import { logsBans, unloggedReason } from './unloggedReason';
import { logOf, movedTo, placeIn, readPlaces, writePlaces } from './places';
import type { Place } from './places';
import type { ArchivePort } from '../ports/archivePort';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { FollowedBatch, Followed, LogFollowerPort, LogSource } from '../ports/logFollowerPort';
import type { Logger } from '../ports/logger';

interface FollowServiceDeps {
  follower: LogFollowerPort;
  fail2ban: Pick<Fail2banPort, 'serverFiles' | 'logLevel'>;
  archive: Pick<ArchivePort, 'recordFollowed' | 'followPosition'>;
  /** Where the sidecar finds fail2ban's log, in place of what fail2ban says. */
  logFile: string | null;
  toHere: (path: string) => string;
  timeZone: string;
  /** Ban time of a jail that runs now, in seconds. */
  banTimeOf: (jail: string) => number | null;
  /** Finds out what it can of those that are unknown; never rejects. */
  learnBanTimes: (jails: readonly string[]) => Promise<void>;
  bus: EventBus;
  /** The log told of bans that began, ended or grew; the latter in these jails. */
  onBansLogged: (prolonged: string[]) => void;
  /** The archive did not take what the log told; it is offered again. */
  onFailure: (error: unknown) => void;
  logger: Logger;
}

/** Follows fail2ban's log: bans, their ends and failures reach the archive within seconds, and then whoever listens on the bus. */
export function createFollowService({ follower, fail2ban, archive, logFile, toHere, timeZone, banTimeOf, learnBanTimes, bus, onBansLogged, onFailure, logger }: FollowServiceDeps) {
  const translation = createTranslation({ banTimeOf });
  const keep = createKeeping({ archive, logger });
  let current: { name: string; followed: Followed } | null = null;
  let target: string | null = null;
  let level = 'INFO';
  let choosing: Promise<void> | null = null;
  /** As the archive has them; null before it was asked. */
  let places: readonly Place[] | null = null;
  /** What is not kept yet of the batch that comes next again if the archive refused it. */
  let translated: { position: string; parts: FollowedEvent[][] } | null = null;
  let stopped = false;

  async function take(log: string, { events, position, live, gap }: FollowedBatch): Promise<void> {
    if (gap) {
      logger.warn('follow_gap', { remedy: 'Records of the log were gone before they were read: bans of that time come from the database of fail2ban alone.' });
    }
    await learnBanTimes(events.flatMap((event) => (event.kind === 'ban' || event.kind === 'restore' ? event.jail : [])));
    translated = translated?.position === position ? translated : { position, parts: [translation.all(events)] };
    const moved = movedTo(places ?? [], log, position);
    try {
      await keep(translated.parts, writePlaces(moved));
    } catch (error) {
      onFailure(error);
      throw error;
    }
    places = moved;
    translated = null;
    translation.kept(events);
    events.forEach((event) => bus.publish({ event, live }));
    if (events.some(({ kind }) => kind === 'ban' || kind === 'prolong' || kind === 'unban' || kind === 'restore')) {
      onBansLogged([...new Set(events.flatMap((event) => (event.kind === 'prolong' ? event.jail : [])))]);
    }
  }

  function noteLevel(logLevel: string): void {
    if (logLevel !== level && !logsBans(logLevel)) {
      logger.warn('follow_log_level', { log_level: logLevel, reason: unloggedReason(logLevel) });
    }
    level = logLevel;
  }

  async function choose(): Promise<void> {
    const [{ logTarget }, logLevel] = await Promise.all([fail2ban.serverFiles(), fail2ban.logLevel()]);
    noteLevel(logLevel);
    const source: LogSource | null = chooseSource({ logTarget, logFile, toHere, timeZone });
    const name = JSON.stringify(source);
    target = logTarget;
    if (stopped || name === current?.name) {
      return;
    }
    places ??= readPlaces(await archive.followPosition());
    await current?.followed.stop();
    current = null;
    if (!stopped && source) {
      const log = logOf(source);
      translated = null;
      current = { name, followed: follower.follow(source, placeIn(places, log), (batch) => take(log, batch)) };
      logger.info('follow_started', { source: source.kind === 'file' ? source.path : 'journal' });
    }
  }

  return {
    /** Told whenever fail2ban has answered: where it writes its log, and how much, may have changed. Never rejects. */
    answered(): Promise<void> {
      choosing ??= (stopped ? Promise.resolve() : choose())
        .catch((error: unknown) => logger.debug('follow_source_unknown', { error }))
        .finally(() => (choosing = null));
      return choosing;
    },
    /** True when bans and their ends come from the log. A journal may be there and hold nothing of fail2ban, or fail2ban logs no bans. */
    tells(): boolean {
      const { state, lastRecordAt } = current?.followed.state() ?? { state: 'failed', lastRecordAt: null };
      return state === 'following' && lastRecordAt !== null && logsBans(level);
    },
    state(): FollowSummary {
      if (current) {
        const { state, reason, live, lastRecordAt } = current.followed.state();
        const isSilent = state === 'following' && !logsBans(level);
        return { state: isSilent ? 'failed' : state, reason: reason ?? unloggedReason(level), live, lastRecordAt };
      }
      const reason = target === null ? null : `fail2ban writes its log to ${target}, which cannot be followed. Set BANGUI_FAIL2BAN_LOG, or its logtarget to a file.`;
      return { state: target === null ? 'starting' : 'failed', reason, live: false, lastRecordAt: null };
    },
    /** Bytes of the log that are not read yet; null where that is unknown. */
    behindBytes: (): number | null => current?.followed.state().behindBytes ?? null,
    /** Resolves when nothing is under way any more. */
    async stop(): Promise<void> {
      stopped = true;
      await choosing;
      await current?.followed.stop();
    },
  };
}
