import { describe, expect, it } from 'vitest';
import { TOP_GROUPS as CONTRACT_TOPS } from '../pkg/contract/aggregates';
import { bansRequestSchema, BAN_SORTS } from '../pkg/contract/bans';
import { TREND_GROUPS as CONTRACT_TRENDS } from '../pkg/contract/history';
import type { BansView, HistoryView } from './routing';
import {
  addressUrl,
  CONFIG_TABS,
  configUrl,
  DEFAULT_HISTORY,
  DEFAULT_VIEW,
  historyUrl,
  jailUrl,
  pageUrl,
  PAGE_SIZES,
  readBansView,
  readConfigPlace,
  readHistoryView,
  toBansRequest,
  TOP_GROUPS,
  TREND_GROUPS,
  writeBansView,
  writeHistoryView,
} from './routing';

const view: BansView = { search: '192.0.2.0/24', jails: ['sshd', 'nginx-http-auth'], sort: 'end', order: 'asc', page: 3, pageSize: 100 };

describe('the URL of the Bans page', () => {
  it('gives back the view it was made of', () => {
    expect(readBansView(writeBansView(new URLSearchParams(), view))).toEqual(view);
    expect(readBansView(new URLSearchParams(pageUrl('bans', 'x y', view).split('?')[1]))).toEqual(view);
  });

  it('says nothing of what is as by default, and keeps what is not its own', () => {
    expect(writeBansView(new URLSearchParams('ds=a&page=7&jail=old'), DEFAULT_VIEW).toString()).toBe('ds=a');
    expect(pageUrl('overview', null)).toBe('/a/bangui-fail2ban-app');
    expect(pageUrl('bans', 'a', { jails: ['sshd'] })).toBe('/a/bangui-fail2ban-app/bans?ds=a&jail=sshd');
  });

  it.each(['page=0', 'page=-3', 'page=x', 'page=1.5&page=9', 'sort=evil', 'order=up', 'pageSize=7', 'pageSize=100000', `search=${'x'.repeat(500)}`])(
    'a URL written by hand (%s) still makes a request that the API takes',
    (query) => {
      expect(bansRequestSchema.safeParse(toBansRequest(readBansView(new URLSearchParams(query)))).success).toBe(true);
    }
  );

  it('knows every order of the API', () => {
    expect(BAN_SORTS.map((sort) => readBansView(new URLSearchParams({ sort })).sort)).toEqual([...BAN_SORTS]);
    expect(PAGE_SIZES).toContain(DEFAULT_VIEW.pageSize);
  });
});

describe('the URL of a jail', () => {
  it('keeps the host, and any name a jail may have', () => {
    expect(jailUrl('a', 'sshd')).toBe('/a/bangui-fail2ban-app/jails/sshd?ds=a');
    expect(jailUrl('a b', 'we?rd/$& name')).toBe('/a/bangui-fail2ban-app/jails/we%3Frd%2F%24%26%20name?ds=a+b');
  });
});

describe('the URL of the History page', () => {
  const shown: HistoryView = {
    from: 'now-7d',
    to: 'now-1d',
    search: '2001:db8::/32',
    jails: ['sshd', 'nginx-http-auth'],
    countries: ['DE', 'ZZ'],
    asns: [64496, 4294967295],
    minBans: 2,
    by: 'country',
    compare: true,
    top: 'network',
  };

  it('gives back the view it was made of', () => {
    expect(readHistoryView(writeHistoryView(new URLSearchParams(), shown))).toEqual(shown);
    expect(readHistoryView(new URL(historyUrl('a', shown), 'http://grafana').searchParams)).toEqual(shown);
  });

  it('says nothing of what is as by default, and keeps what is not its own', () => {
    expect(writeHistoryView(new URLSearchParams('ds=a&jail=old&asn=1&compare=true&theme=dark'), DEFAULT_HISTORY).toString()).toBe('ds=a&theme=dark');
    expect(historyUrl('a', { jails: ['sshd'] })).toBe('/a/bangui-fail2ban-app/history?ds=a&jail=sshd');
  });

  it('leaves out what the API would refuse', () => {
    const view = readHistoryView(new URLSearchParams('country=de&country=DE&country=DE&asn=0&asn=-1&asn=x&asn=1.5&asn=AS7&asn=AS&asn=99999999999&minBans=-2&by=evil&top=evil'));
    expect(view).toEqual({ ...DEFAULT_HISTORY, countries: ['DE'], asns: [7] });
  });

  it('knows every way of the API to tell bans apart', () => {
    expect([...TREND_GROUPS]).toEqual([...CONTRACT_TRENDS]);
    expect([...TOP_GROUPS]).toEqual([...CONTRACT_TOPS]);
  });
});

describe('the URL of an address', () => {
  it('holds IPv6 encoded, and of a network leads to its bans', () => {
    expect(addressUrl('a', '2001:db8::7')).toBe('/a/bangui-fail2ban-app/addresses/2001%3Adb8%3A%3A7?ds=a');
    expect(addressUrl('a', '192.0.2.0/24')).toBe('/a/bangui-fail2ban-app/history?ds=a&from=0&search=192.0.2.0%2F24');
  });
});

describe('the URL of the Configuration page', () => {
  it('leads to a tab or one thing of it, and back', () => {
    expect(configUrl('a b', 'jails')).toBe('/a/bangui-fail2ban-app/configuration/jails?ds=a+b');
    expect(configUrl('a', 'files', 'jail.d/own.local')).toBe('/a/bangui-fail2ban-app/configuration/files/jail.d%2Fown.local?ds=a');
    expect(CONFIG_TABS.map((tab) => readConfigPlace(tab))).toEqual(CONFIG_TABS.map((tab) => ({ tab, name: null })));
    expect(readConfigPlace('files/jail.d/own.local')).toEqual({ tab: 'files', name: 'jail.d/own.local' });
  });

  it('begins with the jails where it names nothing that is there', () => {
    expect(readConfigPlace('')).toEqual({ tab: 'jails', name: null });
    expect(readConfigPlace('evil/').tab).toBe('jails');
  });
});
