import { describe, expect, it } from 'vitest';
import { bansRequestSchema, BAN_SORTS } from '../pkg/contract/bans';
import type { BansView } from './routing';
import { DEFAULT_VIEW, jailUrl, pageUrl, PAGE_SIZES, readBansView, toBansRequest, writeBansView } from './routing';

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
