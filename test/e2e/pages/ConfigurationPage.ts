import type { Locator, Page } from '@playwright/test';
import { pageUrl } from '../../../src/routing';
import { testIds } from '../../../src/testIds';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';

/** The page Configuration: one of its tabs, or one jail or filter below it. */
export class ConfigurationPage {
  readonly options: Locator;
  readonly dialog: Locator;
  readonly diff: Locator;
  readonly revisions: Locator;
  readonly recovery: Locator;

  private constructor(readonly page: Page) {
    this.options = page.getByTestId(testIds.configOptions);
    this.dialog = page.getByRole('dialog');
    this.diff = page.getByTestId(testIds.diff);
    this.revisions = page.getByTestId(testIds.revisions);
    this.recovery = page.getByTestId(testIds.recovery);
  }

  static async open(page: Page, below: string): Promise<ConfigurationPage> {
    const [path = '', query = ''] = pageUrl('configuration', LOCAL_DATA_SOURCE.uid).split('?');
    await page.goto(`${path}/${below}?${query}`);
    return new ConfigurationPage(page);
  }

  option(name: string): Locator {
    return this.options.getByRole('row', { name: new RegExp(`^${name}`) });
  }

  async set(name: string, value: string): Promise<void> {
    await this.page.getByRole('button', { name: `Edit ${name}` }).click();
    await this.page.getByRole('textbox', { name }).fill(value);
    await this.page.getByRole('button', { name: 'Preview' }).click();
  }

  async apply(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Apply' }).click();
  }
}
