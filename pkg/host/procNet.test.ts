import { createServer, connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createHostNetwork } from './createHostNetwork';
import { gatewaysOfV4, gatewaysOfV6, peersOf } from './procNet';

const TCP_HEAD = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

describe('the tables of /proc/net', () => {
  it('yield the gateways of IPv4 and IPv6', () => {
    const v4 = 'Iface\tDestination\tGateway \tFlags\neth0\t00000000\t010200C0\t0003\neth0\t000200C0\t00000000\t0001\n';
    expect(gatewaysOfV4(v4)).toEqual(['192.0.2.1']);
    const zero = '0'.repeat(32);
    const v6 = `${zero} 00 ${zero} 00 20010db8000000000000000000000001 00000400 00000001 00000000 00000003 eth0\n${zero} 40 ${zero} 00 ${zero} 00000100 00000001 00000000 00000001 eth0\n`;
    expect(gatewaysOfV6(v6)).toEqual(['2001:db8::1']);
  });

  it('yield the far ends of established connections to the given ports only', () => {
    const line = (local: string, remote: string, state: string) => `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000 0 0 1\n`;
    const table =
      TCP_HEAD +
      line('050200C0:0016', '076433C6:C350', '01') +
      line('050200C0:0016', '086433C6:C350', '06') +
      line('050200C0:0050', '096433C6:C350', '01');
    expect(peersOf(table, [22])).toEqual(['198.51.100.7']);
    const mapped = TCP_HEAD + line('0000000000000000FFFF0000050200C0:0016', '0000000000000000FFFF0000076433C6:C350', '01');
    expect(peersOf(mapped, [22])).toEqual(['198.51.100.7']);
    const v6 = TCP_HEAD + line('B80D0120000000000000000005000000:0016', 'B80D0120000000000000000007000000:C350', '01');
    expect(peersOf(v6, [22])).toEqual(['2001:db8::7']);
  });
});

describe('the host network', () => {
  it('sees a real connection to a port that it is told to watch', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const accepted = once(server, 'connection');
    const client = connect(port, '127.0.0.1');
    await accepted;
    try {
      const network = createHostNetwork({ sshPorts: [port] });
      expect(await network.sshPeers()).toContain('127.0.0.1');
      expect(await network.ownAddresses()).toContain('127.0.0.1');
    } finally {
      client.destroy();
      server.close();
    }
  });
});
