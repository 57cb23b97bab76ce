import type { IncomingMessage } from 'node:http';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Role } from '../contract/roles';
import { BanguiError } from '../domain/errors';
import type { Principal } from '../domain/principal';

const VOUCHED = Symbol('principal');

interface Vouched {
  [VOUCHED]?: Principal;
}

/** In-process only: no header can do this, so nobody outside can name a person or a role. */
export function vouchFor(request: IncomingMessage, principal: Principal): void {
  (request as IncomingMessage & Vouched)[VOUCHED] = principal;
}

export interface AcceptedToken {
  name: string;
  role: Role;
  token: string;
}

/** The person Grafana vouches for, or the script behind a bearer token. Throws UNAUTHENTICATED. */
export function principalOf(request: IncomingMessage, tokens: readonly AcceptedToken[]): Principal {
  const vouched = (request as IncomingMessage & Vouched)[VOUCHED];
  if (vouched) {
    return vouched;
  }
  const given = /^Bearer (\S{1,256})$/.exec(request.headers.authorization ?? '')?.[1];
  const script = given === undefined ? undefined : tokens.find(({ token }) => sameSecret(given, token));
  if (!script) {
    throw new BanguiError('UNAUTHENTICATED', 'Send a script token: "Authorization: Bearer <token>".');
  }
  return { login: `token:${script.name}`, role: script.role, orgId: 0, via: 'token' };
}

/** Whom identify() found; `locals` is untyped by express. */
export function principalIn(locals: Record<string, unknown>): Principal | undefined {
  return locals.principal as Principal | undefined;
}

/** Tells persons and scripts apart. */
export function personKey({ via, orgId, login }: Principal): string {
  return `${via}/${orgId}/${login}`;
}

/** Compares in a time that tells nothing about the secret, also not its length. */
function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
