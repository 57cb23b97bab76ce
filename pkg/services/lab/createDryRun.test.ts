import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import type { JailCounters, JailFilter, JailParameters } from '../../domain/jail';
import type { FoundFailure } from '../ports/regexProgramPort';
import { createDryRun } from './createDryRun';

const LOADED: JailFilter = { failRegexes: ['^x <HOST>'], ignoreRegexes: [], prefRegex: '', datePattern: null, maxLines: 1, encoding: 'latin1' };
const PARAMETERS: JailParameters = { banTime: 600, findTime: 600, maxRetry: 2, escalates: false, actions: [] };
const REQUEST = { filter: null, findTime: null, maxRetry: null, hours: 24 };

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

describe('a dry run', () => {
  function setup({ logFiles = [] as string[], journalMatches = [] as string[], journal = null as string[] | null, rotated = [] as Array<{ suffix: string; modified: number }>, dates = null as Record<string, number> | null, failures = (_text: string): FoundFailure[] => [], earliest = null as number | null } = {}) {
    const clock = createFakeClock();
    const now = Math.floor(clock.now() / 1000);
    const texts: Array<{ text: string; encoding: string; filter: unknown }> = [];
    const counters: JailCounters = { name: 'sshd', currentlyFailed: 0, totalFailed: 0, currentlyBanned: 0, totalBanned: 0, logFiles, journalMatches };
    const dryRun = createDryRun({
      program: {
        async failures(filter, log, encoding) {
          let text = '';
          for await (const chunk of log) {
            text += Buffer.from(chunk).toString();
          }
          texts.push({ text, encoding, filter });
          return failures(text);
        },
        earliest: async (_loaded, { lines }) => (dates === null ? earliest : (dates[lines[0] ?? ''] ?? null)),
      },
      lab: { resolve: async () => ({ saved: 'sshd', mode: null }) },
      preview: { jailOf: async () => counters },
      files: {
        rotated: async (file) => (file === '/here/a' ? rotated.map((one) => ({ ...one, size: 9 })) : []),
        stream: async (file, _bytes, read) => (file.includes('away') ? 'missing' : read({ size: 9, cut: file.includes('large'), chunks: chunks(file.includes('empty') ? '' : `of ${file}\n`) })),
      },
      journal: { last: async () => journal },
      fail2ban: { filterOf: async () => LOADED, parameters: async () => new Map([['sshd', PARAMETERS]]), ignoreList: async () => ['example.org', '192.0.2.0/28'] },
      toHere: (file) => `/here${file}`,
      clock,
    });
    return { dryRun, texts, now };
  }

  it('puts the failures of several files in order, and says what of them it could read', async () => {
    const { dryRun, now, texts } = setup({
      logFiles: ['/a', '/away', '/large', '/d', '/e'],
      failures: (text) => [{ id: '198.51.100.1', time: setupNow() - (text.includes('/here/a') ? 10 : 20) }, { id: '198.51.100.2', time: null }, { id: '198.51.100.3', time: setupNow() - 90_000 }],
      earliest: setupNow() - 500,
    });
    const told = await dryRun.run('sshd', REQUEST);
    expect(texts.map(({ text, encoding }) => [text, encoding])).toEqual([['of /here/a\n', 'latin1'], ['of /here/large\n', 'latin1'], ['of /here/d\n', 'latin1']]);
    expect(told.files).toEqual([
      { path: '/a', rotated: [], cut: false, since: now - 500, problem: null },
      { path: '/away', rotated: [], cut: false, since: null, problem: expect.stringContaining('not there') },
      { path: '/large', rotated: [], cut: true, since: now - 500, problem: null },
      { path: '/d', rotated: [], cut: false, since: now - 500, problem: null },
      { path: '/e', rotated: [], cut: false, since: null, problem: expect.stringContaining('first 4 files') },
    ]);
    expect(told).toMatchObject({ failures: 3, undated: 3, addressesSeen: 1, addresses: [{ address: '198.51.100.1', failures: 3, first: now - 20, last: now - 10, bannedAt: now - 20, bans: 1 }] });
  });

  describe('of a log that was rotated', () => {
    const DAY = 86_400;
    const before = (seconds: number) => setupNow() - seconds;
    const rotated = [{ suffix: '.1', modified: before(100) }, { suffix: '.2.gz', modified: before(DAY - 10) }, { suffix: '.3.gz', modified: before(DAY + 10) }];
    const failures = (text: string) => [{ id: '198.51.100.1', time: before(text.includes('.2.gz') ? DAY - 50 : text.includes('.1') ? 500 : 20) }];

    it('goes back until the time that is asked for', async () => {
      const { dryRun, texts, now } = setup({ logFiles: ['/a'], rotated, failures, dates: { 'of /here/a': before(90), 'of /here/a.1': before(600) } });
      const told = await dryRun.run('sshd', REQUEST);
      expect(texts.map(({ text }) => text)).toEqual(['of /here/a\n', 'of /here/a.1\n', 'of /here/a.2.gz\n']);
      expect(told.files).toEqual([{ path: '/a', rotated: [{ path: '/a.1', problem: null }, { path: '/a.2.gz', problem: null }], cut: false, since: now - 600, problem: null }]);
      expect(told).toMatchObject({ failures: 3, addresses: [{ first: now - DAY + 50, last: now - 20 }] });
    });

    it('reads no more than is needed', async () => {
      const { dryRun, texts } = setup({ logFiles: ['/a'], rotated, failures, dates: { 'of /here/a': before(90), 'of /here/a.1': before(2 * DAY) } });
      expect((await dryRun.run('sshd', REQUEST)).files).toMatchObject([{ rotated: [{ path: '/a.1' }], since: null }]);
      expect(texts).toHaveLength(2);
      const alone = setup({ logFiles: ['/a'], rotated, failures, dates: { 'of /here/a': before(2 * DAY) } });
      expect((await alone.dryRun.run('sshd', REQUEST)).files).toMatchObject([{ rotated: [], since: null }]);
    });

    it('says what of it could not be read, and reads nothing behind it', async () => {
      const { dryRun, texts, now } = setup({ logFiles: ['/a'], rotated: [{ suffix: '.away', modified: before(100) }, ...rotated], failures, dates: { 'of /here/a': before(90) } });
      expect((await dryRun.run('sshd', REQUEST)).files).toMatchObject([{ rotated: [{ path: '/a.away', problem: expect.stringContaining('not there') }], since: now - 90, problem: null }]);
      expect(texts).toHaveLength(1);
    });
  });

  it('goes over the journal of a jail that reads it', async () => {
    const { dryRun, texts, now } = setup({ journalMatches: ['_COMM=sshd'], journal: ['one', 'twö'], failures: () => [{ id: '192.0.2.3', time: setupNow() - 5 }, { id: '192.0.2.3', time: setupNow() - 4 }] });
    const told = await dryRun.run('sshd', { ...REQUEST, filter: { saved: 'sshd', mode: null } });
    expect(texts).toEqual([{ text: 'one\ntwö\n', encoding: 'UTF-8', filter: { saved: 'sshd', mode: null, journal: true } }]);
    expect(told.files).toEqual([{ path: 'journal', rotated: [], cut: false, since: null, problem: null }]);
    expect(told.addresses).toEqual([{ address: '192.0.2.3', failures: 2, first: now - 5, last: now - 4, bannedAt: null, bans: 0, ignoredBy: '192.0.2.0/28' }]);
  });

  it('says so when the journal cannot be read, and when the jail reads nothing', async () => {
    expect((await setup({ journalMatches: ['_COMM=sshd'] }).dryRun.run('sshd', REQUEST)).files).toMatchObject([{ problem: expect.stringContaining('journal') }]);
    await expect(setup().dryRun.run('sshd', REQUEST)).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH' });
  });
});

function setupNow(): number {
  return Math.floor(createFakeClock().now() / 1000);
}
