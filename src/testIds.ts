/** For what no role or label finds. */
export const testIds = {
  hostPicker: 'bangui host picker',
  state: 'bangui state',
  totals: 'bangui totals',
  jailsTable: 'bangui jails',
  newestBans: 'bangui newest bans',
  bansTable: 'bangui bans',
  failure: (kind: string) => `bangui failure ${kind}`,
  limits: 'bangui limits',
  jailState: 'bangui jail state',
  stale: 'bangui stale',
  loading: 'bangui loading',
  configToken: 'bangui token',
} as const;
