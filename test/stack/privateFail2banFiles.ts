import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Fail2banPackage } from './fail2banPackage';
import { harmlessActions } from './harmlessActions';
import { actionFiles, jailSection, section } from './privateJail';
import type { PrivateJail } from './privateJail';

export interface PrivateFail2banPaths {
  dir: string;
  configDir: string;
  socketPath: string;
  pidPath: string;
  databasePath: string;
  logPath: string;
  actionLog: string;
  /** A log file for each jail. */
  jailLogs: Readonly<Record<string, string>>;
  /** `fail2ban-client` for this server, to be called as it is; other `-c` and `-s` may follow as usual. */
  clientCommand: string;
  regexCommand: string;
  /** Stops the server and starts it again, as a daemon. */
  restartCommand: string;
}

export function privatePaths(dir: string, jails: readonly PrivateJail[]): PrivateFail2banPaths {
  return {
    dir,
    configDir: path.join(dir, 'config'),
    socketPath: path.join(dir, 'fail2ban.sock'),
    pidPath: path.join(dir, 'fail2ban.pid'),
    databasePath: path.join(dir, 'fail2ban.sqlite3'),
    logPath: path.join(dir, 'fail2ban.log'),
    actionLog: path.join(dir, 'actions.log'),
    jailLogs: Object.fromEntries(jails.map(({ name }) => [name, path.join(dir, 'logs', `${name}.log`)])),
    clientCommand: path.join(dir, 'bin/fail2ban-client'),
    regexCommand: path.join(dir, 'bin/fail2ban-regex'),
    restartCommand: path.join(dir, 'bin/restart'),
  };
}

/** Lays out all that a private server reads: the whole stock configuration and, over it, our own jails and actions that touch no firewall, also for jails made later. */
export async function writePrivateFiles(paths: PrivateFail2banPaths, jails: readonly PrivateJail[], fail2ban: Fail2banPackage): Promise<void> {
  await cp(fail2ban.configDir, paths.configDir, { recursive: true });
  await rm(path.join(paths.configDir, 'jail.d'), { recursive: true, force: true });
  for (const folder of [path.join(paths.configDir, 'jail.d'), path.join(paths.dir, 'logs'), path.join(paths.dir, 'bin')]) {
    await mkdir(folder, { recursive: true });
  }
  const server = {
    loglevel: 'INFO',
    logtarget: paths.logPath,
    socket: paths.socketPath,
    pidfile: paths.pidPath,
    dbfile: paths.databasePath,
    dbpurgeage: '1d',
  };
  await writeFile(path.join(paths.configDir, 'fail2ban.local'), section('Definition', server));
  const stock = await readFile(path.join(paths.configDir, 'jail.conf'), 'utf8');
  await writeFile(path.join(paths.configDir, 'jail.local'), section('DEFAULT', { backend: 'polling', usedns: 'no' }) + harmlessActions(stock));
  for (const [file, text] of Object.entries(actionFiles(paths.actionLog, paths.dir))) {
    await writeFile(path.join(paths.configDir, 'action.d', file), text);
  }
  await writeFile(paths.actionLog, '');
  for (const jail of jails) {
    const log = paths.jailLogs[jail.name] ?? '';
    await writeFile(log, '');
    await writeFile(path.join(paths.configDir, 'jail.d', `${jail.name}.local`), jailSection(jail, log));
  }
  const addressed = `-c '${paths.configDir}' -s '${paths.socketPath}' -p '${paths.pidPath}'`;
  await writeProgram(paths.clientCommand, fail2ban, 'fail2ban-client', addressed);
  await writeProgram(paths.regexCommand, fail2ban, 'fail2ban-regex', `-c '${paths.configDir}'`);
  // Whoever runs it waits for the end of its output, which the daemon would hold open.
  await writeFile(paths.restartCommand, `#!/bin/sh\n'${paths.clientCommand}' stop\nexec '${paths.clientCommand}' start >'${paths.dir}/restart.log' 2>&1\n`, { mode: 0o755 });
}

async function writeProgram(file: string, fail2ban: Fail2banPackage, name: 'fail2ban-client' | 'fail2ban-regex', options: string): Promise<void> {
  const environment = Object.entries(fail2ban.env).map(([key, value]) => `export ${key}='${value}'\n`).join('');
  await writeFile(file, `#!/bin/sh\n${environment}exec '${fail2ban.python}' '${fail2ban.program(name)}' ${options} "$@"\n`);
  await chmod(file, 0o755);
}
