import { describe, expect, it } from 'vitest';
import { createPathMap } from './pathMap';

describe('a path map', () => {
  const map = createPathMap([
    { from: '/var/log', to: '/host/log' },
    { from: '/var/log/nginx', to: '/web' },
  ]);

  it.each([
    ['/var/log/auth.log', '/host/log/auth.log'],
    ['/var/log/nginx/error.log', '/web/error.log'],
    ['/var/log', '/host/log'],
  ])('leads from %s to %s and back', (there, here) => {
    expect(map.toHere(there)).toBe(here);
    expect(map.toFail2ban(here)).toBe(there);
  });

  it('takes a whole file system that was put into a folder', () => {
    const whole = createPathMap([{ from: '/', to: '/host/' }]);
    expect(whole.toHere('/var/log/auth.log')).toBe('/host/var/log/auth.log');
    expect(whole.toFail2ban('/host/var/log/auth.log')).toBe('/var/log/auth.log');
    expect(whole.toFail2ban('/host')).toBe('/');
  });

  it('leaves alone what only begins alike', () => {
    expect(map.toHere('/var/logs/auth.log')).toBe('/var/logs/auth.log');
  });
});
