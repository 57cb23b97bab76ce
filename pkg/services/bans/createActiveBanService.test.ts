import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import { createActiveBanService } from './createActiveBanService';
import { createJailService } from '../jails/createJailService';

function setUp() {
  const clock = createFakeClock();
  const fake = createFakeFail2ban({ clock, jailNames: ['sshd', 'nginx'] });
  const jails = createJailService({ fail2ban: fake.port, clock });
  const bans = createActiveBanService({ fail2ban: fake.port, jails, clock });
  const page = () => bans.page({ sort: 'start', order: 'asc', page: 1, pageSize: 2 });
  const lists = () => fake.calls.filter((call) => call.startsWith('activeBans'));
  return { clock, fake, jails, bans, page, lists };
}

describe('active bans', () => {
  it('come a page at a time with the time left and the number of all', async () => {
    const { clock, fake, page } = setUp();
    await fake.port.ban('sshd', ['192.0.2.1']);
    await clock.advance(10_000);
    await fake.port.ban('nginx', ['192.0.2.2', '192.0.2.3']);
    await clock.advance(5_000);
    const { total, bans, stale } = await page();
    expect([total, stale]).toEqual([3, false]);
    expect(bans.map(({ address, jail, timeLeft }) => [address, jail, timeLeft])).toEqual([
      ['192.0.2.1', 'sshd', 585],
      ['192.0.2.2', 'nginx', 595],
    ]);
  });

  it('have no end and no time left when they are for ever', async () => {
    const { fake, page } = setUp();
    Object.assign(fake.jails.get('sshd')?.parameters ?? {}, { banTime: -1 });
    await fake.port.ban('sshd', ['192.0.2.1']);
    expect((await page()).bans[0]).toMatchObject({ end: null, timeLeft: null, banTime: -1 });
  });

  it('are fetched only from jails whose counters changed, and from none that has no bans', async () => {
    const { clock, fake, page, lists } = setUp();
    await fake.port.ban('sshd', ['192.0.2.1']);
    await page();
    expect(lists()).toEqual(['activeBans sshd']);
    await clock.advance(10_000);
    await page();
    expect(lists()).toHaveLength(1);
    await fake.port.ban('nginx', ['192.0.2.2']);
    await clock.advance(2000);
    expect((await page()).total).toBe(2);
    expect(lists()).toEqual(['activeBans sshd', 'activeBans nginx']);
  });

  it('that may be prolonged are read again after five minutes all the same, as that moves no counter; others are not', async () => {
    const { clock, fake, page, lists } = setUp();
    Object.assign(fake.jails.get('sshd')?.parameters ?? {}, { escalates: true });
    await fake.port.ban('sshd', ['192.0.2.1']);
    await fake.port.ban('nginx', ['192.0.2.2']);
    await page();
    await clock.advance(300_000);
    await page();
    expect(lists()).toEqual(['activeBans nginx', 'activeBans sshd', 'activeBans sshd']);
  });

  it('are read again when the ban time of their jail was changed, which moves the ends of bans in force', async () => {
    const { clock, fake, page, lists } = setUp();
    await fake.port.ban('sshd', ['192.0.2.1']);
    await page();
    Object.assign(fake.jails.get('sshd')?.parameters ?? {}, { banTime: 60 });
    await clock.advance(30_000);
    await page();
    expect(lists()).toHaveLength(2);
  });

  it('of a long list are read at most every fifteen seconds, however often it changes', async () => {
    const { clock, fake, page, lists } = setUp();
    const many = Array.from({ length: 5001 }, (_, i) => `10.1.${i >> 8}.${i & 255}`);
    await fake.port.ban('sshd', many);
    await page();
    for (let i = 0; i < 4; i++) {
      await fake.port.ban('sshd', [`10.2.0.${i}`]);
      await clock.advance(3000);
      await page();
    }
    expect(lists()).toHaveLength(1);
    await clock.advance(3000);
    expect((await page()).total).toBe(5005);
    expect(lists()).toHaveLength(2);
  });

  it('are read at once after a change of our own', async () => {
    const { fake, bans, page } = setUp();
    await page();
    await fake.port.ban('sshd', ['192.0.2.1']);
    bans.invalidate(['sshd']);
    expect((await page()).total).toBe(1);
  });

  it('of a jail that was started anew are read again although its counters came back to where they were', async () => {
    const { clock, fake, jails, page } = setUp();
    const sshd = fake.jails.get('sshd');
    await fake.port.ban('sshd', ['192.0.2.1', '192.0.2.2']);
    await page();
    sshd?.bans.clear();
    Object.assign(sshd?.counters ?? {}, { totalBanned: 0 });
    await fake.port.ban('sshd', ['198.51.100.1']);
    await clock.advance(3000);
    await jails.read();
    await fake.port.ban('sshd', ['198.51.100.2']);
    await clock.advance(3000);
    expect((await page()).bans.map(({ address }) => address)).toEqual(['198.51.100.1', '198.51.100.2']);
  });

  it('are read again within an hour whatever the counters say', async () => {
    const { clock, fake, page } = setUp();
    await fake.port.ban('sshd', ['192.0.2.1']);
    await page();
    const bans = fake.jails.get('sshd')?.bans;
    bans?.clear();
    bans?.set('198.51.100.9', { jail: 'sshd', address: '198.51.100.9', start: 0, end: null, banTime: -1 });
    await clock.advance(3_600_000);
    expect((await page()).bans.map(({ address }) => address)).toEqual(['198.51.100.9']);
  });

  it('of a jail that goes while they are read are none, and the others are there', async () => {
    const { fake, page } = setUp();
    await fake.port.ban('sshd', ['192.0.2.1']);
    await fake.port.ban('nginx', ['192.0.2.2']);
    const ask = fake.port.activeBans;
    fake.port.activeBans = (jail) => {
      fake.jails.delete('nginx');
      return ask(jail);
    };
    expect((await page()).bans.map(({ address }) => address)).toEqual(['192.0.2.1']);
  });

  it('of a restarted fail2ban are read anew although its counters look the same', async () => {
    const { clock, fake, page } = setUp();
    await fake.port.ban('sshd', ['192.0.2.1']);
    await page();
    fake.jails.get('sshd')?.bans.clear();
    Object.assign(fake.jails.get('sshd')?.counters ?? {}, { totalBanned: 0 });
    await fake.port.ban('sshd', ['192.0.2.9']);
    fake.loseConnection();
    await clock.advance(0);
    expect((await page()).bans.map(({ address }) => address)).toEqual(['192.0.2.9']);
  });
});
