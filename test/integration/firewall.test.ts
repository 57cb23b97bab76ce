import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAddress } from '../../pkg/domain/address';
import { createFirewall } from '../../pkg/host/firewall/createFirewall';
import type { FirewallTool } from '../../pkg/host/firewall/createFirewall';
import { holderOf } from '../../pkg/services/checks/judgeFirewall';
import { createPrivateFirewall } from '../stack/firewallPackage';
import type { PrivateFirewall } from '../stack/firewallPackage';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';
import { createCheckStack } from './checkStack';

const SET = ['nft', 'add', 'element', 'inet', 'f2b-table', 'addr-set-sshd'];

describe('bans in the real firewall of a network of its own', () => {
  let network: PrivateFirewall | null = null;
  beforeAll(async () => {
    network = await createPrivateFirewall();
  }, 120_000);
  afterAll(() => network?.dispose());

  const needed = () => network ?? expect.fail('This machine lets nobody make a network: run as root.');

  async function held(tool: FirewallTool, addresses: readonly string[]) {
    const { environment, prefix } = needed();
    const holds = holderOf(await createFirewall({ tool, environment, prefix }).blocked());
    return addresses.filter((address) => holds(parseAddress(address)));
  }

  it('are found with nft, in sets that a rule turns away', async () => {
    const { run } = needed();
    await run('nft', 'add table inet f2b-table');
    await run('nft', 'add chain inet f2b-table f2b-chain { type filter hook input priority -1 ; }');
    for (const [set, type] of [['addr-set-sshd', 'ipv4_addr'], ['addr6-set-sshd', 'ipv6_addr'], ['allowed', 'ipv4_addr'], ['unused', 'ipv4_addr']]) {
      await run('nft', `add set inet f2b-table ${set} { type ${type}; flags interval; }`);
    }
    await run('nft', 'add rule inet f2b-table f2b-chain ip saddr @allowed accept');
    await run('nft', 'add rule inet f2b-table f2b-chain tcp dport { 22, 80 } ip saddr @addr-set-sshd reject');
    await run('nft', 'add rule inet f2b-table f2b-chain tcp dport 22 ip6 saddr @addr6-set-sshd drop');
    await run('nft', 'add rule inet f2b-table f2b-chain ip saddr { 192.0.2.200, 192.0.2.240/28 } counter drop');
    await run('nft', 'add rule inet f2b-table f2b-chain ip daddr 192.0.2.99 drop');
    await run(...SET, '{ 192.0.2.1, 198.51.100.0/24, 203.0.113.1-203.0.113.7 }');
    await run('nft', 'add element inet f2b-table addr6-set-sshd { 2001:db8::/64 }');
    await run('nft', 'add element inet f2b-table allowed { 192.0.2.50 }');
    await run('nft', 'add element inet f2b-table unused { 192.0.2.60 }');
    const there = ['192.0.2.1', '198.51.100.77', '198.51.100.0/24', '203.0.113.7', '2001:db8::7', '192.0.2.200', '192.0.2.250'];
    expect(await held('nft', [...there, '192.0.2.2', '203.0.113.8', '2001:db8:1::7', '192.0.2.50', '192.0.2.60', '192.0.2.99', '198.51.100.0/23'])).toEqual(there);
  });

  it('are found with iptables, and with ipset', async () => {
    const { run } = needed();
    await run('iptables', '-N', 'f2b-sshd');
    await run('iptables', '-A', 'INPUT', '-p', 'tcp', '--dport', '22', '-j', 'f2b-sshd');
    await run('iptables', '-A', 'f2b-sshd', '-s', '192.0.2.9', '-j', 'REJECT');
    await run('iptables', '-A', 'f2b-sshd', '-s', '192.0.2.10', '-j', 'RETURN');
    await run('iptables', '-A', 'f2b-sshd', '!', '-s', '192.0.2.11', '-j', 'DROP');
    await run('ip6tables', '-A', 'INPUT', '-s', '2001:db8:9::/48', '-j', 'DROP');
    await run('ipset', 'create', 'f2b-a', 'hash:ip');
    await run('ipset', 'create', 'f2b-b', 'hash:net');
    await run('ipset', 'add', 'f2b-a', '192.0.2.55');
    await run('ipset', 'add', 'f2b-b', '192.0.2.56');
    await run('iptables', '-I', 'INPUT', '-m', 'set', '--match-set', 'f2b-a', 'src', '-j', 'DROP');
    const asked = ['192.0.2.9', '192.0.2.10', '192.0.2.11', '2001:db8:9::7', '192.0.2.55', '192.0.2.56'];
    expect(await held('iptables', asked)).toEqual(['192.0.2.9', '2001:db8:9::7']);
    expect(await held('ipset', asked)).toEqual(['192.0.2.9', '2001:db8:9::7', '192.0.2.55']);
  });

  it('say when they cannot be listed', async () => {
    const firewall = createFirewall({ tool: 'nft', environment: { PATH: '/nonexistent' } });
    await expect(firewall.blocked()).rejects.toMatchObject({ name: 'FirewallUnreadable', message: expect.stringContaining('nft -j list ruleset') });
  });

  it('are missed when somebody takes them out, and no longer when they are back', async () => {
    const { prefix, environment, run } = needed();
    const fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd', settings: { action: 'enforcing' }, enabled: false }, { name: 'noaction', filter: 'sshd', action: 'none' }] });
    const stack = await createCheckStack(fail2ban, createFirewall({ tool: 'nft', environment, prefix }));
    try {
      const assigned = Object.entries(environment).map(([name, value]) => `${name}=${value}`).join(' ');
      const command = (words: string) => `${assigned} ${prefix.join(' ')} nft ${words}`;
      await run('nft', 'add table inet bans');
      await run('nft', 'add chain inet bans input { type filter hook input priority -1 ; }');
      await run('nft', 'add set inet bans sshd { type ipv4_addr; }');
      await run('nft', 'add rule inet bans input ip saddr @sshd drop');
      await writeFile(
        path.join(fail2ban.configDir, 'action.d/enforcing.conf'),
        `[Definition]\nactionban = ${command('add element inet bans sshd "{ <ip> }"')}\nactionunban = ${command('delete element inet bans sshd "{ <ip> }"')}\n`
      );
      await writeFile(path.join(fail2ban.configDir, 'jail.d/sshd.local'), `[sshd]\nenabled = true\nbackend = polling\nfilter = sshd\nlogpath = ${fail2ban.jailLogs.sshd}\naction = enforcing\n`);
      await appendFile(fail2ban.jailLogs.sshd ?? '', '');
      await fail2ban.client('reload', '--if-exists', 'sshd');
      await fail2ban.ban('sshd', ['192.0.2.101', '192.0.2.102']);
      await fail2ban.ban('noaction', ['192.0.2.103']);
      await waitFor('the bans', async () => (await run('nft', 'list ruleset')).includes('192.0.2.102'));
      const look = async () => {
        stack.putForward(50);
        return (await stack.problems('not_enforced')).sshd;
      };
      stack.putForward(61);
      expect([await look(), await look(), await look()]).toEqual([null, null, null]);
      await run('nft', 'delete element inet bans sshd { 192.0.2.102 }');
      expect([await look(), await look()]).toEqual([null, 'not_in_firewall']);
      expect(await stack.problems('not_enforced')).toEqual({ sshd: 'not_in_firewall', noaction: null });
      await run('nft', 'add element inet bans sshd { 192.0.2.102 }');
      expect(await look()).toBeNull();
    } finally {
      await stack.dispose();
      await fail2ban.dispose();
    }
  });
});
