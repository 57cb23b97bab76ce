import { readdir, readlink } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsPath } from '../../pkg/grafana/streams/eventsPath';
import { eventFilter } from '../../pkg/services/events/eventFilter';
import { createEventsPeer, readFrame } from '../peer/eventsPeer';
import { contextOf, createGrafanaClient, type GrafanaClient } from '../peer/grafanaClient';
import { createPrivateFail2ban, type PrivateFail2ban } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';
import { GRAFANA_TOKEN, startTestSidecar, type TestSidecar } from './startTestSidecar';

const viewer = (login: string) => contextOf({ login, role: 'Viewer' }, GRAFANA_TOKEN);
const VIEWER = viewer('vera');
const ALL = eventsPath(eventFilter({}));

describe('live events of a real fail2ban', () => {
  let fail2ban: PrivateFail2ban;
  let sidecar: TestSidecar;
  let grafana: GrafanaClient;
  let peer: ReturnType<typeof createEventsPeer>;

  beforeAll(async () => {
    fail2ban = await createPrivateFail2ban();
    sidecar = await startTestSidecar(fail2ban.socketPath);
    grafana = createGrafanaClient(`unix:${sidecar.pluginSocket}`);
    peer = createEventsPeer(grafana);
    await waitFor('the log to be followed', async () => (await sidecar.call('GET', '/status')).body.follow?.live === true);
  });
  afterAll(async () => {
    grafana.close();
    await sidecar.stop();
    await fail2ban.dispose();
  });

  /** How often this process has the log of fail2ban open. */
  async function openLogs(): Promise<number> {
    const links = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ''));
    return (await Promise.all(links)).filter((file) => file.startsWith(fail2ban.logPath)).length;
  }

  it('reach a stream the moment they happen, and who comes later with the subscription', async () => {
    const run = peer.run(ALL, VIEWER);
    await waitFor('the stream', () => run.packets.length > 0);
    const has = (event: string) => run.rows().find((row) => row.event === event && row.address === '192.0.2.80');
    await fail2ban.client('set', 'sshd', 'banip', '192.0.2.80');
    expect(await waitFor('the ban', () => has('ban'))).toMatchObject({ jail: 'sshd', detail: 'for 10 minutes' });
    await fail2ban.client('set', 'sshd', 'unbanip', '192.0.2.80');
    await waitFor('the unban', () => has('unban'));
    const { status, data = Buffer.alloc(0) } = await peer.subscribe(eventsPath(eventFilter({ search: '192.0.2.0/24' })), VIEWER);
    expect(status).toBe('OK');
    expect(readFrame(data).rows.map(({ event }) => event)).toEqual(['ban', 'unban']);
    run.cancel();
    await run.ended;
  });

  it('cost one follower, however many watch', async () => {
    const before = await openLogs();
    const runs = Array.from({ length: 100 }, (_, nr) => peer.run(eventsPath(eventFilter({ search: nr % 2 === 0 ? `192.0.2.${nr}` : '192.0.2.0/24' })), viewer(`vera-${nr}`)));
    await waitFor('all streams', () => runs.every(({ packets }) => packets.length > 0));
    await fail2ban.client('set', 'sshd', 'banip', '192.0.2.84');
    const heard = runs.filter((_, nr) => nr % 2 === 1 || nr === 84);
    await waitFor('the ban in each', () => heard.every((run) => run.rows().some(({ address }) => address === '192.0.2.84')));
    expect(runs.filter((run) => run.rows().some(({ address }) => address === '192.0.2.84'))).toHaveLength(51);
    expect(await openLogs()).toBe(before);
    expect(sidecar.records().filter(({ event }) => event === 'follow_started')).toHaveLength(1);
    runs.forEach(({ cancel }) => cancel());
    await Promise.all(runs.map(({ ended }) => ended));
  });

  it('tell of jails and of the server, and outlive its restart', async () => {
    const run = peer.run(eventsPath(eventFilter({ kinds: ['jail', 'server'] })), VIEWER);
    await waitFor('the stream', () => run.packets.length > 0);
    await fail2ban.stop();
    await fail2ban.start();
    await waitFor('its start', () => run.rows().find(({ event, detail }) => event === 'serverStarted' && detail === `fail2ban ${fail2ban.version}`));
    await waitFor('a jail', () => run.rows().find(({ event, jail }) => event === 'jailStarted' && jail === 'sshd'));
    expect(new Set(run.rows().map(({ event }) => event))).not.toContain('ban');
    run.cancel();
  });

  it('forget an address that is erased', async () => {
    const path = eventsPath(eventFilter({ search: '192.0.2.80' }));
    const rows = async () => readFrame((await peer.subscribe(path, VIEWER)).data ?? Buffer.alloc(0)).rows;
    expect(await rows()).not.toEqual([]);
    expect((await sidecar.call('DELETE', '/ips/192.0.2.80')).status).toBe(200);
    expect(await rows()).toEqual([]);
  });

  it('keep no stop of the sidecar waiting', async () => {
    const run = peer.run(ALL, VIEWER);
    await waitFor('the stream', () => run.packets.length > 0);
    const other = await startTestSidecar(fail2ban.socketPath);
    const otherGrafana = createGrafanaClient(`unix:${other.pluginSocket}`);
    const open = createEventsPeer(otherGrafana).run(ALL, VIEWER);
    await waitFor('the other stream', () => open.packets.length > 0);
    await other.stop();
    expect(await open.ended).toMatchObject({ details: 'The sidecar stops' });
    otherGrafana.close();
    run.cancel();
  });
});
