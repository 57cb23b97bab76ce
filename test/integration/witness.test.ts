import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { HistoryBan, HistoryResponse } from '../../pkg/contract/history';
import { createLogGenerator } from '../stack/logGenerator';
import type { Attack } from '../stack/logGenerator';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import { createPrivateSidecar } from '../stack/privateSidecar';
import { attackerAddress, benchAddresses } from '../stack/testAddresses';
import { waitFor } from '../stack/waitFor';
import { compareAttacks } from './witness/compareAttacks';
import { compareBans } from './witness/compareBans';
import { createHands } from './witness/createHands';
import type { Way } from './witness/createHands';
import { createRandom } from './witness/createRandom';
import { readWitness } from './witness/readWitness';
import type { Witness } from './witness/readWitness';
import { rotateByCopy, rotateByRename } from './witness/rotateLog';

/** Without it the comparison is skipped: it takes minutes, and each run is another one. */
const MINUTES = Number(process.env.WITNESS_MINUTES ?? 0);
/** Of a run that is to be repeated; what fail2ban does in between stays its own. */
const SEED = Number(process.env.WITNESS_SEED ?? Date.now() % 1_000_000);
/** Of addresses that come again and again, so that their bans grow. */
const REGULARS = 12;
/** As their settings make them grow, without what a second ban adds. */
const BAN_TIMES = { short: [6], long: [3600], rising: [3, 6, 12, 20] };
const WAYS: readonly Way[] = ['api', 'client'];

const JAILS = [
  { name: 'short', filter: 'sshd', maxRetry: 3, banTime: 6, action: 'witness' },
  { name: 'long', filter: 'sshd', maxRetry: 4, banTime: 3600, action: 'witness' },
  { name: 'rising', filter: 'sshd', maxRetry: 3, banTime: 3, action: 'witness', settings: { 'bantime.increment': 'true', 'bantime.factor': '1', 'bantime.maxtime': '20' } },
] as const;

/**
 * The archive beside an independent witness: an action of fail2ban that writes every ban and unban to a file of its own, and the list of the
 * log generator. See readWitness for what the witness cannot know; why a ban ended is judged by what the test itself did at that moment.
 * WITNESS_MINUTES makes it longer.
 */
