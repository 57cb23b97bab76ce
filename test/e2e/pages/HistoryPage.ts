import type { Locator, Page } from '@playwright/test';
import type { HistoryView } from '../../../src/routing';
import { historyUrl } from '../../../src/routing';
import { testIds } from '../../../src/testIds';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';

/** The page History. */
export class HistoryPage {
  readonly table: Locator;
  readonly figures: Locator;
  readonly trend: Locator;
  readonly topList: Locator;
  readonly search: Locator;
  readonly lines: Locator;

  constructor(readonly page: Page) {
    this.table = page.getByTestId(testIds.historyTable);
    this.figures = page.getByTestId(testIds.historyFigures);
    this.trend = page.getByTestId(testIds.trend);
    this.topList = page.getByTestId(testIds.topList);
    this.search = page.getByRole('textbox', { name: 'Address or network' });
    this.lines = page.getByTestId(testIds.banLines);
  }

  static async open(page: Page, view: Partial<HistoryView> = {}, query = ''): Promise<HistoryPage> {
    await page.goto(`${historyUrl(LOCAL_DATA_SOURCE.uid, view)}${query}`);
    return new HistoryPage(page);
  }

  rows(address: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('link', { name: address, exact: true }) });
  }

  /** Opens the choice of a filter, types and takes what is offered. */
  async choose(filter: 'Jails' | 'Countries' | 'AS', typed: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: filter, exact: true }).fill(typed);
    await this.page.getByRole('option', { name: option }).click();
    await this.page.keyboard.press('Escape');
  }

  /** Takes one of Grafana's own time ranges. */
  async lastTime(now: string, wanted: string): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(now) }).click();
    await this.page.getByText(wanted, { exact: true }).click();
  }
}
