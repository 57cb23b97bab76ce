import type { Locator, Page } from '@playwright/test';
import { addressUrl } from '../../../src/routing';
import { testIds } from '../../../src/testIds';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';

/** The page of one address. */
export class AddressPage {
  readonly state: Locator;
  readonly activeBans: Locator;
  readonly timeline: Locator;
  readonly lines: Locator;
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.state = page.getByRole('region', { name: 'State of the address' });
    this.activeBans = page.getByTestId(testIds.activeBans);
    this.timeline = page.getByTestId(testIds.timeline);
    this.lines = page.getByTestId(testIds.banLines);
    this.dialog = page.getByRole('dialog');
  }

  static async open(page: Page, address: string, query = ''): Promise<AddressPage> {
    await page.goto(`${addressUrl(LOCAL_DATA_SOURCE.uid, address)}${query}`);
    return new AddressPage(page);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async ban(jail: string): Promise<void> {
    await this.button('Ban…').click();
    await this.dialog.getByRole('combobox', { name: 'Jails' }).click();
    await this.page.getByRole('option', { name: jail }).click();
    await this.page.keyboard.press('Tab');
    await this.dialog.getByRole('button', { name: 'Continue' }).click();
    await this.dialog.getByRole('button', { name: 'Ban', exact: true }).click();
  }

  notice(text: string | RegExp): Locator {
    return this.page.getByTestId(/data-testid Alert (success|warning|error|info)/).filter({ hasText: text });
  }
}
