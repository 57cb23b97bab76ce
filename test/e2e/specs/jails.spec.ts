import path from 'node:path';
import { ROOT } from '../../stack/paths';
import { expect, test } from '../fixtures';
import { JailPage } from '../pages/JailPage';
import { JailsPage } from '../pages/JailsPage';
import { sessionOf } from '../people';

const JAIL = 'nginx-http-auth';
const ADDRESS = '192.0.2.91';

test.describe('as Admin', () => {
  test.use({ storageState: sessionOf('Admin') });

  test.afterEach(async ({ stack }) => {
    await stack.client('reload', '--if-exists', JAIL);
    await stack.client('set', JAIL, 'idle', 'off');
    await stack.client('unban', ADDRESS);
  });

  test('stops a jail and starts it again', async ({ page, stack }) => {
    await stack.client('set', JAIL, 'banip', ADDRESS);
    const jails = await JailsPage.open(page);
    await expect(jails.state(JAIL)).toHaveText('Running');
    await expect(jails.row(JAIL)).toContainText(/3 failures in 10 minutes: banned/);
    await expect(jails.row(JAIL)).toContainText(/\.log/);

    await jails.button(`Stop ${JAIL}`).click();
    await expect(jails.dialog).toContainText(/This lifts (the|all) \d+ bans? of the jail/);
    await expect(jails.dialog).toContainText('returns at the next reload');
    await jails.dialog.getByRole('button', { name: 'Stop the jail' }).click();
    await expect(jails.notice(`${JAIL} is stopped`)).toContainText(/bans? w(as|ere) lifted/);
    await expect(jails.state(JAIL)).toHaveText('Enabled, not running');
    await expect(jails.table.getByRole('row').nth(1)).toContainText(JAIL);
    expect(await stack.client('status')).not.toContain(JAIL);

    await jails.act(`Start ${JAIL}`, 'Start the jail');
    await expect(jails.notice(`${JAIL} is started`)).toBeVisible();
    await expect(jails.state(JAIL)).toHaveText('Running');
    expect(await stack.client('status')).toContain(JAIL);
    await expect.poll(() => stack.client('get', JAIL, 'banip')).toContain(ADDRESS);
  });

  test('sets a jail idle and wakes it on its own page', async ({ page, stack }) => {
    await stack.client('set', JAIL, 'banip', ADDRESS);
    const jails = await JailsPage.open(page);
    const jail = await jails.openJail(JAIL);
    await expect(page).toHaveURL(new RegExp(`/jails/${JAIL}\\?.*ds=fail2ban-local`));
    await expect(page.getByRole('heading', { name: JAIL, level: 1 })).toBeVisible();
    for (const section of ['Settings', 'Watches', 'Actions', 'Active bans']) {
      await expect(jail.section(section)).toBeVisible();
    }
    await expect(jail.bans).toContainText(ADDRESS);

    await jails.button(`Set ${JAIL} idle`).click();
    await expect(jail.dialog).toContainText('Expiry is frozen too');
    await jail.dialog.getByRole('button', { name: 'Set the jail idle' }).click();
    await expect(jails.notice(`${JAIL} is idle`)).toBeVisible();
    await expect(jail.state).toHaveText('Idle');

    await jails.act(`Wake ${JAIL} up`, 'Wake the jail up');
    await expect(jails.notice(`${JAIL} is awake`)).toBeVisible();
    await expect(jail.state).toHaveText('Running');
  });

  test('is told of a jail that nobody knows', async ({ page }) => {
    const jail = await JailPage.open(page, 'nosuch');
    await expect(jail.failure('not_found')).toContainText('There is no jail nosuch on this host');
    await page.getByRole('link', { name: 'All jails of this host' }).click();
    await expect((await JailsPage.open(page)).row(JAIL)).toBeVisible();
  });
});

for (const role of ['Editor', 'Viewer'] as const) {
  test.describe(`as ${role}`, () => {
    test.use({ storageState: sessionOf(role) });

    test('sees jails and changes none, on the page and by hand', async ({ page, stack, as }) => {
      const jails = await JailsPage.open(page);
      await expect(jails.state(JAIL)).toHaveText('Running');
      const stop = jails.button(`Stop ${JAIL}`);
      await expect(stop).toHaveAttribute('aria-disabled', 'true');
      await stop.hover();
      await expect(page.getByRole('tooltip')).toContainText(`This takes the role Admin; yours is ${role}`);
      await expect(jails.button(`Set ${JAIL} idle`)).toHaveAttribute('aria-disabled', 'true');

      const person = await as(role);
      for (const [what, body] of [['stop', {}], ['start', {}], ['idle', { on: true }]] as const) {
        const byHand = await person.post(`/jails/${JAIL}/${what}`, body);
        expect(byHand.status(), what).toBe(403);
        expect(await byHand.json()).toMatchObject({ error_code: 'FORBIDDEN', message: expect.stringContaining('Admin') });
      }
      expect(await stack.client('status')).toContain(JAIL);
    });
  });
}

test.describe('looks', () => {
  test.use({ storageState: sessionOf('Admin') });

  for (const [look, theme, width] of [['light', 'light', 1400], ['dark', 'dark', 1400], ['narrow', 'dark', 420]] as const) {
    test(`both pages, ${look}`, async ({ page, scanForA11yViolations }) => {
      await page.setViewportSize({ width, height: 1000 });
      for (const name of ['jails', 'jail'] as const) {
        if (name === 'jails') {
          await expect((await JailsPage.open(page, `&theme=${theme}`)).row(JAIL)).toBeVisible();
        } else {
          await expect((await JailPage.open(page, 'sshd', `&theme=${theme}`)).bans).toBeVisible();
        }
        // Menus and skeletons fade in and out; nothing tells when they have.
        await page.waitForTimeout(700);
        await page.screenshot({ path: path.join(ROOT, 'test-results/screenshots', `${name}-${look}.png`), fullPage: true });
        const { violations } = await scanForA11yViolations({ include: '#pageContent' });
        const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(overflow, 'the page scrolls sideways').toBe(0);
      }
    });
  }
});
