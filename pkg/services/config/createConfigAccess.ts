import type { ConfigAccess } from '../../contract/configChanges';
import { BanguiError } from '../../domain/errors';
import type { Surroundings } from '../surroundings/createSurroundings';

const SWITCHED_OFF = 'Changes of the configuration are switched off: BANGUI_CONFIG_WRITES=off.';

interface ConfigAccessDeps {
  surroundings: Pick<Surroundings, 'allow' | 'limits'>;
  /** Whether changes are allowed at all, and those of what runs as root. */
  writes: boolean;
  allowsCommands: boolean;
}

export type ConfigAccessRules = ReturnType<typeof createConfigAccess>;

/** Whether the configuration can be changed from here. */
export function createConfigAccess({ surroundings, writes, allowsCommands }: ConfigAccessDeps) {
  /** Throws CONFIG_READ_ONLY. */
  function assertSwitchedOn(): void {
    if (!writes) {
      throw readOnly(SWITCHED_OFF);
    }
  }

  return {
    access(): ConfigAccess {
      const limit = surroundings.limits().find(({ capability }) => capability === 'start_jails');
      const reason = writes ? (limit?.reason ?? null) : SWITCHED_OFF;
      return { writes: reason === null, reason, commands: allowsCommands };
    },

    assertSwitchedOn,

    /** Resolves with the log files of jails. Throws CONFIG_READ_ONLY. */
    async assertWritable(): Promise<string[]> {
      assertSwitchedOn();
      const dump = await surroundings.allow('start_jails').catch((error: unknown) => {
        throw error instanceof BanguiError && error.code === 'SURROUNDINGS_MISMATCH' ? readOnly(error.message) : error;
      });
      return dump?.jails.flatMap(({ logFiles }) => logFiles) ?? [];
    },
  };
}

function readOnly(reason: string): BanguiError {
  return new BanguiError('CONFIG_READ_ONLY', reason, { reason });
}
