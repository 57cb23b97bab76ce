import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { ROLES } from '../contract/roles';
import { SettingsError } from './SettingsError';

const absolutePath = z.string().refine((value) => path.isAbsolute(value) && !value.includes('\0'), 'must be an absolute path');
const seconds = (min: number, max: number) => z.coerce.number({ error: 'must be a number of seconds' }).int().min(min).max(max);
const days = (min: number) => z.coerce.number({ error: 'must be a number of days' }).int().min(min).max(36_500);
const list = (value: string) => value.split(',').map((item) => item.trim()).filter((item) => item !== '');
const TOKEN = /^[\x21-\x2b\x2d-\x39\x3b-\x7e]{16,256}$/;
const TOKEN_RULE = 'must be 16 to 256 printable characters without blanks, commas and colons';

const grafanaTokens = z
  .string()
  .transform(list)
  .pipe(z.array(z.string().regex(TOKEN, `each ${TOKEN_RULE}`)).max(2, 'takes one token, or two during a rotation'));

const scriptToken = z.string().transform((value, context) => {
  const [name = '', role = '', token = ''] = value.split(':');
  const known = ROLES.find((candidate) => candidate === role && candidate !== 'None');
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(name) || !known || !TOKEN.test(token) || value.split(':').length !== 3) {
    context.addIssue(`each must read name:role:token, with role Viewer, Editor or Admin; the token ${TOKEN_RULE}`);
    return z.NEVER;
  }
  return { name, role: known, token };
});
export type ScriptToken = z.output<typeof scriptToken>;

const httpAddress = z.string().transform((value, context) => {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(value);
  const port = Number(match?.[3]);
  if (!match || port > 65_535) {
    context.addIssue('must read host:port, for example 127.0.0.1:9441');
    return z.NEVER;
  }
  return { host: match[1] ?? match[2] ?? '', port };
});

const pluginSocket = z.string().refine(
  (value) => absolutePath.safeParse(value).success || httpAddress.safeParse(value).success,
  'must be an absolute path, or host:port'
);

const origin = z.string().refine((value) => URL.canParse(value) && new URL(value).origin === value, 'each must be an origin such as https://grafana.example.org');

const timeZone = z.string().refine((value) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }));
  } catch {
    return false;
  }
}, 'must be an IANA time zone such as Europe/Berlin');

const argv = z.string().transform((value) => value.split(/\s+/).filter(Boolean)).pipe(z.array(z.string()).min(1, 'must name a program'));
const pathMap = z.string().transform((value, context) =>
  list(value).map((pair) => {
    const [from = '', to = '', ...more] = pair.split('=').map((side) => side.trim());
    if (!path.isAbsolute(from) || !path.isAbsolute(to) || more.length > 0 || pair.includes('\0')) {
      context.addIssue('each must read from=to: an absolute path as fail2ban calls it, and where the sidecar finds it');
      return z.NEVER;
    }
    return { from, to };
  })
);

/** The address is put into the path or the query, never into the host: what was banned must not say where to connect to. */
const providerUrl = z.string().refine((value) => {
  const [one = '', other = ''] = ['192.0.2.1', '2001:db8::1'].map((ip) => value.replaceAll('{ip}', encodeURIComponent(ip)));
  if (!/^https?:\/\//.test(value) || !URL.canParse(one) || !URL.canParse(other)) {
    return false;
  }
  const { origin, username, password } = new URL(one);
  return origin === new URL(other).origin && username === '' && password === '';
}, 'must be an http or https URL without a user name; {ip} stands behind the host');

const lokiUrl = z.string().refine((value) => {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    return false;
  }
  const { username, password, search, hash } = new URL(value);
  return [username, password, search, hash].every((part) => part === '');
}, 'must be an http or https URL without a user name and a query, such as http://127.0.0.1:3100');

const OWN_LABELS: readonly string[] = ['job', 'host', 'event', 'jail'];
const MOST_LABELS = 8;
const labels = z.string().transform((value, context) => {
  const pairs = list(value).map((pair) => /^([a-zA-Z_][a-zA-Z0-9_]*)=(.{1,200})$/.exec(pair));
  const given = Object.fromEntries(pairs.flatMap((pair) => (pair?.[1] !== undefined && pair[2] !== undefined ? [[pair[1], pair[2]]] : [])));
  if (pairs.includes(null) || Object.keys(given).length !== pairs.length || pairs.length > MOST_LABELS || OWN_LABELS.some((name) => name in given)) {
    context.addIssue(`must be at most ${MOST_LABELS} pairs name=value with different names, none of them ${OWN_LABELS.join(', ')}`);
    return z.NEVER;
  }
  return given;
});

