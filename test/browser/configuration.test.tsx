import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { configChangeSchema } from '../../pkg/contract/configChanges';
import { kindText } from '../../src/pages/Configuration/history/kindText';
import { testIds } from '../../src/testIds';
import { apply, ask, change, open, parameters, PATIENCE, preview, rowOf } from './configurationBench';

describe('the Configuration page', { timeout: 120_000 }, () => {
  afterEach(() => {
    sessionStorage.clear();
    return page.viewport(1200, 900);
  });

  it('lists every jail, what runs first, and finds by name, filter and state', async () => {
    const { screen, location } = await open('/jails');
    await expect.element(rowOf(screen, testIds.configJails, /^sshd/)).toHaveTextContent(/^sshdActivesshd/);
    await expect.element(rowOf(screen, testIds.configJails, /^broken/)).toHaveTextContent(/^brokenActive, not running/);
    await screen.getByRole('radio', { name: /^Inactive/ }).click({ force: true });
    await expect.element(rowOf(screen, testIds.configJails, /^sshd/)).not.toBeInTheDocument();
    await screen.getByRole('textbox', { name: 'Search by name or filter' }).fill('3proxy');
    await expect.poll(() => location.current).toBe('/a/bangui-fail2ban-app/configuration/jails?ds=live&state=inactive&search=3proxy');
    await expect.element(rowOf(screen, testIds.configJails, /^3proxy/)).toHaveTextContent(/^3proxyInactive/);
    await screen.getByRole('tab', { name: 'Filters' }).click();
    await expect.element(rowOf(screen, testIds.definitions, /^sshd /)).toHaveTextContent(/^sshdPackage.*work/);
    expect(location.current).toBe('/a/bangui-fail2ban-app/configuration/filters?ds=live');
  });

  it('takes a jail out as a document and in again under another name, after showing what it comes to', async () => {
    const { screen: first } = await open('/jails/work');
    await expect.element(first.getByRole('link', { name: 'Export' })).toHaveAttribute('href', expect.stringMatching(/\/resources\/config\/jails\/work\/export$/));
    const document = await ask<Record<string, unknown>>('/config/jails/work/export');
    await first.unmount();

    const { screen } = await open('/jails', { params: { search: 'work' } });
    await screen.getByRole('button', { name: 'Import' }).click();
    await screen.getByRole('textbox', { name: 'Or paste its text' }).fill('[work]');
    await screen.getByRole('button', { name: 'Preview' }).click();
    await expect.element(screen.getByText('This cannot be read as JSON')).toBeVisible();
    await screen.getByRole('textbox', { name: 'Or paste its text' }).fill(JSON.stringify(document));
    await screen.getByRole('button', { name: 'Preview' }).click();
    const dialog = screen.getByRole('dialog');
    await expect.element(dialog.getByText(/There is a jail work already/), PATIENCE).toBeVisible();
    await expect.element(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
    await dialog.getByRole('textbox', { name: 'Name of the jail' }).fill('work-again');
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await expect.element(dialog.getByTestId(testIds.diff), PATIENCE).toHaveTextContent(/\+ \[work-again\]/);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await expect.element(screen.getByRole('dialog'), PATIENCE).not.toBeInTheDocument();
    await expect.element(rowOf(screen, testIds.configJails, /^work-again/), PATIENCE).toHaveTextContent(/^work-againInactive/);
    await change({ kind: 'delete_jail', jail: 'work-again' });
  });

  it('changes an option after showing what it comes to; fail2ban has it, the history too, and it can be undone', async () => {
    const { screen, notices } = await open('/jails/work', { theme: 'light' });
    expect(await parameters('work')).toMatchObject({ maxRetry: 3 });
    const row = rowOf(screen, testIds.configOptions, /^maxretry/);
    await expect.element(row).toHaveTextContent(/3Set for this jailjail\.d\/work\.local:\d+/);
    await screen.getByRole('button', { name: 'Edit maxretry' }).click();
    await screen.getByRole('textbox', { name: 'maxretry' }).fill('many');
    await expect.element(screen.getByText('A whole number')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Preview' })).toBeDisabled();
    await screen.getByRole('textbox', { name: 'maxretry' }).fill('7');
    const dialog = await preview(screen);
    await expect.element(dialog.getByTestId(testIds.diff)).toHaveTextContent(/\+ \[work\].*\+ maxretry = 7/);
    await expect.element(dialog.getByRole('list', { name: 'What becomes of the jails' })).toHaveTextContent('work is loaded anew; its bans stay.');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('because of the test');
    await apply(screen);
    await expect.element(row, PATIENCE).toHaveTextContent(/7Changed herejail\.d\/zz-bangui-work\.local:2/);
    expect(await parameters('work')).toMatchObject({ maxRetry: 7 });
    expect(notices).toEqual([{ severity: 'success', text: 'Changed: jail.d/zz-bangui-work.local: fail2ban has taken it up: work.' }]);

    await screen.getByRole('tab', { name: 'History' }).click();
    const entry = screen.getByTestId(testIds.revisions).getByRole('row', { name: /because of the test/ }).first();
    await expect.element(entry).toHaveTextContent(/token:admin.*Options of a jailjail\.d\/zz-bangui-work\.localbecause of the testApplied/);
    await entry.getByRole('button', { name: /^Details/ }).click();
    await expect.element(screen.getByTestId(testIds.diff)).toHaveTextContent(/\+ maxretry = 7/);
    await screen.getByRole('button', { name: 'Restore what was before' }).click();
    await expect.element(screen.getByRole('dialog').getByTestId(testIds.diff), PATIENCE).toHaveTextContent(/- maxretry = 7/);
    await apply(screen);
    expect(await parameters('work')).toMatchObject({ maxRetry: 3 });
    await expect.element(screen.getByTestId(testIds.revisions).getByRole('row', { name: /Restored/ }).first()).toBeVisible();
  });

  it('asks a second time before a shorter ban time comes into force', async () => {
    const { screen } = await open('/jails/work');
    await screen.getByRole('button', { name: 'Edit bantime', exact: true }).click();
    await screen.getByRole('textbox', { name: 'bantime', exact: true }).fill('1m');
    const dialog = await preview(screen);
    await expect.element(dialog.getByRole('list', { name: 'What becomes of the jails' })).toHaveTextContent(/work is loaded anew, with a shorter ban time than it runs with: \d+ bans? would be over at once.*Actions that it runs: /);
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect.element(dialog.getByText('A shorter ban time also holds for the bans in force.', { exact: false })).toBeVisible();
    expect(await ask('/jails/work/parameters')).not.toMatchObject({ banTime: 60 });
    await dialog.getByRole('button', { name: 'Apply it all the same' }).click();
    await expect.element(screen.getByRole('dialog'), PATIENCE).not.toBeInTheDocument();
    expect(await ask('/jails/work/parameters')).toMatchObject({ banTime: 60 });
    await change({ kind: 'set_options', jail: 'work', options: { bantime: null } });
  });

  it('says of a jail that was stopped by hand that it does not run', async () => {
    await ask('/jails/work/stop', {});
    const { screen } = await open('/jails/work');
    await expect.element(screen.getByText('Active, not running')).toBeVisible();
    await expect.element(screen.getByText('The configuration enables this jail, and fail2ban does not run it')).toBeVisible();
    await ask('/jails/work/start', {});
  });

  it('keeps what is drafted in sight, and while other pages are looked at', async () => {
    const { screen } = await open('/jails/work');
    await screen.getByRole('button', { name: 'Edit maxretry' }).click();
    await screen.getByRole('textbox', { name: 'maxretry' }).fill('9');
    await expect.element(screen.getByRole('button', { name: 'Preview' })).toBeInViewport({ ratio: 1 });
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
    await screen.getByRole('tab', { name: 'Filters' }).click();
    await screen.getByTestId(testIds.definitions).getByRole('link', { name: 'work', exact: true }).click();
    await expect.element(screen.getByRole('textbox', { name: 'maxretry' })).toHaveValue('9');
    await screen.getByRole('button', { name: 'Discard' }).click();
    await expect.element(rowOf(screen, testIds.configOptions, /^maxretry/)).toHaveTextContent(/3Set for this jail/);
    const free = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(free);
    expect(free.defaultPrevented).toBe(false);
  });

  it('comes back to a new jail that would be refused with all that was typed, and says what is wrong', async () => {
    const { screen } = await open('/jails');
    await screen.getByRole('button', { name: 'New jail' }).click();
    const form = screen.getByRole('dialog');
    await form.getByRole('textbox', { name: /^Name/ }).fill('-x');
    await expect.element(form.getByText('It begins with a letter or digit, and has only these.')).toBeVisible();
    await expect.element(form.getByRole('button', { name: 'Preview' })).toBeDisabled();
    await form.getByRole('textbox', { name: /^Name/ }).fill('work');
    await form.getByRole('combobox', { name: /^Filter/ }).fill('sshd');
    await screen.getByRole('option', { name: 'sshd', exact: true }).click();
    await form.getByRole('textbox', { name: /^Log files/ }).fill('/var/log/auth.log');
    await form.getByRole('button', { name: 'Preview' }).click();
    await expect.element(screen.getByRole('dialog').getByText(/There is a jail|already/).first(), PATIENCE).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Retry' })).not.toBeInTheDocument();
    await screen.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect.element(form.getByRole('textbox', { name: /^Name/ })).toHaveValue('work');
    await expect.element(form.getByRole('textbox', { name: /^Log files/ })).toHaveValue('/var/log/auth.log');
    await expect.element(form.getByRole('alert')).toBeVisible();
    await form.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(form).not.toBeInTheDocument();
  });

  it('names every kind of change', () => {
    for (const kind of [...configChangeSchema.options.map(({ shape }) => shape.kind.value), 'restore', 'rollback', 'outside']) {
      expect(kindText(kind)).not.toBe(kind);
    }
  });

  it('says when somebody else was faster, looks again, and takes an option back', async () => {
    const { screen } = await open('/jails/work');
    await screen.getByRole('button', { name: 'Edit findtime' }).click();
    await screen.getByRole('textbox', { name: 'findtime' }).fill('11m');
    const dialog = await preview(screen);
    await change({ kind: 'set_options', jail: 'work', options: { maxretry: '4' } });
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect.element(dialog.getByText('Somebody has changed this file meanwhile'), PATIENCE).toBeVisible();
    expect(await parameters('work')).toMatchObject({ maxRetry: 4, findTime: 600 });
    await dialog.getByRole('button', { name: 'Look again' }).click();
    await expect.element(dialog.getByTestId(testIds.diff), PATIENCE).toHaveTextContent(/maxretry = 4.*\+ findtime = 11m/);
    await apply(screen);
    expect(await parameters('work')).toMatchObject({ maxRetry: 4, findTime: 660 });

    await screen.getByRole('button', { name: 'Take findtime back to what the other files say' }).click();
    await screen.getByRole('button', { name: 'Take maxretry back to what the other files say' }).click();
    await preview(screen);
    await apply(screen);
    await expect.element(rowOf(screen, testIds.configOptions, /^maxretry/), PATIENCE).toHaveTextContent(/3Set for this jail/);
    expect(await parameters('work')).toMatchObject({ maxRetry: 3, findTime: 600 });
  });

  it('shows fail2ban’s own words for a refused expression, and nothing is changed', async () => {
    const { screen } = await open('/filters/nginx-http-auth');
    await screen.getByRole('button', { name: 'Edit failregex' }).click();
    await screen.getByRole('textbox', { name: 'failregex' }).fill('^( <HOST>$');
    const dialog = await preview(screen);
    await expect.element(dialog).toHaveTextContent(/Unable to compile regular expression/);
    await expect.element(dialog.getByRole('button', { name: 'Apply' })).toBeDisabled();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    const { files } = await ask<{ files: Array<{ file: string }> }>('/config/filters/nginx-http-auth');
    expect(files.map(({ file }) => file)).not.toContain('filter.d/nginx-http-auth.local');
    await screen.getByRole('button', { name: 'Discard' }).click();
    await expect.element(rowOf(screen, testIds.configOptions, /^failregex/)).toHaveTextContent(/nginx-http-auth\.conf:\d+/);
  });

  it('changes a default of all jails after telling which take it, and takes it back', async () => {
    const { screen } = await open('/defaults');
    const row = rowOf(screen, testIds.configOptions, /^maxmatches/);
    await expect.element(row).toHaveTextContent(/3%\(maxretry\)s|Default for all jailsjail\.conf:\d+/);
    await expect.element(rowOf(screen, testIds.configOptions, /^maxretry/)).toHaveTextContent(/and \d+ more/);
    await expect.element(screen.getByRole('button', { name: 'Edit filter' })).not.toBeInTheDocument();
    await screen.getByRole('button', { name: 'Edit maxmatches' }).click();
    await screen.getByRole('textbox', { name: 'maxmatches' }).fill('11');
    const dialog = await preview(screen);
    await expect.element(dialog.getByTestId(testIds.diff)).toHaveTextContent(/\+ \[DEFAULT\].*\+ maxmatches = 11/);
    await expect.element(dialog.getByRole('list', { name: 'What becomes of the jails' })).toHaveTextContent('work is loaded anew; its bans stay.');
    await expect.element(dialog.getByText(/^Jails that take it, also those that are not active: .* and \d+ more\.$/)).toBeVisible();
    await apply(screen);
    await expect.element(row, PATIENCE).toHaveTextContent(/11Changed herejail\.d\/zz-bangui\.local:2/);
    await screen.getByRole('button', { name: 'Take maxmatches back to what the other files say' }).click();
    await preview(screen);
    await apply(screen);
    await expect.element(row, PATIENCE).toHaveTextContent(/Default for all jailsjail\.conf:\d+/);
  });

  it('makes an action, changes its commands and parameters, and deletes it', async () => {
    const { screen, location } = await open('/actions');
    await screen.getByRole('button', { name: 'New action' }).click();
    await screen.getByRole('textbox', { name: /^Name/ }).fill('of-ours');
    await screen.getByRole('textbox', { name: /^Command of a ban/ }).fill('true <place>');
    await screen.getByRole('dialog').getByRole('button', { name: 'Preview' }).click();
    await apply(screen);
    await screen.getByTestId(testIds.definitions).getByRole('link', { name: 'of-ours' }).click();
    await screen.getByRole('combobox', { name: /^Set another option/ }).fill('place');
    await userEvent.keyboard('{Enter}');
    await screen.getByRole('textbox', { name: 'place' }).fill('here ; there');
    await expect.element(screen.getByText('fail2ban would take a part of this for a comment')).toBeVisible();
    await screen.getByRole('textbox', { name: 'place' }).fill('here');
    const dialog = await preview(screen);
    await expect.element(dialog.getByTestId(testIds.diff)).toHaveTextContent(/\+ \[Init\].*\+ place = here/);
    await apply(screen);
    await expect.element(rowOf(screen, testIds.configOptions, /^place/), PATIENCE).toHaveTextContent(/hereaction\.d\/of-ours\.local:\d+/);
    await screen.getByRole('button', { name: 'Delete action' }).click();
    await apply(screen);
    await expect.poll(() => location.current).toBe('/a/bangui-fail2ban-app/configuration/actions?ds=live');
    await expect.element(screen.getByTestId(testIds.definitions).getByRole('link', { name: 'of-ours' }), PATIENCE).not.toBeInTheDocument();
  });

  it('shows an action without a form where commands may not be changed, and says why', async () => {
    const { screen } = await open('/actions/bangui-record', { host: 'crashed', hosts: ['crashed'] });
    await expect.element(screen.getByText('Actions can only be read from here')).toBeVisible();
    await expect.element(rowOf(screen, testIds.configOptions, /^actionban/)).toHaveTextContent(/bangui-record\.conf:\d+/);
    await expect.element(screen.getByRole('button', { name: /^(Edit|Delete)/ })).not.toBeInTheDocument();
  });

  it('copies a jail, activates, deactivates and deletes the copy, saying what each means', async () => {
    const { screen, location } = await open('/jails', { params: { search: 'work' } });
    await screen.getByRole('button', { name: 'Copy work', exact: true }).click();
    await screen.getByRole('textbox', { name: /^Name/ }).fill('work-copy');
    await screen.getByRole('dialog').getByRole('button', { name: 'Preview' }).click();
    await apply(screen);
    await expect.element(rowOf(screen, testIds.configJails, /^work-copy/), PATIENCE).toHaveTextContent(/^work-copyInactive/);
    await screen.getByRole('button', { name: 'Activate work-copy' }).click();
    await expect.element(screen.getByRole('dialog'), PATIENCE).toHaveTextContent(/fail2ban starts this jail now.*work-copy is started\./);
    await apply(screen);
    expect(await parameters('work-copy')).toMatchObject({ maxRetry: 3 });
    await expect.element(rowOf(screen, testIds.configJails, /^work-copy/), PATIENCE).toHaveTextContent(/^work-copyActive/);
    await screen.getByRole('button', { name: 'Deactivate work-copy' }).click();
    await expect.element(screen.getByRole('dialog'), PATIENCE).toHaveTextContent(/It has no ban to lift.*work-copy is ended, and all its bans are lifted\./);
    await apply(screen);
    expect(await parameters('work-copy')).not.toHaveProperty('maxRetry');
    await screen.getByTestId(testIds.configJails).getByRole('link', { name: 'work-copy' }).click();
    await screen.getByRole('button', { name: 'Delete work-copy' }).click();
    await apply(screen);
    await expect.poll(() => location.current).toBe('/a/bangui-fail2ban-app/configuration/jails?ds=live');
    await expect.element(rowOf(screen, testIds.configJails, /^work /), PATIENCE).toBeVisible();
    await expect.element(rowOf(screen, testIds.configJails, /^work-copy/)).not.toBeInTheDocument();
  });

  it('says why an option has no button, and leads to where its value comes from', async () => {
    const { screen, location } = await open('/jails/work', { host: 'crashed', hosts: ['crashed'] });
    await expect.element(rowOf(screen, testIds.configOptions, /^enabled/)).toHaveTextContent(/By Activate or Deactivate$/);
    await expect.element(rowOf(screen, testIds.configOptions, /^action\W*What/)).toHaveTextContent(/Runs commands: takes BANGUI_ALLOW_COMMANDS$/);
    await rowOf(screen, testIds.configOptions, /^maxretry/).getByRole('link', { name: 'jail.d/work.local' }).click();
    expect(location.current).toBe('/a/bangui-fail2ban-app/configuration/files/jail.d%2Fwork.local?ds=crashed');
  });

  it('lists jails page by page, and no column for what is wrong where nothing is', async () => {
    await page.viewport(1200, 900);
    const { screen, location } = await open('/jails');
    const jails = screen.getByTestId(testIds.configJails);
    await expect.element(rowOf(screen, testIds.configJails, /^sshd/)).toBeVisible();
    expect(jails.getByRole('row').elements()).toHaveLength(26);
    await screen.getByRole('button', { name: '3', exact: true }).click();
    await expect.poll(() => location.current).toContain('page=3');
    await screen.getByRole('textbox', { name: 'Search by name or filter' }).fill('3proxy');
    await expect.element(rowOf(screen, testIds.configJails, /^3proxy/)).toBeVisible();
    await expect.element(jails.getByRole('columnheader', { name: 'What is wrong' })).not.toBeInTheDocument();
    expect(location.current).not.toContain('page');
  });

  it.each(['Viewer', 'Editor'] as const)('shows an %s what there is, and which role it takes to change it', async (role) => {
    const { screen } = await open('/jails/work', { role });
    await expect.element(rowOf(screen, testIds.configOptions, /^maxretry/)).toHaveTextContent(/3Set for this jail/);
    await expect.element(screen.getByText('Options that hold commands are shown to Admins only')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Deactivate work' })).toHaveAttribute('aria-disabled', 'true');
    await expect.element(screen.getByRole('button', { name: 'Edit maxretry' })).not.toBeInTheDocument();
    await screen.getByRole('tab', { name: 'Defaults' }).click();
    await expect.element(rowOf(screen, testIds.configOptions, /^maxretry/)).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Edit maxretry' })).not.toBeInTheDocument();
    for (const tab of ['Filters', 'Actions']) {
      await screen.getByRole('tab', { name: tab }).click({ timeout: 5000 });
      await expect.element(screen.getByTestId(testIds.definitions)).toBeVisible();
      const links = [...screen.getByTestId(testIds.definitions).element().getElementsByTagName('a')].map(({ pathname }) => pathname);
      expect(links.filter((path) => !path.includes('/configuration/jails/'))).toEqual([]);
    }
    for (const tab of ['Files', 'History']) {
      await screen.getByRole('tab', { name: tab }).click();
      await expect.element(screen.getByText('This takes the role Admin')).toBeVisible();
    }
  });

  it('hides every form where nothing can be changed, and says why', async () => {
    const { screen } = await open('/jails/work', { host: 'limited' });
    await expect.element(screen.getByTestId(testIds.readOnly)).toHaveTextContent(/The configuration can only be read from here./);
    await expect.element(rowOf(screen, testIds.configOptions, /^maxretry/)).toBeVisible();
    await expect.element(screen.getByRole('button', { name: /^(Edit|Deactivate|Copy|Delete)/ })).not.toBeInTheDocument();
    await screen.getByRole('tab', { name: 'Files' }).click();
    await expect.element(screen.getByTestId(testIds.configFiles)).toBeVisible();
    await expect.element(screen.getByRole('textbox', { name: 'Open or create a file' })).not.toBeInTheDocument();
  });

  it.each([
    ['away', 'sidecar_unreachable'],
    ['stranger', 'token_refused'],
  ] as const)('says what is wrong when the host is %s', async (host, kind) => {
    const { screen } = await open('/jails', { host });
    await expect.element(screen.getByTestId(testIds.failure(kind))).toBeVisible();
  });

  it.each([
    ['/jails', testIds.configJails],
    ['/jails/work', testIds.configOptions],
    ['/defaults', testIds.configOptions],
    ['/filters/sshd', testIds.configOptions],
    ['/actions/iptables', testIds.configOptions],
    ['/files', testIds.configFiles],
    ['/history', testIds.revisions],
  ])('%s can be used at the width of a phone', async (below, testId) => {
    await page.viewport(420, 900);
    const { screen } = await open(below, { width: 420, theme: 'light' });
    await expect.element(screen.getByTestId(testId)).toBeVisible();
    expect(screen.getByRole('main').element().scrollWidth).toBeLessThanOrEqual(420);
  });
});
