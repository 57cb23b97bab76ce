import type { DataSourceConfigPage } from '@grafana/plugin-e2e';
import type { Locator, Page, Response } from '@playwright/test';
import { testIds } from '../../../src/testIds';

/** Settings of a data source. */
export class ConfigPage {
  readonly token: Locator;
  readonly result: Locator;

  constructor(
    private readonly page: Page,
    private readonly settings: DataSourceConfigPage
  ) {
    this.token = page.getByTestId(testIds.configToken);
    this.result = page.getByTestId('data-testid Alert success').or(page.getByTestId('data-testid Alert error')).last();
  }

  saveAndTest(): Promise<Response> {
    return this.settings.saveAndTest();
  }

  async enterToken(token: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Reset' }).click();
    await this.token.fill(token);
  }
}
