import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jailDocumentSchema } from '../../pkg/contract/configTransfer';
import type { ImportChoiceInput, JailDocument } from '../../pkg/contract/configTransfer';
import { decodedFrame } from '../peer/decodedFrame';
import { contextOf, createGrafanaClient } from '../peer/grafanaClient';
import { waitFor } from '../stack/waitFor';
import { startConfigStack } from './configStack';
import type { ConfigStack } from './configStack';
import { GRAFANA_TOKEN } from './startTestSidecar';

const SAMPLES = [{ line: '2026-01-01 00:00:00 100% denied 192.0.2.9', expect: 'match', note: 'of the manual' }];

async function exported(stack: ConfigStack, jail: string): Promise<JailDocument> {
  const { status, body } = await stack.sidecar.call('GET', `/config/jails/${jail}/export`);
  expect([status, body.format, body.version, body.fail2ban]).toEqual([200, 'bangui-jail', 1, stack.fail2ban.version]);
  return jailDocumentSchema.parse(body);
}
const preview = (stack: ConfigStack, choice: ImportChoiceInput) => stack.sidecar.call('POST', '/config/import/preview', { body: choice });
/** What the preview told, done; as it ends. */
async function imported(stack: ConfigStack, choice: ImportChoiceInput) {
  const { body } = await preview(stack, choice);
  const expected = (body.changes as Array<{ path: string; expected: string | null }>).map(({ path: file, expected: digest }) => ({ path: file, expected: digest }));
  const key = randomUUID();
  return waitFor('the import to end', async () => {
    const reply = await stack.sidecar.call('POST', '/config/import', { body: { ...choice, reason: 'moved', expected }, headers: { 'idempotency-key': key } });
    return reply.status === 202 ? null : reply;
  });
}
/** What fail2ban makes of a jail: the filter without its name, the options that were carried over. */
async function effective(stack: ConfigStack, jail: string, names: readonly string[]) {
  const { body } = await stack.sidecar.call('GET', `/config/jails/${jail}`);
  const { name: _name, files: _files, ...searches } = body.filter ?? {};
  const options = (body.options as Array<{ name: string; value: string }>).filter(({ name }) => names.includes(name) && name !== 'filter' && name !== 'logpath');
  return { searches, options: Object.fromEntries(options.map(({ name, value }) => [name, value])) };
}
const withLog = (document: JailDocument, log: string): JailDocument => ({ ...document, jail: { ...document.jail, options: { ...document.jail.options, logpath: [log] } } });

