import { describe, expect, it } from 'vitest';
import { threadsOf } from './serverThreads';

const SEEN = ['fail2ban-server', 'f2b/observer', 'f2b/f.sshd', 'f2b/a.sshd', 'f2b/f.nginx-htt', 'f2b/a.nginx-htt'];

describe('the threads of a jail', () => {
  it('are known by the first fifteen bytes of their name', () => {
    expect(Object.fromEntries(threadsOf(['sshd', 'nginx-http-auth', 'dovecot'], SEEN))).toEqual({ sshd: true, 'nginx-http-auth': true, dovecot: false });
  });

  it('are not told apart when only one of two that begin alike runs', () => {
    expect(Object.fromEntries(threadsOf(['nginx-http-auth', 'nginx-http-bot'], SEEN))).toEqual({ 'nginx-http-auth': null, 'nginx-http-bot': null });
  });

  it('are unknown when no process was seen', () => {
    expect(threadsOf(['sshd'], null).get('sshd')).toBeNull();
  });
});
