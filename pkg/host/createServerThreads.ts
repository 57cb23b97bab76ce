import type { ServerThreadsPort } from '../services/ports/hostPorts';
import { serverProcess } from './serverProcess';

/** fail2ban gives each thread a name, which the kernel shows to everybody. Its pid file lies beside its socket. */
export function createServerThreads({ pidFile, proc = '/proc' }: { pidFile: string; proc?: string }): ServerThreadsPort {
  return { names: async () => (await serverProcess({ pidFile, proc }))?.threads ?? null };
}