describe('a jail of one fail2ban in another', () => {
  let from: ConfigStack;
  let to: ConfigStack;
  let log: string;
  beforeAll(async () => {
    [from, to] = await Promise.all([startConfigStack([{ name: 'sshd', maxRetry: 4 }]), startConfigStack([{ name: 'other', filter: 'sshd' }])]);
    log = to.fail2ban.jailLogs.other ?? '';
    await writeFile(path.join(to.fail2ban.configDir, 'filter.d/sshd.local'), '[Definition]\nignoreregex = ^never <HOST>$\n');
    await from.apply({ kind: 'create_filter', filter: 'mine', options: { failregex: ['^100% denied <HOST>$', '^again from <ADDR>$'], datepattern: '%Y-%m-%d %H:%M:%S', maxlines: '2' } });
    const { digest } = (await from.sidecar.call('GET', '/lab/filters/mine/samples')).body;
    expect((await from.sidecar.call('PUT', '/lab/filters/mine/samples', { body: { samples: SAMPLES, expected: digest } })).status).toBe(200);
    await writeFile(path.join(from.fail2ban.configDir, 'jail.d/web.local'), `[web]\nenabled = false\nfilter = mine\nlogpath = ${log}\nbantime = 3h\nport = http,https\naction = bangui-witness\n`);
    await writeFile(path.join(from.fail2ban.configDir, 'jail.d/zz-hand.local'), '[DEFAULT]\nfindtime = 2d\nignoreip = 203.0.113.7\n');
  });
  afterAll(() => Promise.all([from?.dispose(), to?.dispose()]));

  it('holds what its files say, without actions, and without what belongs to its host', async () => {
    const { jail, filter } = await exported(from, 'web');
    expect(jail).toMatchObject({ name: 'web', leftOut: [{ option: 'action', why: 'command' }] });
    expect(jail.options).toEqual({ filter: ['mine'], logpath: [log], bantime: ['3h'], port: ['http,https'], findtime: ['2d'], backend: ['polling'], usedns: ['no'] });
    expect(filter).toMatchObject({ name: 'mine', leftOut: [], samples: SAMPLES });
    expect(filter?.options).toEqual({ failregex: ['^100% denied <HOST>$', '^again from <ADDR>$'], datepattern: ['%Y-%m-%d %H:%M:%S'], maxlines: ['2'] });
    expect((await from.sidecar.call('GET', '/config/jails/nosuch/export')).body.error_code).toBe('JAIL_NOT_FOUND');
  });

  it('is made with its filter and its samples, inactive, and means the same', async () => {
    const document = await exported(from, 'web');
    const shown = await preview(to, { document });
    expect(shown).toMatchObject({ status: 200, body: { filter: { name: 'mine', here: 'missing', made: true }, jails: [{ jail: 'web', becomes: 'inactive' }], problems: [] } });
    expect(shown.body.changes.map(({ path: file }: { path: string }) => file)).toEqual(['filter.d/mine.local', 'jail.d/zz-bangui-web.local']);

    const { status, body } = await imported(to, { document });
    expect([status, body.state, body.revision.kind, body.revision.reason]).toEqual([200, 'done', 'import_jail', 'moved']);
    expect(await to.listed()).toEqual(['other']);
    expect(await effective(to, 'web', Object.keys(document.jail.options))).toEqual(await effective(from, 'web', Object.keys(document.jail.options)));
    expect((await to.sidecar.call('GET', '/lab/filters/mine/samples')).body.samples).toEqual(SAMPLES);
    expect({ ...(await exported(to, 'web')), exportedAt: 0 }).toEqual({ ...document, exportedAt: 0, jail: { ...document.jail, leftOut: [] } });

    const again = await preview(to, { document });
    expect(again.body).toMatchObject({ filter: { here: 'same', made: false }, problems: [{ error_code: 'INVALID_INPUT', field: 'jail', message: expect.stringContaining('already') }] });
  });

  it('is told how its filter differs, and takes the one that is here, or its own under another name', async () => {
    await from.apply({ kind: 'set_options', jail: 'sshd', options: { bantime: '2h', maxretry: '7', filter: 'sshd[mode=aggressive]' } });
    const document = withLog(await exported(from, 'sshd'), log);
    expect(document.jail.options).toMatchObject({ filter: ['sshd[mode=aggressive]'], maxretry: ['7'], bantime: ['2h'] });

    const shown = await preview(to, { document });
    expect(shown.body).toMatchObject({ filter: { name: 'sshd', here: 'differs', made: false }, problems: [{ field: 'filter' }] });
    expect(shown.body.filter.diff.filter(({ kind }: { kind: string }) => kind !== 'same').map(({ text }: { text: string }) => text)).toEqual(['[Definition] ignoreregex = ^never <HOST>$', '[Definition] ignoreregex =']);
    expect(await imported(to, { document })).toMatchObject({ status: 400, body: { error_code: 'INVALID_INPUT' } });

    expect(await imported(to, { document, jail: 'kept', keepFilter: true })).toMatchObject({ status: 200 });
    expect((await effective(to, 'kept', [])).searches.ignoreRegexes).toEqual(['^never <HOST>$']);

    // Not each of its expressions names a host, which only the file editor takes.
    expect((await preview(to, { document, jail: 'renamed', filter: 'renamed' })).body).toMatchObject({ changes: [], problems: [{ field: 'filter', message: expect.stringContaining('file editor') }] });

    await to.apply({ kind: 'set_filter', filter: 'mine', options: { failregex: ['^other <HOST>$'] } });
    const web = await exported(from, 'web');
    expect((await preview(to, { document: web, jail: 'web-from' })).body).toMatchObject({ filter: { here: 'differs' }, problems: [{ field: 'filter' }] });
    const made = await imported(to, { document: web, jail: 'web-from', filter: 'mine-from', enable: true });
    expect(made).toMatchObject({ status: 200, body: { jails: [{ jail: 'web-from', becomes: 'loaded' }] } });
    expect(await effective(to, 'web-from', Object.keys(web.jail.options))).toEqual(await effective(from, 'web', Object.keys(web.jail.options)));
    expect([await to.fail2ban.client('get', 'web-from', 'bantime'), await to.fail2ban.client('get', 'web-from', 'findtime')]).toEqual(['10800', '172800']);
  });

  it('leaves nothing behind when fail2ban does not take it', async () => {
    const document = withLog(await exported(from, 'web'), log.replace('other', 'missing'));
    const before = await to.tree();
    const choice = { document, jail: 'web2', filter: 'mine2', enable: true };
    expect((await preview(to, choice)).body.problems).toMatchObject([{ error_code: 'FAIL2BAN_REJECTED' }]);
    expect(await imported(to, choice)).toMatchObject({ status: 400, body: { error_code: 'FAIL2BAN_REJECTED' } });
    expect(await to.tree()).toEqual(before);
    const { revisions } = (await to.sidecar.call('GET', '/config/revisions?limit=2')).body;
    expect(revisions).toMatchObject([{ kind: 'rollback', path: 'filter.d/mine2.local' }, { kind: 'import_filter', path: 'filter.d/mine2.local' }]);
    // What would be written by now is something else than what was looked at.
    const stale = await to.sidecar.call('POST', '/config/import', { body: { document, jail: 'web2', filter: 'mine2', expected: [{ path: 'jail.d/zz-bangui-web2.local', expected: null }] } });
    expect(stale).toMatchObject({ status: 409, body: { error_code: 'REVISION_CONFLICT' } });
  });

  it('is for Admins only, and nobody else sees more of it than that it was', async () => {
    const document = await exported(from, 'web');
    for (const role of ['Viewer', 'Editor'] as const) {
      const asked = [from.sidecar.call('GET', '/config/jails/web/export', { role }), to.sidecar.call('POST', '/config/import/preview', { role, body: { document } }), to.sidecar.call('POST', '/config/import', { role, body: { document, expected: [] } })];
      expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([403, 403, 403]);
    }
    const grafana = createGrafanaClient(`unix:${to.sidecar.pluginSocket}`);
    const now = Date.now();
    const query = { queryType: 'annotations', what: 'config', jail: ['web'] };
    const { A } = await grafana.query({ A: query }, contextOf({ login: 'vera', role: 'Viewer' }, GRAFANA_TOKEN), { timeRange: { fromEpochMS: now - 600_000, toEpochMS: now + 1000 } });
    grafana.close();
    expect(decodedFrame(A).rows).toMatchObject([{ title: 'Jail web imported by token:admin', text: 'moved; jail.d/zz-bangui-web.local; applied', tags: 'config,import_jail,web' }]);
  });
});

