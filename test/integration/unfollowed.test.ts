import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createFail2banClient } from '../../pkg/fail2ban/createFail2banClient';
import { createLogFollower } from '../../pkg/fail2ban/log/createLogFollower';
import { systemClock } from '../../pkg/host/systemClock';
import { createEventBus } from '../../pkg/services/events/createEventBus';
import { createFollowService } from '../../pkg/services/follow/createFollowService';
import { createFakeArchive } from '../fakes/createFakeArchive';
import { createRecordingLogger } from '../fakes/createRecordingLogger';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';
import { startTestSidecar } from './startTestSidecar';

/** A busy machine may lose the connection: then no list ends a ban for a minute. */
const HELD_MS = 90_000;

describe('a fail2ban whose log cannot be followed', () => {
  const disposals: Array<() => Promise<unknown>> = [];
  afterEach(async () => {
    for (const dispose of disposals.splice(0).reverse()) {
      await dispose();
    }
  });

  async function server() {
    const fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd' }, { name: 'short', filter: 'sshd', banTime: 10 }] });
    disposals.push(fail2ban.dispose);
    return fail2ban;
  }

  async function unfollowing(fail2ban: PrivateFail2ban) {
    const sidecar = await startTestSidecar(fail2ban.socketPath, { BANGUI_FAIL2BAN_LOG: `${fail2ban.dir}/elsewhere.log` });
    disposals.push(sidecar.stop);
    return sidecar;
  }

  it('is said to be so, where its log goes to a journal that nobody can read', async () => {
    const fail2ban = await server();
    await fail2ban.client('set', 'logtarget', 'STDERR');
    const { logger } = createRecordingLogger();
    const client = createFail2banClient({ socketPath: fail2ban.socketPath, clock: systemClock, logger, timeZone: 'UTC' });
    disposals.push(client.close);
    const service = createFollowService({
      follower: createLogFollower({ clock: systemClock, logger, journalctl: '/nonexistent/journalctl' }),
      fail2ban: client,
      archive: createFakeArchive().port,
      logFile: null,
      toHere: (file) => file,
      timeZone: 'UTC',
      banTimeOf: () => null,
      learnBanTimes: async () => {},
      bus: createEventBus({ logger }),
      onBansLogged: () => {},
      onFailure: () => {},
      logger,
    });
    disposals.push(service.stop);
    await service.answered();
    await waitFor('the journal to be missed', () => service.state().state === 'failed');
    expect(service.state()).toMatchObject({ reason: 'There is no /nonexistent/journalctl here.', live: false });
    expect(service.tells()).toBe(false);

    await fail2ban.client('set', 'logtarget', fail2ban.logPath);
    await service.answered();
    await waitFor('the file to be followed', () => service.tells());
  });

  it('has its bans ended by its lists all the same', async () => {
    const fail2ban = await server();
    const sidecar = await unfollowing(fail2ban);
    const follow = async () => (await sidecar.call('GET', '/status')).body.follow;
    await waitFor('the log to be missed', async () => (await follow()).state === 'missing');
    expect((await follow()).reason).toContain('elsewhere.log');

    const ends = async () => {
      await sidecar.call('POST', '/history/sync', { body: {} });
      const { bans } = (await sidecar.call('GET', '/history')).body;
      return Object.fromEntries((bans as Array<Record<string, unknown>>).map(({ jail, address, endCause }) => [`${String(jail)} ${String(address)}`, endCause]));
    };
    await fail2ban.ban('sshd', ['192.0.2.1', '192.0.2.2']);
    await fail2ban.ban('short', ['192.0.2.3']);
    await waitFor('the bans', async () => Object.keys(await ends()).length === 3, { everyMs: 200 });
    await fail2ban.client('set', 'sshd', 'unbanip', '192.0.2.1');
    await waitFor('two ends', async () => Object.values(await ends()).filter((cause) => cause !== null).length === 2, { everyMs: 500, timeoutMs: HELD_MS });
    await fail2ban.client('stop', 'sshd');
    await waitFor('the end of the jail', async () => (await ends())['sshd 192.0.2.2'] !== null, { everyMs: 500 });
    expect(await ends()).toEqual({ 'sshd 192.0.2.1': 'unbanned', 'sshd 192.0.2.2': 'jail_stopped', 'short 192.0.2.3': 'expired' });
  }, 120_000);

  it('has its bans ended by its lists where it logs too little, and says so', async () => {
    const fail2ban = await server();
    const sidecar = await startTestSidecar(fail2ban.socketPath, { BANGUI_HEALTH_INTERVAL_SECONDS: '1' });
    disposals.push(sidecar.stop);
    const follow = async () => (await sidecar.call('GET', '/status')).body.follow;
    await fail2ban.ban('sshd', ['192.0.2.1']);
    await waitFor('the log to be followed', async () => (await follow()).state === 'following' && (await follow()).lastRecordAt !== null);
    await fail2ban.client('set', 'loglevel', 'WARNING');
    await waitFor('the level to be noticed', async () => (await follow()).state === 'failed');
    expect((await follow()).reason).toContain('fail2ban logs at WARNING');
    const end = async () => {
      await sidecar.call('POST', '/history/sync', { body: {} });
      return (await sidecar.call('GET', '/history')).body.bans[0]?.endCause;
    };
    expect(await end()).toBe(null);
    await fail2ban.client('set', 'sshd', 'unbanip', '192.0.2.1');
    await waitFor('the end', async () => (await end()) === 'unbanned', { everyMs: 500, timeoutMs: HELD_MS });
    await fail2ban.client('set', 'loglevel', 'INFO');
    await waitFor('the log to be followed again', async () => (await follow()).state === 'following');
  }, 120_000);

  it('ends none that runs, in whatever part of a second it began', async () => {
    const fail2ban = await server();
    const sidecar = await unfollowing(fail2ban);
    await sidecar.call('POST', '/history/sync', { body: {} });
    for (let last = 1; last <= 8; last++) {
      await fail2ban.client('set', 'sshd', 'banip', `192.0.2.${last}`);
      await setTimeout(130);
    }
    await sidecar.call('POST', '/history/sync', { body: {} });
    // Whoever is on no list so long after the database told of the ban is taken for free.
    await setTimeout(21_000);
    await sidecar.call('POST', '/history/sync', { body: {} });
    const { bans } = (await sidecar.call('GET', '/history')).body;
    expect(bans.map(({ endedAt }: { endedAt: number | null }) => endedAt)).toEqual(Array(8).fill(null));
  });

  it('goes on with the bans that it restores one by one', async () => {
    const fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd', action: { sleepSeconds: 1 } }] });
    disposals.push(fail2ban.dispose);
    const sidecar = await unfollowing(fail2ban);
    const causes = async (): Promise<unknown[]> => {
      await sidecar.call('POST', '/history/sync', { body: {} });
      return (await sidecar.call('GET', '/history')).body.bans.map(({ endCause }: { endCause: string | null }) => endCause);
    };
    const running = Array<null>(4).fill(null);
    const restored = async (): Promise<string> => (await fail2ban.client('status', 'sshd')).replace(/^.*Currently banned:\s*(\d+).*$/s, '$1');
    await fail2ban.client('set', 'sshd', 'banip', ...running.map((_, i) => `192.0.2.${i + 1}`));
    await waitFor('the bans', async () => isDeepStrictEqual(await causes(), running), { everyMs: 200 });

    const restarts = [
      async () => {
        await fail2ban.client('stop', 'sshd');
        expect(await causes()).not.toContain('unbanned');
        await fail2ban.client('reload', '--if-exists', 'sshd');
      },
      async () => {
        await fail2ban.stop();
        await fail2ban.start();
      },
    ];
    for (const restart of restarts) {
      await restart();
      const seen = new Set<string>();
      await waitFor('all bans to be restored', async () => {
        const count = await restored();
        seen.add(count);
        expect(await causes()).not.toContain('unbanned');
        return count === '4';
      }, { everyMs: 500 });
      expect(seen.size, 'looks while they were restored').toBeGreaterThan(2);
      await waitFor('the bans to go on', async () => isDeepStrictEqual(await causes(), running), { everyMs: 500 });
    }
    const { bans } = (await sidecar.call('GET', '/history')).body;
    expect(bans.map(({ origin }: { origin: string }) => origin)).toEqual(Array(4).fill('database'));
  });
});
