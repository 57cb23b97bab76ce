import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import type { Fail2banEvent } from '../../domain/fail2banEvent';
import type { NotebookPort } from '../ports/notebookPort';
import { epochSeconds } from '../ports/clock';
import { createActionFailures } from './createActionFailures';
import { createCheckNotes } from './createCheckNotes';
import { createEarlyEnds } from './createEarlyEnds';
import { createJailMemory } from './createJailMemory';

const DAY = 86_400;

function setUp(written: string | null = null) {
  const clock = createFakeClock();
  const { logger, records } = createRecordingLogger();
  const book = { text: written, fails: false };
  const notebook: NotebookPort = {
    read: async () => book.text,
    write: async (text) => {
      if (book.fails) {
        throw new Error('disk full');
      }
      book.text = text;
    },
  };
  return { clock, logger, records, book, notes: createCheckNotes({ notebook, clock, logger }) };
}

const subjects = (findings: ReadonlyArray<{ subject: string | null; value: number }>) => findings.filter(({ value }) => value === 1).map(({ subject }) => subject);

describe('notes of the checks', () => {
  it('are written soon, or later, and at the end', async () => {
    const { notes, clock, book } = setUp();
    (await notes.read()).trials.sshd = { at: 1, evidence: null, file: null };
    notes.changed('later');
    await clock.advance(599_000);
    expect(book.text).toBeNull();
    notes.changed('soon');
    await clock.advance(1000);
    expect(JSON.parse(book.text ?? '')).toMatchObject({ trials: { sshd: { at: 1 } } });
    (await notes.read()).trials.sshd = { at: 2, evidence: null, file: null };
    notes.changed('later');
    await notes.stop();
    expect(JSON.parse(book.text ?? '')).toMatchObject({ trials: { sshd: { at: 2 } } });
  });

  it('begin anew when they cannot be read, and say once that they cannot be written', async () => {
    const { notes, clock, book, records } = setUp('{"jails": 7');
    expect((await notes.read()).jails).toEqual({});
    book.fails = true;
    for (let round = 0; round < 3; round++) {
      notes.changed('soon');
      await clock.advance(1000);
    }
    expect(records.map(({ event }) => event)).toEqual(['check_notes_unwritten']);
  });
});

describe('the memory of jails', () => {
  const listed = (...names: string[]) => names.map((name) => ({ name, logFiles: [] }));

  function remember(configured: readonly string[] | null = null) {
    const given = setUp();
    const fail2ban = createFakeFail2ban({ clock: given.clock, jailNames: [] });
    return { ...given, fail2ban, memory: createJailMemory({ fail2ban: fail2ban.port, notes: given.notes, configured: () => configured?.map((name) => ({ name })) ?? null, clock: given.clock }) };
  }

  it('misses a jail that one connection has not listed for a minute', async () => {
    const { memory, clock, fail2ban } = remember();
    await memory.saw(listed('a', 'b'));
    await memory.saw(listed('a'));
    await clock.advance(59_000);
    await memory.saw(listed('a'));
    expect(subjects(await memory.vanished())).toEqual([]);
    fail2ban.loseConnection();
    await memory.saw(listed());
    await clock.advance(59_000);
    await memory.saw(listed());
    expect(subjects(await memory.vanished())).toEqual([]);
    await clock.advance(1000);
    await memory.saw(listed('a'));
    expect(await memory.vanished()).toMatchObject([{ subject: 'a', value: 0 }, { subject: 'b', value: 1, evidence: 'fail2ban listed this jail until 2026-01-01 00:00 UTC, and runs without it now.' }]);
    await memory.saw(listed('a', 'b'));
    expect(subjects(await memory.vanished())).toEqual([]);
  });

  it('never forgets what the configuration enables, and at once what it does not, or what was stopped on purpose', async () => {
    const { memory, clock } = remember(['kept', 'stopped']);
    await memory.saw(listed('kept', 'disabled', 'stopped'));
    await memory.forget('stopped');
    const after = async (seconds: number) => {
      await clock.advance(seconds * 1000);
      await memory.saw(listed());
      return subjects(await memory.vanished());
    };
    expect(await after(100)).toEqual([]);
    expect(await after(100)).toEqual(['kept']);
    expect(await after(60 * DAY)).toEqual(['kept']);
    await memory.saw(listed('kept', 'stopped'));
    expect(await after(0)).toEqual([]);
    expect(await after(60)).toEqual(['kept', 'stopped']);
  });

  it('forgets after a week where it cannot see the configuration', async () => {
    const { memory, clock } = remember(null);
    await memory.saw(listed('a'));
    await memory.saw(listed());
    await clock.advance(7 * DAY * 1000);
    await memory.saw(listed());
    expect(subjects(await memory.vanished())).toEqual(['a']);
    await clock.advance(1000);
    await memory.saw(listed());
    expect(await memory.vanished()).toEqual([]);
  });

  it('misses a jail that is enabled and was never listed, also over a lost connection', async () => {
    const { memory, clock, fail2ban } = remember(['never']);
    await memory.saw(listed());
    await clock.advance(60_000);
    await memory.saw(listed());
    expect(await memory.vanished()).toMatchObject([{ subject: 'never', value: 1, evidence: 'The configuration enables this jail, and fail2ban runs without it now.' }]);
    fail2ban.loseConnection();
    await memory.saw(listed());
    expect(subjects(await memory.vanished())).toEqual(['never']);
  });
});

