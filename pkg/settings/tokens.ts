import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ScriptToken, Settings } from './settings';

export interface Tokens {
  /** What a Grafana data source must present; it vouches for persons. */
  grafana: readonly string[];
  /** What scripts present over HTTP. */
  script: readonly ScriptToken[];
}

/**
 * The tokens of the settings; those not set are made once and kept in the state directory, readable by its owner alone.
 * Grafana's first token is also laid beside the plugin socket, readable by Grafana's group, where provisioning reads it;
 * a plugin socket that is a TCP port has no such place.
 */
export function loadTokens(settings: Settings, groupId: number | null): Tokens {
  const grafana = settings.grafanaTokens.length > 0 ? settings.grafanaTokens : [keptToken(path.join(settings.stateDir, 'grafana-token'))];
  const script =
    settings.scriptTokens.length > 0
      ? settings.scriptTokens
      : [{ name: 'local', role: 'Admin' as const, token: keptToken(path.join(settings.stateDir, 'script-token')) }];
  if (path.isAbsolute(settings.pluginSocket)) {
    shareWithGrafana(path.join(path.dirname(settings.pluginSocket), 'token'), grafana[0] ?? '', groupId);
  }
  return { grafana, script };
}

function keptToken(file: string): string {
  if (existsSync(file)) {
    const kept = readFileSync(file, 'utf8').trim();
    if (kept.length >= 16) {
      return kept;
    }
  }
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const token = randomBytes(32).toString('base64url');
  replaceFile(file, token, 0o600, null);
  return token;
}

function shareWithGrafana(file: string, token: string, groupId: number | null): void {
  const directory = path.dirname(file);
  // Grafana must pass through what lies above; only the last directory is its group's alone.
  mkdirSync(path.dirname(directory), { recursive: true, mode: 0o755 });
  mkdirSync(directory, { recursive: true, mode: 0o750 });
  if (groupId !== null) {
    chownSync(directory, process.getuid?.() ?? 0, groupId);
  }
  replaceFile(file, token, 0o640, groupId);
}

function replaceFile(file: string, text: string, mode: number, groupId: number | null): void {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, text, { mode });
  if (groupId !== null) {
    chownSync(fresh, process.getuid?.() ?? 0, groupId);
  }
  renameSync(fresh, file);
}
