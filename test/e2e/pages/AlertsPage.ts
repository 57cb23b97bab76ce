import type { Locator, Page } from '@playwright/test';
import { pageUrl } from '../../../src/routing';
import { testIds } from '../../../src/testIds';

/** The page Alerts. */
export class AlertsPage {
  readonly table: Locator;
  readonly folder: Locator;
  readonly dialog: Locator;

  private constructor(readonly page: Page) {
    this.table = page.getByTestId(testIds.rulesTable);
    this.folder = page.getByRole('combobox', { name: 'Folder of new rules' });
    this.dialog = page.getByRole('dialog');
  }

  static async open(page: Page, uid: string, query = ''): Promise<AlertsPage> {
    await page.goto(`${pageUrl('alerts', uid)}${query}`);
    return new AlertsPage(page);
  }

  row(title: string): Locator {
    return this.table.getByRole('row', { name: new RegExp(`^${title}`) });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  count(there: number, all: number): Locator {
    return this.page.getByText(`${there} of ${all} rules exist`);
  }

  async chooseFolder(label: string): Promise<void> {
    await this.folder.click();
    await this.page.getByRole('option', { name: label }).click();
  }

  /** Presses a button and says yes to the question. */
  async act(button: string, yes: string): Promise<void> {
    await this.button(button).click();
    await this.dialog.getByRole('button', { name: yes, exact: true }).click();
  }
}
