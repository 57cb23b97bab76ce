import { expect, test } from '../fixtures';
import { ConfigurationPage } from '../pages/ConfigurationPage';
import { sessionOf } from '../people';

const JAIL = 'nginx-http-auth';
/** A change runs fail2ban-client several times. */
const PATIENCE = { timeout: 30_000 };

test.describe('as Admin', () => {
  test.use({ storageState: sessionOf('Admin') });
  test.setTimeout(180_000);

  test('changes an option after a look at the difference, and takes it back', async ({ page, stack }) => {
    const before = await stack.client('get', JAIL, 'findtime');
    const configuration = await ConfigurationPage.open(page, `jails/${JAIL}`);
    await configuration.set('findtime', '17m');
    await expect(configuration.diff, 'the difference').toContainText('+ findtime = 17m', PATIENCE);
    await configuration.apply();
    await expect(configuration.option('findtime')).toContainText(`zz-bangui-${JAIL}.local`, PATIENCE);
    expect(await stack.client('get', JAIL, 'findtime')).toBe('1020');

    await page.getByRole('tab', { name: 'History' }).click();
    const newest = configuration.revisions.getByRole('row').nth(1);
    await expect(newest).toContainText('Applied');
    await newest.getByRole('button', { name: /^Details/ }).click();
    await page.getByRole('button', { name: 'Restore what was before' }).click();
    await configuration.apply();
    await expect.poll(() => stack.client('get', JAIL, 'findtime'), PATIENCE).toBe(before);
  });

  test('a refused expression changes nothing, in fail2ban’s own words', async ({ page, stack }) => {
    const before = await stack.client('get', JAIL, 'failregex');
    const configuration = await ConfigurationPage.open(page, `filters/${JAIL}`);
    await configuration.set('failregex', '^( <HOST>$');
    await configuration.apply();
    await expect(configuration.dialog).toContainText('Unable to compile regular expression', PATIENCE);
    expect(await stack.client('get', JAIL, 'failregex')).toBe(before);
  });

  test('fail2ban that dies after a change: the notice, one click, and it runs again as before', async ({ page, stack }) => {
    const before = await stack.client('get', JAIL, 'maxretry');
    const configuration = await ConfigurationPage.open(page, `jails/${JAIL}`);
    await configuration.set('maxretry', '19');
    await configuration.apply();
    await expect(configuration.option('maxretry')).toContainText(`zz-bangui-${JAIL}.local`, PATIENCE);
    expect(await stack.client('get', JAIL, 'maxretry')).toBe('19');
    await stack.order('fail2ban', 'stop');
    await expect(configuration.recovery).toContainText(`jail ${JAIL} was activated`, PATIENCE);

    await configuration.recovery.getByRole('button', { name: 'Roll back…' }).click();
    await configuration.dialog.getByRole('button', { name: 'Roll back' }).click();
    await expect(configuration.recovery).not.toBeVisible({ timeout: 60_000 });
    await expect.poll(() => stack.client('get', JAIL, 'maxretry').catch(() => ''), { timeout: 60_000 }).toBe(before);
  });
});

test.describe('as Viewer', () => {
  test.use({ storageState: sessionOf('Viewer') });

  test('reads what counts, and changes nothing', async ({ page }) => {
    const configuration = await ConfigurationPage.open(page, `jails/${JAIL}`);
    await expect(configuration.option('findtime')).toBeVisible();
    await expect(page.getByRole('heading', { name: JAIL, level: 1 })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Edit findtime' })).not.toBeVisible();
  });
});
