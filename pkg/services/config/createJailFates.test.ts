import { describe, expect, it } from 'vitest';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import type { StreamCommand } from '../../domain/configStream';
import { sortStream } from '../../domain/configStream';
import { systemClock } from '../../host/systemClock';
import { createJailFates } from './createJailFates';

const streamOf = (...commands: StreamCommand[]) => sortStream([['add', 'sshd', 'polling'], ...commands]).jails.get('sshd') ?? null;
const LONG = streamOf(['set', 'sshd', 'bantime', '2h'], ['set', 'sshd', 'addaction', 'one'], ['set', 'sshd', 'addaction', 'two']);

describe('what becomes of jails', () => {
  const { port, calls } = createFakeFail2ban({ clock: systemClock, jailNames: ['sshd'] });
  const fatesOf = createJailFates({ fail2ban: port, clock: systemClock });
  const fateOf = async (after: ReturnType<typeof streamOf>) => (await fatesOf({ jails: [{ name: 'sshd', before: LONG, after }], added: null })).fates[0];

  it('tells of bans that end by what the jail runs with, and asks for none where they stay', async () => {
    await port.setLiveParameter('sshd', 'bantime', 9000);
    await port.ban('sshd', ['192.0.2.1', '192.0.2.2']);
    expect(await fateOf(streamOf(['set', 'sshd', 'bantime', '2h']))).toMatchObject({ becomes: 'reloaded', endsBans: 0 });
    // As if it had been set long ago.
    const clock = { ...systemClock, now: () => systemClock.now() + 7_200_000 };
    const later = createJailFates({ fail2ban: port, clock });
    expect((await later({ jails: [{ name: 'sshd', before: LONG, after: streamOf(['set', 'sshd', 'bantime', '2h']) }], added: null })).fates).toMatchObject([{ endsBans: 2 }]);
    const asked = calls.length;
    expect(await fateOf(streamOf(['set', 'sshd', 'bantime', '-1']))).toMatchObject({ endsBans: null });
    expect(await fateOf(streamOf(['set', 'sshd', 'bantime', 9000]))).toMatchObject({ endsBans: null });
    expect(await fateOf(null)).toEqual({ jail: 'sshd', becomes: 'unloaded', endsBans: null, actions: null });
    expect(calls.slice(asked)).not.toContain('activeBans sshd');
  });

  it('names the actions, also of a jail that is only written', async () => {
    expect(await fateOf(LONG)).toMatchObject({ actions: ['one', 'two'] });
    expect((await fatesOf({ jails: [], added: { jail: 'mine', stream: LONG } })).fates).toEqual([{ jail: 'mine', becomes: 'inactive', endsBans: null, actions: ['one', 'two'] }]);
    expect((await fatesOf({ jails: [], added: { jail: 'mine', stream: null } })).fates).toMatchObject([{ actions: null }]);
  });
});
