import { secondsOf } from '../../contract/secondsOf';
import type { ConfigStream } from '../../domain/configStream';
import { BanguiError } from '../../domain/errors';
import type { ServerKey, ServerParameters } from '../../domain/serverParameters';
import { serverArgument } from '../../domain/serverParameters';
import type { Fail2banPort } from '../ports/fail2banPort';
import { refusedByServer } from './createActivation';

/** As people are told of them. */
export const SERVER_FIELDS = { loglevel: 'logLevel', dbpurgeage: 'purgeAge', dbmaxmatches: 'maxMatches' } as const satisfies Record<ServerKey, keyof ServerParameters>;

/** A level, seconds or a count. */
export type ServerValue = readonly [ServerKey, string | number];
export type ServerValues = ReturnType<typeof createServerValues>;

/** What the running server as a whole is told without a reload. */
export function createServerValues({ fail2ban }: { fail2ban: Pick<Fail2banPort, 'serverParameters' | 'setServerParameter'> }) {
  async function putBack(keys: readonly ServerKey[], before: ServerParameters): Promise<void> {
    for (const key of keys) {
      const former = before[SERVER_FIELDS[key]];
      former !== null && (await fail2ban.setServerParameter(key, former).catch(() => {}));
    }
  }

  return {
    /** Sets all of them and looks whether the server has them, or throws with the server as it was. A server without a database keeps nothing. */
    async apply(values: readonly ServerValue[]): Promise<void> {
      if (values.length === 0) {
        return;
      }
      const before = await fail2ban.serverParameters();
      const meant = values.filter(([key]) => before[SERVER_FIELDS[key]] !== null);
      const done: ServerKey[] = [];
      try {
        for (const [key, value] of meant) {
          done.push(key);
          await fail2ban.setServerParameter(key, value);
        }
        const after = await fail2ban.serverParameters();
        const other = meant.find(([key, value]) => after[SERVER_FIELDS[key]] !== value);
        if (other) {
          throw refusedByServer(`${other[0]} is ${String(after[SERVER_FIELDS[other[0]]])} instead of ${other[1]}.`, {});
        }
      } catch (error) {
        await putBack(done, before);
        throw error;
      }
    },
  };
}

/** What the files say of the server, as far as it can be set in a running one; with `before` only what differs from that. */
export function serverValuesOf(after: ConfigStream, before: ConfigStream | null = null): ServerValue[] {
  const known = new Map((before?.server ?? []).map(([, key, value]) => [key, value]));
  return after.server.flatMap(([, key, said]): ServerValue[] => {
    const value = isServerKey(key) ? ([key, settable(key, String(said))] as const) : null;
    return value && known.get(value[0]) !== said && isAllowed(value) ? [value] : [];
  });
}

export function isServerKey(key: unknown): key is ServerKey {
  return typeof key === 'string' && key in SERVER_FIELDS;
}

function settable(key: ServerKey, text: string): string | number {
  return key === 'loglevel' ? text.toUpperCase() : key === 'dbpurgeage' ? (secondsOf(text) ?? NaN) : Number(text);
}

function isAllowed([key, value]: ServerValue): boolean {
  try {
    return serverArgument(key, value) !== '';
  } catch (error) {
    if (error instanceof BanguiError) {
      return false;
    }
    throw error;
  }
}
