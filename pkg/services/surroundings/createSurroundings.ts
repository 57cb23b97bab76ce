import type { Capability, Limit } from '../../contract/surroundings';
import type { Dump } from '../../domain/configuredJails';
import { BanguiError } from '../../domain/errors';
import type { JailCounters } from '../../domain/jail';
import type { ClientProgramPort } from '../ports/clientProgramPort';
import type { Clock } from '../ports/clock';
import type { Fail2banPort, ServerFiles } from '../ports/fail2banPort';
import type { Logger } from '../ports/logger';
import { judgeClient } from './judgeClient';
import type { FilesDeps } from './judgeFiles';
import { judgeFiles } from './judgeFiles';

/** The configuration and the file system change without a word: what was found is looked at again after this time. */
const GOOD_FOR_MS = 300_000;
/** A server answers before it has read its configuration: what does not fit just after a connection is looked at again soon. */
const SETTLING_MS = 60_000;
const SETTLING_GOOD_FOR_MS = 10_000;

interface SurroundingsDeps extends FilesDeps {
  fail2ban: Pick<Fail2banPort, 'capabilities' | 'serverFiles' | 'jailNames' | 'counters' | 'onConnectionLost'>;
  program: ClientProgramPort;
  clock: Clock;
  logger: Logger;
}

interface Findings {
  limits: Limit[];
  dump: Dump | null;
  foundTicks: number;
}

export type Surroundings = ReturnType<typeof createSurroundings>;

/**
 * Whether this process and fail2ban-client see the same files as the server: at start, after each reconnect, and before anything that relies on it.
 * What does not fit is switched off by name; reading bans never is.
 */
export function createSurroundings({ fail2ban, program, clock, logger, ...own }: SurroundingsDeps) {
  let findings: Findings | null = null;
  let probing: Promise<Findings> | null = null;
  let stopped = false;
  let connectedTicks = clock.ticks();

  async function client(server: ServerFiles, jails: readonly JailCounters[]): Promise<{ reason: string | null; dump: Dump | null }> {
    try {
      const [clientVersion, { version: serverVersion }, dump] = await Promise.all([program.version(), fail2ban.capabilities(), program.dump()]);
      const reason = judgeClient({ clientVersion, serverVersion, dump, server, jails });
      return { reason, dump: reason === null ? dump : null };
    } catch (error) {
      if (error instanceof BanguiError && (error.code === 'SURROUNDINGS_MISMATCH' || error.code === 'FAIL2BAN_TIMEOUT')) {
        return { reason: error.message, dump: null };
      }
      throw error;
    }
  }

  async function look(): Promise<Findings> {
    const [server, names] = await Promise.all([fail2ban.serverFiles(), fail2ban.jailNames()]);
    const jails = await fail2ban.counters(names);
    const [{ reason, dump }, files] = await Promise.all([client(server, jails), judgeFiles(own, server, jails)]);
    return { limits: [...(reason === null ? [] : [{ capability: 'start_jails' as const, reason }]), ...files], dump, foundTicks: clock.ticks() };
  }

  function announce(before: Findings | null, { limits }: Findings): void {
    const known = new Set(before?.limits.map(({ capability, reason }) => `${capability} ${reason}`));
    for (const { capability, reason } of limits) {
      known.has(`${capability} ${reason}`) || logger.warn('surroundings_limited', { capability, reason });
    }
    for (const { capability } of before?.limits ?? []) {
      limits.some((limit) => limit.capability === capability) || logger.info('surroundings_restored', { capability });
    }
  }

  /** Looks anew; who asks while a look is under way shares it. Throws what Fail2banPort throws. */
  function probe(): Promise<Findings> {
    probing ??= look()
      .then((found) => {
        announce(findings, found);
        findings = found;
        logger.debug('surroundings_known', { limits: found.limits.length });
        return found;
      })
      .finally(() => {
        probing = null;
      });
    return probing;
  }

  const goodForMs = ({ limits, foundTicks }: Findings) => (limits.length > 0 && foundTicks - connectedTicks < SETTLING_MS ? SETTLING_GOOD_FOR_MS : GOOD_FOR_MS);

  function probeQuietly(): void {
    if (!stopped && probing === null && (findings === null || clock.ticks() - findings.foundTicks >= goodForMs(findings))) {
      probe().catch((error: unknown) => logger.debug('surroundings_unknown', { error }));
    }
  }

  // A probe under way may still be of the server that is gone: what it finds is thrown away with the rest.
  const stopListening = fail2ban.onConnectionLost(() => {
    connectedTicks = clock.ticks();
    findings &&= { ...findings, foundTicks: Number.NEGATIVE_INFINITY };
    void probing?.catch(() => {}).then(() => (findings &&= { ...findings, foundTicks: Number.NEGATIVE_INFINITY }));
  });

  return {
    /** Told whenever fail2ban has answered: looks when nothing is known of this connection, or for too long. */
    answered: probeQuietly,
    limits: (): Limit[] => findings?.limits ?? [],
    /** The enabled jails of the configuration as last seen; null when it cannot be seen from here. */
    configured: (): Dump | null => findings?.dump ?? null,
    /** Looks anew, and throws SURROUNDINGS_MISMATCH when the capability is switched off. */
    async require(capability: Capability): Promise<Dump | null> {
      await probing?.catch(() => {});
      const { limits, dump } = await probe();
      const limit = limits.find((candidate) => candidate.capability === capability);
      if (limit) {
        throw new BanguiError('SURROUNDINGS_MISMATCH', limit.reason, { ...limit });
      }
      return dump;
    },
    /** The same by what was found on this connection, as long as that is good. */
    async allow(capability: Capability): Promise<Dump | null> {
      await probing?.catch(() => {});
      const known = findings !== null && clock.ticks() - findings.foundTicks < GOOD_FOR_MS && findings.limits.every((limit) => limit.capability !== capability);
      return known ? (findings?.dump ?? null) : this.require(capability);
    },
    /** Resolves when nothing is under way any more. */
    async stop(): Promise<void> {
      stopped = true;
      stopListening();
      program.close();
      await probing?.catch(() => {});
    },
  };
}
