import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { BanguiError } from '../../domain/errors';
import { createAuditTrail } from './createAuditTrail';
import { createLateWrites } from './createLateWrites';

const BUSY = new BanguiError('DATABASE_BUSY', 'Database is temporarily busy. Retry the request.', { retries: 3 });
const principal = { login: 'anna', role: 'Admin' as const, orgId: 1, via: 'grafana' as const };

function setUp() {
  const clock = createFakeClock();
  const { logger, records } = createRecordingLogger();
  const { port, circumstances } = createFakeArchive();
  const late = createLateWrites({ clock, logger, what: 'audit', onFailure: () => {} });
  const audit = createAuditTrail({ archive: port, late, clock, logger, host: 'h' });
  const record = (request: unknown) => audit.record({ principal, action: 'ban', result: 'done', fields: { request, reply: { changed: 1 } } });
  const rows = async () => (await port.auditTrail(5000)).reverse();
  return { clock, circumstances, record, rows, records };
}

describe('the audit trail', () => {
  it('keeps the whole request in the archive and cuts what is long in the log alone', async () => {
    const { clock, record, rows, records } = setUp();
    const addresses = Array.from({ length: 1000 }, (_, i) => `10.0.${i >> 8}.${i & 255}`);
    record({ addresses });
    await clock.advance(0);
    expect((await rows()).map(({ request, reply }) => [JSON.parse(request), JSON.parse(reply)])).toEqual([[{ addresses }, { reply: { changed: 1 } }]]);
    expect(JSON.stringify(records[0]?.fields.request).length).toBeLessThan(500);
  });

  it('writes what the archive did not take as soon as it does, with the time it happened at and in its order', async () => {
    const { clock, circumstances, record, rows, records } = setUp();
    circumstances.failure = BUSY;
    record(1);
    await clock.advance(500);
    record(2);
    await clock.advance(90_000);
    expect(records.filter(({ event }) => event === 'audit')).toHaveLength(2);
    expect(await rows().catch((error: unknown) => error)).toBe(BUSY);
    circumstances.failure = null;
    await clock.advance(60_000);
    const start = Date.UTC(2026, 0, 1) / 1000;
    expect((await rows()).map(({ at, request }) => [at, request])).toEqual([[start, '1'], [start, '2']]);
  });
});
