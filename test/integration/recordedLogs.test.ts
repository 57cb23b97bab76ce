import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fail2banEvent } from '../../pkg/domain/fail2banEvent';
import { createLogFollower } from '../../pkg/fail2ban/log/createLogFollower';
import { systemClock } from '../../pkg/host/systemClock';
import type { LogSource } from '../../pkg/services/ports/logFollowerPort';
import { createRecordingLogger } from '../fakes/createRecordingLogger';
import { allRows, RECORDED_SERVERS } from '../fixtures/fail2ban-databases/recordedDatabase';
import { recordedLog, TIME_ZONE, witnessed } from '../fixtures/fail2ban-logs/recordedLog';
import { waitFor } from '../stack/waitFor';

/** Just after the recording: a syslog daemon writes no year. */
const RECORDED_AT = Date.UTC(2026, 10, 21, 15);
/** Unbans of the story that were no stop of a jail; all others were. */
const LIFTED = [
  ...['rising 192.0.2.20', 'rising 192.0.2.20', 'brief 192.0.2.30', 'login 192.0.2.60', 'rising 192.0.2.20', 'login 192.0.2.2', 'brief 203.0.113.2'].map((ban) => `${ban} unbanned`),
  ...['flushed 192.0.2.50', 'flushed 192.0.2.51'].map((ban) => `${ban} flushed`),
];
/** What was written to the logs of the jails. */
const FAILURES = { '192.0.2.1': 4, '2001:db8::1': 3, '192.0.2.3': 1, '192.0.2.10': 2, '192.0.2.20': 3, '192.0.2.30': 2, '203.0.113.1': 3, '203.0.113.3': 3 };
const FORMS = ['syslog', 'iso.syslog', 'syslog-journal.jsonl', 'journal.jsonl'] as const;

const is =
  <K extends Fail2banEvent['kind']>(...kinds: K[]) =>
  (event: Fail2banEvent): event is Extract<Fail2banEvent, { kind: K }> =>
    kinds.some((kind) => kind === event.kind);
const names = (events: ReadonlyArray<{ jail: string; address: string }>) => events.map(({ jail, address }) => `${jail} ${address}`);

