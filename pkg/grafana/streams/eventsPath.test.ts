import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../test/peer/grafanaClient';
import { EVENT_KINDS } from '../../contract/queries';
import { eventFilter } from '../../services/events/eventFilter';
import { eventsChannel, eventsPath, filterOfPath } from './eventsPath';

const request = fc.record({
  kinds: fc.subarray([...EVENT_KINDS]),
  jail: fc.array(fc.stringMatching(/^[a-z][a-z0-9_.-]{0,20}$/), { maxLength: 4 }),
  search: fc.constantFrom('', '192.0.2.7', '198.51.100.0/24', '2001:db8::/32'),
});

describe('the path of a stream', () => {
  it('leads back to its filter, and has only what a channel may have', () => {
    fc.assert(
      fc.property(request, (given) => {
        const filter = eventFilter(given);
        const path = eventsPath(filter);
        expect(path).toMatch(/^events\/[A-Za-z0-9_-]+$/);
        expect(filterOfPath(path)).toEqual(filter);
      })
    );
  });

  const encoded = (text: string) => `events/${Buffer.from(text).toString('base64url')}`;

  it.each(['', 'events', 'events/', 'events/x', 'bans/Ly8', 'events/Ly8=', 'events/Ly8/more', encoded('ub//'), encoded('fbujs//'), encoded('/b,a/'), encoded('/a,a/'), encoded('/a b/'), encoded('//example.org'), encoded('//192.0.2.7/32'), encoded('x//')])(
    'is none: %j',
    (path) => {
      expect(filterOfPath(path)).toBeNull();
    }
  );

  it('is long enough for a network and some jails, and says which field is too long', () => {
    const jails = (count: number) => eventFilter({ jail: Array.from({ length: count }, (_, nr) => `jail-number-${nr}`), search: '2001:db8:1:2::/64', kinds: ['ban', 'unban'] });
    expect(eventsChannel(contextOf(), jails(4))).toMatch(/^ds\/abc\/events\//);
    expect(() => eventsChannel(contextOf(), jails(10))).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', details: { field: 'jail' } }));
  });

  it('fits whatever is searched for, as long as the id of a data source may be', () => {
    const context = contextOf();
    const settings = context.dataSourceInstanceSettings && { ...context.dataSourceInstanceSettings, uid: 'u'.repeat(40) };
    const filter = eventFilter({ kinds: ['found', 'ban', 'unban', 'jail'], search: '2001:db8:1111:2222:3333:4444:5555:6660/124' });
    expect(eventsChannel({ ...context, orgId: 1_000_000, dataSourceInstanceSettings: settings }, filter).length).toBeLessThan(160);
  });
});