describe('the archive and an independent witness', () => {
  const disposals: Array<() => Promise<unknown>> = [];
  afterEach(async () => {
    for (const dispose of disposals.splice(0).reverse()) {
      await dispose();
    }
  });

  it.skipIf(MINUTES === 0)(`agree ban for ban after ${MINUTES} min of rotations, restarts and kills (seed ${SEED})`, async () => {
    const { between, oneOf } = createRandom(SEED);
    const fail2ban = await createPrivateFail2ban({ jails: JAILS });
    disposals.push(fail2ban.dispose);
    const sidecar = await createPrivateSidecar({ fail2ban, env: { BANGUI_RATE_LIMIT_PER_MINUTE: '100000', BANGUI_LOG_LEVEL: 'debug' } });
    disposals.push(sidecar.dispose);
    const hands = createHands({ fail2ban, sidecar });
    const begun = Date.now() / 1000;
    const until = Date.now() + MINUTES * 60_000;
    const going = () => Date.now() < until;
    const counts = { kills: 0, renamed: 0, copied: 0, flushed: 0, restarts: 0, jailStops: 0 };

    const attacks: Attack[] = [];
    const target = ({ name, maxRetry }: (typeof JAILS)[number]) => ({ filter: 'sshd', path: fail2ban.jailLogs[name] ?? '', maxRetry }) as const;
    const onAttack = (attack: Attack) => void attacks.push(attack);
    const fresh = benchAddresses(MINUTES * 60 * 20);
    const generators = [
      createLogGenerator({ targets: [target(JAILS[0]), target(JAILS[1])], intervalMs: 120, attacker: (index) => fresh[index % fresh.length] ?? '', onAttack }),
      createLogGenerator({ targets: [target(JAILS[2])], intervalMs: 140, attacker: (index) => attackerAddress(index % REGULARS), onAttack }),
    ];
    disposals.push(() => Promise.all(generators.map(({ stop }) => stop())));

    const witnessed = async (): Promise<Witness> => readWitness(await readFile(fail2ban.actionLog, 'utf8'));
    async function archived(): Promise<HistoryBan[]> {
      const bans: HistoryBan[] = [];
      for (let after: string | null = ''; after !== null; ) {
        const page: HistoryResponse = await hands.call<HistoryResponse>('GET', `/history?from=${Math.floor(begun) - 3600}&limit=1000${after === '' ? '' : `&after=${after}`}`);
        bans.push(...page.bans);
        after = page.next;
      }
      return bans;
    }

    async function killing(): Promise<void> {
      while (going()) {
        await sleep(between(3000, 12_000));
        await sidecar.kill('SIGKILL');
        counts.kills++;
        await sleep(between(0, 3000));
        // Every now and then it dies before it is ready.
        const starting = sidecar.start().catch(() => {});
        if (between(0, 3) < 1) {
          await sleep(between(200, 1500));
          await sidecar.kill('SIGKILL');
          counts.kills++;
        }
        await starting;
        await sidecar.start();
      }
    }

    async function rotating(): Promise<void> {
      for (let turn = 0; going(); turn++) {
        await sleep(between(2000, 5000));
        if (turn % 3 === 0) {
          await rotateByRename(fail2ban.logPath).then(() => counts.renamed++, ignoreMissing);
          await sleep(between(0, 1500));
          await fail2ban.client('flushlogs').catch(() => {});
        } else if (turn % 3 === 1) {
          await fail2ban.client('flushlogs').then(() => counts.flushed++, () => {});
        } else {
          await fail2ban.kill('SIGSTOP');
          await rotateByCopy(fail2ban.logPath).then(() => counts.copied++, ignoreMissing).finally(() => fail2ban.kill('SIGCONT'));
        }
      }
    }

    async function meddling(): Promise<void> {
      for (let turn = 0; going(); turn++) {
        await sleep(between(100, 800));
        const jail = oneOf(JAILS).name;
        const address = `192.0.2.${1 + (turn % 9)}`;
        const way = oneOf(WAYS);
        if (between(0, 3) < 2) {
          await hands.ban(way, jail, address);
        } else {
          const running = (await witnessed()).bans.filter((ban) => ban.unbannedAt === null);
          const ban = running.length > 0 ? oneOf(running) : { jail, address };
          await hands.unban(way, ban.jail, ban.address);
        }
      }
    }

    async function upsetting(): Promise<void> {
      for (let turn = 0; going(); turn++) {
        await sleep(between(6000, 12_000) * Math.sqrt(MINUTES));
        if (turn % 3 === 0) {
          await hands.restart(between(0, 4000));
          counts.restarts++;
        } else {
          const way = WAYS[turn % 3 === 1 ? 0 : 1] ?? 'client';
          const jail = oneOf(JAILS).name;
          await hands.stopFor(between(0, 7000), way, jail);
          counts.jailStops++;
        }
      }
    }

    generators.forEach(({ start }) => start());
    await Promise.all([killing(), rotating(), meddling(), upsetting()]);
    await Promise.all(generators.map(({ stop }) => stop()));

    const isOver = ({ bans }: Witness) => bans.every(({ jail, unbannedAt }) => jail === 'long' || unbannedAt !== null);
    await waitFor('the last short ban to be over', async () => isOver(await witnessed()), { timeoutMs: 60_000, everyMs: 500 });
    // Those that are just logged are witnessed a moment later.
    const circumstances = { deeds: hands.deeds, banTimes: BAN_TIMES };
    let differences: string[] = [];
    let witness = await witnessed();
    const agree = async () => {
      await hands.call('POST', '/history/sync');
      witness = await witnessed();
      differences = compareBans(witness.bans, await archived(), circumstances);
      // fail2ban may have read the last attacks only now.
      return differences.length === 0 && isOver(witness);
    };
    await waitFor('the archive to agree', agree, { timeoutMs: 60_000, everyMs: 1000 }).catch(() => {});

    const bans = await archived();
    const causes = Object.fromEntries((['expired', 'unbanned', 'jail_stopped', null] as const).map((cause) => [cause ?? 'open', bans.filter(({ endCause }) => endCause === cause).length]));
    const figures = {
      bans: witness.bans.length,
      restored: witness.bans.filter(({ restored }) => restored > 0).length,
      banLines: witness.banLines,
      unbanLines: witness.unbanLines,
      attacks: attacks.length,
      deeds: hands.deeds.length,
      unanswered: hands.deeds.filter(({ answered }) => !answered).length,
      own: bans.filter(({ actor }) => actor !== null).length,
      ...counts,
      ...causes,
      differences: differences.length,
    };
    process.stdout.write(`witness: ${JSON.stringify(figures)}\n`);
    expect(witness.strange).toEqual([]);
    expect(differences).toEqual([]);
    expect(compareAttacks(attacks, bans, { ...hands, logs: fail2ban.jailLogs })).toEqual([]);
    const log = await readFile(sidecar.logPath, 'utf8');
    expect(log.split('\n').filter((line) => line.includes('"follow_gap"') || line.includes('"level":"error"'))).toEqual([]);
    expect(bans.filter(({ endedAt, jail }) => endedAt === null && jail !== 'long')).toEqual([]);

    // All of it happened, and what is wrong would have been found.
    expect(Math.min(...Object.values(counts), ...Object.values(causes), figures.restored, figures.own)).toBeGreaterThan(0);
    const ended = bans.findIndex(({ endCause }) => endCause === 'expired');
    const changed = (change: Partial<HistoryBan>) => bans.map((ban, at) => (at === ended ? { ...ban, ...change } : ban));
    const [endedAt, start] = [bans[ended]?.endedAt ?? 0, bans[ended]?.start ?? 0];
    const wrong = [bans.slice(1), [...bans, ...bans.slice(0, 1)], ...[{ endedAt: null }, { endedAt: endedAt + 5 }, { start: start - 5 }, { endCause: 'flushed' as const }, { actor: 'eve' }, { endedBy: 'eve' }].map(changed)];
    expect(wrong.filter((archive) => compareBans(witness.bans, archive, circumstances).length === 0)).toEqual([]);
  }, MINUTES * 60_000 + 180_000);
});

/** fail2ban is down, and its log was renamed. */
function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
    throw error;
  }
}
