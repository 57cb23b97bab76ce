import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fail2banPort } from '../../pkg/services/ports/fail2banPort';

/** A server with at least two jails that have a positive ban time and no bans. */
export interface Fail2banUnderTest {
  port: Fail2banPort;
  jails: readonly [string, string];
  /** A third one, which may be gone at the end. */
  stoppable: string;
  /** Entries of the first jail's ignore list. */
  ignored: readonly string[];
  now(): number;
  stop(): Promise<void> | void;
}

const UNKNOWN = 'no-such-jail';
const A = '192.0.2.7';
const B = '2001:db8::7';
const NETWORK = '198.51.100.0/24';

/** What every implementation of Fail2banPort must do. */
export function describeFail2banPort(name: string, make: () => Promise<Fail2banUnderTest>): void {
  describe(`Fail2banPort: ${name}`, () => {
    let given: Fail2banUnderTest;
    let port: Fail2banPort;
    let first: string;
    let second: string;

    beforeEach(async () => {
      given = await make();
      port = given.port;
      [first, second] = given.jails;
    });
    afterEach(async () => {
      await port.unban(null, [A, B, NETWORK]).catch(() => {});
      await given.stop();
    });

    const banned = async (jail: string) => (await port.activeBans(jail)).map(({ address }) => address).sort();

    it('answers a ping and tells its version', async () => {
      await port.ping(5000);
      expect((await port.capabilities()).version).toMatch(/^\d+\.\d+/);
      expect(port.running()).toBeNull();
    });

    it('tells where its database is, and how long it keeps a ban there', async () => {
      expect(await port.databaseFile()).toMatch(/^\/.*\.sqlite3$/);
      expect(await port.purgeAge()).toBe(86_400);
    });

    it('lists its jails', async () => {
      expect(await port.jailNames()).toEqual(expect.arrayContaining([first, second]));
    });

    it('gives counters in the order asked, without the jails that are gone', async () => {
      const counters = await port.counters([second, UNKNOWN, first]);
      expect(counters.map((one) => one.name)).toEqual([second, first]);
      expect(await port.counters([])).toEqual([]);
      expect(await port.counters([UNKNOWN])).toEqual([]);
    });

    it('gives parameters by name, without the jails that are gone', async () => {
      const parameters = await port.parameters([first, UNKNOWN, second]);
      expect([...parameters.keys()]).toEqual([first, second]);
      expect(parameters.get(first)).toMatchObject({ banTime: expect.any(Number), findTime: expect.any(Number), maxRetry: expect.any(Number), escalates: expect.any(Boolean) });
      expect(parameters.get(first)?.actions).toBeInstanceOf(Array);
    });

    it('bans once, counts it, and says when it began and will end', async () => {
      const before = Math.floor(given.now() / 1000);
      const [countersBefore] = await port.counters([first]);
      expect(await port.ban(first, [A, B, NETWORK])).toEqual({ changed: 3, failure: null });
      expect(await port.ban(first, [A, B])).toEqual({ changed: 0, failure: null });
      expect(await banned(first)).toEqual([A, NETWORK, B].sort());
      expect(await banned(second)).toEqual([]);

      const after = Math.ceil(given.now() / 1000);
      const banTime = (await port.parameters([first])).get(first)?.banTime ?? Number.NaN;
      for (const ban of await port.activeBans(first)) {
        expect(ban).toMatchObject({ jail: first, banTime, end: ban.start + banTime });
        expect(ban.start).toBeGreaterThanOrEqual(before);
        expect(ban.start).toBeLessThanOrEqual(after);
      }
      const [counters] = await port.counters([first]);
      expect(counters?.currentlyBanned).toBe(3);
      expect(counters?.totalBanned).toBe((countersBefore?.totalBanned ?? 0) + 3);
    });

    it('unbans in one jail, or in all', async () => {
      await port.ban(first, [A, B]);
      await port.ban(second, [A]);
      expect(await port.unban(first, [A])).toEqual({ changed: 1, failure: null });
      expect(await port.unban(first, [A])).toEqual({ changed: 0, failure: null });
      expect(await banned(second)).toEqual([A]);
      expect(await port.unban(null, [A, B])).toEqual({ changed: 2, failure: null });
      expect([...(await banned(first)), ...(await banned(second))]).toEqual([]);
    });

    it('lifts every ban inside a network', async () => {
      await port.ban(first, ['198.51.100.1', '198.51.100.2', A]);
      expect(await port.unban(first, [NETWORK])).toEqual({ changed: 2, failure: null });
      expect(await banned(first)).toEqual([A]);
    });

    it('stops a jail and leaves the others as they are', async () => {
      const { stoppable } = given;
      await port.ban(stoppable, [A]);
      await port.ban(first, [A]);
      await port.stopJail(stoppable);
      expect(await port.jailNames()).not.toContain(stoppable);
      expect(await banned(first)).toEqual([A]);
    });

    it('takes many addresses at once', async () => {
      const many = Array.from({ length: 250 }, (_, i) => `198.51.100.${i}`);
      expect(await port.ban(first, many)).toEqual({ changed: 250, failure: null });
      expect(await port.unban(first, many)).toEqual({ changed: 250, failure: null });
      expect(await port.ban(first, [])).toEqual({ changed: 0, failure: null });
      expect(await port.unban(null, [])).toEqual({ changed: 0, failure: null });
    });

    it('lists whom it ignores', async () => {
      expect((await port.ignoreList(first)).sort()).toEqual([...given.ignored].sort());
    });

    it('sets a jail idle and wakes it again, and bans meanwhile', async () => {
      await port.setIdle(first, true);
      expect(await port.ban(first, [A])).toEqual({ changed: 1, failure: null });
      await port.setIdle(first, false);
      expect(await banned(first)).toEqual([A]);
    });

    it('tells where the server keeps its log and database', async () => {
      const { database, logTarget } = await port.serverFiles();
      expect(database).toMatch(/^\//);
      expect(logTarget).toMatch(/^\//);
    });

    it('tells its log level, and what a jail looks for', async () => {
      expect(await port.logLevel()).toBe('INFO');
      const filter = await port.filterOf(first);
      expect(filter).toMatchObject({ ignoreRegexes: expect.any(Array), prefRegex: expect.any(String), maxLines: 1, encoding: 'UTF-8' });
      expect(filter.failRegexes.join()).toContain('(?P<ip4>');
      expect(port.unanswered()).toBeNull();
    });

    it('tells what the server runs with, and takes other values', async () => {
      const before = await port.serverParameters();
      expect(before).toMatchObject({ logLevel: 'INFO', logTarget: expect.stringMatching(/^\//), databaseFile: expect.stringMatching(/^\//), purgeAge: 86_400, maxMatches: 10 });
      await port.setServerParameter('loglevel', 'NOTICE');
      await port.setServerParameter('dbpurgeage', 172_800);
      await port.setServerParameter('dbmaxmatches', 20);
      expect(await port.serverParameters()).toEqual({ ...before, logLevel: 'NOTICE', purgeAge: 172_800, maxMatches: 20 });
      await port.setServerParameter('loglevel', 'INFO');
      await port.setServerParameter('dbpurgeage', 86_400);
      await port.setServerParameter('dbmaxmatches', 10);
      await port.flushLogs();
    });

    it('tells what a jail runs with, and takes other values', async () => {
      const before = await port.liveParameters(first);
      await port.setLiveParameter(first, 'bantime', 1200);
      await port.setLiveParameter(first, 'findtime', 300);
      await port.setLiveParameter(first, 'maxretry', 7);
      await port.setLiveParameter(first, 'maxmatches', 9);
      expect(await port.liveParameters(first)).toEqual({ banTime: 1200, findTime: 300, maxRetry: 7, maxMatches: 9 });
      await port.setLiveParameter(first, 'bantime', -1);
      expect((await port.liveParameters(first)).banTime).toBe(-1);
      await port.setLiveParameter(first, 'bantime', before.banTime);
      await port.setLiveParameter(first, 'findtime', before.findTime);
      await port.setLiveParameter(first, 'maxretry', before.maxRetry);
      await port.setLiveParameter(first, 'maxmatches', before.maxMatches);
    });

    it('sends no number that is none, and no other word', async () => {
      const invalid = { code: 'INVALID_INPUT' };
      for (const value of [0, -2, 1.5, Number.NaN, 4e9]) {
        await expect(port.setLiveParameter(first, 'bantime', value)).rejects.toMatchObject(invalid);
        await expect(port.setServerParameter('dbpurgeage', value)).rejects.toMatchObject(invalid);
      }
      await expect(port.setLiveParameter(first, 'findtime', -1)).rejects.toMatchObject(invalid);
      await expect(port.setServerParameter('dbpurgeage', '__import__("os").getpid()')).rejects.toMatchObject(invalid);
      await expect(port.setServerParameter('loglevel', 'BOGUS')).rejects.toMatchObject(invalid);
    });

    it('says that a jail is not there', async () => {
      const notFound = { code: 'JAIL_NOT_FOUND', details: { jail: UNKNOWN } };
      await expect(port.activeBans(UNKNOWN)).rejects.toMatchObject(notFound);
      await expect(port.ignoreList(UNKNOWN)).rejects.toMatchObject(notFound);
      await expect(port.filterOf(UNKNOWN)).rejects.toMatchObject(notFound);
      await expect(port.ban(UNKNOWN, [A])).rejects.toMatchObject(notFound);
      await expect(port.unban(UNKNOWN, [A])).rejects.toMatchObject(notFound);
      await expect(port.stopJail(UNKNOWN)).rejects.toMatchObject(notFound);
      await expect(port.setIdle(UNKNOWN, true)).rejects.toMatchObject(notFound);
      await expect(port.liveParameters(UNKNOWN)).rejects.toMatchObject(notFound);
      await expect(port.setLiveParameter(UNKNOWN, 'bantime', 600)).rejects.toMatchObject(notFound);
    });

    it.each(['', 'not-an-ip', '192.0.2.7\n', ' 192.0.2.7', '192.0.2.07', '192.0.2.7/24', '192.0.2.7/32', '2001:DB8::7', '::ffff:192.0.2.7', '--all'])(
      'sends nothing when %j is among the addresses',
      async (address) => {
        await expect(port.ban(first, [A, address])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
        await expect(port.unban(null, [A, address])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
        expect(await banned(first)).toEqual([]);
      }
    );

    it.each(['', '--all', 'a b', 'a,b', 'sshd\n', 'DEFAULT'])('takes %j for no jail', async (jail) => {
      const invalid = { code: 'INVALID_INPUT' };
      await expect(port.counters([first, jail])).rejects.toMatchObject(invalid);
      await expect(port.parameters([first, jail])).rejects.toMatchObject(invalid);
      await expect(port.activeBans(jail)).rejects.toMatchObject(invalid);
      await expect(port.ignoreList(jail)).rejects.toMatchObject(invalid);
      await expect(port.ban(jail, [A])).rejects.toMatchObject(invalid);
      await expect(port.unban(jail, [A])).rejects.toMatchObject(invalid);
      await expect(port.stopJail(jail)).rejects.toMatchObject(invalid);
      await expect(port.setIdle(jail, true)).rejects.toMatchObject(invalid);
    });
  });
}
