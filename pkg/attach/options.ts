export interface AttachOptions {
  root: string;
  /** Shows, writes nothing. */
  dryRun: boolean;
  undo: boolean;
  /** Only the check list. */
  check: boolean;
}

export const USAGE = `npm run attach -- [--dry-run | --undo | --check] [--root DIR]

  Prepares a machine that runs fail2ban and Grafana for BanGUI. Run "npm run package" first.
  --dry-run   only shows what would be written or, with --undo, removed
  --undo      removes what was written; files that were changed since are kept and named
  --check     only goes through the check list
  --root DIR  works on the system whose root folder is DIR; services are then left to you, and not checked
  --help      shows this
  GRAFANA_AUTH=user:password (or a service account's token) lets the check list ask Grafana about the data source,
  GRAFANA_URL tells where Grafana is, if its ini does not. With --root, Grafana and the sidecar are asked only
  where GRAFANA_URL and SIDECAR_URL say that those of that system answer.
`;

const FLAGS = { '--dry-run': 'dryRun', '--undo': 'undo', '--check': 'check' } as const;

/**
 * npm takes options for its own unless "--" stands before them, and passes them on as npm_config_ variables.
 * They are heard too: somebody who forgot the "--" of a --dry-run must not find the machine changed.
 */
export function parseOptions(argv: readonly string[], env: NodeJS.ProcessEnv): AttachOptions | { problem: string } | 'help' {
  const asked = { dryRun: heard(env.npm_config_dry_run), undo: heard(env.npm_config_undo), check: heard(env.npm_config_check) };
  let root = env.npm_config_root;
  const rest = [...argv];
  if (root === 'true' && rest[0]?.startsWith('-') === false) {
    root = rest.shift();
  }
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word in FLAGS) {
      asked[FLAGS[word as keyof typeof FLAGS]] = true;
    } else if (word === '--help' || word === '-h') {
      return 'help';
    } else if (word === '--root') {
      root = rest.shift() ?? '';
    } else if (word.startsWith('--root=')) {
      root = word.slice('--root='.length);
    } else {
      return { problem: `Unknown option ${word}.` };
    }
  }
  if (root !== undefined && !root.startsWith('/')) {
    return { problem: '--root needs the absolute path of a folder.' };
  }
  if (asked.check && (asked.undo || asked.dryRun)) {
    return { problem: '--check goes alone.' };
  }
  return { root: root?.replace(/(?<=.)\/+$/, '') ?? '/', ...asked };
}

function heard(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== 'false';
}

/** What to type for the same system, with further options. */
export function attachCommand(root: string, ...flags: string[]): string {
  const all = [...flags, ...(root === '/' ? [] : ['--root', quoted(root)])];
  return ['npm run attach', ...(all.length > 0 ? ['--', ...all] : [])].join(' ');
}

/** As a shell takes it for one word. */
export function quoted(word: string): string {
  return /^[\w./+@:-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
