import { expect, inject } from 'vitest';
import type { ConfigChange } from '../../pkg/contract/configChanges';
import { testIds } from '../../src/testIds';
import { renderPage } from './renderPage';

/* What the tests of the Configuration page do again and again. */

type Screen = Awaited<ReturnType<typeof renderPage>>['screen'];
/** A change goes through fail2ban-client several times. */
export const PATIENCE = { timeout: 30_000 };

export const open = (below: string, options: Parameters<typeof renderPage>[1] = {}) => renderPage('configuration', { below, ...options });
export const rowOf = (screen: Screen, id: string, name: RegExp) => screen.getByTestId(id).getByRole('row', { name });

export async function ask<T>(path: string, body?: unknown): Promise<T> {
  const { url, tokens } = inject('live');
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${tokens.Admin}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return (await answer.json()) as T;
}

/** As somebody else does it. */
export async function change(wanted: ConfigChange): Promise<void> {
  const { expected } = await ask<{ expected: string | null }>('/config/changes/preview', { change: wanted });
  await ask('/config/changes', { change: wanted, expected });
}

/** What fail2ban itself says of a running jail. */
export const parameters = (jail: string) => ask<{ maxRetry?: number; findTime?: number }>(`/jails/${jail}/parameters`);

export async function preview(screen: Screen) {
  await screen.getByRole('button', { name: 'Preview' }).click();
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog.getByTestId(testIds.diff), PATIENCE).toBeVisible();
  return dialog;
}

export async function apply(screen: Screen) {
  const button = screen.getByRole('dialog').getByRole('button', { name: 'Apply' });
  await expect.element(button, PATIENCE).toBeEnabled();
  await button.click();
  await expect.element(screen.getByRole('dialog'), PATIENCE).not.toBeInTheDocument();
}