describe('the memory of failed actions', () => {
  const failed = (at: number, phase: 'start' | 'ban' | 'stop' = 'ban', address: string | null = '192.0.2.1'): Fail2banEvent => ({ kind: 'actionFailed', jail: 'sshd', action: 'nft', phase, address, at, detail: '' });
  const ban = (at: number, address = '192.0.2.2'): Fail2banEvent => ({ kind: 'ban', jail: 'sshd', address, at });

  async function after(...events: Array<(now: number) => Fail2banEvent | number>) {
    const { notes, clock } = setUp();
    const failures = createActionFailures({ notes, clock });
    for (const event of events) {
      const told = event(epochSeconds(clock));
      await (typeof told === 'number' ? clock.advance(told * 1000) : failures.hear(told));
    }
    return subjects(await failures.findings());
  }

  it('lasts until something has gone well', async () => {
    expect(await after(failed)).toEqual(['sshd']);
    expect(await after((now) => failed(now, 'start', null))).toEqual(['sshd']);
    expect(await after((now) => failed(now, 'stop'))).toEqual([]);
    expect(await after(failed, ban, () => 70)).toEqual(['sshd']);
    expect(await after(failed, ban, () => 71)).toEqual([]);
    expect(await after(failed, ban, failed, () => 71)).toEqual(['sshd']);
    expect(await after(failed, () => DAY)).toEqual(['sshd']);
    expect(await after(failed, () => DAY + 1)).toEqual([]);
    expect(await after(failed, () => DAY, failed, () => DAY)).toEqual(['sshd']);
    expect(await after(failed, () => DAY, failed, () => DAY + 1)).toEqual([]);
    expect(await after(failed, (at) => ({ kind: 'jailCreated', jail: 'sshd', at }))).toEqual([]);
    expect(await after(failed, (at) => ({ kind: 'jailCreated', jail: 'other', at }))).toEqual(['sshd']);
    expect(await after(failed, (at) => ({ kind: 'serverStarted', version: '1.0.2', at }))).toEqual([]);
  });
});

describe('events of a failed action that are read at once', () => {
  it('count in their order, though nobody waits for one before the next', async () => {
    const { notes, clock } = setUp();
    const failures = createActionFailures({ notes, clock });
    const at = epochSeconds(clock);
    const failed: Fail2banEvent = { kind: 'actionFailed', jail: 'sshd', action: 'nft', phase: 'start', address: null, at, detail: '' };
    await failures.hear(failed);
    const batch: Fail2banEvent[] = [{ kind: 'serverStarted', version: '1.0.2', at }, { kind: 'jailCreated', jail: 'sshd', at }, failed];
    await Promise.all(batch.map((event) => failures.hear(event)));
    expect(subjects(await failures.findings())).toEqual(['sshd']);
    await Promise.all([failures.hear(failed), failures.hear({ kind: 'jailCreated', jail: 'sshd', at })]);
    expect(await failures.findings()).toEqual([]);
  });
});

