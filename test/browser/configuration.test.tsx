import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { testIds } from '../../src/testIds';
import { renderPage } from './renderPage';

describe('looks', () => {
  it.each([
    ['jails', '/jails', 'dark', 1200],
    ['jail', '/jails/sshd', 'dark', 1200],
    ['filters', '/filters', 'light', 1200],
    ['filter', '/filters/sshd', 'dark', 1200],
    ['action', '/actions/iptables', 'light', 1200],
    ['files', '/files', 'dark', 1200],
    ['file', '/files/jail.local', 'dark', 1200],
    ['history', '/history', 'light', 1200],
    ['jails-n', '/jails', 'light', 420],
    ['jail-n', '/jails/sshd', 'light', 420],
  ] as const)('%s', async (name, below, theme, width) => {
    await page.viewport(width, 900);
    const { screen } = await renderPage('configuration', { below, theme, width });
    await expect.element(screen.getByRole('tab', { name: 'Jails' })).toBeVisible();
    await new Promise((r) => setTimeout(r, 5000));
    await page.screenshot({ path: `/tmp/e-ui-config-${name}.png` });
    console.log(name, screen.getByRole('main').element().scrollWidth, width, screen.getByRole('main').element().textContent?.slice(0, 300));
  });
});