describe('where actions may be changed', () => {
  it('they go out and come in', async () => {
    const stack = await startConfigStack([{ name: 'sshd', action: 'witness' }], { BANGUI_ALLOW_COMMANDS: 'true' });
    try {
      await mkdir(path.join(stack.fail2ban.configDir, 'jail.d'), { recursive: true });
      const document = await exported(stack, 'sshd');
      expect(document.jail.options.action?.join('')).toContain('witness');
      expect(await imported(stack, { document, jail: 'second', enable: true })).toMatchObject({ status: 200 });
      expect(await stack.fail2ban.client('get', 'second', 'actions')).toContain('witness');
    } finally {
      await stack.dispose();
    }
  });
});

describe('where nothing may be changed', () => {
  it('a jail goes out, and none comes in', async () => {
    const stack = await startConfigStack([{ name: 'sshd' }], { BANGUI_CONFIG_WRITES: 'off' });
    try {
      const document = await exported(stack, 'sshd');
      const replies = [await preview(stack, { document, jail: 'x' }), await stack.sidecar.call('POST', '/config/import', { body: { document, jail: 'x', expected: [{ path: 'jail.d/zz-bangui-x.local', expected: null }] } })];
      expect(replies.map(({ status, body }) => [status, body.error_code])).toEqual([1, 2].map(() => [403, 'CONFIG_READ_ONLY']));
    } finally {
      await stack.dispose();
    }
  });
});
