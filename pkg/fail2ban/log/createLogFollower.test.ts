import { appendFile, chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { describeLogFollowerPort } from '../../../test/contracts/logFollowerPort.contract';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { systemClock } from '../../host/systemClock';
import type { Fail2banEvent } from '../../domain/fail2banEvent';
import type { FollowedBatch } from '../../services/ports/logFollowerPort';
import { createLogFollower } from './createLogFollower';

const stamp = (at: number) => new Date(at * 1000).toISOString().replace('T', ' ').replace('Z', '').replace('.', ',');
const temporary = () => mkdtemp(path.join(tmpdir(), 'bangui-follow-'));

describeLogFollowerPort('of a file', async () => {
  const dir = await temporary();
  const log = path.join(dir, 'fail2ban.log');
  await writeFile(log, '');
  return {
    port: createLogFollower({ clock: systemClock, logger: createRecordingLogger().logger }),
    source: { kind: 'file', path: log, timeZone: 'UTC' },
    writeBans: (at, addresses) => appendFile(log, addresses.map((address, index) => `${stamp(at + index)} fail2ban.actions        [7463]: NOTICE  [sshd] Ban ${address}\n`).join('')),
    dispose: () => rm(dir, { recursive: true, force: true }),
  };
});

/** Gives the lines of a file behind the one that holds the cursor, and those that come. */
const JOURNALCTL = `#!/bin/sh
after=0
for argument in "$@"; do case "$argument" in --after-cursor=*) after="\${argument#*=}";; esac; done
dir="$(dirname "$0")"
printf '%s\\n' "$*" >> "$dir/calls"
exec tail -n +$((after + 1)) -f "$dir/journal"
`;

async function createJournal() {
  const dir = await temporary();
  const program = path.join(dir, 'journalctl');
  await writeFile(path.join(dir, 'journal'), '');
  await writeFile(program, JOURNALCTL);
  await chmod(program, 0o755);
  let entries = 0;
  const write = (at: number, fields: Record<string, unknown>) => appendFile(path.join(dir, 'journal'), `${JSON.stringify({ __CURSOR: String(++entries), __REALTIME_TIMESTAMP: String(at * 1e6), _UID: '0', ...fields })}\n`);
  return { dir, program, write, dispose: () => rm(dir, { recursive: true, force: true }) };
}

describeLogFollowerPort('of the journal', async () => {
  const journal = await createJournal();
  return {
    port: createLogFollower({ clock: systemClock, logger: createRecordingLogger().logger, journalctl: journal.program }),
    source: { kind: 'journal', matches: ['SYSLOG_IDENTIFIER=fail2ban'], timeZone: 'UTC' },
    async writeBans(at, addresses) {
      for (const [index, address] of addresses.entries()) {
        await journal.write(at + index, { SYSLOG_IDENTIFIER: 'fail2ban', LOGGER: 'fail2ban.actions', PRIORITY: '4', MESSAGE: `[sshd] Ban ${address}` });
      }
    },
    dispose: journal.dispose,
  };
});

describe('the journal', () => {
  it('holds records as each target writes them', async () => {
    const journal = await createJournal();
    await journal.write(1, { SYSLOG_IDENTIFIER: 'fail2ban', PRIORITY: '6', MESSAGE: "Jail 'sshd' started" });
    await journal.write(2, { SYSLOG_IDENTIFIER: 'fail2ban.actions', PRIORITY: '5', MESSAGE: 'NOTICE [sshd] Ban 192.0.2.1' });
    await journal.write(3, { SYSLOG_IDENTIFIER: 'fail2ban-server', MESSAGE: '2026-11-21 01:45:17,880 fail2ban.actions        [7463]: NOTICE  [sshd] Ban 192.0.2.2' });
    await journal.write(4, { SYSLOG_IDENTIFIER: 'fail2ban-server', MESSAGE: 'fail2ban.actions        [7463]: NOTICE  [sshd] Ban 192.0.2.3' });
    await journal.write(5, { SYSLOG_IDENTIFIER: 'fail2ban-server', MESSAGE: 'Server ready' });
    await journal.write(6, { LOGGER: 'fail2ban.actions', PRIORITY: '3', MESSAGE: [...Buffer.from('[sshd] oh')] });
    const batches: FollowedBatch[] = [];
    const source = { kind: 'journal', matches: ['A=1', 'B=2'], timeZone: null, directory: '/j' } as const;
    const followed = createLogFollower({ clock: systemClock, logger: createRecordingLogger().logger, journalctl: journal.program }).follow(source, null, async (batch) => void batches.push(batch));
    const events = () => batches.flatMap((batch) => batch.events);
    await vi.waitFor(() => expect(events()).toHaveLength(5), { timeout: 10_000 });
    expect(events()).toEqual([
      { kind: 'jailStarted', at: 1, jail: 'sshd' },
      { kind: 'ban', at: 2, jail: 'sshd', address: '192.0.2.1' },
      { kind: 'ban', at: 3, jail: 'sshd', address: '192.0.2.2' },
      { kind: 'ban', at: 4, jail: 'sshd', address: '192.0.2.3' },
      { kind: 'otherError', at: 6, level: 'ERROR', jail: 'sshd', detail: '[sshd] oh' },
    ]);
    await followed.stop();
    expect(await readFile(path.join(journal.dir, 'calls'), 'utf8')).toMatch(/^--follow .*--output=json .*--directory=\/j _UID=0 A=1 \+ _UID=0 B=2\n$/);
    await journal.dispose();
  });

  it('tells nothing in the name of fail2ban that root has not written, and says so once', async () => {
    const journal = await createJournal();
    const forged = { SYSLOG_IDENTIFIER: 'fail2ban', PRIORITY: '5', MESSAGE: '[sshd] Ban 192.0.2.66' };
    await journal.write(1, { ...forged, _UID: '1000' });
    await journal.write(2, { ...forged, _UID: undefined });
    await journal.write(3, { ...forged, _UID: ['0', '1000'] });
    await journal.write(4, { ...forged, _UID: '00' });
    await journal.write(5, { ...forged, MESSAGE: '[sshd] Ban 192.0.2.1' });
    const events: Fail2banEvent[] = [];
    const { logger, records } = createRecordingLogger();
    const source = { kind: 'journal', matches: ['SYSLOG_IDENTIFIER=fail2ban'], timeZone: null } as const;
    const followed = createLogFollower({ clock: systemClock, logger, journalctl: journal.program }).follow(source, null, async (batch) => void events.push(...batch.events));
    await vi.waitFor(() => expect(events).not.toEqual([]), { timeout: 10_000 });
    expect(events).toEqual([{ kind: 'ban', at: 5, jail: 'sshd', address: '192.0.2.1' }]);
    expect(records).toMatchObject([{ level: 'warn', event: 'journal_entry_untrusted', fields: { uid: '1000' } }]);
    expect(await readFile(path.join(journal.dir, 'calls'), 'utf8')).toMatch(/--output-fields=\S*\b_UID\b/);
    await followed.stop();
    await journal.dispose();
  });

  it('that nobody can read is a state with a reason', async () => {
    const followed = createLogFollower({ clock: systemClock, logger: createRecordingLogger().logger, journalctl: 'bangui-no-such-program' }).follow({ kind: 'journal', matches: [], timeZone: null }, null, async () => {});
    await vi.waitFor(() => expect(followed.state().state).toBe('failed'), { timeout: 10_000 });
    expect(followed.state().reason).toBe('There is no bangui-no-such-program here.');
    await followed.stop();
  });
});
