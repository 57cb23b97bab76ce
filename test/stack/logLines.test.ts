import { expect, it } from 'vitest';
import { failureLine, harmlessLine } from './logLines';
import { attackerAddress, benchAddresses } from './testAddresses';

const event = { address: '203.0.113.9', user: 'admin', when: new Date('2026-11-21T05:06:07.089Z') };

it('writes what the services write', () => {
  expect(failureLine('sshd', event)).toMatch(
    /^2026-11-21T05:06:07\.089\+00:00 server sshd\[\d+\]: Failed password for invalid user admin from 203\.0\.113\.9 port \d+ ssh2\n$/
  );
  expect(failureLine('nginx-http-auth', event)).toMatch(/^2026\/11\/2\d \d\d:\d\d:07 \[error\] .*password mismatch, client: 203\.0\.113\.9, .*\n$/);
  expect(harmlessLine('sshd', event)).not.toMatch(/fail|invalid/i);
});

it('attacks only from addresses that belong to nobody and that people and tests do not use', () => {
  const attackers = Array.from({ length: 600 }, (_, index) => attackerAddress(index));
  expect(attackers.filter((address) => !/^(203\.0\.113|198\.51\.100)\.\d+$|^2001:db8:bad:/.test(address))).toEqual([]);
  expect(new Set(attackers.slice(0, 500)).size).toBe(500);
});

it('gives as many different bench addresses as asked for', () => {
  const addresses = benchAddresses(131_070);
  expect(new Set(addresses).size).toBe(131_070);
  expect([addresses[0], addresses.at(-1)]).toEqual(['198.18.0.1', '198.19.255.254']);
});
