import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobsResponseSchema, jobStateSchema } from '../../pkg/contract/jobs';
import type { JobState } from '../../pkg/contract/jobs';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';
import { startTestSidecar } from './startTestSidecar';
import type { TestSidecar } from './startTestSidecar';

describe('the jobs over the API', () => {
  let fail2ban: PrivateFail2ban;
  let sidecar: TestSidecar;
  beforeAll(async () => {
    fail2ban = await createPrivateFail2ban();
    sidecar = await startTestSidecar(fail2ban.socketPath);
  });
  afterAll(async () => {
    await sidecar.stop();
    await fail2ban.dispose();
  });

  const run = (role: 'Viewer' | 'Editor' | 'Admin' = 'Admin', job = 'history_sync') => sidecar.call('POST', `/jobs/${job}/run`, { role });
  const listed = async () => jobsResponseSchema.strict().parse((await sidecar.call('GET', '/jobs', { role: 'Viewer' })).body).jobs.filter(({ name }) => name === 'history_sync');
  const audited = () => sidecar.records().filter(({ event, action }) => event === 'audit' && action === 'run_job');

  it('are listed for a Viewer, with the run at the start', async () => {
    const [job] = await waitFor('the end of the first run', async () => {
      const jobs = await listed();
      return jobs.every(({ result }) => result !== null) && jobs;
    });
    expect(job).toMatchObject({ name: 'history_sync', everySeconds: 300, running: false, result: 'done', detail: null, tookSeconds: expect.any(Number) });
    const now = Date.now() / 1000;
    expect(job?.startedAt).toBeLessThanOrEqual(now);
    expect(job?.nextAt).toBeGreaterThan(now);
    expect(job?.nextAt).toBeLessThanOrEqual(now + 300);
  });

  it('run when an Admin asks, who is told how it went; the record says who', async () => {
    const { status, body } = await run();
    expect([status, jobStateSchema.strict().parse(body).result]).toEqual([200, 'done']);
    expect(audited()).toMatchObject([{ result: 'done', actor: 'token:admin', role: 'Admin', reply: { name: 'history_sync', result: 'done' } }]);
    expect(await listed()).toMatchObject([{ startedAt: body.startedAt }]);
  });

  it('are refused to an Editor, and unknown ones to everybody', async () => {
    expect(await run('Editor')).toMatchObject({ status: 403, body: { error_code: 'FORBIDDEN', details: { needed: 'Admin' } } });
    expect(await run('Admin', 'nosuch')).toMatchObject({ status: 404, body: { error_code: 'NOT_FOUND', details: { job: 'nosuch' } } });
    expect(audited().slice(-2)).toMatchObject([{ result: 'refused', actor: 'token:editor' }, { result: 'refused', actor: 'token:admin' }]);
  });

  it('that fail say so and why, and are well again with the next run', async () => {
    await fail2ban.stop();
    const failed = await run();
    expect(failed).toMatchObject({ status: 200, body: { result: 'failed', detail: expect.stringContaining('fail2ban') } });
    expect(audited().at(-1)).toMatchObject({ result: 'failed' });
    expect(await listed()).toMatchObject([{ result: 'failed', detail: failed.body.detail as JobState['detail'] }]);
    await fail2ban.start();
    await waitFor('a run that succeeds', async () => (await run()).body.result === 'done');
    expect(await listed()).toMatchObject([{ result: 'done', detail: null }]);
  });
});
