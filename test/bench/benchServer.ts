import { benchAddresses } from '../stack/testAddresses';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';
import type { Bench } from './bench';

const JAILS = 50;
const WEEK = 7 * 86_400;

/** A real private server with 50 jails, whose action does nothing, and its active bans spread evenly over them. */
export interface BenchServer extends PrivateFail2ban {
  bans: number;
  jails: readonly string[];
  serverPid: number;
}

export async function createBenchServer(bench: Bench, bans: number): Promise<BenchServer> {
  const jails = Array.from({ length: JAILS }, (_, index) => `jail${String(index + 1).padStart(2, '0')}`);
  const fail2ban = await createPrivateFail2ban({
    jails: jails.map((name) => ({ name, filter: 'sshd', action: 'noop', banTime: WEEK })),
    log: bench.say,
    signal: bench.signal,
  });
  bench.defer(fail2ban.dispose);
  const each = bans / JAILS;
  for (const [index, jail] of jails.entries()) {
    bench.signal.throwIfAborted();
    await fail2ban.ban(jail, benchAddresses(each, index * each));
  }
  // The server answers before its jails have taken every address in.
  const last = jails.at(-1) ?? '';
  await waitFor('the last bans', async () => (await fail2ban.client('status', last)).includes(`Currently banned:\t${each}`), { signal: bench.signal });
  const serverPid = fail2ban.pid();
  if (serverPid === null) {
    throw new Error('the private fail2ban has ended');
  }
  return { ...fail2ban, bans, jails, serverPid };
}
