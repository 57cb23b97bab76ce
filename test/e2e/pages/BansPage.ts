import type { Locator, Page } from '@playwright/test';
import type { BansView } from '../../../src/routing';
import { pageUrl } from '../../../src/routing';
import { testIds } from '../../../src/testIds';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';

/** The page Bans. */
export class BansPage {
  readonly table: Locator;
  readonly search: Locator;
  readonly banButton: Locator;
  readonly dialog: Locator;
  readonly stale: Locator;
  readonly noMatch: Locator;

  private constructor(readonly page: Page) {
    this.table = page.getByTestId(testIds.bansTable);
    this.search = page.getByRole('textbox', { name: 'Search by address or network' });
    this.banButton = page.getByRole('button', { name: 'Ban addresses' });
    this.dialog = page.getByRole('dialog');
    this.stale = page.getByTestId(testIds.stale);
    this.noMatch = page.getByText('No active ban matches');
  }

  static async open(page: Page, view: Partial<BansView> = {}, query = ''): Promise<BansPage> {
    await page.goto(`${pageUrl('bans', LOCAL_DATA_SOURCE.uid, view)}${query}`);
    return new BansPage(page);
  }

  row(address: string, jail: string): Locator {
    return this.table
      .getByRole('row')
      .filter({ has: this.page.getByRole('cell', { name: address, exact: true }) })
      .filter({ has: this.page.getByRole('link', { name: jail, exact: true }) });
  }

  /** Up to the question whether to ban; `answer` gives the answer. */
  async draft(addresses: readonly string[], jail: string): Promise<void> {
    await this.banButton.click();
    await this.dialog.getByRole('textbox', { name: 'Addresses' }).fill(addresses.join('\n'));
    await this.dialog.getByRole('combobox', { name: 'Jails' }).click();
    await this.page.getByRole('option', { name: jail }).click();
    await this.page.keyboard.press('Tab');
    await this.dialog.getByRole('button', { name: 'Continue' }).click();
  }

  async ban(addresses: readonly string[], jail: string): Promise<void> {
    await this.draft(addresses, jail);
    await this.dialog.getByRole('button', { name: 'Ban', exact: true }).click();
  }

  async unban(address: string, jail: string): Promise<void> {
    await this.page.getByRole('button', { name: `Unban ${address} in ${jail}` }).click();
    await this.dialog.getByRole('button', { name: 'Unban', exact: true }).click();
  }

  guardRefusal(): Locator {
    return this.page.getByTestId(testIds.failure('guard'));
  }

  failure(kind: string): Locator {
    return this.page.getByTestId(testIds.failure(kind));
  }

  notice(text: string | RegExp): Locator {
    return this.page.getByTestId(/data-testid Alert (success|warning|error|info)/).filter({ hasText: text });
  }
}
