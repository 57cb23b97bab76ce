import type { Registry } from 'prom-client';
import { Counter } from 'prom-client';
import type { Told } from '../services/events/createEventBus';
import type { Family } from './family';
import { addFamily } from './family';

/** A request that was answered, or given up by who sent it. `route` with the names of its parameters, "none" where no route took it. */
interface AnsweredRequest {
  method: string;
  route: string;
  status: number;
}

const COUNTED_EVENTS = ['found', 'ban', 'unban'] as const;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

interface TalliesDeps {
  registry: Registry;
  /** The running jails. What else a log line calls a jail is written by anybody who can log. */
  isJail: (name: string) => boolean;
}

/** What is counted while it happens, since the start of the sidecar. */
export function createTallies({ registry, isJail }: TalliesDeps) {
  const errors = { socket_conn: 0, socket_req: 0 };
  const registers = [registry];
  let kept: string | null = null;
  const errorFamily: Family<typeof errors> = {
    name: 'f2b_errors',
    help: 'Times that fail2ban could not be reached (socket_conn) or left a request without an answer (socket_req).',
    type: 'untyped',
    read: (counted) => Object.entries(counted).map(([type, value]) => ({ value, labels: { type } })),
  };
  addFamily(registry, errorFamily, () => errors);
  const events = new Counter({ name: 'bangui_events_total', help: 'What the log of fail2ban told, as it happened.', labelNames: ['jail', 'kind'], registers });
  const jobFailures = new Counter({ name: 'bangui_job_failures_total', help: 'Runs of the job that failed.', labelNames: ['job'], registers });
  const requests = new Counter({ name: 'bangui_http_requests_total', help: 'Requests to the HTTP API, also those that Grafana passed on.', labelNames: ['method', 'route', 'status'], registers });
  const calls = new Counter({ name: 'bangui_grpc_calls_total', help: 'Calls of Grafana by the code of their end.', labelNames: ['call', 'code'], registers });

  return {
    trouble: (kind: 'connect' | 'request'): void => void (errors[kind === 'connect' ? 'socket_conn' : 'socket_req'] += 1),
    /** What was logged before the sidecar listened is no event of now. */
    event({ event, live }: Told): void {
      const kind = COUNTED_EVENTS.find((counted) => counted === event.kind);
      if (live && kind && 'jail' in event && event.jail !== null && isJail(event.jail)) {
        events.inc({ jail: event.jail, kind });
      }
    },
    /** A first event is no increase unless there was a 0 before it. What is gone keeps no series. */
    async keepEventsOf(jails: readonly string[]): Promise<void> {
      const names = jails.join();
      if (names === kept) {
        return;
      }
      kept = names;
      const { values } = await events.get();
      for (const { labels } of values) {
        if (!jails.includes(String(labels.jail))) {
          events.remove(labels);
        }
      }
      jails.forEach((jail) => COUNTED_EVENTS.forEach((kind) => events.inc({ jail, kind }, 0)));
    },
    jobFailed: (job: string): void => jobFailures.inc({ job }),
    request: ({ method, route, status }: AnsweredRequest): void => requests.inc({ method: METHODS.has(method) ? method : 'other', route, status }),
    call: (call: string, code: string): void => calls.inc({ call, code }),
  };
}
