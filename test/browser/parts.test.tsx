import { dateTimeFormat } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import type { BackendSrv } from '@grafana/runtime';
import { setBackendSrv } from '@grafana/runtime';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { of, throwError } from 'rxjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import type { ErrorCode } from '../../pkg/contract/errors';
import { ERROR_STATUS } from '../../pkg/contract/errors';
import type { JailNote } from '../../pkg/contract/jailControl';
import { carryOut } from '../../src/api/changes';
import { describeResult } from '../../src/api/describeResult';
import { toApiError } from '../../src/api/toApiError';
import { FailureState } from '../../src/components/FailureState';
import { formatBanTime, formatMoment, formatSpan } from '../../src/components/formatTime';
import { HostPicker } from '../../src/components/HostPicker';
import { QueryRegion } from '../../src/components/QueryRegion';
import { Region } from '../../src/components/Region';
import { StaleNotice } from '../../src/components/StaleNotice';
import { APP_ID, DATA_SOURCE_TYPE } from '../../src/constants';
import texts from '../../src/locales/en-US/bangui-fail2ban-app.json';
import { conflictsOf, conflictText, refusalTitle } from '../../src/components/bans/guardConflicts';
import { testIds } from '../../src/testIds';

const failure = (code: ErrorCode, details = {}) => toApiError({ status: ERROR_STATUS[code], data: { error_code: code, message: 'its own words', details } });
const outcome = (jail: string | null, changed: number, error: string | null = null) => ({ jail, requested: 2, changed, error });

beforeEach(() => initPluginTranslations(APP_ID, [async () => texts]));

describe('what went wrong', () => {
  it.each([
    [failure('FAIL2BAN_UNREACHABLE', { reason: 'permission_denied' }), 'fail2ban is offline', 'Run it as root, or give its user access'],
    [failure('FAIL2BAN_TIMEOUT'), 'fail2ban is busy', 'asks again by itself'],
    [failure('INTERNAL'), 'The sidecar failed', 'its own words'],
    [failure('SIDECAR_TOKEN_MISMATCH'), 'The sidecar refused the token', 'settings of the data source'],
    [failure('FORBIDDEN'), 'Your role is too low', 'Ask an Admin'],
    [failure('INVALID_INPUT'), 'This cannot be used', 'its own words'],
    [failure('RATE_LIMITED'), 'Too many requests', 'Wait a moment'],
    [toApiError({ status: 503, data: { messageId: 'plugin.unavailable', message: '' } }), 'The sidecar is unreachable', 'comes back by itself'],
    [toApiError(new TypeError('Failed to fetch')), 'Grafana does not answer', 'cannot reach Grafana'],
  ])('has words and a remedy of its own: %s', async (error, title, remedy) => {
    const screen = await render(<FailureState error={error} onRetry={() => undefined} />);
    const state = screen.getByTestId(testIds.failure(error.kind));
    await expect.element(state).toHaveTextContent(title);
    await expect.element(state).toHaveTextContent(remedy);
    await expect.poll(() => screen.getByRole('button', { name: 'Retry' }).elements()).toHaveLength(['forbidden', 'invalid', 'switched_off'].includes(error.kind) ? 0 : 1);
  });

  it('says how old the data of a busy fail2ban is', async () => {
    const screen = await render(<StaleNotice asOf={Date.now() / 1000 - 90} />);
    await expect.element(screen.getByTestId(testIds.stale)).toHaveTextContent(/fail2ban is busy; showing data of 1 minute, \d+ seconds ago/);
  });

  it('keeps a crash of one part to that part, and tries again', async () => {
    let broken = true;
    function Part() {
      if (broken) {
        throw new Error('broken part');
      }
      return <p>well again</p>;
    }
    const screen = await render(
      <Region>
        <Part />
      </Region>
    );
    await expect.element(screen.getByText('broken part')).toBeVisible();
    broken = false;
    await screen.getByRole('button', { name: 'Retry' }).click();
    await expect.element(screen.getByText('well again')).toBeVisible();
  });
});

