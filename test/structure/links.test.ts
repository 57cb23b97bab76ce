import { describe, expect, it } from 'vitest';
import { createLinks } from '../../pkg/grafana/frames/createLinks';
import { addressUrl, historyUrl, jailUrl, LONG_AGO, readHistoryView } from '../../src/routing';

const UID = 'ab_C-1';

describe('the links of frames', () => {
  const links = createLinks(UID);
  const of = (kind: keyof typeof links, value: string) => links[kind].map(({ url }) => url.replace('${__value.raw:percentencode}', encodeURIComponent(value)));
  const parsed = (url: string) => {
    const { pathname, searchParams } = new URL(url, 'http://grafana');
    return [pathname, Object.fromEntries(searchParams)];
  };

  it.each([
    ['address', '2001:db8::7', addressUrl(UID, '2001:db8::7')],
    ['address', 'no/address at all', `/a/bangui-fail2ban-app/addresses/no%2Faddress%20at%20all?ds=${UID}`],
    ['jail', 'a jail', jailUrl(UID, 'a jail')],
    ['network', '192.0.2.0/24', historyUrl(UID, { search: '192.0.2.0/24', from: LONG_AGO })],
    ['country', 'DE', historyUrl(UID, { countries: ['DE'] })],
    ['asn', '64500', historyUrl(UID, { asns: [64500] })],
  ] as const)('lead from %s %s to the page that the app has for it', (kind, value, page) => {
    expect(of(kind, value).map(parsed)).toEqual([parsed(page)]);
  });

  it('lead to a system by the name that a table shows', () => {
    const [url = ''] = of('asn', 'AS64500');
    expect(readHistoryView(new URL(url, 'http://grafana').searchParams).asns).toEqual([64500]);
  });
});
