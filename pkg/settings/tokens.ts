import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ScriptToken, Settings } from './settings';

export interface Tokens {
  /** What a Grafana data source must present; it vouches for persons. */
  grafana: readonly string[];
  /** What scripts present over HTTP. */
  script: readonly ScriptToken[];
}

/** The tokens of the settings; those not set are made once and kept in the state directory, readable by its owner alone. */
export function loadTokens(settings: Settings): Tokens {
  const grafana = settings.grafanaTokens.length > 0 ? settings.grafanaTokens : [keptToken(path.join(settings.stateDir, 'grafana-token'))];
  const script =
    settings.scriptTokens.length > 0
      ? settings.scriptTokens
      : [{ name: 'local', role: 'Admin' as const, token: keptToken(path.join(settings.stateDir, 'script-token')) }];
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
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, token, { mode: 0o600 });
  renameSync(fresh, file);
  return token;
}
