import type { Dump } from '../../domain/configuredJails';
import { plainLogTarget } from '../../domain/configuredJails';
import type { JailCounters } from '../../domain/jail';
import type { ServerFiles } from '../ports/fail2banPort';

interface Seen {
  clientVersion: string;
  serverVersion: string;
  /** Null when the client cannot read the configuration: then its own test says why. */
  dump: Dump | null;
  server: ServerFiles;
  jails: ReadonlyArray<Pick<JailCounters, 'name' | 'logFiles'>>;
}

/** Why fail2ban-client must not touch this server; null when it may. */
export function judgeClient({ clientVersion, serverVersion, dump, server, jails }: Seen): string | null {
  if (clientVersion !== serverVersion) {
    return `fail2ban-client is of version ${clientVersion} and the server of ${serverVersion}: what one writes the other may not understand. Set BANGUI_FAIL2BAN_CLIENT to the server's own client.`;
  }
  if (dump === null) {
    return null;
  }
  // A reload, also of one jail, sets log target and database as the configuration says: other ones than the server's mean other files.
  if (dump.logTarget !== null && dump.logTarget !== plainLogTarget(server.logTarget)) {
    return 'The configuration that fail2ban-client reads names another log target than the server uses. Set BANGUI_FAIL2BAN_CONFIG_DIR to the server\'s configuration.';
  }
  if (dump.database !== server.database) {
    return 'The configuration that fail2ban-client reads names another database than the server uses. Set BANGUI_FAIL2BAN_CONFIG_DIR to the server\'s configuration.';
  }
  return unseenFile(dump, jails);
}

/** A reload gives a jail the files that the client finds: one that it does not see would be taken away from a running jail. */
function unseenFile(dump: Dump, jails: Seen['jails']): string | null {
  const configured = new Map(dump.jails.filter(({ problem }) => problem === null).map(({ name, logFiles }) => [name, logFiles]));
  for (const { name, logFiles } of jails) {
    const found = configured.get(name);
    const unseen = found && logFiles.find((file) => !found.includes(file));
    if (unseen !== undefined) {
      return `Jail ${name} watches ${unseen}, which fail2ban-client does not find where it runs: a reload would take the file away from the jail. Run the client where fail2ban runs (BANGUI_FAIL2BAN_CLIENT).`;
    }
  }
  return null;
}