const ports = z.string().transform((value) => list(value).map(Number)).pipe(z.array(z.number('each must be a port').int().min(1).max(65_535)).min(1));

const flag = z.enum(['on', 'off', 'true', 'false'], { error: 'must be on or off (or true or false)' });
const isOn = (value: z.output<typeof flag>): boolean => value === 'on' || value === 'true';

/** Every variable, its rule and its default. `development` is what NODE_ENV=development changes. */
export function settingsSchema(development: boolean) {
  const state = path.resolve('.cache/state');
  return z.object({
    BANGUI_FAIL2BAN_SOCKET: absolutePath.default('/var/run/fail2ban/fail2ban.sock'),
    BANGUI_FAIL2BAN_CONFIG_DIR: absolutePath.default('/etc/fail2ban'),
    BANGUI_FAIL2BAN_CLIENT: argv.default(['/usr/bin/fail2ban-client']),
    BANGUI_FAIL2BAN_REGEX: argv.default(['/usr/bin/fail2ban-regex']),
    BANGUI_FAIL2BAN_RESTART: argv.nullable().default(null),
    BANGUI_LOG_PREVIEW_DIRS: z.string().transform(list).pipe(z.array(absolutePath).min(1)).default(['/var/log']),
    BANGUI_FAIL2BAN_DB: absolutePath.nullable().default(null),
    BANGUI_FAIL2BAN_LOG: absolutePath.nullable().default(null),
    BANGUI_PATH_MAP: pathMap.default([]),
    BANGUI_FAIL2BAN_TZ: timeZone.default(new Intl.DateTimeFormat().resolvedOptions().timeZone),
    BANGUI_STATE_DIR: absolutePath.default(development ? state : '/var/lib/bangui'),
    BANGUI_PLUGIN_SOCKET: pluginSocket.default(development ? path.join(state, 'grafana/plugin.sock') : '/run/bangui/grafana/plugin.sock'),
    BANGUI_PLUGIN_SOCKET_GROUP: z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'must be the name of a group').default('grafana'),
    BANGUI_HTTP_ADDRESS: httpAddress.default({ host: '127.0.0.1', port: 9441 }),
    BANGUI_GRAFANA_TOKENS: grafanaTokens.default([]),
    BANGUI_SCRIPT_TOKENS: z.string().transform(list).pipe(z.array(scriptToken)).default([]),
    BANGUI_CORS_ORIGINS: z.string().transform(list).pipe(z.array(origin)).default([]),
    BANGUI_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], { error: 'must be debug, info, warn or error' }).default(development ? 'debug' : 'info'),
    BANGUI_LOG_FILE: absolutePath.nullable().default(null),
    BANGUI_HEALTH_INTERVAL_SECONDS: seconds(1, 3600).default(30),
    BANGUI_RATE_LIMIT_PER_MINUTE: z.coerce.number({ error: 'must be a number' }).int().min(1).max(1_000_000).default(1200),
    BANGUI_METRICS_PUBLIC: flag.default('off'),
    BANGUI_SSH_PORTS: ports.default([22]),
    BANGUI_REVERSE_DNS: flag.default('off'),
    BANGUI_GEO_CITY_MMDB: absolutePath.nullable().default(null),
    BANGUI_GEO_ASN_MMDB: absolutePath.nullable().default(null),
    BANGUI_GEO_COUNTRY_MMDB: absolutePath.nullable().default(null),
    BANGUI_GEO_PROVIDER_URL: providerUrl.nullable().default(null),
    BANGUI_GEO_PROVIDER_PER_MINUTE: z.coerce.number({ error: 'must be a number' }).int().min(1).max(6000).default(15),
    BANGUI_KEEP_BANS_DAYS: days(0).default(730),
    BANGUI_KEEP_FAILURES_DAYS: days(1).default(30),
    BANGUI_ENFORCE_CHECK: z.enum(['off', 'nft', 'iptables', 'ipset'], { error: 'must be off, nft, iptables or ipset' }).default('off'),
    BANGUI_LOKI_URL: lokiUrl.nullable().default(null),
    BANGUI_LOKI_TENANT: z.string().regex(/^[A-Za-z0-9!._*'()-]{1,150}$/, "must be the name of a tenant: letters, digits and !-_.*'()").nullable().default(null),
    BANGUI_LOKI_USER: z.string().regex(/^[^:\x00-\x1f]{1,256}$/, 'must be a user name without a colon').nullable().default(null),
    BANGUI_LOKI_PASSWORD_FILE: absolutePath.nullable().default(null),
    BANGUI_LOKI_LABELS: labels.nullable().default(null),
    BANGUI_QUERY_LOG_LINES: flag.default('false'),
    BANGUI_CONFIG_WRITES: flag.default('on'),
    BANGUI_ALLOW_COMMANDS: flag.default('false'),
    BANGUI_HOST_NAME: z.string().min(1).max(253).default(hostname()),
  });
}