describe('times', () => {
  it('are spans in words, for ever, and moments in the person’s zone', () => {
    expect(formatSpan(600)).toBe('10 minutes');
    expect(formatSpan(59.6)).toBe('1 minute');
    expect(formatSpan(3661)).toBe('1 hour, 1 minute');
    expect(formatSpan(0)).toBe('0 seconds');
    expect([formatBanTime(-1), formatBanTime(null), formatBanTime(86_400)]).toEqual(['for ever', 'for ever', '1 day']);
    expect(formatMoment(1_760_000_000)).toBe(dateTimeFormat(1_760_000_000_000));
  });
});

describe('what became of a change', () => {
  it.each([
    [[outcome('sshd', 1)], { severity: 'success', title: '1 ban set' }],
    [[outcome('sshd', 2), outcome('nginx', 1)], { severity: 'success', title: '3 bans set' }],
    [[outcome('sshd', 0)], { severity: 'warning', title: 'Nothing to change', text: 'What you named was banned already.' }],
    [[outcome('sshd', 2), outcome('nginx', 0, 'no <action> & "so"')], { severity: 'error', title: '2 bans set', text: 'nginx: no <action> & "so"' }],
    [[outcome(null, 0, 'fail2ban closed the connection.')], { severity: 'error', title: 'Nothing was changed', text: 'fail2ban closed the connection.' }],
  ])('is told with fail2ban’s own words: %j', (outcomes, notice) => {
    expect(describeResult({ kind: 'ban', outcomes })).toEqual(notice);
  });

  it('is told of every jail, also when a later one could not be asked', async () => {
    const done = { id: '1', kind: 'unban', state: 'done', startedAt: 0, done: 1, total: 1, outcomes: [outcome('sshd', 2)], error: null };
    const answers = [of({ data: done }), throwError(() => ({ status: 502, data: { error_code: 'FAIL2BAN_TIMEOUT', message: 'too late', details: {} } }))];
    setBackendSrv({ fetch: () => answers.shift() } as unknown as BackendSrv);
    const requests = [{ addresses: ['192.0.2.1'], jails: ['sshd'] }, { addresses: ['192.0.2.1'], jails: ['nginx'] }];
    const result = await carryOut('x', { kind: 'unban', requests }, () => undefined);
    expect(describeResult(result)).toEqual({ severity: 'error', title: '2 bans lifted', text: 'nginx: too late' });
  });
});

describe('what became of a jail', () => {
  const change = (code: JailNote['code'], liftedBans = 0) => ({ jail: 'sshd', liftedBans, notes: [{ code, message: 'its own words' }] });

  it.each([
    ['stop_jail', change('bans_lifted', 1), 'sshd is stopped', '1 ban was lifted.'],
    ['stop_jail', change('bans_lifted', 7), 'sshd is stopped', '7 bans were lifted.'],
    ['start_jail', change('bans_return'), 'sshd is started', 'Its bans that have not ended return within a second or two.'],
    ['start_jail', change('other_jails_changed'), 'sshd is started', 'Other jails came or went meanwhile: look at the list of jails.'],
    ['idle_jail', change('expiry_frozen'), 'sshd is idle', 'It reads no log, and none of its bans ends.'],
    ['idle_jail', change('expiry_resumes'), 'sshd is awake', 'It reads its logs again, and bans whose time is over end.'],
  ] as const)('is told in words: %s %j', (kind, jailChange, title, text) => {
    expect(describeResult({ kind, outcomes: [outcome('sshd', 1)], jailChange })).toEqual({ severity: 'success', title, text });
  });

  it('is told with fail2ban’s own words when it failed after its answer, which is followed', async () => {
    const running = { id: '1', kind: 'start_jail', state: 'running', startedAt: 0, done: 0, total: 1, outcomes: [], error: null };
    const answers = [running, { ...running, state: 'failed', error: 'fail2ban refused to start sshd: No such filter' }];
    const asked: string[] = [];
    setBackendSrv({ fetch: ({ url }: { url: string }) => (asked.push(url), of({ data: answers.shift() })) } as unknown as BackendSrv);
    const progress: string[] = [];
    const result = await carryOut('x', { kind: 'start_jail', jail: 'sshd' }, ({ state }) => progress.push(state));
    expect(asked).toEqual(['/api/datasources/uid/x/resources/jails/sshd/start', '/api/datasources/uid/x/resources/operations/1']);
    expect(progress).toEqual(['running']);
    expect(describeResult(result)).toEqual({ severity: 'error', title: 'Nothing was changed', text: 'fail2ban refused to start sshd: No such filter' });
  });
});