describe.each(RECORDED_SERVERS)('the log of fail2ban %s', (version) => {
  let dir: string;
  let events: Fail2banEvent[];
  beforeAll(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'bangui-recorded-'));
    events = await eventsOf('log');
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  /** Gives what was recorded, as journalctl would, and waits for more. */
  function journalctl(file: string): string {
    const program = path.join(dir, 'journalctl');
    writeFileSync(program, `#!/bin/sh\nexec tail -n +1 -f '${file}'\n`);
    chmodSync(program, 0o755);
    return program;
  }

  async function eventsOf(form: string): Promise<Fail2banEvent[]> {
    const isJournal = form.endsWith('.jsonl');
    const file = path.join(dir, form);
    const recorded = readFileSync(recordedLog(version, form), 'utf8');
    // The user is not among the fields that were recorded.
    writeFileSync(file, isJournal ? recorded.replaceAll(/^\{/gm, '{"_UID": "0", ') : recorded);
    const source: LogSource = isJournal ? { kind: 'journal', matches: ['SYSLOG_IDENTIFIER=fail2ban'], timeZone: TIME_ZONE } : { kind: 'file', path: file, timeZone: TIME_ZONE };
    const follower = createLogFollower({ clock: { ...systemClock, now: () => RECORDED_AT }, logger: createRecordingLogger().logger, ...(isJournal && { journalctl: journalctl(file) }) });
    const found: Fail2banEvent[] = [];
    let ended = false;
    const followed = follower.follow(source, null, async (batch) => {
      found.push(...batch.events);
      ended = batch.live && found.filter(is('serverStopped')).length === 2;
    });
    try {
      await waitFor(`the end of ${form}`, () => ended);
    } finally {
      await followed.stop();
    }
    return found;
  }

  it('tells of the bans that its database had, each once, at its time', () => {
    const rows = allRows(version);
    const bans = events.filter(is('ban'));
    expect(names(bans).sort()).toEqual(names(rows).sort());
    const byName = (one: { jail: string; address: string }) => `${one.jail} ${one.address}`;
    for (const name of new Set(names(rows))) {
      const starts = rows.filter((row) => byName(row) === name).map(({ start }) => start);
      const logged = bans.filter((ban) => byName(ban) === name).map(({ at }) => at);
      logged.forEach((at, index) => {
        const late = at - (starts[index] ?? 0);
        expect(late, name).toBeGreaterThan(-1);
        expect(late, name).toBeLessThan(3);
      });
    }
    expect(events.filter(is('prolong'))).toMatchObject([
      { jail: 'rising', address: '192.0.2.20', banTime: 8, banCount: 2 },
      { jail: 'rising', address: '192.0.2.20', banTime: 16, banCount: 3 },
    ]);
  });

  it('tells of what the action of each jail did', () => {
    const calls = witnessed(version);
    const banned = (restored: boolean) => calls.filter((call) => call.what === 'ban' && call.restored === restored);
    expect(names(events.filter(is('ban'))).sort()).toEqual(names(banned(false)).sort());
    expect(names(events.filter(is('restore'))).sort()).toEqual(names(banned(true)).sort());
    expect(banned(true)).toHaveLength(10);
    // The action of this jail lifts all at once.
    const unbans = events.filter(is('unban')).filter(({ jail }) => jail !== 'flushed');
    expect(names(unbans).sort()).toEqual(names(calls.filter(({ what }) => what === 'unban')).sort());
    expect(events.filter(is('flush'))).toHaveLength(calls.filter(({ what }) => what === 'flush').length);
    expect(events.filter(is('actionFailed', 'commandFailed', 'otherError', 'jailSkipped'))).toEqual([]);
  });

  it('tells an unban by hand and an expiry from the stop of a jail', () => {
    const unbans = events.filter(is('unban'));
    const lifted = unbans.filter(({ cause }) => cause !== 'jail_stopped');
    expect(lifted.map(({ jail, address, cause }) => `${jail} ${address} ${cause}`).sort()).toEqual([...LIFTED].sort());
    // One jail was stopped by itself, fail2ban was stopped twice.
    expect(unbans.length - lifted.length).toBe(2 + 8 + 12);
  });

  it('tells of failures and of both lives of the server', () => {
    const failures = events.filter(is('found', 'attempt'));
    expect(failures.map(({ address }) => address).sort()).toEqual(Object.entries(FAILURES).flatMap(([address, count]) => Array.from({ length: count }, () => address)).sort());
    expect(events.filter(is('ignored'))).toMatchObject(Array.from({ length: 3 }, () => ({ address: '192.0.2.250', by: 'ip' })));
    expect(events.filter(is('serverStarted', 'serverStopping', 'serverStopped')).map(({ kind }) => kind)).toEqual(['serverStarted', 'serverStopping', 'serverStopped', 'serverStarted', 'serverStopping', 'serverStopped']);
    expect(events.filter(is('serverStarted')).every((event) => event.version === version)).toBe(true);
    expect(events.filter(is('jailStarted'))).toHaveLength(12);
  });

  it.each(FORMS.filter((form) => version !== '0.11.2' || form !== 'journal.jsonl'))('tells the same as %s', async (form) => {
    const others = await eventsOf(form);
    // fail2ban's threads may reach one log in another order than the next.
    const bare = (all: readonly Fail2banEvent[]) => all.map(({ at: _at, ...event }) => JSON.stringify({ ...event, loggedAt: undefined })).sort();
    expect(bare(others)).toEqual(bare(events));
    const order = (all: readonly Fail2banEvent[]) => all.filter(is('ban', 'unban', 'restore', 'prolong')).map(({ kind, jail, address }) => `${kind} ${jail} ${address}`);
    expect(order(others)).toEqual(order(events));
    others.filter(is('ban', 'unban', 'restore')).forEach(({ at }, index) => {
      expect(Math.abs(at - (events.filter(is('ban', 'unban', 'restore'))[index]?.at ?? 0))).toBeLessThan(1.1);
    });
    expect(others.filter(is('found')).map(({ at }) => at)).toEqual(events.filter(is('found')).map(({ at }) => at));
  });
});
