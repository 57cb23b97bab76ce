import { expect, test } from '../fixtures';
import { BansPage } from '../pages/BansPage';
import { OverviewPage } from '../pages/OverviewPage';
import { sessionOf } from '../people';
import { SLOW_JAIL } from '../stackInfo';
import { watchRules } from '../watchRules';

const ADDRESS = '192.0.2.78';

test.use({ storageState: sessionOf('Editor') });

test('while an action holds fail2ban up the pages say busy, keep their data, and no alert comes', async ({ as, page, context, stack }) => {
  const rules = watchRules((await as('Admin')).request);
  const overview = await OverviewPage.open(page);
  await expect(overview.jail('sshd')).toBeVisible();
  await expect(overview.state).toHaveText('Online');

  const second = await context.newPage();
  const bans = await BansPage.open(second);
  await bans.ban([ADDRESS], SLOW_JAIL.name);
  await expect(bans.dialog).toContainText('fail2ban is still at work', { timeout: 10_000 });

  await expect(overview.state).toHaveText('Busy', { timeout: 15_000 });
  await expect(overview.jail('sshd')).toBeVisible();
  await expect(overview.totals).toContainText(/Banned now\s*\d/);
  await page.reload();
  await expect(overview.state).toHaveText('Busy');
  await expect(overview.jail('sshd')).toBeVisible();

  await expect(bans.notice(/1 bans? set/)).toBeVisible({ timeout: 30_000 });
  await expect(overview.state).toHaveText('Online', { timeout: 30_000 });
  expect(await stack.client('get', SLOW_JAIL.name, 'banip')).toContain(ADDRESS);
  await stack.client('unban', ADDRESS);
  await rules.stop();
  expect([...rules.seen('down'), ...rules.seen('unreachable')]).not.toContain('firing');
});
