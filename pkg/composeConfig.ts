import { createConfigReader } from './configfiles/read/createConfigReader';
import type { PathMap } from './domain/pathMap';
import { createConfigReading } from './services/config/createConfigReading';
import type { ClientProgramPort } from './services/ports/clientProgramPort';
import type { Fail2banPort } from './services/ports/fail2banPort';
import type { Settings } from './settings/settings';

interface ConfigParts {
  settings: Settings;
  fail2ban: Pick<Fail2banPort, 'capabilities'>;
  program: ClientProgramPort;
  pathMap: PathMap;
}

/** What the configuration's pages ask, put together: a part of the composition root. */
export function composeConfig({ settings, fail2ban, program, pathMap }: ConfigParts) {
  // The configuration is of most interest when the server does not run.
  const version = () => fail2ban.capabilities().then((server) => server.version, program.version);
  const reader = createConfigReader({ configDir: pathMap.toFail2ban(settings.fail2ban.configDir), toHere: (path) => pathMap.toHere(path), version });
  return { configReading: createConfigReading({ reader }) };
}
