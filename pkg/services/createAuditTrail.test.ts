import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../test/fakes/createFakeArchive';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../test/fakes/fakeClock';
import { BanguiError } from '../domain/errors';
import { createAuditTrail } from './createAuditTrail';

const BUSY = new BanguiError('DATABASE_BUSY', 'Database is temporarily busy. Retry the request.', { retries: 3 });
const principal = { login: 'anna', role: 'Admin' as const, orgId: 1, via: 'grafana' as const };

function setUp() {
  const clock = createFakeClock();
  const { logger, records } = createRecordingLogger();
  const { port, circumstances } = createFakeArchive();
  const failures: unknown[] = [];
  const audit = createAuditTrail({ archive: port, clock, logger, host: 'h', onFailure: (error) => void failures.push(error) });
  const record = (request: unknown) => audit.record({ principal, action: 'ban', result: 'done', fields: { request, reply: { changed: 1 } } });
  const rows = async () => (await port.auditTrail(5000)).reverse();
  const events = () => records.filter(({ event }) => event !== 'audit').map(({ level, event, fields }) => ({ level, event, ...fields }));
  return { clock, circumstances, audit, record, rows, records, events, failures };
}

describe('the audit trail', () => {
  it('keeps the whole request in the archive and cuts what is long in the log alone', async () => {
    const { audit, record, rows, records } = setUp();
    const addresses = Array.from({ length: 1000 }, (_, i) => `10.0.${i >> 8}.${i & 255}`);
    record({ addresses });
    await audit.stop();
    expect((await rows()).map(({ request, reply }) => [JSON.parse(request), JSON.parse(reply)])).toEqual([[{ addresses }, { reply: { changed: 1 } }]]);
    expect(JSON.stringify(records[0]?.fields.request).length).toBeLessThan(500);
  });

  it('writes what the archive did not take as soon as it does, with the time it happened at and in its order', async () => {
    const { clock, circumstances, record, rows, events, failures } = setUp();
    circumstances.failure = BUSY;
    record(1);
    await clock.advance(500);
    record(2);
    await clock.advance(90_000);
    expect(events()).toEqual([{ level: 'error', event: 'audit_write_failed', error: BUSY, waiting: 1 }]);
    expect(failures).toEqual([BUSY]);
    circumstances.failure = null;
    await clock.advance(60_000);
    const start = Date.UTC(2026, 0, 1) / 1000;
    expect((await rows()).map(({ at, request }) => [at, request])).toEqual([[start, '1'], [start, '2']]);
    expect(events().at(-1)).toEqual({ level: 'info', event: 'audit_written_late', rows: 2, lost: 0 });
  });

  it('tries again with the next record, and tells of each run of failures', async () => {
    const { clock, circumstances, record, rows, events } = setUp();
    for (const run of [1, 2]) {
      circumstances.failure = BUSY;
      record(run);
      await clock.advance(0);
      circumstances.failure = null;
      record(`${run} after`);
      await clock.advance(0);
      expect(await rows()).toHaveLength(run * 2);
    }
    expect(events().map(({ event }) => event)).toEqual(['audit_write_failed', 'audit_written_late', 'audit_write_failed', 'audit_written_late']);
  });

  it.each([
    ['many', 1005, () => 'x', 1000],
    ['long', 40, (i: number) => `${i}${'x'.repeat(1_000_000)}`, 31],
  ])('keeps a limited amount of %s rows, and says that some are in the log only', async (_what, count, request, kept) => {
    const { clock, circumstances, record, rows, events, records } = setUp();
    circumstances.failure = BUSY;
    for (let i = 0; i < count; i++) {
      record(request(i));
    }
    await clock.advance(0);
    expect(records.filter(({ event }) => event === 'audit')).toHaveLength(count);
    expect(events()).toMatchObject([{ level: 'error', event: 'audit_lost', waiting: kept }, { event: 'audit_write_failed' }]);
    circumstances.failure = null;
    for (let settled = 0; settled < kept / 5; settled++) {
      await clock.advance(1000);
    }
    expect(await rows()).toHaveLength(kept);
    expect(events().at(-1)).toMatchObject({ event: 'audit_written_late', rows: kept, lost: count - kept });
  });

  it('writes what waits when it is stopped, or says that it could not', async () => {
    const { circumstances, audit, record, rows, events } = setUp();
    circumstances.failure = BUSY;
    record(1);
    await audit.stop();
    expect(events()).toMatchObject([{ event: 'audit_write_failed' }, { event: 'audit_lost', waiting: 1 }]);
    circumstances.failure = null;
    await audit.stop();
    expect(await rows()).toHaveLength(1);
  });
});
