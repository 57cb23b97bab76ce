import { afterAll, describe, expect, inject, it } from 'vitest';
import plugin from '../../src/plugin.json';
import { testIds } from '../../src/testIds';
import { renderPage } from './renderPage';

type Screen = Awaited<ReturnType<typeof renderPage>>['screen'];

const FAILED = 'Nov 21 10:00:01 host sshd[123]: Failed password for root from 203.0.113.5 port 22 ssh2';
const ACCEPTED = 'Nov 21 10:00:02 host sshd[124]: Accepted password for bob from 203.0.113.6 port 22 ssh2';
const OTHER = 'Nov 21 10:00:03 host cron[1]: nothing here';
const SLOW = { timeout: 20_000 };

const lines = (screen: Screen) => screen.getByTestId(testIds.labLines);
const tryIt = (screen: Screen) => screen.getByRole('button', { name: 'Try it' }).click();
const paste = (screen: Screen, ...text: string[]) => screen.getByRole('textbox', { name: 'Log lines' }).fill(text.join('\n'));

async function write(screen: Screen, failregex: string) {
  await screen.getByRole('radio', { name: 'Written here' }).click({ force: true });
  await screen.getByRole('textbox', { name: 'failregex' }).fill(failregex);
}

describe('the Filter lab', () => {
  /** As somebody else does it. */
  async function keep(samples: readonly unknown[]): Promise<void> {
    const { url, tokens } = inject('live');
    const headers = { authorization: `Bearer ${tokens.Admin}`, 'content-type': 'application/json' };
    const call = (more: RequestInit = {}) => fetch(`${url}/api/v1/lab/filters/sshd/samples`, { headers, ...more });
    const { digest } = (await (await call()).json()) as { digest: string };
    expect((await call({ method: 'PUT', body: JSON.stringify({ samples, expected: digest }) })).status).toBe(200);
  }
  afterAll(() => keep([]));

  it('tries a saved filter on pasted lines, and shows what became of each', async () => {
    const { screen } = await renderPage('filterLab');
    await expect.element(screen.getByRole('button', { name: 'Try it' })).toBeDisabled();
    await screen.getByRole('combobox', { name: 'Saved filter' }).click();
    await screen.getByRole('combobox', { name: 'Saved filter' }).fill('sshd');
    await screen.getByRole('option', { name: 'sshd', exact: true }).click();
    await paste(screen, FAILED, ACCEPTED, OTHER);
    await tryIt(screen);
    await expect.element(lines(screen).getByRole('row', { name: /^Failure/ }), SLOW).toHaveTextContent(/Failed password for root.*user root.*failregex \d+203\.0\.113\.5/);
    await expect.element(lines(screen).getByRole('row', { name: /^Known, harmless/ })).toHaveTextContent(/Accepted password/);
    await screen.getByRole('button', { name: 'Unknown: 1' }).click();
    await expect.element(lines(screen).getByText('Accepted password')).not.toBeInTheDocument();
    await expect.element(lines(screen)).toHaveTextContent(/nothing here/);
    const outdated = screen.getByText('This is the result of what was filled in before: it has been changed since');
    await expect.element(outdated).not.toBeInTheDocument();
    await paste(screen, FAILED);
    await expect.element(outdated).toBeVisible();
  });

  it('keeps lines as samples, and tells which a candidate judges otherwise', async () => {
    const { screen, notices } = await renderPage('filterLab', { params: { filter: 'sshd' } });
    const samples = screen.getByTestId(testIds.samples);
    await paste(screen, FAILED, ACCEPTED);
    await tryIt(screen);
    await screen.getByRole('button', { name: 'Add 2 lines as samples' }).click();
    await screen.getByRole('button', { name: 'Keep these samples' }).click();
    await expect.poll(() => notices.map(({ text }) => text)).toContain('2 samples are kept');
    await screen.getByRole('button', { name: 'Judge the samples' }).click();
    await expect.element(screen.getByText('All 2 samples are judged as expected'), SLOW).toBeVisible();

    await screen.getByRole('button', { name: 'Change these expressions here' }).click();
    await screen.getByRole('textbox', { name: 'failregex' }).fill('^Accepted \\S+ for \\S+ from <HOST>');
    await screen.getByRole('button', { name: 'Judge the samples' }).click();
    await expect.element(screen.getByText('2 of 2 samples are not judged as expected'), SLOW).toBeVisible();
    await expect.element(samples).toHaveTextContent(/Failed password.*Judged now as.*Unknown.*Accepted password.*Judged now as.*Failure/);
    await samples.getByRole('button', { name: 'Remove sample 2' }).click();
    await expect.element(samples).not.toHaveTextContent(/Accepted/);
    await keep([{ line: ACCEPTED, expect: 'no_match', note: 'of somebody else' }]);
    await screen.getByRole('button', { name: 'Keep these samples' }).click();
    await expect.element(screen.getByText('Somebody has changed these samples meanwhile')).toBeVisible();
    await expect.element(samples).toHaveTextContent(/Failed password/);
    await screen.getByRole('button', { name: 'Keep mine, to replace theirs' }).click();
    await screen.getByRole('button', { name: 'Keep these samples' }).click();
    await expect.poll(() => notices.map(({ text }) => text)).toContain('1 sample is kept');
    await keep([{ line: FAILED, expect: 'match', note: '' }, { line: ACCEPTED, expect: 'no_match', note: '' }]);
    await samples.getByRole('button', { name: 'Remove sample 1' }).click();
    await screen.getByRole('button', { name: 'Keep these samples' }).click();
    await screen.getByRole('button', { name: 'Load theirs, and drop my changes' }).click();
    await expect.element(samples).toHaveTextContent(/Failed.*Accepted/);
    await samples.getByRole('button', { name: 'Remove sample 2' }).click();
    await expect.element(samples).not.toHaveTextContent(/Accepted/);
    await screen.getByRole('button', { name: 'Discard the changes' }).click();
    await expect.element(samples).toHaveTextContent(/Accepted/);
  });

  it('says at the expression, in fail2ban’s words, what does not compile', async () => {
    const { screen } = await renderPage('filterLab');
    await write(screen, '^ok <HOST>\n^bad( <HOST>');
    await paste(screen, OTHER);
    await tryIt(screen);
    await expect.element(screen.getByRole('alert'), SLOW).toHaveTextContent(/Expression 2: \^bad\( <HOST>.*unterminated subpattern/s);
    await screen.getByRole('textbox', { name: 'failregex' }).fill('^ok <HOST>');
    await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
  });

  it('says at each field what is wrong with it', async () => {
    const { screen } = await renderPage('filterLab');
    await write(screen, '^no address$');
    await paste(screen, OTHER);
    await tryIt(screen);
    await expect.element(screen.getByRole('alert'), SLOW).toHaveTextContent(/Expression 1: \^no address\$.*tells no address/s);
    await screen.getByRole('textbox', { name: 'failregex' }).fill('^ok <HOST>');
    await screen.getByRole('textbox', { name: 'maxlines' }).fill('101');
    await expect.element(screen.getByText('A whole number from 1 to 100.')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Try it' })).toBeDisabled();
    await screen.getByRole('textbox', { name: 'maxlines' }).fill('2');
    await screen.getByRole('textbox', { name: 'prefregex' }).fill('^x(<F-CONTENT>.+</F-CONTENT>');
    await tryIt(screen);
    await expect.element(screen.getByRole('alert'), SLOW).toHaveTextContent(/^Unable to compile/);
    await screen.getByRole('textbox', { name: 'prefregex' }).fill('');
    await screen.getByRole('textbox', { name: 'datepattern' }).fill('%Q{^x');
    await tryIt(screen);
    await expect.element(screen.getByRole('alert'), SLOW).toHaveTextContent(/datepattern/);
  });

  it('says what else is wrong beside the form', async () => {
    const { screen } = await renderPage('filterLab', { params: { jail: 'sshd' } });
    await screen.getByRole('radio', { name: 'Journal' }).click({ force: true });
    await screen.getByRole('textbox', { name: 'journalmatch' }).fill('--rotate');
    await tryIt(screen);
    await expect.element(screen.getByRole('alert'), SLOW).toHaveTextContent(/FIELD=value/);
    await screen.getByRole('textbox', { name: 'journalmatch' }).fill('');
    await tryIt(screen);
    await expect.element(screen.getByTestId(testIds.failure('conflict')), SLOW).toBeVisible();
  });

  it('keeps what was written when it is refused', async () => {
    const { screen } = await renderPage('filterLab');
    await write(screen, '^no address$');
    await paste(screen, OTHER);
    await tryIt(screen);
    await expect.element(screen.getByRole('alert'), SLOW).toBeVisible();
    await expect.element(screen.getByRole('textbox', { name: 'failregex' })).toHaveValue('^no address$');
  });

  it('tries the filter that a jail has loaded on the end of its log', async () => {
    const { screen } = await renderPage('jails/sshd');
    await screen.getByRole('link', { name: 'Try its filter' }).click();
    await tryIt(screen);
    await expect.element(lines(screen).getByRole('row', { name: /^Failure/ }).first(), SLOW).toHaveTextContent(new RegExp(inject('attacker').replaceAll('.', '\\.')));
    await screen.getByRole('radio', { name: 'Journal' }).click({ force: true });
    await tryIt(screen);
    await expect.element(screen.getByTestId(testIds.failure('conflict')), SLOW).toHaveTextContent(/does not read the journal/);
  });

  it('looks whom a jail would have banned', async () => {
    const { screen } = await renderPage('filterLab', { params: { jail: 'sshd' } });
    await screen.getByRole('button', { name: 'Start the dry run' }).click();
    const result = screen.getByTestId(testIds.dryRun);
    await expect.element(result, SLOW).toHaveTextContent(/Would have been banned1Addresses with failures1Failures3/);
    await expect.element(result.getByRole('row', { name: new RegExp(inject('attacker')) })).toHaveTextContent(/banned 1 time/);
    await expect.element(screen.getByRole('switch', { name: 'With the filter above' })).toBeInTheDocument();
    await screen.getByRole('textbox', { name: 'Failures allowed' }).fill('4');
    await expect.element(screen.getByText(/it has been changed since/)).toBeVisible();
    await screen.getByRole('button', { name: 'Start the dry run' }).click();
    await expect.element(result, SLOW).toHaveTextContent(/Would have been banned0.*not banned/);
  });

  it('shows no figures when no log could be read', async () => {
    const { screen } = await renderPage('filterLab', { params: { jail: 'sshd' }, hosts: ['crashed'], host: 'crashed' });
    await screen.getByRole('button', { name: 'Start the dry run' }).click();
    const result = screen.getByTestId(testIds.dryRun);
    await expect.element(result, SLOW).toHaveTextContent(/None of its logs could be read, so nobody knows/);
    await expect.element(result).not.toHaveTextContent(/Would have been banned/);
  });

  it('is for Admins, which it says itself: Grafana lets everybody open it', async () => {
    expect(plugin.includes.find(({ name }) => name === 'Filter lab')).toMatchObject({ role: 'Viewer' });
    const { screen } = await renderPage('filterLab', { role: 'Editor' });
    await expect.element(screen.getByText('The filter lab takes the role Admin')).toBeVisible();
    await expect.element(screen.getByText(/Your role on this host is Editor/)).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Try it' })).not.toBeInTheDocument();
  });

  it.each([
    ['away', 'sidecar_unreachable'],
    ['stranger', 'token_refused'],
  ] as const)('says what is wrong when the host is %s', async (host, kind) => {
    const { screen } = await renderPage('filterLab', { host });
    await expect.element(screen.getByTestId(testIds.failure(kind))).toBeVisible();
  });

  it('can be used at the width of a phone', async () => {
    const { screen } = await renderPage('filterLab', { width: 400, params: { filter: 'sshd' } });
    await paste(screen, FAILED, OTHER);
    await tryIt(screen);
    await expect.element(lines(screen), SLOW).toBeVisible();
    expect(screen.getByRole('main').element().scrollWidth).toBeLessThanOrEqual(400);
  });
});

describe('on the page of a jail', () => {
  it('values are changed while it runs, and bans that end are told before', async () => {
    const { screen, notices } = await renderPage('jails/many');
    const settings = screen.getByRole('region', { name: 'Settings' });
    const change = async (value: string) => {
      await screen.getByRole('button', { name: 'Change while it runs…' }).click();
      await screen.getByRole('textbox', { name: /^Ban time/ }).fill(value);
      await screen.getByRole('button', { name: 'Set', exact: true }).click();
    };
    await change('599');
    await expect.element(screen.getByRole('dialog')).toHaveTextContent(/No ban ends at once, those in force end sooner/);
    await screen.getByRole('textbox', { name: /^Ban time/ }).fill('6x');
    await expect.element(screen.getByText('A whole number of seconds, 1 or more, or -1 for ever.')).toBeVisible();
    await screen.getByRole('textbox', { name: /^Ban time/ }).fill('600');
    await screen.getByRole('textbox', { name: /^Failures that lead/ }).fill('4');
    await screen.getByRole('button', { name: 'Set', exact: true }).click();
    await expect.element(settings).toHaveTextContent(/Failures allowed4 differs from the file: 3 there/);
    await expect.element(settings.getByRole('link', { name: /differs from the file/ })).toHaveAttribute('href', expect.stringContaining('/configuration/jails/many'));
    expect(notices.at(-1)?.text).toBe('many runs with the new values');
    await screen.getByRole('button', { name: 'Change while it runs…' }).click();
    await screen.getByRole('textbox', { name: /^Failures that lead/ }).fill('3');
    await screen.getByRole('button', { name: 'Set', exact: true }).click();
    await expect.element(settings).toHaveTextContent(/Failures allowed3/);
    await expect.element(settings.getByRole('link', { name: /differs from the file/ })).not.toBeInTheDocument();
  });

  it('the last lines of its logs are shown when they are asked for', async () => {
    const { screen } = await renderPage('jails/sshd');
    const preview = screen.getByRole('region', { name: 'Last lines of its logs' });
    await expect.element(preview).toHaveTextContent(/sshd\.log · \d+(\.\d+)? B/);
    await preview.getByRole('button', { name: 'Show the last lines' }).click();
    await expect.element(screen.getByTestId(testIds.logLines)).toHaveTextContent(new RegExp(inject('attacker')));
    await preview.getByRole('button', { name: 'Hide' }).click();
    await expect.element(screen.getByTestId(testIds.logLines)).not.toBeInTheDocument();
  });

  it('neither is offered below Admin', async () => {
    const { screen } = await renderPage('jails/sshd', { role: 'Editor' });
    await expect.element(screen.getByRole('button', { name: 'Change while it runs…' })).toHaveAttribute('aria-disabled', 'true');
    await expect.element(screen.getByRole('region', { name: 'Last lines of its logs' })).not.toBeInTheDocument();
    await expect.element(screen.getByRole('link', { name: 'Try its filter' })).not.toBeInTheDocument();
  });
});
