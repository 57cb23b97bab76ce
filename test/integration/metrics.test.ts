import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../stack/paths';
import { createCountingProxy } from '../stack/countingProxy';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { checkMetrics, createPrivatePrometheus } from '../stack/privatePrometheus';
import type { PrivatePrometheus } from '../stack/privatePrometheus';
import { waitFor } from '../stack/waitFor';
import { fencedBlocks } from '../structure/markdown';
import { startTestSidecar } from './startTestSidecar';
import type { TestSidecar } from './startTestSidecar';

const VIEWER = { authorization: 'Bearer viewer-token-for-tests' };
const JAILS = ['sshd', 'nginx-http-auth'];

/** What the exporter's public dashboard asks for, with its variable set to all instances. */
const DASHBOARD_QUERIES = [
  'f2b_config_jail_max_retries',
  'f2b_config_jail_ban_time',
  'f2b_config_jail_find_time',
  'f2b_jail_failed_total',
  'f2b_jail_banned_total',
  'f2b_jail_failed_current',
  'f2b_jail_banned_current',
  'f2b_up',
  'f2b_errors',
].map((family) => `${family}{instance=~".+"}`);

/** Those of the shipped dashboard for fleets, with all hosts and jails chosen. */
function fleetQueries(): string[] {
  const { panels } = JSON.parse(readFileSync(path.join(ROOT, 'src/dashboards/fleet-prometheus.json'), 'utf8')) as { panels: Array<{ targets: Array<{ expr: string }> }> };
  return panels.flatMap(({ targets }) => targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '1m').replaceAll(/\$(instance|jail)\b/g, '.+')));
}

const scrape = (sidecar: TestSidecar, headers: Record<string, string> = VIEWER, method = 'GET') => fetch(`${sidecar.url}/metrics`, { method, headers });
const seriesIn = (text: string, family: string) => text.split('\n').filter((line) => line.startsWith(`${family}{`) || line.startsWith(`${family} `));

/** The example of the documentation, with this sidecar's address and a token file beside it. */
function documentedConfiguration(sidecar: TestSidecar): string {
  const blocks = fencedBlocks(readFileSync(path.join(ROOT, 'Docs/Deployment.md'), 'utf8'), 'yaml');
  const example = blocks.find((block) => block.startsWith('scrape_configs:')) ?? '';
  expect(example).toContain('/etc/prometheus/bangui-token');
  expect(example).toContain('127.0.0.1:9441');
  const own = example.replace('/etc/prometheus/bangui-token', 'bangui-token').replace('127.0.0.1:9441', new URL(sidecar.url).host);
  return `global:\n  scrape_interval: 1s\n${own}`;
}

