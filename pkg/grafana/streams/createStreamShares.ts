import type { Logger } from '../../services/ports/logger';
import type { PluginContext } from '../protocol/messages';

/** Of the streams of all, what one person may have begun that still run. */
const MOST_OF_ONE = 50;

export type StreamShares = ReturnType<typeof createStreamShares>;

/** Who has begun which streams: each search is one of its own, and one person is not to take those of all. */
export function createStreamShares({ logger }: { logger: Logger }) {
  const runs = new Map<string, number>();
  const begun = new Map<string, number>();
  const told = new Set<string>();

  const loginOf = ({ user }: PluginContext): string | null => user?.login ?? null;
  /** Two organisations may have a data source of the same uid each. */
  const channelOf = ({ orgId, dataSourceInstanceSettings }: PluginContext, path: string): string => `${orgId}/${dataSourceInstanceSettings?.uid ?? ''}/${path}`;

  function add(counts: Map<string, number>, key: string, change: 1 | -1): void {
    const count = (counts.get(key) ?? 0) + change;
    if (count === 0) {
      counts.delete(key);
    } else {
      counts.set(key, count);
    }
  }

  return {
    /** Whoever listens to what runs already begins nothing. */
    isRunning: (context: PluginContext, path: string): boolean => runs.has(channelOf(context, path)),
    /** False when this person has begun as many as one may. Says so in the log, once until one of them ends. */
    hasRoom(context: PluginContext): boolean {
      const login = loginOf(context);
      const streams = login === null ? 0 : (begun.get(login) ?? 0);
      if (login === null || streams < MOST_OF_ONE) {
        return true;
      }
      if (!told.has(login)) {
        told.add(login);
        logger.warn('streams_exhausted', { streams, login });
      }
      return false;
    },
    /** Counts a stream until what is returned is called. */
    begin(context: PluginContext, path: string): () => void {
      const login = loginOf(context);
      const change = (by: 1 | -1) => {
        add(runs, channelOf(context, path), by);
        if (login !== null) {
          add(begun, login, by);
        }
      };
      change(1);
      return () => {
        change(-1);
        told.delete(login ?? '');
      };
    },
  };
}
