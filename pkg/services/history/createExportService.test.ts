import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import type { NewBan } from '../../domain/archivedBan';
import { BanguiError } from '../../domain/errors';
import { createExportService } from './createExportService';

const T = 1_767_225_600;
const WINDOW = { from: T - 10, to: T + 10_000 };
const HEAD = 'jail,address,start,banTime,endedAt,endCause,endedBy,country,asn,org,banCount,failures,origin,approximate,addressBans,actor';

const ban = (index: number, more: Partial<NewBan> = {}): NewBan => {
  return { jail: 'sshd', address: `10.0.${index >> 8}.${index & 255}`, start: T + Math.floor(index / 3), banTime: 600, origin: 'database', ...more };
};

function setUp() {
  const archive = createFakeArchive();
  const pages: number[] = [];
  const history: typeof archive.port.history = async (...args) => {
    const bans = await archive.port.history(...args);
    pages.push(bans.length);
    return bans;
  };
  return { archive, pages, exports: createExportService({ archive: { history }, clock: createFakeClock(), development: true }) };
}

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) {
    text += chunk;
  }
  return text;
}

describe('the export of the history', () => {
  it('is CSV with a head, names and times that anybody can read, and no formula', async () => {
    const { archive, exports } = setUp();
    await archive.port.recordBans([
      ban(0, { jail: '=cmd()', actor: '-ann', banTime: -1, failures: 5, banCount: 3, origin: 'own', place: { country: 'DE', asn: 64500, org: '@home' } }),
      ban(30, { address: '2001:db8::7', origin: 'observed', matches: ['never told'] }),
    ]);
    await archive.port.recordUnbans([{ jail: null, address: '2001:db8::7', at: T + 60, actor: 'bob' }]);
    const { filename, chunks } = exports.exportHistory(WINDOW, 'csv');
    expect(filename).toBe('bangui-history-20251231T235950Z-20260101T024640Z.csv');
    expect((await textOf(chunks)).split('\r\n')).toEqual([
      HEAD,
      'sshd,2001:db8::7,2026-01-01T00:00:10Z,600,2026-01-01T00:01:00Z,unbanned,bob,,,,1,,observed,true,1,',
      "'=cmd(),10.0.0.0,2026-01-01T00:00:00Z,-1,,,,DE,64500,'@home,3,5,own,false,1,'-ann",
      '',
    ]);
  });

  it('is an object a line with the same names', async () => {
    const { archive, exports } = setUp();
    await archive.port.recordBans([ban(0, { jail: '=cmd()' }), ban(30)]);
    const text = await textOf(exports.exportHistory(WINDOW, 'jsonl').chunks);
    const objects = text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as object);
    expect(objects).toHaveLength(2);
    expect(Object.keys(objects[0] ?? {}).join()).toBe(HEAD);
    expect(objects[1]).toMatchObject({ jail: '=cmd()', start: '2026-01-01T00:00:00Z', banTime: 600, endedAt: null, approximate: false });
  });

  it.each([0, 1, 999, 1000, 1001, 2500])('of %i bans has each once, newest first', async (count) => {
    const { archive, exports } = setUp();
    await archive.port.recordBans(Array.from({ length: count }, (_, index) => ban(index)));
    const lines = (await textOf(exports.exportHistory(WINDOW, 'csv').chunks)).split('\r\n').slice(1, -1);
    expect(lines.map((line) => line.split(',')[1])).toEqual(Array.from({ length: count }, (_, index) => ban(count - 1 - index).address));
  });

  it('reads a page when it is asked for one, and none before or after', async () => {
    const { archive, pages, exports } = setUp();
    await archive.port.recordBans(Array.from({ length: 2500 }, (_, index) => ban(index)));
    const iterator = exports.exportHistory(WINDOW, 'csv').chunks[Symbol.asyncIterator]();
    expect(pages).toEqual([]);
    await iterator.next();
    expect(pages).toEqual([1000]);
    await iterator.return?.();
    expect(await iterator.next()).toMatchObject({ done: true });
    expect(pages).toEqual([1000]);
  });

  it('has the window and filters of the history, and refuses what it refuses', async () => {
    const { archive, exports } = setUp();
    await archive.port.recordBans([ban(0), ban(3, { jail: 'nginx' }), ban(6, { jail: 'nginx' }), ban(9, { jail: 'nginx', address: '192.0.2.1' })]);
    const csv = await textOf(exports.exportHistory({ from: T + 2, to: T + 9, jail: ['nginx'], search: '10.0.0.0/8' }, 'csv').chunks);
    expect(csv.match(/10\.0\.\d+\.\d+|192\.0\.2\.1/g)).toEqual(['10.0.0.6']);
    expect(() => exports.exportHistory({ search: 'no-address' }, 'csv')).toThrow(BanguiError);
    expect(() => exports.exportHistory({ from: 2, to: 1 }, 'csv')).toThrow('ends before it begins');
  });

  it('fails as a whole when the archive cannot be read, instead of being a head alone', async () => {
    const { archive, exports } = setUp();
    archive.circumstances.failure = new BanguiError('DATABASE_BUSY', 'Busy.');
    await expect(exports.exportHistory(WINDOW, 'csv').chunks[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'DATABASE_BUSY' });
  });

  it('goes on where the archive stopped looking for what is rare', async () => {
    const { archive } = setUp();
    await archive.port.recordBans(Array.from({ length: 3500 }, (_, index) => ban(index)));
    const asked: string[] = [];
    // Goes no further than 400 seconds at a time, with 3 bans each.
    const history: typeof archive.port.history = async (filter, limit, after) => {
      const reached = Math.max(filter.from, Math.min(filter.to, after?.start ?? filter.to) - 400);
      const found = await archive.port.history({ ...filter, from: reached }, limit, after);
      if (found.length < limit && reached > filter.from) {
        asked.push('refused');
        throw new BanguiError('INVALID_INPUT', 'Too many.', { field: 'from', reached });
      }
      asked.push(String(found.length));
      return found;
    };
    const exports = createExportService({ archive: { history }, clock: createFakeClock(), development: true });
    const text = await textOf(exports.exportHistory({ from: T - 10, to: T + 2000 }, 'jsonl').chunks);
    const starts = text.split('\n').slice(0, -1).map((line) => (JSON.parse(line) as { address: string }).address);
    expect(starts).toHaveLength(3500);
    expect(new Set(starts).size).toBe(3500);
    expect(asked).toContain('refused');
    expect(asked).toContain('1000');
  });

  it('fails where the archive refuses for another reason', async () => {
    const history = () => Promise.reject(new BanguiError('INVALID_INPUT', 'Too many.', { field: 'from', reached: WINDOW.from }));
    const exports = createExportService({ archive: { history }, clock: createFakeClock(), development: true });
    await expect(textOf(exports.exportHistory(WINDOW, 'csv').chunks)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
