import type { Locator, Page } from '@playwright/test';
import { jailUrl } from '../../../src/routing';
import { testIds } from '../../../src/testIds';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';

/** A jail's own page. */
export class JailPage {
  readonly state: Locator;
  readonly bans: Locator;
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.state = page.getByTestId(testIds.jailState);
    this.bans = page.getByTestId(testIds.bansTable);
    this.dialog = page.getByRole('dialog');
  }

  static async open(page: Page, jail: string, query = ''): Promise<JailPage> {
    await page.goto(`${jailUrl(LOCAL_DATA_SOURCE.uid, jail)}${query}`);
    return new JailPage(page);
  }

  section(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  failure(kind: string): Locator {
    return this.page.getByTestId(testIds.failure(kind));
  }
}
