import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import type { GeoDetail } from '../../contract/geo';
import { createActiveBanService } from '../bans/createActiveBanService';
import { createAddressService } from './createAddressService';
import { createJailService } from '../jails/createJailService';

const UNKNOWN: GeoDetail = { address: '', country_code: null, country_name: null, asn: null, org: null, city: null, source: 'none' };
const BERLIN: GeoDetail = { address: '192.0.2.7', country_code: 'DE', country_name: 'Germany', asn: 64500, org: 'Example', city: 'Berlin', source: 'city_mmdb' };

function setUp(known = UNKNOWN) {
  const clock = createFakeClock();
  const fail2ban = createFakeFail2ban({ clock, jailNames: ['sshd', 'nginx'] });
  const jails = createJailService({ fail2ban: fail2ban.port, clock });
  const activeBans = createActiveBanService({ fail2ban: fail2ban.port, jails, clock });
  const archive = createFakeArchive();
  const asked: string[] = [];
  const reverseDns = { nameOf: async (address: string) => (asked.push(address), 'host.example') };
  const addresses = createAddressService({ archive: archive.port, activeBans, fail2ban: fail2ban.port, placeOf: async () => known, reverseDns, clock });
  const ignore = (jail: string, ...list: string[]) => fail2ban.jails.get(jail)?.ignoreList.push(...list);
  return { clock, fail2ban, archive: archive.port, addresses, asked, ignore, now: Math.floor(clock.now() / 1000) };
}

describe('the page of one address', () => {
  it('has what bans it now: itself, or a network that holds it, and nothing that only looks like it', async () => {
    const { fail2ban, addresses } = setUp();
    await fail2ban.port.ban('sshd', ['2001:db8::', '2001:db8::/64', '2001:db8::7', '192.0.2.1']);
    await fail2ban.port.ban('nginx', ['2001:db8::']);
    const { address, active } = await addresses.page('2001:DB8:0::');
    expect(address).toBe('2001:db8::');
    expect(active?.map((ban) => `${ban.jail} ${ban.address}`).sort()).toEqual(['nginx 2001:db8::', 'sshd 2001:db8::', 'sshd 2001:db8::/64']);
  });

  it('names the entries of ignore lists that cover it, and asks the jails again after a while only', async () => {
    const { addresses, ignore, fail2ban, clock } = setUp();
    ignore('sshd', '192.0.2.0/24', '198.51.100.1', 'host.example', '::1');
    ignore('nginx', '192.0.2.7', '192.0.2.99/24', 'self');
    const covered = { ignoredBy: [{ jail: 'nginx', entry: '192.0.2.7' }, { jail: 'nginx', entry: '192.0.2.99/24' }, { jail: 'sshd', entry: '192.0.2.0/24' }] };
    expect(await addresses.page('192.0.2.7')).toMatchObject(covered);
    expect((await addresses.page('203.0.113.1')).ignoredBy).toEqual([]);
    const questions = () => fail2ban.calls.filter((call) => call.startsWith('ignoreList')).length;
    expect(questions()).toBe(2);
    ignore('sshd', '203.0.113.0/24');
    await clock.advance(10_001);
    expect((await addresses.page('203.0.113.1')).ignoredBy).toEqual([{ jail: 'sshd', entry: '203.0.113.0/24' }]);
    expect(questions()).toBe(4);
  });

  it('answers without fail2ban, and says what it cannot know', async () => {
    const { addresses, fail2ban, archive, now } = setUp();
    await archive.recordBans([{ jail: 'sshd', address: '192.0.2.7', start: now - 5, banTime: 600, origin: 'observed', place: { country: 'FR', asn: 64501, org: 'Other' } }]);
    fail2ban.circumstances.unreachable = 'not_running';
    expect(await addresses.page('192.0.2.7')).toMatchObject({
      active: null,
      ignoredBy: null,
      totals: { bans: 1, jails: ['sshd'], firstBan: now - 5 },
      bans: [{ address: '192.0.2.7', approximate: true }],
      geo: { country: 'FR', asn: 64501, org: 'Other', countryName: null, city: null, source: 'none' },
      special: null,
    });
  });

  it('takes the place from who knows it best, and the name from reverse DNS', async () => {
    const { addresses, asked } = setUp(BERLIN);
    const geo = { country: 'DE', countryName: 'Germany', asn: 64500, org: 'Example', city: 'Berlin', source: 'city_mmdb' };
    expect(await addresses.page('::ffff:192.0.2.7')).toMatchObject({ address: '192.0.2.7', geo, special: null, hostName: 'host.example' });
    expect(asked).toEqual(['192.0.2.7']);
  });

  it('names the range of an address that belongs to nobody', async () => {
    const { addresses } = setUp({ ...UNKNOWN, country_code: 'ZZ', country_name: 'Private network', source: 'private' });
    expect(await addresses.page('10.0.0.1')).toMatchObject({ special: 'private', geo: { country: 'ZZ' } });
  });

  it('refuses what is no single address, and fails when the archive does', async () => {
    const { addresses } = setUp();
    for (const wrong of ['host.example', '192.0.2.0/24', '192.0.2', '::1%eth0', '']) {
      await expect(addresses.page(wrong)).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { field: 'ip' } });
    }
    await expect(addresses.erase('nobody')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it.each(['root', 'John Doe', 'dead:beef?', '192.0.2.1:22'])('erases what was banned and is none: %s', async (address) => {
    const { addresses, archive, now } = setUp();
    await archive.recordBans([{ jail: 'logins', address, start: now, banTime: 600, origin: 'database' }]);
    expect(await addresses.erase(address)).toMatchObject({ bans: 1 });
    expect(await archive.history({ from: 0, to: now * 2 }, 10)).toEqual([]);
  });

  it('erases it from the archive, and only there', async () => {
    const { addresses, archive, fail2ban, now } = setUp();
    await fail2ban.port.ban('sshd', ['192.0.2.7']);
    await archive.recordBans([{ jail: 'sshd', address: '192.0.2.7', start: now, banTime: 600, origin: 'own' }]);
    expect(await addresses.erase('192.0.2.7')).toMatchObject({ bans: 1 });
    expect(await addresses.page('192.0.2.7')).toMatchObject({ bans: [], totals: { bans: 0 }, active: [{ address: '192.0.2.7' }] });
  });
});
