import path from 'node:path';
import type { Role } from '../../pkg/contract/roles';
import { ROLES } from '../../pkg/contract/roles';
import { readStackInfo } from './stackInfo';

export interface Person {
  role: Role;
  login: string;
  password: string;
}

/** One person of each basic role; none of them is the server's own administrator. */
export const PEOPLE: readonly Person[] = ROLES.map((role) => ({ role, login: `e2e-${role.toLowerCase()}`, password: `password of e2e ${role}` }));

/** The stored session of the person with this role. */
export function sessionOf(role: Role): string {
  return path.join(readStackInfo()?.authDir ?? '', `${role}.json`);
}
