import type { LiveParametersAnswer, LiveParametersSet } from '../../contract/configServer';
import { BanguiError, invalidInput } from '../../domain/errors';
import { assertJailName } from '../../domain/jailName';
import type { LiveParameters } from '../../domain/liveParameters';
import { assertLimit, endingAtOnce, isShorter, LIMIT_KEYS } from '../../domain/liveParameters';
import type { ActiveBanService } from '../bans/createActiveBanService';
import type { JailService } from '../jails/createJailService';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';

interface LiveParametersDeps {
  fail2ban: Pick<Fail2banPort, 'liveParameters' | 'setLiveParameter' | 'activeBans'>;
  jails: Pick<JailService, 'parametersChanged'>;
  activeBans: Pick<ActiveBanService, 'invalidate'>;
  /** This jail no longer runs with what it was loaded with. */
  onSet?: (jail: string) => void;
  clock: Clock;
}

export type LiveParameterService = ReturnType<typeof createLiveParameters>;

/** What a running jail runs with, set without a reload. Throws INVALID_INPUT, JAIL_NOT_FOUND, CONFIRMATION_NEEDED and what Fail2banPort throws. */
export function createLiveParameters({ fail2ban, jails, activeBans, onSet = () => {}, clock }: LiveParametersDeps) {
  async function read(jail: string): Promise<LiveParametersAnswer> {
    assertJailName(jail);
    return { jail, ...(await fail2ban.liveParameters(jail)) };
  }

  /** A shorter ban time also holds for the bans in force: nobody lifts them by mistake. */
  async function endingBans(jail: string, before: number, banTime: number | undefined, confirm: boolean): Promise<number> {
    if (banTime === undefined || !isShorter(banTime, before)) {
      return 0;
    }
    const ending = endingAtOnce(await fail2ban.activeBans(jail), before, banTime, epochSeconds(clock));
    if (!confirm) {
      const message = `A shorter ban time also holds for bans in force: the time of ${ending} of jail ${jail} would be over at once. Confirm to set it.`;
      throw new BanguiError('CONFIRMATION_NEEDED', message, { jail, endingBans: ending, banTime, before });
    }
    return ending;
  }

  return {
    read,
    async set(jail: string, { confirm, ...wanted }: Partial<LiveParameters> & { confirm: boolean }): Promise<LiveParametersSet> {
      assertJailName(jail);
      const given = LIMIT_KEYS.flatMap(([field, key]) => (wanted[field] === undefined ? [] : [{ field, key, value: wanted[field] }]));
      if (given.length === 0) {
        throw invalidInput('body', `Name at least one of ${LIMIT_KEYS.map(([field]) => field).join(', ')}.`);
      }
      given.forEach(({ key, value }) => assertLimit(key, value));
      const before = await fail2ban.liveParameters(jail);
      const ending = await endingBans(jail, before.banTime, wanted.banTime, confirm);
      const set: string[] = [];
      try {
        for (const { field, key, value } of given) {
          await fail2ban.setLiveParameter(jail, key, value);
          set.push(field);
        }
      } catch (error) {
        throw error instanceof BanguiError ? new BanguiError(error.code, error.message, { ...error.details, set }, { cause: error }) : error;
      } finally {
        onSet(jail);
        jails.parametersChanged();
        activeBans.invalidate([jail]);
      }
      return { ...(await read(jail)), endingBans: ending };
    },
  };
}
