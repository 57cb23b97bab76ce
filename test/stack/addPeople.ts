import type { PrivateGrafana } from './privateGrafana';

/** Logins beside the administrator's, to see what other roles may. The password of each is the administrator's. */
const PEOPLE = { editor: 'Editor', viewer: 'Viewer' } as const;

export async function addPeople({ url, adminUser, adminPassword }: PrivateGrafana): Promise<string[]> {
  const headers = { authorization: `Basic ${Buffer.from(`${adminUser}:${adminPassword}`).toString('base64')}`, 'content-type': 'application/json' };
  async function send(method: string, path: string, body: unknown): Promise<unknown> {
    const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) {
      throw new Error(`Grafana answered ${answer.status} to ${method} ${path}`);
    }
    return answer.json();
  }
  for (const [login, role] of Object.entries(PEOPLE)) {
    const { id } = (await send('POST', '/api/admin/users', { name: login, login, password: adminPassword })) as { id: number };
    await send('PATCH', `/api/org/users/${id}`, { role });
  }
  return Object.keys(PEOPLE);
}