export type Settings = Readonly<ReturnType<typeof toSettings>>;

function toSettings(env: z.output<ReturnType<typeof settingsSchema>>, development: boolean) {
  return {
    development,
    fail2ban: {
      socket: env.BANGUI_FAIL2BAN_SOCKET,
      configDir: env.BANGUI_FAIL2BAN_CONFIG_DIR,
      client: env.BANGUI_FAIL2BAN_CLIENT,
      regex: env.BANGUI_FAIL2BAN_REGEX,
      restart: env.BANGUI_FAIL2BAN_RESTART,
      database: env.BANGUI_FAIL2BAN_DB,
      log: env.BANGUI_FAIL2BAN_LOG,
      pathMap: env.BANGUI_PATH_MAP,
      timeZone: env.BANGUI_FAIL2BAN_TZ,
    },
    stateDir: env.BANGUI_STATE_DIR,
    pluginSocket: env.BANGUI_PLUGIN_SOCKET,
    pluginSocketGroup: env.BANGUI_PLUGIN_SOCKET_GROUP,
    http: env.BANGUI_HTTP_ADDRESS,
    grafanaTokens: env.BANGUI_GRAFANA_TOKENS,
    scriptTokens: env.BANGUI_SCRIPT_TOKENS,
    corsOrigins: env.BANGUI_CORS_ORIGINS,
    logLevel: env.BANGUI_LOG_LEVEL,
    logFile: env.BANGUI_LOG_FILE,
    healthIntervalSeconds: env.BANGUI_HEALTH_INTERVAL_SECONDS,
    rateLimitPerMinute: env.BANGUI_RATE_LIMIT_PER_MINUTE,
    metricsPublic: isOn(env.BANGUI_METRICS_PUBLIC),
    sshPorts: env.BANGUI_SSH_PORTS,
    reverseDns: isOn(env.BANGUI_REVERSE_DNS),
    geo: {
      city: env.BANGUI_GEO_CITY_MMDB,
      asn: env.BANGUI_GEO_ASN_MMDB,
      country: env.BANGUI_GEO_COUNTRY_MMDB,
      providerUrl: env.BANGUI_GEO_PROVIDER_URL,
      providerPerMinute: env.BANGUI_GEO_PROVIDER_PER_MINUTE,
    },
    keep: { keepBansDays: env.BANGUI_KEEP_BANS_DAYS === 0 ? null : env.BANGUI_KEEP_BANS_DAYS, keepFailuresDays: env.BANGUI_KEEP_FAILURES_DAYS },
    enforceCheck: env.BANGUI_ENFORCE_CHECK === 'off' ? null : env.BANGUI_ENFORCE_CHECK,
    loki: env.BANGUI_LOKI_URL === null ? null : {
      url: env.BANGUI_LOKI_URL,
      tenant: env.BANGUI_LOKI_TENANT,
      user: env.BANGUI_LOKI_USER,
      passwordFile: env.BANGUI_LOKI_PASSWORD_FILE,
      labels: env.BANGUI_LOKI_LABELS ?? {},
    },
    logPreviewDirs: env.BANGUI_LOG_PREVIEW_DIRS,
    queryLogLines: isOn(env.BANGUI_QUERY_LOG_LINES),
    configWrites: isOn(env.BANGUI_CONFIG_WRITES),
    allowCommands: isOn(env.BANGUI_ALLOW_COMMANDS),
    hostName: env.BANGUI_HOST_NAME,
  };
}

/**
 * Reads the environment once. Throws SettingsError for the first value that cannot be used;
 * `unknown` lists BANGUI_ variables that mean nothing, which are mostly typing errors.
 */
export function readSettings(env: NodeJS.ProcessEnv): { settings: Settings; unknown: string[] } {
  const development = env.NODE_ENV === 'development';
  const variables = settingsSchema(development);
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new SettingsError(String(issue?.path[0] ?? 'environment'), issue?.message ?? 'cannot be used');
  }
  const unknown = Object.keys(given).filter((name) => name.startsWith('BANGUI_') && !(name in variables.shape));
  return { settings: Object.freeze(toSettings(parsed.data, development)), unknown };
}
