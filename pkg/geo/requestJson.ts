import { noAnswer } from '../domain/noAnswer';

const LARGEST = 1024 * 1024;
const LONGEST_WAIT_S = 3600;

/** `reason` names neither the URL nor an address. */
export class ProviderFailure extends Error {
  constructor(
    readonly reason: string,
    readonly retryAfterMs: number | null = null
  ) {
    super(reason);
    this.name = 'ProviderFailure';
  }
}

/** A GET, or a POST of `list`. Null for 404. Throws ProviderFailure. Redirects are not followed: they might lead anywhere. */
export async function requestJson(url: string, { signal, list }: { signal: AbortSignal; list?: readonly string[] }): Promise<unknown> {
  try {
    const headers = { accept: 'application/json', ...(list ? { 'content-type': 'application/json' } : {}) };
    const response = await fetch(url, { method: list ? 'POST' : 'GET', headers, body: list ? JSON.stringify(list) : undefined, redirect: 'error', signal });
    if (response.status !== 200) {
      await response.body?.cancel();
      if (response.status === 404 && !list) {
        return null;
      }
      throw new ProviderFailure(`it answered ${response.status}`, retryAfterMs(response.headers));
    }
    return parse(await textOf(response));
  } catch (error) {
    throw error instanceof ProviderFailure ? error : new ProviderFailure(noAnswer(error));
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  const reader = response.body?.getReader();
  let size = 0;
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.length;
    if (size > LARGEST) {
      await reader?.cancel();
      throw new ProviderFailure('the answer is larger than 1 MiB');
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProviderFailure('the answer is no JSON');
  }
}

/** ip-api.com says X-Ttl in place of Retry-After. */
function retryAfterMs(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? headers.get('x-ttl') ?? Number.NaN);
  return seconds >= 0 ? Math.min(seconds, LONGEST_WAIT_S) * 1000 : null;
}
