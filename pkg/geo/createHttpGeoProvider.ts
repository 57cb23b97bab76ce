import type { Clock } from '../services/ports/clock';
import type { GeoPlace } from '../services/ports/geoPort';
import type { GeoProviderPort } from '../services/ports/geoProviderPort';
import type { Logger } from '../services/ports/logger';
import { createRateWindow } from './createRateWindow';
import { placeOf } from './placeOf';
import { ProviderFailure, requestJson } from './requestJson';

/** What ip-api.com takes at once. */
const LIST = 100;
const TIMEOUT_MS = 10_000;
/** After a failure nobody waits for the provider again for this long. */
const PAUSE_MS = 60_000;

interface HttpGeoProviderDeps {
  /** http or https. With `{ip}`: one GET for each address. Without: a POST of a JSON list of up to 100 addresses. */
  url: string;
  requestsPerMinute: number;
  clock: Clock;
  logger: Logger;
  timeoutMs?: number;
}

/** The URL may hold a key: it is never logged. */
export function createHttpGeoProvider({ url, requestsPerMinute, clock, logger, timeoutMs = TIMEOUT_MS }: HttpGeoProviderDeps): GeoProviderPort {
  const one = url.includes('{ip}');
  const rate = createRateWindow({ perMinute: requestsPerMinute, clock });
  const closing = new AbortController();
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let failed = false;

  async function request(addresses: readonly string[]): Promise<Map<string, GeoPlace | null>> {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]);
    if (!one) {
      return listed(addresses, await requestJson(url, { signal, list: addresses }));
    }
    const [address = ''] = addresses;
    return new Map([[address, answerOf(await requestJson(url.replaceAll('{ip}', encodeURIComponent(address)), { signal }))]]);
  }

  function noteFailure(error: unknown): void {
    const { reason, retryAfterMs } = error instanceof ProviderFailure ? error : new ProviderFailure('the answer cannot be used');
    pausedUntil = clock.ticks() + Math.max(PAUSE_MS, retryAfterMs ?? 0);
    if (!failed) {
      logger.warn('geo_provider_failed', { reason });
    }
    failed = true;
  }

  function noteAnswer(): void {
    if (failed) {
      logger.info('geo_provider_restored');
    }
    failed = false;
  }

  return {
    async ask(addresses) {
      const answers = new Map<string, GeoPlace | null>();
      const atOnce = one ? 1 : LIST;
      for (let from = 0; from < addresses.length && !closing.signal.aborted && clock.ticks() >= pausedUntil && rate.take(); from += atOnce) {
        try {
          const found = await request(addresses.slice(from, from + atOnce));
          found.forEach((place, address) => answers.set(address, place));
          noteAnswer();
        } catch (error) {
          if (!closing.signal.aborted) {
            noteFailure(error);
          }
          break;
        }
      }
      return answers;
    },
    close: () => closing.abort(),
  };
}

/** In the order of the addresses; where an answer says which address it is of, that counts. */
function listed(addresses: readonly string[], answers: unknown): Map<string, GeoPlace | null> {
  if (!Array.isArray(answers) || answers.length !== addresses.length) {
    throw new ProviderFailure('the answer is no list with an entry for each address');
  }
  const asked = new Set(addresses);
  return new Map(
    answers.flatMap((answer: unknown, index): Array<[string, GeoPlace | null]> => {
      const named = addressIn(answer) ?? addresses[index];
      return named !== undefined && asked.has(named) ? [[named, answerOf(answer)]] : [];
    })
  );
}

function addressIn(answer: unknown): string | null {
  const { query, ip }: { query?: unknown; ip?: unknown } = typeof answer === 'object' && answer !== null ? answer : {};
  return [query, ip].find((value) => typeof value === 'string') ?? null;
}

function answerOf(answer: unknown): GeoPlace | null {
  const { status, success }: { status?: unknown; success?: unknown } = typeof answer === 'object' && answer !== null ? answer : {};
  return status === 'fail' || success === false ? null : placeOf(answer);
}
