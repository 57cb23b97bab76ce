import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lokiLogin } from './lokiLogin';

describe('the login for Loki', () => {
  const loki = { url: 'http://127.0.0.1:3100', tenant: null, labels: {} };
  let dir: string;
  let passwordFile: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'bangui-login-'));
    passwordFile = path.join(dir, 'password');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('is none without a user', () => {
    expect(lokiLogin({ ...loki, user: null, passwordFile: null })).toBeNull();
  });

  it('takes the password from its file, without the end of the line', () => {
    writeFileSync(passwordFile, ' se cret\n');
    expect(lokiLogin({ ...loki, user: 'me', passwordFile })).toEqual({ user: 'me', password: ' se cret' });
  });

  it('names the variable that is missing, or the file that is empty', () => {
    writeFileSync(passwordFile, '\n');
    expect(() => lokiLogin({ ...loki, user: null, passwordFile })).toThrow('BANGUI_LOKI_USER');
    expect(() => lokiLogin({ ...loki, user: 'me', passwordFile: null })).toThrow('BANGUI_LOKI_PASSWORD_FILE');
    expect(() => lokiLogin({ ...loki, user: 'me', passwordFile })).toThrow('empty');
    expect(() => lokiLogin({ ...loki, user: 'me', passwordFile: path.join(dir, 'none') })).toThrow('ENOENT');
  });
});