describe('/metrics', () => {
  let fail2ban: PrivateFail2ban;
  let sidecar: TestSidecar;
  beforeAll(async () => {
    fail2ban = await createPrivateFail2ban();
    sidecar = await startTestSidecar(fail2ban.socketPath);
  });
  afterAll(async () => {
    await sidecar?.stop();
    await fail2ban?.dispose();
  });

  it('tells what the exporter tells, under its names and labels', async () => {
    await fail2ban.ban('sshd', ['192.0.2.7', '2001:db8::7']);
    const text = await waitFor('the bans', async () => {
      const told = await (await scrape(sidecar)).text();
      return told.includes('f2b_jail_banned_current{jail="sshd"} 2') && told;
    });
    for (const jail of JAILS) {
      for (const family of ['jail_banned_current', 'jail_banned_total', 'jail_failed_current', 'jail_failed_total', 'config_jail_ban_time', 'config_jail_find_time', 'config_jail_max_retries']) {
        expect(text).toMatch(new RegExp(`^f2b_${family}\\{jail="${jail}"\\} \\d+$`, 'm'));
      }
    }
    expect(text).toMatch(/^f2b_up 1$/m);
    expect(text).toMatch(/^f2b_jail_count 2$/m);
    expect(text).toMatch(/^f2b_errors\{type="socket_conn"\} 0$/m);
    expect(text).toMatch(/^f2b_errors\{type="socket_req"\} 0$/m);
    expect(text).toMatch(new RegExp(`^f2b_version\\{exporter="[\\d.]+",fail2ban="${fail2ban.version}"\\} 1$`, 'm'));
  });

  it('is clean for promtool, and names no address', async () => {
    const reply = await scrape(sidecar);
    const text = await reply.text();
    expect(reply.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await checkMetrics(text)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(text).not.toMatch(/192\.0\.2\.|2001:db8|\d+\.\d+\.\d+\.\d+|[0-9a-f]*::[0-9a-f]/i);
  });

  it('counts what the log tells, from a 0 on', async () => {
    const banned = async () => Number(/^bangui_events_total\{jail="nginx-http-auth",kind="ban"\} (\d+)$/m.exec(await (await scrape(sidecar)).text())?.[1]);
    expect(await banned()).toBe(0);
    await waitFor('the log to be followed', async () => (await sidecar.call('GET', '/status')).body.follow.live === true);
    await fail2ban.ban('nginx-http-auth', ['192.0.2.8']);
    await waitFor('the ban to be counted', async () => (await banned()) === 1);
  });

  it('counts requests by the route and never by what was asked for', async () => {
    await sidecar.call('GET', '/jails/sshd');
    await sidecar.call('GET', '/jails/nosuchjail');
    await sidecar.call('GET', '/ips/192.0.2.7');
    await sidecar.call('GET', '/nowhere/192.0.2.7');
    const requests = seriesIn(await (await scrape(sidecar)).text(), 'bangui_http_requests_total');
    expect(requests).toEqual(
      expect.arrayContaining([
        'bangui_http_requests_total{method="GET",route="/api/v1/jails/:jail",status="200"} 1',
        'bangui_http_requests_total{method="GET",route="/api/v1/jails/:jail",status="404"} 1',
        'bangui_http_requests_total{method="GET",route="/api/v1/ips/:ip",status="200"} 1',
        'bangui_http_requests_total{method="GET",route="none",status="404"} 1',
      ])
    );
  });

  it('is for those who have a token', async () => {
    expect((await scrape(sidecar, {})).status).toBe(401);
    expect((await scrape(sidecar, { authorization: 'Bearer not-a-token-of-anybody' })).status).toBe(401);
    expect((await scrape(sidecar)).status).toBe(200);
    const refused = await scrape(sidecar, VIEWER, 'POST');
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('forgets a jail that has ended', async () => {
    await sidecar.call('POST', '/jails/nginx-http-auth/stop');
    const text = await waitFor('the jail to vanish', async () => {
      const told = await (await scrape(sidecar)).text();
      return !told.includes('jail="nginx-http-auth"') && told;
    });
    expect(text).toMatch(/^f2b_jail_count 1$/m);
    expect(seriesIn(text, 'f2b_jail_banned_total')).toHaveLength(1);
  });

  it('says so when fail2ban is gone, and nothing of its jails', async () => {
    await fail2ban.stop();
    try {
      const text = await waitFor('f2b_up 0', async () => {
        const reply = await scrape(sidecar);
        expect(reply.status).toBe(200);
        const told = await reply.text();
        return /^f2b_up 0$/m.test(told) && told;
      });
      expect(text).not.toMatch(/^f2b_(jail|config)/m);
      expect(text).toMatch(/^bangui_fail2ban_state\{state="offline"\} 1$/m);
      expect(text).toMatch(/^bangui_build_info\{/m);
      await waitFor('the failure to be counted', async () => /^f2b_errors\{type="socket_conn"\} [1-9]/m.test(await (await scrape(sidecar)).text()));
      expect(await checkMetrics(text)).toEqual({ code: 0, stdout: '', stderr: '' });
    } finally {
      await fail2ban.start();
    }
    await waitFor('f2b_up 1', async () => /^f2b_up 1$/m.test(await (await scrape(sidecar)).text()));
  });
});

describe('a scrape', () => {
  it('asks fail2ban for the counters alone, and for nothing while those are fresh', async () => {
    const fail2ban = await createPrivateFail2ban();
    const proxy = await createCountingProxy(fail2ban.socketPath, path.join(fail2ban.dir, 'counted.sock'));
    const sidecar = await startTestSidecar(proxy.socketPath, { BANGUI_HEALTH_INTERVAL_SECONDS: '3600' });
    try {
      const counters = ['status', ...JAILS.map((jail) => `status ${jail} short`)].sort();
      const asked = () => proxy.commands().filter((command) => command.startsWith('status'));
      await waitFor('a scrape that reads anew', async () => {
        proxy.reset();
        await scrape(sidecar);
        return asked().length > 0;
      });
      expect(asked().sort()).toEqual(counters);
      proxy.reset();
      const began = performance.now();
      await Promise.all(Array.from({ length: 20 }, () => scrape(sidecar)));
      // A machine that was too busy to scrape in time reads once more.
      expect(asked().sort()).toEqual(performance.now() - began < 1500 ? [] : expect.toSatisfy((commands: string[]) => commands.length <= counters.length));
    } finally {
      await sidecar.stop();
      await proxy.close();
      await fail2ban.dispose();
    }
  });
});

describe('/metrics without a token', () => {
  it('is open to this host alone, and only when that is wanted', async () => {
    const sidecar = await startTestSidecar('/nonexistent/fail2ban.sock', { BANGUI_METRICS_PUBLIC: 'on' });
    try {
      expect((await scrape(sidecar, {})).status).toBe(200);
      expect((await scrape(sidecar, { 'x-forwarded-for': '192.0.2.7' })).status).toBe(401);
      expect((await fetch(`${sidecar.url}/api/v1/status`)).status).toBe(401);
    } finally {
      await sidecar.stop();
    }
  });
});

describe("Debian's Prometheus", () => {
  let fail2ban: PrivateFail2ban;
  let sidecar: TestSidecar;
  let prometheus: PrivatePrometheus;
  beforeAll(async () => {
    fail2ban = await createPrivateFail2ban();
    // Fewer requests than scrapes: they are not counted among those.
    sidecar = await startTestSidecar(fail2ban.socketPath, { BANGUI_RATE_LIMIT_PER_MINUTE: '5' });
    prometheus = await createPrivatePrometheus(documentedConfiguration(sidecar), { 'bangui-token': 'viewer-token-for-tests\n' });
  });
  afterAll(async () => {
    await prometheus?.dispose();
    await sidecar?.stop();
    await fail2ban?.dispose();
  });

  it('scrapes it as the documentation says, without a warning', async () => {
    await waitFor('ten scrapes', async () => ((await prometheus.query('sum_over_time(up[1m])'))[0]?.value ?? 0) >= 10);
    expect(await prometheus.targets()).toMatchObject([{ health: 'up', lastError: '' }]);
    expect(await prometheus.query('min_over_time(up[1m])')).toMatchObject([{ value: 1 }]);
    expect((await prometheus.log()).split('\n').filter((line) => /level=(warn|error)/.test(line))).toEqual([]);
  });

  it.each(DASHBOARD_QUERIES)("answers %s of the exporter's dashboard", async (query) => {
    const found = await prometheus.query(query);
    const expected = query.includes('_jail_') ? JAILS.map((jail) => expect.objectContaining({ jail })) : [];
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(({ metric }) => metric)).toEqual(expect.arrayContaining(expected));
  });

  it.each(fleetQueries())('answers %s of the dashboard for fleets', async (query) => {
    expect(await prometheus.query(query)).not.toEqual([]);
  });

  it('forgets the jails of a fail2ban that is gone, and knows that it is', async () => {
    await fail2ban.stop();
    await waitFor('f2b_up to fall', async () => (await prometheus.query('f2b_up'))[0]?.value === 0);
    await waitFor('the jails to vanish', async () => (await prometheus.query('f2b_jail_banned_current')).length === 0);
    expect(await prometheus.query('up')).toMatchObject([{ value: 1 }]);
  });
});
