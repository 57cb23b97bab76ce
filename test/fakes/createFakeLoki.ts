import type { LokiAnswer, LokiEntry, LokiPort } from '../../pkg/services/ports/lokiPort';

const WEEK = 7 * 86_400;
const HOUR = 3600;
const LONGEST_LINE = 256 * 1024;
const LATEST = 600;

/**
 * Loki in memory, with its limits as they are unless somebody sets others: nothing older than a week, nothing an hour behind the newest
 * of its stream, nothing of the future, no long lines. Of a refused request it keeps what it finds no fault with; what it has it keeps once.
 */
export function createFakeLoki({ now = () => Date.now() / 1000 } = {}) {
  const kept: LokiEntry[] = [];
  const newest = new Map<string, number>();
  const state: { down: LokiAnswer | null; losesAnswers: boolean; requests: number } = { down: null, losesAnswers: false, requests: 0 };
  let closed = false;

  function faultOf(entry: LokiEntry): { reason: string; oldest: number | null } | null {
    const at = Number(entry.at) / 1e9;
    const ofStream = (newest.get(JSON.stringify(entry.labels)) ?? Number.NEGATIVE_INFINITY) - HOUR;
    const oldest = Math.floor(Math.max(now() - WEEK, ofStream));
    if (at < oldest) {
      return { reason: `entry has timestamp too old, oldest acceptable timestamp is: ${new Date(oldest * 1000).toISOString().replace('.000', '')}`, oldest };
    }
    if (at > now() + LATEST) {
      return { reason: 'entry has timestamp too new', oldest: null };
    }
    return entry.line.length > LONGEST_LINE ? { reason: 'max entry size exceeded', oldest: null } : null;
  }

  function keep(entry: LokiEntry): void {
    const stream = JSON.stringify(entry.labels);
    newest.set(stream, Math.max(newest.get(stream) ?? 0, Number(entry.at) / 1e9));
    if (!kept.some((other) => other.at === entry.at && other.line === entry.line && JSON.stringify(other.labels) === stream)) {
      kept.push(entry);
    }
  }

  const port: LokiPort = {
    async push(entries): Promise<LokiAnswer> {
      state.requests++;
      if (closed || state.down) {
        return state.down ?? { kind: 'later', reason: 'the sidecar stops', retryAfterMs: null };
      }
      let fault: ReturnType<typeof faultOf> = null;
      for (const entry of entries) {
        const own = faultOf(entry);
        fault = own ?? fault;
        if (!own) {
          keep(entry);
        }
      }
      if (state.losesAnswers) {
        return { kind: 'later', reason: 'connection lost', retryAfterMs: null };
      }
      return fault ? { kind: 'refused', reason: `it answered 400: ${fault.reason}`, oldest: fault.oldest } : { kind: 'taken' };
    },
    close() {
      closed = true;
    },
  };
  return { port, kept, state };
}
