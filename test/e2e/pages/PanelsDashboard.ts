import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { BANS_PANEL_ID, DATA_SOURCE_TYPE, JAILS_PANEL_ID } from '../../../src/constants';
import { testIds } from '../../../src/testIds';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';

export const PANELS_UID = 'e2e-panels';

const datasource = { type: DATA_SOURCE_TYPE, uid: LOCAL_DATA_SOURCE.uid };

interface PanelLook {
  x: number;
  y: number;
  w: number;
  h: number;
  compact?: boolean;
}

const bansPanel = (id: number, title: string, { compact = false, ...gridPos }: PanelLook) => ({
  id,
  title,
  type: BANS_PANEL_ID,
  gridPos,
  datasource,
  targets: [{ refId: 'A', queryType: 'bans', datasource }],
  options: { compact },
  // A person's own name for a column, and one column less.
  transformations: [{ id: 'organize', options: { renameByName: { Jail: 'Caught by', jail: 'Caught by' }, excludeByName: { Until: true, end: true } } }],
});

const jailsPanel = (id: number, title: string, { compact = false, ...gridPos }: PanelLook) => ({
  id,
  title,
  type: JAILS_PANEL_ID,
  gridPos,
  datasource,
  targets: [{ refId: 'A', queryType: 'jails', datasource }],
  options: { compact },
});

const DASHBOARD = {
  uid: PANELS_UID,
  title: 'Panels of BanGUI',
  schemaVersion: 41,
  time: { from: 'now-1h', to: 'now' },
  panels: [
    bansPanel(1, 'All bans', { x: 0, y: 0, w: 12, h: 12 }),
    jailsPanel(2, 'All jails', { x: 12, y: 0, w: 12, h: 12 }),
    bansPanel(3, 'Narrow bans', { x: 0, y: 12, w: 4, h: 12, compact: true }),
    jailsPanel(4, 'Narrow jails', { x: 4, y: 12, w: 4, h: 12 }),
  ],
};

/** A dashboard with both panels, each wide and narrow, that asks anew only when it is told to. */
export class PanelsDashboard {
  readonly bans: Locator;
  readonly jails: Locator;
  readonly dialog: Locator;

  private constructor(readonly page: Page) {
    this.bans = this.panel('All bans');
    this.jails = this.panel('All jails');
    this.dialog = page.getByRole('dialog');
  }

  static async save(request: APIRequestContext): Promise<void> {
    const saved = await request.post('/api/dashboards/db', { data: { dashboard: DASHBOARD, overwrite: true } });
    expect(saved.status(), await saved.text()).toBe(200);
  }

  static async open(page: Page, query = ''): Promise<PanelsDashboard> {
    await page.goto(`/d/${PANELS_UID}?${query}`);
    return PanelsDashboard.at(page);
  }

  static at(page: Page): PanelsDashboard {
    return new PanelsDashboard(page);
  }

  panel(title: string): Locator {
    return this.page.getByTestId(`data-testid Panel header ${title}`);
  }

  ban(address: string): Locator {
    return this.bans.getByTestId(testIds.bansPanel).getByRole('row').filter({ hasText: address });
  }

  jail(name: string): Locator {
    return this.jails.getByTestId(testIds.jailsPanel).getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  async search(text: string): Promise<void> {
    await this.bans.getByRole('textbox', { name: 'Search by address or jail' }).fill(text);
  }

  /** Presses a button of a jail and says yes to the question. */
  async act(button: string, yes: string): Promise<void> {
    await this.jails.getByRole('button', { name: button, exact: true }).click();
    await this.dialog.getByRole('button', { name: yes, exact: true }).click();
  }

  notice(text: string | RegExp): Locator {
    return this.page.getByTestId(/data-testid Alert (success|warning|error|info)/).filter({ hasText: text });
  }
}
