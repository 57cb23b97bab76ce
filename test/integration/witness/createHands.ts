import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '../../../pkg/contract/bans';
import { API_PREFIX } from '../../../pkg/contract/routes';
import type { PrivateFail2ban } from '../../stack/privateFail2ban';
import type { PrivateSidecar } from '../../stack/privateSidecar';
import type { Deed } from './compareBans';

/** Who calls with the Admin's token, in the archive's words. */
const ACTOR = 'token:admin';

export type Way = 'api' | 'client';

/** When fail2ban, or one jail of it, was not there. UTC epoch seconds. */
export interface Outage {
  jail: string | null;
  from: number;
  to: number;
}

/** What people do to fail2ban, by the sidecar and past it; either may be down. Never rejects, and keeps a list of all deeds. */
export function createHands({ fail2ban, sidecar }: { fail2ban: PrivateFail2ban; sidecar: PrivateSidecar }) {
  const deeds: Deed[] = [];
  const outages: Outage[] = [];
  const now = () => Date.now() / 1000;

  async function call<T>(method: 'GET' | 'POST', apiPath: string, body?: unknown): Promise<T> {
    const headers = { authorization: `Bearer ${sidecar.scriptTokens.Admin}`, 'content-type': 'application/json' };
    const reply = await fetch(`${sidecar.url}${API_PREFIX}${apiPath}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    if (reply.status !== 200) {
      throw new Error(`${method} ${apiPath}: ${reply.status} ${await reply.text()}`);
    }
    return (await reply.json()) as T;
  }

  /** What was answered for sure. */
  const isSure = ({ state, outcomes }: Operation): boolean => state === 'done' && outcomes.every(({ error }) => error === null);

  async function noted(deed: Pick<Deed, 'what' | 'jail' | 'address' | 'by'>, act: () => Promise<boolean>): Promise<void> {
    const begun: Deed = { ...deed, from: now(), to: Number.POSITIVE_INFINITY, answered: false };
    deeds.push(begun);
    begun.answered = await act().catch(() => false);
    begun.to = now();
  }

  function change(what: 'ban' | 'unban', way: Way, jail: string, address: string): Promise<void> {
    if (way === 'client') {
      return noted({ what, jail, address, by: null }, async () => (await fail2ban.client('set', jail, `${what}ip`, address)) !== '');
    }
    return noted({ what, jail, address, by: ACTOR }, async () => isSure(await call<Operation>('POST', `/${what}`, { addresses: [address], jails: [jail] })));
  }

  async function without(jail: string | null, work: () => Promise<void>): Promise<void> {
    const outage: Outage = { jail, from: now(), to: Number.POSITIVE_INFINITY };
    outages.push(outage);
    await work();
    outage.to = now();
  }

  function stopJail(way: Way, jail: string): Promise<void> {
    return noted({ what: 'stop', jail, address: null, by: null }, async () =>
      way === 'client' ? (await fail2ban.client('stop', jail)) !== '' : isSure(await call<Operation>('POST', `/jails/${jail}/stop`, {}))
    );
  }

  /** Through the sidecar it may fail: then the client has to. */
  async function startJail(way: Way, jail: string): Promise<void> {
    if (way === 'api') {
      await call('POST', `/jails/${jail}/start`, {}).catch(() => {});
    }
    await fail2ban.client('reload', '--if-exists', jail);
  }

  return {
    deeds,
    outages,
    call,
    ban: (way: Way, jail: string, address: string) => change('ban', way, jail, address),
    unban: (way: Way, jail: string, address: string) => change('unban', way, jail, address),
    /** A jail is stopped and started again. */
    stopFor: (ms: number, way: Way, jail: string) =>
      without(jail, async () => {
        await stopJail(way, jail);
        await sleep(ms);
        await startJail(way, jail);
      }),
    /** All of fail2ban is. */
    restart: (downMs: number) =>
      without(null, () =>
        noted({ what: 'stop', jail: null, address: null, by: null }, async () => {
          await fail2ban.client('stop');
          await fail2ban.exited();
          await sleep(downMs);
          await fail2ban.start();
          return true;
        })
      ),
  };
}
