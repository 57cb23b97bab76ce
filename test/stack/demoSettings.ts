import path from 'node:path';
import type { PrivateFail2banPaths } from './privateFail2banFiles';

/** What a sidecar needs, beyond reaching a private server, to show its logs and to restart it. */
export function demoSettings({ dir, restartCommand }: PrivateFail2banPaths): Record<string, string> {
  return { BANGUI_LOG_PREVIEW_DIRS: path.join(dir, 'logs'), BANGUI_FAIL2BAN_RESTART: restartCommand };
}
