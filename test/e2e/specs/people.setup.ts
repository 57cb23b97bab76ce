import { expect, test as setup } from '@playwright/test';
import { PEOPLE, sessionOf } from '../people';
import { readStackInfo } from '../stackInfo';

setup('a person of each role exists and has logged in', async ({ playwright, baseURL }) => {
  const admin = readStackInfo()?.admin;
  const server = await playwright.request.newContext({
    baseURL,
    httpCredentials: { username: admin?.user ?? '', password: admin?.password ?? '', send: 'always' },
  });
  for (const { role, login, password } of PEOPLE) {
    const created = await server.post('/api/admin/users', { data: { name: login, login, password } });
    expect(created.status(), await created.text()).toBe(200);
    const { id } = (await created.json()) as { id: number };
    const given = await server.patch(`/api/org/users/${id}`, { data: { role } });
    expect(given.status(), await given.text()).toBe(200);

    const session = await playwright.request.newContext({ baseURL });
    const loggedIn = await session.post('/login', { data: { user: login, password } });
    expect(loggedIn.status(), await loggedIn.text()).toBe(200);
    await session.storageState({ path: sessionOf(role) });
    await session.dispose();
  }
  await server.dispose();
});
