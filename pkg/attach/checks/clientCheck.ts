import type { PathMap } from '../../domain/pathMap';
import { createClientProgram } from '../../fail2ban/clientProgram/createClientProgram';
import { judgeClient } from '../../services/surroundings/judgeClient';
import type { Settings } from '../../settings/settings';
import type { Target } from '../createTarget';
import type { Fail2banFacts } from './askFail2ban';
import type { Check } from './check';
import { bad, good, reasonOf } from './check';

export interface ClientCheckOptions {
  target: Target;
  settings: Settings['fail2ban'];
  pathMap: PathMap;
  facts: Fail2banFacts;
}

const NAME = 'fail2ban-client';
const WITHOUT = 'Until then BanGUI starts no jails.';

/** Whether the client that starts jails is the server's own, and sees what the server sees. */
export async function clientCheck({ target, settings, pathMap, facts }: ClientCheckOptions): Promise<Check> {
  const argv = target.root === '/' ? settings.client : ['chroot', target.root, ...settings.client];
  const program = createClientProgram({ argv, configDir: pathMap.toFail2ban(settings.configDir), socketPath: pathMap.toFail2ban(settings.socket) });
  try {
    const [clientVersion, dump] = [await program.version(), await program.dump()];
    if (dump === null) {
      return bad(NAME, (await program.test()).words || 'cannot read the configuration', `Mend the configuration: fail2ban-client -t. ${WITHOUT}`);
    }
    const reason = judgeClient({ clientVersion, serverVersion: facts.version, dump, server: facts.server, jails: facts.jails });
    return reason === null ? good(NAME, `${settings.client.join(' ')}, ${clientVersion}`) : bad(NAME, reason, `These belong into /etc/default/bangui. ${WITHOUT}`);
  } catch (error) {
    return bad(NAME, reasonOf(error), `Set BANGUI_FAIL2BAN_CLIENT in /etc/default/bangui to the server's own client. ${WITHOUT}`);
  }
}
