import { afterEach, describe, expect, inject, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ConfigChange } from '../../pkg/contract/configChanges';
import { testIds } from '../../src/testIds';
import { renderPage } from './renderPage';

type Screen = Awaited<ReturnType<typeof renderPage>>['screen'];
/** A change goes through fail2ban-client several times. */
const PATIENCE = { timeout: 30_000 };

const open = (below: string, options: Parameters<typeof renderPage>[1] = {}) => renderPage('configuration', { below, ...options });
const rowOf = (screen: Screen, id: string, name: RegExp) => screen.getByTestId(id).getByRole('row', { name });

async function ask<T>(path: string, body?: unknown): Promise<T> {
  const { url, tokens } = inject('live');
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${tokens.Admin}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return (await answer.json()) as T;
}

/** As somebody else does it. */
async function change(wanted: ConfigChange): Promise<void> {
  const { expected } = await ask<{ expected: string | null }>('/config/changes/preview', { change: wanted });
  await ask('/config/changes', { change: wanted, expected });
}

/** What fail2ban itself says of a running jail. */
const parameters = (jail: string) => ask<{ maxRetry?: number; findTime?: number }>(`/jails/${jail}/parameters`);

async function preview(screen: Screen) {
  await screen.getByRole('button', { name: 'Preview' }).click();
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog.getByTestId(testIds.diff), PATIENCE).toBeVisible();
  return dialog;
}

async function apply(screen: Screen) {
  const button = screen.getByRole('dialog').getByRole('button', { name: 'Apply' });
  await expect.element(button, PATIENCE).toBeEnabled();
  await button.click();
  await expect.element(screen.getByRole('dialog'), PATIENCE).not.toBeInTheDocument();
}

