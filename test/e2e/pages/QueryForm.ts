import type { Locator, Page } from '@playwright/test';

/** The form of a query, wherever Grafana shows one. */
export class QueryForm {
  constructor(private readonly page: Page) {}

  field(name: string): Locator {
    return this.page.getByRole('combobox', { name, exact: true }).or(this.page.getByRole('textbox', { name, exact: true }));
  }

  async choose(name: string, option: string): Promise<void> {
    await this.field(name).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  async write(name: string, text: string): Promise<void> {
    await this.field(name).fill(text);
    await this.field(name).press('Enter');
  }
}