describe('data that is not new, where the page says why elsewhere', () => {
  it('is dimmed and tells its age in one line, without a notice of its own', async () => {
    // The part reads nothing else of a query.
    const query = { data: { asOf: Date.now() / 1000 - 300, stale: true }, error: null, dataUpdatedAt: Date.now() } as unknown as UseQueryResult<object>;
    const screen = await render(
      <QueryRegion query={query} quiet>
        {() => <p>some rows</p>}
      </QueryRegion>
    );
    await expect.element(screen.getByText('As read 5 minutes ago')).toBeVisible();
    const rows = screen.getByText('some rows').element();
    expect(Number(getComputedStyle(rows.parentElement ?? rows).opacity)).toBeLessThan(1);
    await expect.element(screen.getByTestId(testIds.stale)).not.toBeInTheDocument();
  });
});

describe('what the ban guard found', () => {
  const refused = (confirmable: boolean, ...conflicts: Array<[address: string, rule: string, protects: string]>) =>
    conflictsOf(failure('BAN_GUARD', { confirmable, conflicts: conflicts.map(([address, rule, protects]) => ({ address, rule, protects })) }));

  it('is one line an address', () => {
    const found = refused(true, ['127.0.0.1', 'loopback', '127.0.0.0/8'], ['10.0.0.0/24', 'own_address', '10.0.0.5'], ['127.0.0.1', 'ignored', '127.0.0.0/8'], ['10.0.0.0/24', 'own_address', '10.0.0.6']);
    expect(found.map(conflictText)).toEqual([
      '127.0.0.1 is or holds the host talking to itself; is on the ignore list of a chosen jail: 127.0.0.0/8',
      '10.0.0.0/24 is or holds an address of the host: 10.0.0.5, 10.0.0.6',
    ]);
    expect(refusalTitle(found)).toBe('This ban could lock somebody out');
  });

  it('can never be overruled when it is too wide', () => {
    expect(refusalTitle(refused(false, ['0.0.0.0/0', 'too_wide', '/16']))).toContain('never be overruled, not by an Admin either');
  });

  it('is the guard’s own sentence when it names nothing', () => {
    expect(refused(false).map(conflictText)).toEqual(['its own words']);
  });
});

describe('the host picker', () => {
  it('offers every data source of our type', async () => {
    const hosts = ['a', 'b'].map((uid) => ({ uid, name: `Host ${uid}`, type: DATA_SOURCE_TYPE }) as never);
    const chosen: string[] = [];
    function Picker() {
      const [uid, setUid] = useState('a');
      const choose = (next: string) => {
        chosen.push(next);
        setUid(next);
      };
      return <HostPicker hosts={hosts} uid={uid} choose={choose} />;
    }
    const screen = await render(<Picker />);
    const picker = screen.getByRole('combobox', { name: 'Host' });
    await expect.element(picker).toHaveValue('Host a');
    await picker.click();
    await screen.getByRole('option', { name: 'Host b' }).click();
    await expect.element(picker).toHaveValue('Host b');
    expect(new Set(chosen)).toEqual(new Set(['b']));
  });
});
