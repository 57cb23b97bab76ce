import type { AnnotationQuery } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { querySchema } from '../../../pkg/contract/queries';
import type { BanguiQuery } from '../types';
import { prepareAnnotation } from './prepareAnnotation';

const saved = (target?: unknown) => ({ name: 'Restarts', enable: true, iconColor: 'red', target }) as AnnotationQuery<BanguiQuery>;

describe('a saved annotation', () => {
  it.each([
    ['without a query', undefined],
    ['whose query is null', null],
    ['of Grafana’s own', { refId: 'Anno', limit: 100, matchAny: false, tags: [], type: 'dashboard' }],
    ['with the query of a panel', { refId: 'A', queryType: 'jails' }],
  ])('%s marks the starts and stops of fail2ban', (_, target) => {
    const { target: prepared, ...rest } = prepareAnnotation(saved(target));
    expect(prepared).toMatchObject({ queryType: 'annotations', what: 'server' });
    expect(prepared?.refId).toBeTruthy();
    expect(querySchema.safeParse(prepared).success).toBe(true);
    expect(rest).toEqual({ name: 'Restarts', enable: true, iconColor: 'red' });
  });

  it('that says all stays the same object: Grafana would prepare any other again and again', () => {
    const complete = saved({ refId: 'Anno', queryType: 'annotations', what: '$what', jail: 'sshd' });
    expect(prepareAnnotation(complete)).toBe(complete);
    const prepared = prepareAnnotation(saved());
    expect(prepareAnnotation(prepared)).toBe(prepared);
  });
});
