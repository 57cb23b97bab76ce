import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import type { HostNetworkPort } from '../services/ports/hostNetwork';
import { gatewaysOfV4, gatewaysOfV6, peersOf } from './procNet';

/** This host as Linux tells it under /proc/net; elsewhere the tables are absent and read as empty. */
export function createHostNetwork({ sshPorts, procNet = '/proc/net' }: { sshPorts: readonly number[]; procNet?: string }): HostNetworkPort {
  const table = (name: string) => readFile(`${procNet}/${name}`, 'utf8').catch(() => '');
  return {
    async ownAddresses() {
      return Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map(({ address }) => address.split('%')[0] ?? '') ?? []);
    },
    async gateways() {
      return [...gatewaysOfV4(await table('route')), ...gatewaysOfV6(await table('ipv6_route'))];
    },
    async sshPeers() {
      return [...peersOf(await table('tcp'), sshPorts), ...peersOf(await table('tcp6'), sshPorts)];
    },
  };
}
