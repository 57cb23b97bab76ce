import { noAnswer } from '../domain/noAnswer';
import type { LokiAnswer, LokiEntry, LokiPort } from '../services/ports/lokiPort';

const TIMEOUT_MS = 10_000;
const LONGEST_WAIT_S = 3600;
const LONGEST_REASON = 200;
/** Loki finds fault with the content. Whatever else it says, of rights or of itself, may be right with the next attempt. */
const OF_THE_CONTENT: readonly number[] = [400, 413, 422];

interface LokiClientDeps {
  /** http or https, without the path of the API. */
  url: string;
  tenant: string | null;
  login: { user: string; password: string } | null;
  timeoutMs?: number;
}

/** Loki's push API. Neither the URL nor the password is ever logged. */
export function createLokiClient({ url, tenant, login, timeoutMs = TIMEOUT_MS }: LokiClientDeps): LokiPort {
  const address = `${url.replace(/\/+$/, '')}/loki/api/v1/push`;
  const closing = new AbortController();
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (tenant !== null) {
    headers['x-scope-orgid'] = tenant;
  }
  if (login) {
    headers.authorization = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`;
  }

  async function send(body: string): Promise<LokiAnswer> {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]);
    // A redirect might lead anywhere.
    const response = await fetch(address, { method: 'POST', headers, body, redirect: 'error', signal });
    if (response.ok) {
      await response.body?.cancel();
      return { kind: 'taken' };
    }
    // A proxy in front of Loki answers in HTML.
    const isItsOwn = !(response.headers.get('content-type') ?? '').includes('html');
    const words = isItsOwn ? await response.text() : '';
    const reason = [`it answered ${response.status}`, words.trim().split('\n')[0]?.slice(0, LONGEST_REASON)].filter(Boolean).join(': ');
    return isItsOwn && OF_THE_CONTENT.includes(response.status)
      ? { kind: 'refused', reason, oldest: oldestIn(words) }
      : { kind: 'later', reason, retryAfterMs: retryAfterMs(response.headers) };
  }

  return {
    async push(entries) {
      try {
        return await send(JSON.stringify({ streams: streamsOf(entries) }));
      } catch (error) {
        return { kind: 'later', reason: closing.signal.aborted ? 'the sidecar stops' : noAnswer(error), retryAfterMs: null };
      }
    },
    close: () => closing.abort(),
  };
}

function streamsOf(entries: readonly LokiEntry[]) {
  const streams = new Map<string, { stream: LokiEntry['labels']; values: Array<[string, string]> }>();
  for (const { labels, at, line } of entries) {
    const key = JSON.stringify(labels);
    const stream = streams.get(key) ?? { stream: labels, values: [] };
    stream.values.push([at, line]);
    streams.set(key, stream);
  }
  return [...streams.values()];
}

function oldestIn(words: string): number | null {
  const [, text = ''] = /oldest acceptable timestamp is: (\d{4}-\d\d-\d\dT[\d:]+(?:Z|[+-]\d\d:\d\d))/.exec(words) ?? [];
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : Math.floor(ms / 1000);
}

function retryAfterMs(headers: Headers): number | null {
  const text = headers.get('retry-after');
  const seconds = text === null ? Number.NaN : Number(text);
  return seconds >= 0 ? Math.min(seconds, LONGEST_WAIT_S) * 1000 : null;
}
