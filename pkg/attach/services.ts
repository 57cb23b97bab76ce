import { execFile } from 'node:child_process';

/** The commands that make the services of the machine notice what was written; the sidecar always before Grafana. */
export const AFTER_WRITING = ['systemctl daemon-reload', 'systemctl enable bangui', 'systemctl restart bangui', 'systemctl restart grafana-server'] as const;
export const BEFORE_REMOVING = ['systemctl disable --now bangui'] as const;
export const AFTER_REMOVING = ['systemctl daemon-reload', 'systemctl restart grafana-server'] as const;

/** Runs them in turn; what fails is said, and the next is tried. */
export async function runCommands(commands: readonly string[], say: (text: string) => void): Promise<void> {
  for (const command of commands) {
    const [file = '', ...args] = command.split(' ');
    const problem = await new Promise<string>((resolve) => {
      execFile(file, args, { timeout: 120_000 }, (error, _stdout, stderr) => resolve(error === null ? '' : stderr.trim() || error.message));
    });
    say(problem === '' ? `  ${command}` : `  ${command} failed: ${problem}`);
  }
}
