import type { Role } from '../../../pkg/contract/roles';
import { expect, test } from '../fixtures';

const ADDRESS = '192.0.2.71';
const FORBIDDEN = { error_code: 'FORBIDDEN' };

test('everybody is who Grafana says', async ({ as }) => {
  for (const role of ['Viewer', 'Editor', 'Admin'] as const) {
    const me = await (await as(role)).get('/me');
    expect(me.status()).toBe(200);
    expect(await me.json()).toEqual({ login: `e2e-${role.toLowerCase()}`, role, via: 'grafana' });
  }
});

for (const role of ['None', 'Viewer'] as const satisfies readonly Role[]) {
  test(`the role ${role} bans and unbans nobody, also by hand`, async ({ as, stack }) => {
    const person = await as(role);
    for (const path of ['/ban', '/unban']) {
      const answer = await person.post(path, { addresses: [ADDRESS], jails: ['sshd'] });
      expect(answer.status()).toBe(403);
      expect(await answer.json()).toMatchObject(role === 'None' ? {} : FORBIDDEN);
    }
    expect(await stack.client('get', 'sshd', 'banip')).not.toContain(ADDRESS);
  });
}

test('the role None reads nothing', async ({ as }) => {
  const nobody = await as('None');
  for (const path of ['/me', '/status', '/jails', '/bans']) {
    expect((await nobody.get(path)).status(), path).toBe(403);
  }
  expect((await nobody.query({ queryType: 'bans' })).status()).toBe(403);
});

test('an Editor may not overrule the ban guard, whatever the request says', async ({ as, stack }) => {
  const editor = await as('Editor');
  for (const address of ['127.0.0.1', '0.0.0.0/0', 'junk', '192.0.2.71\n192.0.2.72']) {
    const answer = await editor.post('/ban', { addresses: [address], jails: ['sshd'], confirm: true });
    expect([400, 403], address).toContain(answer.status());
    expect(await answer.json()).toMatchObject({ error_code: expect.stringMatching(/^(BAN_GUARD|INVALID_INPUT|FORBIDDEN)$/), message: expect.stringMatching(/./) });
  }
  expect(await stack.client('get', 'sshd', 'banip')).not.toMatch(/127\.0\.0\.1|0\.0\.0\.0|192\.0\.2\.7[12]/);
});

for (const role of ['Viewer', 'Admin'] as const) {
  test(`Grafana’s data source proxy reaches nothing, as ${role}`, async ({ as }) => {
    const person = await as(role);
    for (const path of ['/api/v1/status', '/api/v1/bans', '/healthz', '/']) {
      const answer = await person.proxy(path);
      expect(answer.status(), path).toBeGreaterThanOrEqual(400);
      expect(await answer.text()).not.toMatch(/online|sidecarVersion|"bans"|error_code/);
    }
  });
}
