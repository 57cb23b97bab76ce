import type { Clock } from '../ports/clock';
import type { JailLogsPort } from '../ports/hostPorts';

const LIMIT_MS = 5_000;
/** A look that hangs keeps one of the few threads that read files for the whole sidecar. */
const MOST_HANGING = 2;

/** Log files of jails, some of which may lie on a mount that answers no more: of these nothing can be told, until they answer. */
export function createLimitedLogs({ logs, clock }: { logs: JailLogsPort; clock: Clock }): JailLogsPort & { hanging: () => string[] } {
  const hanging = new Set<{ file: string }>();
  const files = () => [...new Set([...hanging].map(({ file }) => file))];

  async function limited<T>(file: string, begin: () => Promise<T | null>): Promise<T | null> {
    if (hanging.size >= MOST_HANGING || files().includes(file)) {
      return null;
    }
    const look = { file };
    const answer = begin().finally(() => hanging.delete(look));
    let cancel = () => {};
    const late = new Promise<null>((resolve) => {
      cancel = clock.after(LIMIT_MS, () => {
        hanging.add(look);
        resolve(null);
      });
    });
    return Promise.race([answer, late]).finally(() => cancel());
  }

  return {
    look: (file) => limited(file, () => logs.look(file)),
    lookAsServer: (file) => limited(file, () => logs.lookAsServer(file)),
    lastLines: (file, lines) => limited(file, () => logs.lastLines(file, lines)),
    /** Files that have not answered for a while. */
    hanging: files,
  };
}
