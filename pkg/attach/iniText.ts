/** One key of one section of Grafana's ini; the last one counts. Null when it is not there or empty. */
export function iniValue(text: string, section: string, key: string): string | null {
  let current = '';
  let found: string | null = null;
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    const head = /^\[(.+)\]$/.exec(trimmed);
    const entry = /^([^=;#]+?)\s*=\s*(.*)$/.exec(trimmed);
    if (head) {
      current = head[1] ?? '';
    } else if (entry && current === section && entry[1] === key) {
      found = unquoted(entry[2] ?? '');
    }
  }
  return found === '' ? null : found;
}

/** The variables of a file that systemd or a shell reads as NAME=value lines. */
export function environmentOf(text: string): Record<string, string> {
  const lines = [...text.matchAll(/^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/gm)];
  return Object.fromEntries(lines.map(([, name = '', value = '']) => [name, unquoted(value.trim())]));
}

/** What `Environment=` lines of a unit file set. */
export function unitEnvironment(text: string): Record<string, string> {
  const settings = [...text.matchAll(/^Environment=(.*)$/gm)].flatMap(([, line = '']) => [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)]);
  return environmentOf(settings.map(([, double, single, plain]) => double ?? single ?? plain ?? '').join('\n'));
}

function unquoted(value: string): string {
  return /^(["'`]).*\1$/.test(value) ? value.slice(1, -1) : value;
}
