import { describe, expect, it } from 'vitest';
import { testIds } from '../../src/testIds';
import { renderPage } from './renderPage';

describe('the Overview page', () => {
  it('shows state, version, totals, jails that need attention first, and the newest bans', async () => {
    const { screen } = await renderPage('overview');
    await expect.element(screen.getByTestId(testIds.state)).toHaveTextContent('Online');
    await expect.element(screen.getByText(/^\d+\.\d+\.\d+$/).first()).toBeVisible();
    await expect.element(screen.getByTestId(testIds.totals)).toHaveTextContent(/Jails[56]$/);
    const jails = screen.getByTestId(testIds.jailsTable);
    await expect.element(jails.getByRole('link').first()).toHaveTextContent('broken');
    await expect.element(jails.getByRole('row', { name: /^broken/ })).toHaveTextContent(/^brokenEnabled, not running/);
    await expect.element(jails.getByRole('row', { name: /^paper/ })).toHaveTextContent(/^paperBlocks nothing/);
    await expect.element(jails.getByRole('row', { name: /^many/ })).toHaveTextContent('60');
    await expect.poll(() => screen.getByTestId(testIds.newestBans).getByRole('row', { name: /\d/ }).elements()).toHaveLength(10);
  });

  it('leads from a jail to its own page', async () => {
    const { screen, location } = await renderPage('overview');
    await screen.getByTestId(testIds.jailsTable).getByRole('link', { name: 'many' }).click();
    await expect.element(screen.getByTestId(testIds.bansTable).getByRole('row', { name: /198\.51\.100\./ }).first()).toBeVisible();
    expect(location.current).toBe('/a/bangui-fail2ban-app/jails/many?ds=live');
  });

  it('says that fail2ban is offline, why, and what to do', async () => {
    const { screen } = await renderPage('overview', { host: 'down' });
    await expect.element(screen.getByTestId(testIds.state)).toHaveTextContent('Offline');
    await expect.element(screen.getByText(/its socket does not exist. Start it/)).toBeVisible();
    await expect.element(screen.getByTestId(testIds.jailsTable)).not.toBeInTheDocument();
    await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
    await expect.element(screen.getByRole('heading', { name: 'Jails' })).not.toBeInTheDocument();
  });

  it('says that the sidecar is unreachable, once', async () => {
    const { screen } = await renderPage('overview', { host: 'away' });
    await expect.element(screen.getByTestId(testIds.failure('sidecar_unreachable'))).toHaveTextContent(/Grafana cannot reach the BanGUI sidecar/);
    await expect.element(screen.getByTestId(testIds.state)).not.toBeInTheDocument();
  });

  it('says that the token is wrong', async () => {
    const { screen } = await renderPage('overview', { host: 'stranger' });
    await expect.element(screen.getByTestId(testIds.failure('token_refused'))).toHaveTextContent(/token of this data source is not the sidecar/);
  });

  it.each([
    ['Admin', 1],
    ['Viewer', 0],
  ] as const)('explains to an %s how to connect a first host', async (role, links) => {
    const { screen } = await renderPage('overview', { role, hosts: [] });
    await expect.element(screen.getByText('No fail2ban host is connected yet')).toBeVisible();
    await expect.poll(() => screen.getByRole('link', { name: 'Add a data source' }).elements()).toHaveLength(links);
  });

  it('is found under its own name as well', async () => {
    const { screen } = await renderPage('overview', { below: '/overview' });
    await expect.element(screen.getByTestId(testIds.state)).toHaveTextContent('Online');
  });

  it('has nothing at an address it does not know, and leads back', async () => {
    const { screen } = await renderPage('overview', { below: '/nowhere' });
    await expect.element(screen.getByText('Page not found')).toBeVisible();
    await expect.element(screen.getByRole('link', { name: 'Go to the overview' })).toHaveAttribute('href', '/a/bangui-fail2ban-app?ds=live');
  });

  it('says that the data source of the URL does not exist', async () => {
    const { screen } = await renderPage('overview', { params: { ds: 'deleted' } });
    await expect.element(screen.getByText('This data source does not exist')).toBeVisible();
  });
});
