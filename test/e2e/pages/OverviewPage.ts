import type { Locator, Page } from '@playwright/test';
import { pageUrl } from '../../../src/routing';
import { testIds } from '../../../src/testIds';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';

/** The page Overview. */
export class OverviewPage {
  readonly state: Locator;
  readonly totals: Locator;
  readonly jails: Locator;
  readonly newestBans: Locator;
  readonly hostPicker: Locator;

  private constructor(readonly page: Page) {
    this.state = page.getByTestId(testIds.state);
    this.totals = page.getByTestId(testIds.totals);
    this.jails = page.getByTestId(testIds.jailsTable);
    this.newestBans = page.getByTestId(testIds.newestBans);
    this.hostPicker = page.getByRole('combobox', { name: 'Host' });
  }

  static async open(page: Page, query = ''): Promise<OverviewPage> {
    await page.goto(`${pageUrl('overview', LOCAL_DATA_SOURCE.uid)}${query}`);
    return new OverviewPage(page);
  }

  failure(kind: string): Locator {
    return this.page.getByTestId(testIds.failure(kind));
  }

  jail(name: string): Locator {
    return this.jails.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }
}
