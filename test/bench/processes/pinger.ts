import { setTimeout as sleep } from 'node:timers/promises';
import { createRawClient, rawCommand } from '../rawClient';

/**
 * Another client of fail2ban, in a process of its own so that nobody else's work counts as the server's. Pings every
 * 5 ms and prints as JSON how long each took in milliseconds.
 */
const EVERY_MS = 5;
const SETTLE_MS = 200;
const [socketPath = '', durationMs = '0'] = process.argv.slice(2);

const client = await createRawClient(socketPath);
const ping = rawCommand('ping');
const waits: number[] = [];
const first = performance.now() + SETTLE_MS;
const end = first + Number(durationMs);
let next = performance.now();
while (next < end) {
  await sleep(Math.max(0, next - performance.now()));
  const sent = performance.now();
  await client.ask(ping, 1);
  const done = performance.now();
  if (sent >= first) {
    waits.push(done - sent);
  }
  next = Math.max(next, sent - EVERY_MS) + EVERY_MS;
  // Pings that were due while this one waited would have waited for the rest of the time.
  for (; next < done; next += EVERY_MS) {
    if (next >= first) {
      waits.push(done - next);
    }
  }
}
await client.close();
console.log(JSON.stringify(waits));