describe('the words of a failed action', () => {
  it('stay those of the first failure', async () => {
    const { notes, clock } = setUp();
    const failures = createActionFailures({ notes, clock });
    const fail = (address: string) => failures.hear({ kind: 'actionFailed', jail: 'sshd', action: 'nft', phase: 'ban', address, at: epochSeconds(clock), detail: '' });
    await fail('192.0.2.1');
    const [first] = await failures.findings();
    await clock.advance(DAY * 1000);
    await fail('192.0.2.2');
    expect(await failures.findings()).toEqual([first]);
  });
});

describe('bans that end', () => {
  const running = new Map([['sshd', 0]]);

  async function ended(count: number, cause: 'unbanned' | 'jail_stopped', how: { by?: string; expired?: number } = {}) {
    const { clock, notes } = setUp();
    const now = () => epochSeconds(clock);
    const archive = createFakeArchive({ now }).port;
    const ends = createEarlyEnds({ archive, notes, clock });
    const start = now() - 1000;
    for (let index = 0; index < count; index++) {
      const address = `198.51.100.${index}`;
      const banTime = index < (how.expired ?? 0) ? 1000 : 9000;
      await archive.recordBans([{ jail: 'sshd', address, start, banTime, origin: 'database' }]);
      if (how.by) {
        await archive.recordUnbans([{ jail: 'sshd', address, at: now(), actor: how.by }]);
      }
      await archive.recordFollowed([{ kind: 'unban', jail: 'sshd', address, at: now(), cause }], null);
      ends.hear({ kind: 'unban', jail: 'sshd', address, at: now(), cause });
    }
    return { ends, clock, notes, after: async (seconds: number) => (await clock.advance(seconds * 1000), subjects(await ends.findings(running, now() - 10_000))) };
  }

  it('before their time are told once they have settled, and for ten minutes', async () => {
    const { after } = await ended(60, 'unbanned');
    expect([await after(29), await after(1), await after(590), await after(20)]).toEqual([[], ['sshd'], ['sshd'], []]);
  });

  it('are not told when their time was over, when a person lifted them, or when they are few', async () => {
    expect(await (await ended(60, 'unbanned', { expired: 10 })).after(30)).toEqual([]);
    expect(await (await ended(60, 'unbanned', { expired: 9 })).after(30)).toEqual(['sshd']);
    expect(await (await ended(60, 'unbanned', { by: 'ada' })).after(30)).toEqual([]);
    expect(await (await ended(50, 'jail_stopped')).after(30)).toEqual([]);
    expect(await (await ended(51, 'jail_stopped')).after(30)).toEqual(['sshd']);
  });

  it('are not told when fail2ban restored them, has only just started, or was asked by BanGUI to stop the jail', async () => {
    const restored = await ended(60, 'jail_stopped');
    Array.from({ length: 20 }, (_, index) => restored.ends.hear({ kind: 'restore', jail: 'sshd', address: `198.51.100.${index}`, at: epochSeconds(restored.clock) }));
    expect(await restored.after(30)).toEqual([]);
    const started = await ended(60, 'jail_stopped');
    await started.after(0);
    await started.clock.advance(100_000);
    const now = epochSeconds(started.clock);
    expect([subjects(await started.ends.findings(running, now - 59)), subjects(await started.ends.findings(running, now - 60))]).toEqual([[], ['sshd']]);
    const stopped = await ended(60, 'jail_stopped');
    stopped.ends.stopped('sshd');
    expect(await stopped.after(30)).toEqual([]);
  });

  it('are not told when BanGUI was asked to stop the jail before the sidecar began anew', async () => {
    const { notes, clock, after } = await ended(60, 'jail_stopped');
    (await notes.read()).stopped.sshd = epochSeconds(clock) - 300;
    expect(await after(30)).toEqual([]);
    const longAgo = await ended(60, 'jail_stopped');
    (await longAgo.notes.read()).stopped.sshd = epochSeconds(longAgo.clock) - 600;
    expect(await longAgo.after(30)).toEqual(['sshd']);
  });
});
