import type { Ban } from '../../pkg/contract/bans';
import type { HistoryBan } from '../../pkg/contract/history';
import type { Jail } from '../../pkg/contract/jails';
import type { Status } from '../../pkg/contract/status';
import type { SidecarFigures } from '../../pkg/services/health/createSidecarFigures';
import type { Logger } from '../../pkg/services/ports/logger';
import { fine, wrong } from '../../pkg/domain/finding';
import type { PluginDeps } from '../../pkg/grafana/ports';
import { TOKEN } from './grafanaClient';

export const NOW = 1_760_000_000;

export const ONLINE: Status = {
  state: 'online',
  up: 1,
  reason: null,
  message: '',
  since: NOW - 600,
  checkedAt: NOW - 5,
  version: '1.0.2',
  sidecarVersion: '0.1.0',
  totals: { jails: 2, currentlyFailed: 3, totalFailed: 40, currentlyBanned: 5, totalBanned: 60 },
  asOf: NOW - 5,
};

export function jail(name: string, attention: Jail['attention'] = []): Jail {
  return {
    name,
    currentlyFailed: 1,
    totalFailed: 20,
    currentlyBanned: 2,
    totalBanned: 30,
    banTime: 600,
    findTime: 300,
    maxRetry: 5,
    escalates: false,
    logFiles: ['/var/log/auth.log', '/var/log/auth.log.1'],
    journalMatches: [],
    actions: ['nftables'],
    attention,
  };
}

export const BANS: Ban[] = [
  { jail: 'sshd', address: '192.0.2.7', start: NOW - 100, end: NOW + 500, banTime: 600, timeLeft: 500 },
  { jail: 'bangui-manual', address: '2001:db8::7', start: NOW - 50, end: null, banTime: -1, timeLeft: null },
];

export const PAST_BAN: HistoryBan = {
  id: 7,
  jail: 'sshd',
  address: '192.0.2.9',
  start: NOW - 3600,
  banTime: 600,
  endedAt: null,
  endCause: null,
  endedBy: null,
  origin: 'database',
  approximate: false,
  banCount: 2,
  failures: 5,
  lines: 1,
  actor: 'ada',
  country: 'DE',
  asn: 64500,
  org: 'Example',
  addressBans: 3,
};

const LAG = { min: 0, max: 0.02, mean: 0.001, p50: 0.001, p90: 0.004, p99: 0.01 };

export const FIGURES: SidecarFigures = {
  version: '0.1.0',
  uptime: 3600,
  archive: { bytes: 4096, bans: 12, addresses: 7 },
  lateWrites: 0,
  loki: { waiting: 4, lastSentAt: NOW - 7, problem: 'no connection', sent: 90, skipped: 2 },
  follow: { state: 'following', reason: null, live: true, lastRecordAt: NOW - 3, behindBytes: 0 },
  history: { source: 'database', reason: null, lastSync: NOW - 60 },
  eventLoopLag: LAG,
  residentBytes: 120_000_000,
  freeBytes: 5_000_000_000,
  jobs: [{ name: 'history_sync', everySeconds: 300, running: false, startedAt: NOW - 61, nextAt: NOW + 239, result: 'failed', detail: 'The archive is locked.', tookSeconds: 0.2 }],
};

export interface LogRecord {
  level: keyof Logger;
  event: string;
  fields: Record<string, unknown> | undefined;
}

function recordingLogger(records: LogRecord[]): Logger {
  const at = (level: keyof Logger) => (event: string, fields?: Record<string, unknown>) => void records.push({ level, event, fields });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Services behind the plugin server that answer with fixed data, unless a test says otherwise. */
export function pluginDeps(overrides: Partial<PluginDeps> = {}, records: LogRecord[] = []): PluginDeps {
  return {
    dispatch: () => Promise.resolve({ status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from('{}') }),
    status: () => ONLINE,
    jails: () => Promise.resolve({ asOf: NOW - 1, stale: false, jails: [jail('sshd'), jail('nginx', ['watches_nothing'])] }),
    bans: () => Promise.resolve({ asOf: NOW - 1, stale: false, total: BANS.length, bans: BANS }),
    history: ({ from, to }) => Promise.resolve({ from, to, bans: [PAST_BAN], next: null }),
    trend: ({ from, to }) => Promise.resolve({ from, to, bucket: 3600, by: 'jail', points: [{ time: Math.floor((NOW - 3600) / 3600) * 3600, key: 'sshd', bans: 3 }], previous: null }),
    check: (check) => Promise.resolve([wrong('sshd', check, 'Something is wrong.'), fine('nginx')]),
    top: ({ from, to, by }) => Promise.resolve({ from, to, by, rows: [{ key: by === 'asn' ? '64500' : 'sshd', label: null, bans: 3, addresses: 2 }] }),
    life: () => Promise.resolve({ events: [], more: false }),
    configMoments: () => Promise.resolve({ changes: [], more: false }),
    inTurn: (_load, _principal, work) => work(),
    logs: () => Promise.resolve({ lines: [], end: 'range', reached: null }),
    queryLogLines: false,
    sidecar: () => Promise.resolve(FIGURES),
    events: { last: () => [], hasRoom: () => true, subscribe: () => null },
    acceptedTokens: () => ['the-token-before-the-rotation', TOKEN],
    sidecarVersion: '0.1.0',
    clock: { ticks: () => 0, now: () => NOW * 1000, after: () => () => undefined },
    logger: recordingLogger(records),
    ...overrides,
  };
}
