import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { testIds } from '../../src/testIds';
import { apply, ask, change, open, PATIENCE, preview, rowOf } from './configurationBench';

describe('the files of the configuration', { timeout: 120_000 }, () => {
  afterEach(() => page.viewport(1200, 900));

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

  it('keeps what was typed while other pages are looked at, and asks before the browser leaves', async () => {
    const { screen } = await open('/files/jail.d%2Ftyped.local');
    const editor = screen.getByRole('textbox', { name: /^jail\.d\/typed\.local/ });
    await expect.element(editor).toBeInTheDocument();
    (editor.element() as HTMLElement).focus();
    await userEvent.keyboard('# typed');
    await expect.element(screen.getByRole('button', { name: 'Preview' })).toBeEnabled();
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
    await screen.unmount();

    const again = (await open('/files/jail.d%2Ftyped.local')).screen;
    await expect.poll(() => again.container.getElementsByClassName('view-lines')[0]?.textContent).toMatch(/typed/);
    await expect.element(again.getByRole('button', { name: 'Preview' })).toBeEnabled();
    (again.getByRole('textbox', { name: /^jail\.d\/typed\.local/ }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Control>}a{/Control}{Delete}');
    await expect.poll(() => Object.keys(sessionStorage).filter((key) => key.includes('typed.local'))).toEqual([]);
  });

  it('lists the files with whose they are and what includes them, and shows one of the package with the reason why it stays', async () => {
    const { screen, location } = await open('/files', { theme: 'light' });
    await expect.element(rowOf(screen, testIds.configFiles, /^jail\.d\/broken\.local/)).toHaveTextContent(/^jail\.d\/broken\.localOwn[\d.]+ B/);
    await expect.element(rowOf(screen, testIds.configFiles, /^filter\.d\/common\.conf/)).toHaveTextContent(/Package.*filter\.d\/.* and \d+ more$/);
    await screen.getByRole('textbox', { name: 'Search by path' }).fill('jail.conf');
    await expect.poll(() => location.current).toBe('/a/bangui-fail2ban-app/configuration/files?ds=live&search=jail.conf');
    await screen.getByTestId(testIds.configFiles).getByRole('link', { name: 'jail.conf', exact: true }).first().click();
    await expect.element(screen.getByText(/Files that end in \.conf belong to the package/)).toBeVisible();
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
    await expect.poll(() => screen.container.getElementsByClassName('view-lines')[0]?.textContent).toMatch(/\[broken\]/);
    await expect.element(screen.getByRole('button', { name: /^(Preview|Delete file)$/ })).not.toBeInTheDocument();
  });
});
