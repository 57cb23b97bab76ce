import { expect, it } from 'vitest';
import { querySchema } from '../../../pkg/contract/queries';
import type { BanguiVariableQuery } from '../types';
import { toQuery } from './variableQuery';

it.each<[string, Partial<BanguiVariableQuery>, object]>([
  ['the jails, when it does not say what', {}, { queryType: 'jails' }],
  ['the jails', { kind: 'jails', jail: ['sshd'], limit: 3 }, { queryType: 'jails' }],
  ['countries', { kind: 'countries', jail: ['sshd'] }, { queryType: 'top', by: 'country', jail: ['sshd'], limit: 1000 }],
  ['systems', { kind: 'asns' }, { queryType: 'top', by: 'asn', limit: 1000 }],
  ['addresses', { kind: 'addresses', limit: 50 }, { queryType: 'top', by: 'address', limit: 50 }],
])('a variable asks for %s', (_, variable, expected) => {
  const query = toQuery({ refId: 'V', ...variable });
  expect(query).toEqual({ refId: 'V', ...expected });
  expect(querySchema.safeParse(query).success).toBe(true);
});
