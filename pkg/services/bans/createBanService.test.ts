import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { Fail2banUnreachable } from '../../domain/errors';
import { createActiveBanService } from './createActiveBanService';
import { createAuditTrail } from '../archive/createAuditTrail';
import { createBanGuard } from './createBanGuard';
import { createBanRecorder } from './createBanRecorder';
import { createBanService } from './createBanService';
import { createJailService } from '../jails/createJailService';
import { createLateWrites } from '../archive/createLateWrites';
import { createOperations } from '../shared/createOperations';

const asker = { principal: { login: 'anna', role: 'Editor' as const, orgId: 1, via: 'grafana' as const }, forwardedFor: [] };
const network = { ownAddresses: async () => [], gateways: async () => [], sshPeers: async () => [] };

function setUp() {
  const clock = createFakeClock();
  const fake = createFakeFail2ban({ clock, jailNames: ['nginx', 'sshd'] });
  const { logger, records } = createRecordingLogger();
  const jails = createJailService({ fail2ban: fake.port, clock });
  const activeBans = createActiveBanService({ fail2ban: fake.port, jails, clock });
  const operations = createOperations({ clock });
  const archive = createFakeArchive();
  const late = createLateWrites({ clock, logger, what: 'own_bans', onFailure: () => {} });
  const audit = createAuditTrail({ archive: archive.port, late, clock, logger, host: 'here' });
  const recorder = createBanRecorder({ archive: archive.port, activeBans, banTimeOf: () => 600, clock, late });
  const guard = createBanGuard({ fail2ban: fake.port, network });
  const bans = createBanService({ fail2ban: fake.port, jails, activeBans, guard, operations, audit, recorder, clock });
  return { clock, fake, bans, operations, records };
}

describe('a ban', () => {
  it('goes to each jail once, in one spelling', async () => {
    const { bans, fake } = setUp();
    const { outcomes } = await bans.ban({ addresses: ['2001:DB8::7', '2001:db8::0007'], jails: ['sshd', 'sshd', 'nginx'], confirm: false }, asker);
    expect(outcomes).toEqual([
      { jail: 'sshd', requested: 1, changed: 1, error: null },
      { jail: 'nginx', requested: 1, changed: 1, error: null },
    ]);
    expect([...(fake.jails.get('sshd')?.bans.keys() ?? [])]).toEqual(['2001:db8::7']);
  });

  it('names every address that is none, and sends nothing', async () => {
    const { bans, fake } = setUp();
    const request = { addresses: ['192.0.2.1', 'junk', '192.0.2.7/24'], jails: ['sshd'], confirm: false };
    await expect(bans.ban(request, asker)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: '"junk" is not an IP address or network.',
      details: {
        field: 'addresses[1]',
        problems: [
          { field: 'addresses[1]', message: '"junk" is not an IP address or network.' },
          { field: 'addresses[2]', message: expect.stringContaining('Did you mean 192.0.2.0/24') },
        ],
      },
    });
    expect(fake.jails.get('sshd')?.bans.size).toBe(0);
  });

  it('goes on to the other jails when one breaks off, and counts what was done', async () => {
    const { bans, fake } = setUp();
    const ban = fake.port.ban;
    fake.port.ban = async (jail, addresses) => (jail === 'sshd' ? { changed: 1, failure: new Fail2banUnreachable('connection_lost') } : ban(jail, addresses));
    const operation = await bans.ban({ addresses: ['192.0.2.1', '192.0.2.2'], jails: ['sshd', 'nginx'], confirm: false }, asker);
    expect(operation).toMatchObject({
      state: 'failed',
      outcomes: [
        { jail: 'sshd', changed: 1, error: expect.stringContaining('connection') },
        { jail: 'nginx', changed: 2, error: null },
      ],
    });
  });

  it('fails with its reason when nothing could be sent at all', async () => {
    const { bans, fake } = setUp();
    fake.port.ban = () => Promise.reject(new Fail2banUnreachable('not_running'));
    await expect(bans.ban({ addresses: ['192.0.2.1'], jails: ['sshd', 'nginx'], confirm: false }, asker)).rejects.toMatchObject({ reason: 'not_running' });
  });

  it('that takes long is recorded with what was asked for when it has ended', async () => {
    const { bans, clock, fake, operations, records } = setUp();
    await bans.unban({ addresses: ['192.0.2.9'], jails: ['sshd'], confirm: false }, asker);
    const ban = fake.port.ban;
    fake.port.ban = async (...args) => {
      await new Promise<void>((resolve) => clock.after(9000, resolve));
      return ban(...args);
    };
    const answer = bans.ban({ addresses: ['192.0.2.1'], jails: ['sshd'], confirm: false }, asker);
    await clock.advance(5000);
    expect((await answer).state).toBe('running');
    expect(records.filter(({ event }) => event === 'audit')).toEqual([]);
    await clock.advance(5000);
    await operations.drain();
    expect(records.filter(({ event }) => event === 'audit')).toMatchObject([
      { fields: { action: 'ban', result: 'done', actor: 'anna', request: { addresses: ['192.0.2.1'], jails: ['sshd'] }, reply: { state: 'done' } } },
    ]);
  });
});