describe('the Configuration page', { timeout: 120_000 }, () => {
  afterEach(() => page.viewport(1200, 900));

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

    const { screen } = await open('/jails');
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
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect.element(dialog.getByTestId(testIds.failure('fail2ban_refused')), PATIENCE).toHaveTextContent(/Unable to compile regular expression/);
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
    const { screen } = await open('/actions/bangui-record', { host: 'crashed' });
    await expect.element(screen.getByText('Actions can only be read from here')).toBeVisible();
    await expect.element(rowOf(screen, testIds.configOptions, /^actionban/)).toHaveTextContent(/bangui-record\.conf:\d+/);
    await expect.element(screen.getByRole('button', { name: /^(Edit|Delete)/ })).not.toBeInTheDocument();
  });

  it('copies a jail, activates, deactivates and deletes the copy, saying what each means', async () => {
    const { screen, location } = await open('/jails', { params: { search: 'work' } });
    await screen.getByRole('button', { name: 'Copy work' }).click();
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

  it('edits a file, marks the line of a refusal, and writes nothing then', async () => {
    const { screen } = await open('/files/jail.d%2Fby-hand.local');
    await expect.element(screen.getByText('There is no such file yet: it is made when you apply a text')).toBeVisible();
    const editor = screen.getByRole('textbox', { name: /^jail\.d\/by-hand\.local/ });
    await expect.element(editor).toBeInTheDocument();
    (editor.element() as HTMLElement).focus();
    await userEvent.keyboard('[[work]{Enter}usedns = perhaps');
    await expect.element(screen.getByRole('button', { name: 'Preview' })).toBeEnabled();
    await screen.getByRole('button', { name: 'Preview' }).click();
    await expect.element(screen.getByRole('dialog'), PATIENCE).toHaveTextContent(/usedns must be yes, warn, no or raw/);
    await screen.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => screen.container.getElementsByClassName('squiggly-error').length).toBe(1);
    const { jails } = await ask<{ jails: Array<{ name: string; files: string[] }> }>('/config/jails');
    expect(jails.find(({ name }) => name === 'work')?.files).not.toContain('jail.d/by-hand.local');
  });

  it('lists the files with whose they are and what includes them, and shows one of the package with the reason why it stays', async () => {
    const { screen, location } = await open('/files', { theme: 'light' });
    await expect.element(rowOf(screen, testIds.configFiles, /^jail\.d\/broken\.local/)).toHaveTextContent(/^jail\.d\/broken\.localOwn[\d.]+ B/);
    await expect.element(rowOf(screen, testIds.configFiles, /^filter\.d\/common\.conf/)).toHaveTextContent(/Package.*filter\.d\/.* and \d+ more$/);
    await screen.getByRole('textbox', { name: 'Search by path' }).fill('jail.conf');
    await expect.poll(() => location.current).toBe('/a/bangui-fail2ban-app/configuration/files?ds=live&search=jail.conf');
    await screen.getByTestId(testIds.configFiles).getByRole('link', { name: 'jail.conf', exact: true }).click();
    await expect.element(screen.getByText(/Files that end in \.conf belong to the package/)).toBeVisible();
    await expect.element(screen.getByRole('textbox', { name: /^jail\.conf/ })).toHaveAttribute('readonly');
    await expect.poll(() => screen.container.getElementsByClassName('view-lines')[0]?.textContent).toMatch(/WARNING/);
    await expect.element(screen.getByRole('button', { name: 'Preview' })).not.toBeInTheDocument();
  });

  it('keeps what was typed when somebody else was faster, shows what they did, and writes over it or loads it on purpose', async () => {
    const path = 'jail.d/shared.local';
    const textNow = async () => (await ask<{ text?: string }>(`/config/files/text?path=${path}`)).text;
    const write = async (text: string) => {
      await change({ kind: 'edit_file', path, text });
      await expect.poll(textNow, PATIENCE).toBe(text);
    };
    await write('[DEFAULT]\nsender = a@example.org\n');
    const { screen } = await open(`/files/${encodeURIComponent(path)}`);
    const editor = screen.getByRole('textbox', { name: /^jail\.d\/shared\.local/ });
    await expect.element(editor).toBeInTheDocument();
    const type = async (text: string) => {
      (editor.element() as HTMLElement).focus();
      await userEvent.keyboard(`{Control>}{Home}{/Control}${text}{Enter}`);
    };
    await type('# mine');
    await expect.element(screen.getByRole('button', { name: 'Preview' })).toBeEnabled();
    const dialog = await preview(screen);
    await write('[DEFAULT]\nsender = b@example.org\n');
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect.element(dialog.getByText('Somebody has changed this file meanwhile'), PATIENCE).toBeVisible();
    expect(await textNow()).toBe('[DEFAULT]\nsender = b@example.org\n');
    await dialog.getByRole('button', { name: 'See what has changed' }).click();
    await expect.element(screen.getByTestId(testIds.diff), PATIENCE).toHaveTextContent(/- sender = a@example\.org.*\+ sender = b@example\.org/);
    await expect.element(screen.getByRole('button', { name: 'Preview' })).toHaveAttribute('aria-disabled', 'true');
    await screen.getByRole('button', { name: 'Keep my text, and overwrite theirs' }).click();
    await expect.element((await preview(screen)).getByTestId(testIds.diff)).toHaveTextContent(/\+ # mine.*- sender = b@example\.org\+ sender = a@example\.org/);
    await apply(screen);
    expect(await textNow()).toBe('# mine\n[DEFAULT]\nsender = a@example.org\n');

    await expect.element(screen.getByRole('button', { name: 'Preview' })).toHaveAttribute('aria-disabled', 'true');
    await type('# mine again');
    await write('# theirs\n');
    await screen.getByRole('button', { name: 'Preview' }).click();
    await screen.getByRole('dialog').getByRole('button', { name: 'See what has changed' }).click(PATIENCE);
    await screen.getByRole('button', { name: 'Load theirs, and drop my text' }).click();
    await expect.poll(() => screen.container.getElementsByClassName('view-lines')[0]?.textContent).toMatch(/^#.theirs$/);
    expect(await textNow()).toBe('# theirs\n');
    await screen.getByRole('button', { name: 'Delete file' }).click();
    await apply(screen);
    await expect.element(screen.getByText('There is no such file yet: it is made when you apply a text'), PATIENCE).toBeVisible();
    expect(await textNow()).toBeUndefined();
  });

  it('names the options that may stand where somebody types, with their meaning, and marks a mistake at once', async () => {
    const { screen } = await open('/files/filter.d%2Fby-hand.local', { theme: 'light' });
    const editor = screen.getByRole('textbox', { name: /^filter\.d\/by-hand\.local/ });
    await expect.element(editor).toBeInTheDocument();
    (editor.element() as HTMLElement).focus();
    await userEvent.keyboard('[[Definition]{Enter}maxlines = 1{Enter}maxlines = 2{Enter}');
    await expect.poll(() => screen.container.getElementsByClassName('squiggly-error').length).toBe(1);
    await userEvent.keyboard('{Control>} {/Control}');
    await expect.poll(() => [...screen.container.getElementsByClassName('suggest-widget')].map(({ textContent }) => textContent).join(), PATIENCE).toMatch(/failregex/);
    const suggested = screen.container.getElementsByClassName('suggest-widget')[0]?.textContent ?? '';
    expect(suggested).not.toMatch(/bantime|actionban|maxlines/);
    expect(suggested).toMatch(/journalmatch/);
  });

  it('shows the text of a file to an Admin where none can be edited, and says what it takes', async () => {
    const { screen } = await open('/files/jail.d%2Fbroken.local', { host: 'crashed', hosts: ['crashed'] });
    await expect.element(screen.getByText(/changed here only with BANGUI_ALLOW_COMMANDS=true/)).toBeVisible();
    await expect.element(screen.getByRole('textbox', { name: /^jail\.d\/broken\.local/ })).toHaveAttribute('readonly');
    await expect.poll(() => screen.container.getElementsByClassName('view-lines')[0]?.textContent).toMatch(/\[broken\]/);
    await expect.element(screen.getByRole('button', { name: /^(Preview|Delete file)$/ })).not.toBeInTheDocument();
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
