import path from 'node:path';
import { ROOT } from '../../stack/paths';
import { expect, test } from '../fixtures';
import { AddressPage } from '../pages/AddressPage';
import { BansPage } from '../pages/BansPage';
import { sessionOf } from '../people';

const ADDRESS = '2001:db8::96';

test.afterEach(async ({ stack }) => {
  await stack.client('unban', ADDRESS);
});

test.describe('as Editor', () => {
  test.use({ storageState: sessionOf('Editor') });

  test('bans an address from its page and unbans it everywhere', async ({ page, stack }) => {
    const address = await AddressPage.open(page, ADDRESS);
    await expect(page.getByRole('heading', { name: ADDRESS, level: 1 })).toBeVisible();
    await expect(address.state).toContainText('Not banned now');
    await address.ban('sshd');
    await expect(address.activeBans).toContainText('sshd');
    await address.ban('nginx-http-auth');
    await expect(address.state).toContainText('Banned now in 2 jails');
    await expect(address.timeline).toContainText('by e2e-editor');
    expect(await stack.client('get', 'sshd', 'banip')).toContain(ADDRESS);

    await address.button('Unban everywhere').click();
    await address.dialog.getByRole('button', { name: 'Unban', exact: true }).click();
    await expect(address.notice(/lifted/)).toBeVisible();
    await expect(address.state).toContainText('Not banned now');
    expect(await stack.client('get', 'sshd', 'banip')).not.toContain(ADDRESS);
    expect(await stack.client('get', 'nginx-http-auth', 'banip')).not.toContain(ADDRESS);
  });

  test('is behind the address of every ban', async ({ page, stack }) => {
    await stack.client('set', 'sshd', 'banip', ADDRESS);
    const bans = await BansPage.open(page, { search: ADDRESS });
    await bans.row(ADDRESS, 'sshd').getByRole('link', { name: ADDRESS }).click();
    await expect(page).toHaveURL(/\/addresses\/2001(%3A|:)db8(%3A|:){2}96\?ds=fail2ban-local/);
    await expect(new AddressPage(page).activeBans).toContainText('sshd');
  });
});

test.describe('as Admin', () => {
  test.use({ storageState: sessionOf('Admin') });

  test('erases an address', async ({ page, stack }) => {
    await stack.client('set', 'sshd', 'banip', ADDRESS);
    const address = await AddressPage.open(page, ADDRESS);
    await expect(async () => {
      await page.reload();
      await expect(address.timeline).toContainText('Banned in sshd', { timeout: 2000 });
    }).toPass({ timeout: 60_000 });
    await address.button('Erase this address').click();
    await expect(address.dialog).toContainText('cannot be brought back');
    await address.dialog.getByRole('button', { name: 'Erase', exact: true }).click();
    await expect(address.notice(/^The address is erased/)).toBeVisible();
  });
});

test.describe('as Viewer', () => {
  test.use({ storageState: sessionOf('Viewer') });

  test('changes nothing, on the page and by hand', async ({ page, stack, as }) => {
    await stack.client('set', 'sshd', 'banip', ADDRESS);
    const address = await AddressPage.open(page, ADDRESS);
    await expect(address.activeBans).toContainText('sshd');
    for (const [name, role] of [['Ban…', 'Editor'], ['Unban everywhere', 'Editor'], ['Erase this address', 'Admin']] as const) {
      await expect(address.button(name)).toHaveAttribute('aria-disabled', 'true');
      await address.button(name).hover();
      await expect(page.getByRole('tooltip')).toContainText(`This takes the role ${role}; yours is Viewer`);
    }
    const viewer = await as('Viewer');
    expect((await viewer.post('/unban', { addresses: [ADDRESS] })).status()).toBe(403);
    const erased = await viewer.request.delete(`/api/datasources/uid/fail2ban-local/resources/ips/${encodeURIComponent(ADDRESS)}`);
    expect(erased.status()).toBe(403);
    expect(await stack.client('get', 'sshd', 'banip')).toContain(ADDRESS);
  });

  for (const [look, theme, width] of [['light', 'light', 1400], ['dark', 'dark', 1400], ['narrow', 'dark', 420]] as const) {
    test(`looks ${look}`, async ({ page, as, scanForA11yViolations }) => {
      await page.setViewportSize({ width, height: 1400 });
      const found = await (await as('Viewer')).get('/top?by=address&range=24h&limit=1');
      const { rows } = (await found.json()) as { rows: Array<{ key: string }> };
      const address = await AddressPage.open(page, rows[0]?.key ?? '', `&theme=${theme}`);
      await address.timeline.getByRole('button', { name: /^Show the lines of/ }).first().click();
      await expect(address.lines).toBeVisible();
      // Menus and skeletons fade in and out; nothing tells when they have.
      await page.waitForTimeout(700);
      await page.screenshot({ path: path.join(ROOT, 'test-results/screenshots', `address-${look}.png`), fullPage: true });
      const { violations } = await scanForA11yViolations({ include: '#pageContent' });
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, 'the page scrolls sideways').toBe(0);
    });
  }
});
