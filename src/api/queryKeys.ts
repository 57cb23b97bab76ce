import type { BansRequest } from '../../pkg/contract/bans';

/** Keys of what is cached, by host. */
export const queryKeys = {
  host: (uid: string) => ['host', uid] as const,
  me: (uid: string) => ['host', uid, 'me'] as const,
  status: (uid: string) => ['host', uid, 'status'] as const,
  jails: (uid: string) => ['host', uid, 'jails'] as const,
  jail: (uid: string, jail: string) => ['host', uid, 'jail', jail] as const,
  bans: (uid: string, request: BansRequest) => ['host', uid, 'bans', request] as const,
};
