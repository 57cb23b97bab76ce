import type { Locator, Page } from '@playwright/test';
import { pageUrl } from '../../../src/routing';
import { testIds } from '../../../src/testIds';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';
import { JailPage } from './JailPage';

/** The page Jails. */
export class JailsPage {
  readonly table: Locator;
  readonly search: Locator;
  readonly dialog: Locator;

  private constructor(readonly page: Page) {
    this.table = page.getByTestId(testIds.jailsTable);
    this.search = page.getByRole('textbox', { name: 'Search by name' });
    this.dialog = page.getByRole('dialog');
  }

  static async open(page: Page, query = ''): Promise<JailsPage> {
    await page.goto(`${pageUrl('jails', LOCAL_DATA_SOURCE.uid)}${query}`);
    return new JailsPage(page);
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  state(name: string): Locator {
    return this.row(name).getByTestId(testIds.jailState);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Presses a button of a jail and says yes to the question. */
  async act(button: string, yes: string): Promise<void> {
    await this.button(button).click();
    await this.dialog.getByRole('button', { name: yes, exact: true }).click();
  }

  async openJail(name: string): Promise<JailPage> {
    await this.row(name).getByRole('link', { name, exact: true }).click();
    return new JailPage(this.page);
  }

  notice(text: string | RegExp): Locator {
    return this.page.getByTestId(/data-testid Alert (success|warning|error|info)/).filter({ hasText: text });
  }
}
