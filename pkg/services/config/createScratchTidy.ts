import { BanguiError } from '../../domain/errors';
import { SCRATCH_JAIL } from '../../domain/jailName';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { Logger } from '../ports/logger';

interface ScratchTidyDeps {
  fail2ban: Pick<Fail2banPort, 'tidyPreflight' | 'onConnectionLost'>;
  logger: Logger;
}

/** What a trial left in fail2ban when the sidecar was killed, or the connection lost, in the midst of it: looked for once on each connection. */
export function createScratchTidy({ fail2ban, logger }: ScratchTidyDeps) {
  let isDue = true;
  const stopListening = fail2ban.onConnectionLost(() => {
    isDue = true;
  });

  return {
    /** fail2ban has answered a probe. */
    async answered(): Promise<void> {
      if (!isDue) {
        return;
      }
      isDue = false;
      try {
        if (await fail2ban.tidyPreflight()) {
          logger.info('config_trial_tidied', { jail: SCRATCH_JAIL });
        }
      } catch (error) {
        isDue = true;
        if (!(error instanceof BanguiError)) {
          throw error;
        }
      }
    },
    stop: stopListening,
  };
}
