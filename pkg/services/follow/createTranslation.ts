import type { Followed } from '../../domain/archivedBan';
import type { Fail2banEvent } from '../../domain/fail2banEvent';
import { createFoundLines } from './createFoundLines';

const HOUR = 3600;

/** From the events of the log to what the archive keeps of them. */
export function createTranslation({ banTimeOf }: { banTimeOf: (jail: string) => number | null }) {
  const found = createFoundLines();

  function translate(event: Fail2banEvent): Followed | null {
    switch (event.kind) {
      case 'ban': {
        const matches = found.of(event);
        return { kind: 'ban', ...placed(event), banTime: banTimeOf(event.jail), ...(matches.length > 0 && { matches }) };
      }
      case 'restore':
        return { kind: 'restore', ...placed(event), banTime: banTimeOf(event.jail) };
      case 'prolong':
        return { kind: 'prolong', ...placed(event), banTime: event.banTime, banCount: event.banCount, end: event.end };
      case 'unban':
        return { kind: 'unban', ...placed(event), cause: event.cause };
      case 'repeal':
        return { kind: 'unban', ...placed(event), cause: 'jail_stopped' };
      case 'jailStarted':
        return { kind: 'life', at: event.at, what: 'jail_started', jail: event.jail, detail: '' };
      case 'jailStopped':
        return { kind: 'life', at: event.at, what: 'jail_stopped', jail: event.jail, detail: '' };
      case 'jailReloaded':
        return { kind: 'life', at: event.at, what: 'jail_reloaded', jail: event.jail, detail: '' };
      case 'serverStarted':
        return { kind: 'life', at: event.at, what: 'server_started', jail: null, detail: event.version };
      case 'serverStopped':
        return { kind: 'life', at: event.at, what: 'server_stopped', jail: null, detail: '' };
      default:
        return null;
    }
  }

  return {
    /** In the order of the log; failures are counted by hour and come last. */
    all(events: readonly Fail2banEvent[]): Followed[] {
      const failures = new Map<string, Extract<Followed, { kind: 'failures' }>>();
      const others: Followed[] = [];
      for (const event of events) {
        if (event.kind === 'found' || event.kind === 'attempt') {
          found.add(event);
          const hour = event.at - (event.at % HOUR);
          const key = `${hour}\n${event.jail}\n${event.address}`;
          const counted = failures.get(key) ?? { kind: 'failures', jail: event.jail, address: event.address, hour, count: 0 };
          counted.count++;
          failures.set(key, counted);
          continue;
        }
        const followed = translate(event);
        if (followed) {
          others.push(followed);
        }
      }
      return [...others, ...failures.values()];
    },
    /** Once the archive has them. */
    kept(events: readonly Fail2banEvent[]): void {
      events.forEach((event) => event.kind === 'ban' && found.forget(event));
    },
  };
}

const placed = ({ jail, address, at }: { jail: string; address: string; at: number }) => ({ jail, address, at });
