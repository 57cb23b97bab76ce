import { readFile } from 'node:fs/promises';
import { DATA_SOURCE_TYPE } from '../../../src/constants';
import { expect, test } from '../fixtures';
import { valuesOf } from '../grafanaApi';
import { ConfigPage } from '../pages/ConfigPage';
import { sessionOf } from '../people';

const WRONG = { uid: 'e2e-wrong-token', name: 'fail2ban with a wrong token' };

test.describe('the provisioned data source', () => {
  test('tells version and jails', async ({ as, stack }) => {
    const answer = await (await as('Admin')).health();
    expect(answer.status()).toBe(200);
    expect(await answer.json()).toMatchObject({ status: 'OK', details: { state: 'online', version: stack.fail2banVersion, jails: 3 } });
  });

  test('keeps Grafana’s proxy without an address', async ({ as }) => {
    const { request } = await as('Admin');
    const settings = await (await request.get('/api/datasources/uid/fail2ban-local')).json();
    expect(settings).toMatchObject({ type: DATA_SOURCE_TYPE, url: '', secureJsonFields: { token: true } });
    expect(JSON.stringify(settings)).not.toContain('"token":"');
  });

  test('answers queries', async ({ as, stack }) => {
    const viewer = await as('Viewer');
    await stack.client('set', 'sshd', 'banip', '192.0.2.60');
    expect(await valuesOf(await viewer.query({ queryType: 'status', field: 'up' }), 'up')).toEqual([1]);
    expect(await valuesOf(await viewer.query({ queryType: 'jails' }), 'jail')).toEqual(expect.arrayContaining(['nginx-http-auth', 'sshd', 'slow']));
    await expect.poll(async () => valuesOf(await viewer.query({ queryType: 'bans', search: '192.0.2.60' }), 'address')).toEqual(['192.0.2.60']);
    await stack.client('set', 'sshd', 'unbanip', '192.0.2.60');
  });
});

test.describe('a data source with a wrong token', () => {
  test.use({ storageState: sessionOf('Admin') });

  test.beforeEach(async ({ as }) => {
    const { request } = await as('Admin');
    const secureJsonData = { token: 'this-is-not-the-token-of-the-sidecar' };
    const made = await request.post('/api/datasources', { data: { ...WRONG, type: DATA_SOURCE_TYPE, access: 'proxy', secureJsonData } });
    expect(made.status(), await made.text()).toBe(200);
  });

  test.afterEach(async ({ as }) => {
    await (await as('Admin')).request.delete(`/api/datasources/uid/${WRONG.uid}`);
  });

  test('says so in every answer and shows nothing', async ({ as }) => {
    const { request, health } = await as('Admin');
    const said = await health(WRONG.uid);
    expect(said.status()).toBe(400);
    expect(await said.json()).toMatchObject({ status: 'ERROR', message: expect.stringContaining('token'), details: { error_code: 'SIDECAR_TOKEN_MISMATCH' } });
    const read = await request.get(`/api/datasources/uid/${WRONG.uid}/resources/bans`);
    expect(read.status()).toBe(403);
    expect(await read.json()).toMatchObject({ error_code: 'SIDECAR_TOKEN_MISMATCH' });
  });

  test('is set right in its config editor', async ({ gotoDataSourceConfigPage, page, stack }) => {
    const config = new ConfigPage(page, await gotoDataSourceConfigPage(WRONG.uid));
    expect((await config.saveAndTest()).status()).toBe(400);
    await expect(config.result).toContainText('token');

    await config.enterToken((await readFile(stack.tokenFile, 'utf8')).trim());
    expect((await config.saveAndTest()).status()).toBe(200);
    await expect(config.result).toContainText(`fail2ban ${stack.fail2banVersion} is online: 3 jails`);
    await page.reload();
    await expect(config.token).toHaveValue('configured');
    await expect(config.token).toBeDisabled();
  });
});
