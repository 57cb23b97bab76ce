import { describe, expect, it } from 'vitest';
import type { Life } from '../ports/archivePort';
import { createLifeService } from './createLifeService';

const EVENTS: Life[] = [
  { at: 9, what: 'jail_stopped', jail: 'sshd', detail: '' },
  { at: 8, what: 'jail_started', jail: 'sshd-ddos', detail: '' },
  { at: 7, what: 'jail_started', jail: 'sshd', detail: '' },
  { at: 6, what: 'server_started', jail: null, detail: '1.1.0' },
  { at: 5, what: 'server_stopped', jail: null, detail: '' },
];

function make() {
  const asked: unknown[][] = [];
  const service = createLifeService({
    archive: {
      latestLife: async (...request) => {
        asked.push(request);
        const [of, , , limit] = request;
        return EVENTS.filter(({ jail }) => (jail === null) === (of === 'server')).slice(0, limit);
      },
    },
  });
  const latest = async (request: object) => {
    const { events, more } = await service.latest({ of: 'jails', from: 0, to: 10, limit: 100, ...request });
    return [events.map(({ at }) => at), more];
  };
  return { asked, latest };
}

describe('the life of jails and of the server', () => {
  it('is told newest first, up to the limit', async () => {
    const { asked, latest } = make();
    expect(await latest({})).toEqual([[9, 8, 7], false]);
    expect(await latest({ limit: 2 })).toEqual([[9, 8], true]);
    expect(await latest({ of: 'server' })).toEqual([[6, 5], false]);
    expect(asked[1]).toEqual(['jails', 0, 10, 3]);
  });

  it('is filtered by jail, which the server has none of, and by a part of what is told', async () => {
    const { latest } = make();
    expect(await latest({ jail: ['sshd'] })).toEqual([[9, 7], false]);
    expect(await latest({ jail: ['sshd'], limit: 1 })).toEqual([[9], true]);
    expect(await latest({ of: 'server', jail: ['sshd'] })).toEqual([[6, 5], false]);
    expect(await latest({ search: 'DDOS' })).toEqual([[8], false]);
    expect(await latest({ search: 'started', jail: ['sshd'] })).toEqual([[7], false]);
    expect(await latest({ of: 'server', search: '1.1' })).toEqual([[6], false]);
    expect(await latest({ search: 'nothing' })).toEqual([[], false]);
  });
});
